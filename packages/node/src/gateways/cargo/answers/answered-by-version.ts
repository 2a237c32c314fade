import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { reopenForCause } from '../../../pipeline/decide/reopen.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ReferralBody } from './answer-row.ts'
import { endReferrals } from './end-referrals.ts'
import type { Standing } from './standing.ts'
import { readStanding } from './standing.ts'

/**
 * Ends the open requests for information of these consignments that their newest version answers: the filer sent a message
 * since, and the value at the path of every question is stated and differs from the version that was asked about. The
 * case returns to review, as after an answer in words. If nothing is asked, it runs no further statement.
 */
async function endAnsweredByVersion(tx: Tx, standings: readonly Standing[]): Promise<string[]> {
  const asked = standings.flatMap((standing) =>
    standing.referrals
      .filter(({ state, kind, origin }) => state === 'open' && kind === 'RFI' && origin === 'officer')
      .flatMap((referral) => {
        const newest = standing.filings.findLast((one) => one.in_force && one.sender_id === referral.sender_id)
        const isNewer = newest !== undefined && Date.parse(newest.received_at) > Date.parse(referral.asked_at)
        return isNewer && referral.version < standing.version ? [{ standing, referral, newest }] : []
      }),
  )
  if (asked.length === 0) return []
  const contents = await contentsOf(tx, asked)
  const rows = await tx.db
    .selectFrom('cargo_referral')
    .selectAll()
    .where(
      'id',
      'in',
      asked.map(({ referral }) => referral.id),
    )
    .execute()
  const bodies = new Map(rows.map((row) => [row.id, tx.openIfAllowed<ReferralBody>(row)?.value]))
  const answered = asked.filter(({ standing, referral }) => {
    const before = contents.get(`${standing.id} ${referral.version}`)
    const after = contents.get(`${standing.id} ${standing.version}`)
    const questions = bodies.get(referral.id)?.questions ?? []
    if (before === undefined || after === undefined || questions.length === 0) return false
    return questions.every(({ path }) => isAnswered(path, before, after))
  })
  const ended = await endReferrals(
    tx,
    answered.map(({ referral, newest }) => ({ id: referral.id, state: 'answered', by: newest.message_id })),
  )
  const reopened = new Set(answered.flatMap(({ standing, referral }) => (ended.has(referral.id) ? [standing.id] : [])))
  for (const id of reopened) await reopenForCause(tx, cargoVocabulary, id, 'answer-received')
  return [...reopened]
}

type Asked = { standing: Standing; referral: { version: number } }

async function contentsOf(tx: Tx, asked: readonly Asked[]): Promise<Map<string, MergedConsignment>> {
  const wanted = asked.flatMap(({ standing, referral }) =>
    [referral.version, standing.version].map((version) => ({ standing, version })),
  )
  const of = new Map(asked.map(({ standing }) => [standing.id, standing]))
  const { rows } = await sql<{ consignment_id: string; version: number; a: Buffer | null; b: Buffer }>`
    select distinct v.consignment_id, v.version, v.a, v.b from cargo_version v
    join unnest(${wanted.map(({ standing }) => standing.id)}::uuid[], ${wanted.map(({ version }) => version)}::int[]) as w (id, version)
      on v.consignment_id = w.id and v.version = w.version`.execute(tx.db)
  return new Map(
    rows.flatMap((row) => {
      const { regime, purposes, mask_at, delete_at, team } = of.get(row.consignment_id) as Standing
      const law = { id: row.consignment_id, regime, purposes, mask_at, delete_at, team }
      const opened = tx.openIfAllowed<MergedConsignment>({ ...law, a: row.a, b: row.b })
      return opened === undefined || opened.masked
        ? []
        : [[`${row.consignment_id} ${row.version}`, opened.value] as const]
    }),
  )
}

/** Findings point into a reading; forms point into the consignment. */
const beginning = /^\/?(messages\/\d+\/)?(consignments\/\d+\/|consignment\/)?/

/** Tests whether a question's value is stated now and was another before. Pure. A path that leads nowhere is not answered. */
export function isAnswered(path: string, before: MergedConsignment, after: MergedConsignment): boolean {
  const [one, other] = [valueAt(before.consignment, path), valueAt(after.consignment, path)]
  const isStated = other !== undefined && other !== null && other !== '' && JSON.stringify(other) !== '[]'
  return isStated && JSON.stringify(one) !== JSON.stringify(other)
}

function valueAt(value: unknown, path: string): unknown {
  const keys = path.replace(beginning, '').split('/')
  if (keys[0] === '') return undefined
  let found = value
  for (const key of keys) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found
}

/** Reads the standings of consignments that were compared in this transaction, ends what their newest versions answer, and returns the standings after it. */
export async function readStandingAfterMessages(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  const standings = await readStanding(tx, ids, ids)
  const reopened = new Set(await endAnsweredByVersion(tx, standings))
  return standings.filter(({ id }) => !reopened.has(id))
}
