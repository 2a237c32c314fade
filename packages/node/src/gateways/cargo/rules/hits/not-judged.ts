import { cargoVocabulary, defineSentences } from '@entente/contracts'
import { sql } from 'kysely'
import type { RuleHitFound } from '../../../../pipeline/gateway/compared-subject.ts'
import { answerSubjectJob } from '../../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../../safeguards/oversight/raise-alarm.ts'
import type { CargoSubject } from '../../subjects/cargo-subject.ts'
import { hashOf } from '../set/compile-rule.ts'
import { builtInRule } from '../tables/built-in-rules.ts'
import { ruleHit } from './rule-hit.ts'

/** The most cases a day for one filer about consignments that no rule could judge. */
export const mostNotJudgedADay = 20
const dayMs = 86_400_000

/** English sentences about consignments that a rule could not judge, by key. */
export const notJudgedEnglish = {
  'cargo.rules.not-judged': ({ title }: { title: string }) =>
    `The rule “${title}” could not be judged: its evaluation took too long, or the data are damaged.`,
} as const satisfies Record<string, (values: never) => string>
const sentence = defineSentences(notJudgedEnglish)

/** A consignment with the titles of the rules that could not judge it. */
export interface NotJudged {
  subject: CargoSubject
  titles: readonly string[]
  /** Whether it opens a case within the limit of its filer. */
  mayOpenCase: boolean
}

/**
 * Returns what follows for consignments that a rule could not judge, so that none of them is passed over in silence. A
 * consignment opens a case, unless none of these rules could have opened one. A filer that sends many must not bury the queue, so beyond a number a day its consignments have
 * only their yellow lane, and supervisors get an alarm: the filer delays its own goods. A consignment keeps what it got first.
 */
export async function followNotJudged(tx: Tx, found: readonly NotJudged[]): Promise<Map<string, RuleHitFound>> {
  const hits = new Map<string, RuleHitFound>()
  if (found.length === 0) return hits
  const opening = await recordNotJudged(tx, found)
  const rule = builtInRule('not-judged')
  const overLimit = new Set<string>()
  for (const { subject, titles, mayOpenCase } of found) {
    const { id } = subject.subject
    if (opening.has(id)) {
      const evidence = titles.map((title) => evidenceOf(title))
      hits.set(id, { ...ruleHit(subject, { ...rule, hash: hashOf(rule.body) }, []), evidence })
      continue
    }
    if (mayOpenCase) overLimit.add(subject.row.filer)
  }
  for (const filer of overLimit)
    await raiseAlarm(tx, 'cargo-not-judged', `sender:${filer}`, { limit: mostNotJudgedADay })
  return hits
}

const evidenceOf = (title: string): RuleHitFound['evidence'][number] => ({
  ...sentence('cargo.rules.not-judged', { title }),
  ...{ kind: 'not-judged', weight: null, a: null, b: null, role: null, relation: null, scheme: null, frequency: null },
})

/** Records the consignments and returns those that open a case. A lock for each filer keeps two workers from counting alike. */
async function recordNotJudged(tx: Tx, found: readonly NotJudged[]): Promise<ReadonlySet<string>> {
  const rows = found.map(({ subject: { subject, row, version }, mayOpenCase }) => ({
    ...{ id: subject.id, filer: row.filer, version, mayOpenCase },
  }))
  const filers = [...new Set(rows.map(({ filer }) => filer))].sort()
  await sql`select pg_advisory_xact_lock(hashtextextended(filer, 61)) from unnest(${filers}::text[]) as filer`.execute(
    tx.db,
  )
  const since = new Date(tx.now.getTime() - dayMs)
  const { rows: opening } = await sql<{ consignment_id: string }>`
    with given as (
      select * from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ filer }) => filer)}::uuid[],
        ${rows.map(({ version }) => version)}::int[], ${rows.map(({ mayOpenCase }) => mayOpenCase)}::boolean[]) as g (id, filer, version, may_open)
    ), fresh as (
      select g.*, row_number() over (partition by g.filer order by g.may_open desc, g.id)
        + (select count(*) from cargo_not_judged n where n.filer = g.filer and n.opens_case and n.at > ${since}) as place
      from given g where not exists (select 1 from cargo_not_judged n where n.consignment_id = g.id)
    ), added as (
      insert into cargo_not_judged (consignment_id, filer, version, at, opens_case)
      select id, filer, version, ${tx.now}, may_open and place <= ${mostNotJudgedADay} from fresh on conflict do nothing returning consignment_id, opens_case
    ), again as (
      update cargo_not_judged n set version = g.version from given g where n.consignment_id = g.id returning n.consignment_id, n.opens_case
    )
    select consignment_id from added where opens_case union select consignment_id from again where opens_case`.execute(
    tx.db,
  )
  return new Set(opening.map(({ consignment_id: id }) => id))
}

/** Forgets that consignments were not judged, because every rule judged them now. Their filers may get an answer. */
export async function forgetNotJudged(tx: Tx, subjects: readonly CargoSubject[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`update cargo_not_judged set version = 0
    where version > 0 and consignment_id = any(${subjects.map(({ subject }) => subject.id)}::uuid[])
    returning consignment_id as id`.execute(tx.db)
  if (rows.length === 0) return
  await tx.enqueue(answerSubjectJob, { gateway: cargoVocabulary.kind, subjectIds: rows.map(({ id }) => id) })
}
