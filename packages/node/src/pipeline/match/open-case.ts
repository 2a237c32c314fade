import { randomUUID } from 'node:crypto'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { clocksIn, type RecordClocks } from '../../safeguards/access/clocks.ts'
import type { CaseBody, HitBody, HitRow } from '../cases/case-record.ts'
import { englishOf, reason } from '../cases/reasons.ts'
import { caseClasses, hitClasses } from '../cases/record-classes.ts'
import type { ComparedSubject, FoundHit } from '../gateway/compared-subject.ts'
import type { AppliedHits } from '../gateway/pipeline-steps.ts'
import type { ApplyContext } from './apply-hits.ts'

/**
 * Opens the cases of subjects with their hits. A case copies regime, purposes, team and retention times from the record. Leaves out a
 * subject whose case another worker opened meanwhile.
 */
export async function openCases(
  tx: Tx,
  context: ApplyContext,
  subjects: readonly ComparedSubject[],
): Promise<AppliedHits[]> {
  if (subjects.length === 0) return []
  // Sorted, so that two workers wait for each other instead of failing.
  const inOrder = [...subjects].sort((a, b) => (a.context.subject.id < b.context.subject.id ? -1 : 1))
  const ids = new Map(inOrder.map((subject) => [subject.context.subject.id, randomUUID()]))
  const inserted = await tx.db
    .insertInto('case_file')
    .values(inOrder.map((subject) => caseRow(tx, context, subject, ids.get(subject.context.subject.id) as string)))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  const opened = new Set(inserted.map((row) => row.id))
  const applied: AppliedHits[] = []
  for (const { context: met, hits } of subjects) {
    const subjectId = met.subject.id
    const id = ids.get(subjectId) as string
    if (!opened.has(id)) continue
    insertHits(tx, { ...clocksIn(met.row), id, subject_id: subjectId }, hits)
    const details = { hits: hits.length, cause: context.cause }
    await tx.log({ type: 'case.open', ref: `case:${id}`, count: 1, details })
    await tx.announce('case.opened', id, 1)
    applied.push({ subjectId, caseId: id, change: 'opened', hitsReevaluated: hits.length })
  }
  return applied
}

function caseRow(tx: Tx, context: ApplyContext, subject: ComparedSubject, id: string) {
  const { row, subject: met, contextId, dueAt } = subject.context
  return {
    id,
    gateway: met.gateway,
    team: row.team,
    purposes: [...row.purposes],
    received_at: row.received_at,
    ...clocksIn(row),
    subject_id: met.id,
    context_id: contextId,
    opened_at: tx.now,
    due_at: dueAt,
    state: 'open',
    assigned_to: null,
    ...rankWritten(rankOf(subject.hits.map(rankColumns))),
    ...tx.seal(id, caseBody(context, subject), caseClasses, row),
  }
}

/** What a case stores of the strongest of its hits, for the list. */
export type Rank = Pick<HitRow, 'band' | 'strength' | 'compared_fields' | 'hollow' | 'cells'>

/** Returns the columns of a hit's strength. */
export const rankColumns = ({ strength, cells }: Pick<FoundHit, 'strength' | 'cells'>): Rank => ({
  band: strength.band,
  strength: strength.value,
  compared_fields: strength.compared,
  hollow: strength.hollow,
  cells,
})

/** Returns the rank of the strongest hit: the order of the case within its deadline, its band and its cells. */
export function rankOf(hits: readonly Rank[]): Rank {
  const [first, ...others] = hits
  if (first === undefined) return { band: 'slight', strength: 0, compared_fields: 0, hollow: 0, cells: [] }
  const { band, strength, compared_fields, hollow, cells } = others.reduce(
    (best, hit) => (isStronger(hit, best) ? hit : best),
    first,
  )
  return { band, strength, compared_fields, hollow, cells }
}

const isStronger = (one: Rank, other: Rank): boolean =>
  one.strength > other.strength || (one.strength === other.strength && one.compared_fields > other.compared_fields)

/** Returns a rank as its columns are written. */
export const rankWritten = ({ cells, ...rank }: Rank) => ({
  ...rank,
  cells: cells === null ? null : JSON.stringify(cells),
})

/** Returns the strongest hit, whose reason, source and cells the list shows. */
export const strongestOf = (hits: readonly FoundHit[]): FoundHit | undefined =>
  hits.reduce<FoundHit | undefined>(
    (best, hit) => (best === undefined || isStronger(rankColumns(hit), rankColumns(best)) ? hit : best),
    undefined,
  )

export function caseBody(context: ApplyContext, { context: met, hits, otherExplanations }: ComparedSubject): CaseBody {
  const first = strongestOf(hits)
  const others = hits.length - 1
  const because = first === undefined ? [] : [first.because]
  if (others > 0) because.push(reason('reasons.more-signals', { count: others }))
  return {
    subject: met.subject,
    because,
    otherExplanations: otherExplanations.length > 0 ? otherExplanations : [reason('reasons.similar-person')],
    otherScript: met.otherScript,
    signalFrom: {
      name: first === undefined ? '' : context.sourceName(sourceOf(first)),
      tlp: first?.signal?.tlp ?? 'amber',
    },
  }
}

/** The owner or list of a signal, or the title of a rule. */
const sourceOf = (hit: FoundHit): string => hit.signal?.source ?? hit.rule?.title ?? ''

/** Stores hits of a case. They are sealed with its clocks. */
export function insertHits(
  tx: Tx,
  row: RecordClocks & { id: string; subject_id: string },
  hits: readonly FoundHit[],
): void {
  if (hits.length === 0) return
  const rows = hits.map((hit) => {
    const id = randomUUID()
    return { id, case_id: row.id, subject_id: row.subject_id, ...hitColumns(tx, id, hit, row) }
  })
  tx.later(tx.db.insertInto('hit').values(rows))
}

export function hitColumns(tx: Tx, id: string, hit: FoundHit, clocks: RecordClocks) {
  const { reasons, evidence, comparison, matchedName, compared } = hit
  const body: HitBody = { explanation: englishOf(reasons), reasons, evidence, comparison, matchedName, compared }
  return {
    party: hit.party,
    signal_id: hit.signal?.id ?? null,
    signal_version: hit.signal?.version ?? null,
    rule_id: hit.rule?.id ?? null,
    rule_version: hit.rule?.version ?? null,
    score: hit.score,
    log_odds: hit.logOdds,
    threshold: hit.threshold?.value ?? null,
    threshold_version: hit.threshold?.version ?? null,
    subject_version: hit.subjectVersion,
    list_version: hit.signal?.listVersion ?? null,
    ...rankWritten(rankColumns(hit)),
    kind: hit.kind,
    source: sourceOf(hit),
    at: tx.now,
    engine: JSON.stringify(hit.engine),
    selectors: hit.selectors,
    suppressed_by: null,
    withdrawn_at: null,
    ...tx.seal(id, body, hitClasses, clocks),
  }
}
