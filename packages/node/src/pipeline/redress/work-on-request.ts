import type { AssignRedress, ExtendRedress } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { sealCheckedEvidence } from './open-request.ts'
import { extendedDue } from './redress-clocks.ts'
import { lockRedress, openAnswer, type RequestRow, sealAnswer } from './redress-row.ts'

/** Takes a request up: its receipt is acknowledged, and who the person is is checked next. Throws `not-found` or `redress-state`. */
export async function takeRequest(tx: Tx, reference: string): Promise<void> {
  const row = await lockRedress(tx, reference)
  expectState(row, 'received')
  await tx.db
    .updateTable('redress_request')
    .set({ state: 'identity-check', taken_by: tx.actor.person, taken_at: tx.now })
    .where('id', '=', row.id)
    .execute()
}

/**
 * Names the cases that a request concerns and gives it to a reviewer. Without a wish, the node chooses the supervisor who is independent and has the
 * fewest open requests. Errors: `redress-state`; `not-found` at a case or a reviewer that does not exist; `not-independent` if the wished person, or every
 * supervisor, worked on a case of the same subject or wrote its signal.
 */
export async function assignRequest(tx: Tx, reference: string, given: AssignRedress): Promise<void> {
  const row = await lockRedress(tx, reference)
  expectState(row, 'identity-check')
  for (const [place, named] of given.cases.entries()) {
    const id = await caseNamed(tx, named)
    if (id === undefined) throw fail('not-found', { at: `/cases/${place}`, detail: 'There is no such case.' })
    await tx.db
      .insertInto('redress_case')
      .values({ request_id: row.id, case_id: id })
      .onConflict((c) => c.doNothing())
      .execute()
  }
  const reviewer =
    given.reviewer === undefined ? await chooseReviewer(tx, row) : await checkedReviewer(tx, row, given.reviewer)
  if (reviewer === null) throw fail('not-independent', { detail: 'No supervisor is independent of these cases.' })
  await tx.db
    .updateTable('redress_request')
    .set({
      ...{ state: 'assigned', identity: given.identity, reviewer, assigned_by: tx.actor.person, assigned_at: tx.now },
    })
    .where('id', '=', row.id)
    .execute()
  await sealCheckedEvidence(tx, row.id)
  tx.note({
    cases: given.cases.length,
    identity: given.identity,
    chosen: given.reviewer === undefined ? 'node' : 'person',
  })
}

async function caseNamed(tx: Tx, named: string): Promise<string | undefined> {
  const query = tx.db.selectFrom('case_file').select('id')
  const number = /^(?:C-)?(\d+)$/.exec(named)?.[1]
  const found = number === undefined ? query.where('id', '=', named) : query.where('number', '=', number)
  return (await found.executeTakeFirst())?.id
}

/** Chooses a reviewer; null if no supervisor is independent. Of two with as many open requests it prefers the one who did not take this one up. */
async function chooseReviewer(tx: Tx, row: RequestRow): Promise<string | null> {
  const { rows } = await sql<{ person_id: string }>`
    select p.person_id from (
      select distinct a.person_id from account a join account_role r on r.account_id = a.id
        where a.state = 'active' and (a.suspended_until is null or a.suspended_until <= ${tx.now})
          and r.role = 'supervisor' and r.state = 'active') p
      where redress_bias(${row.id}, p.person_id, null) is null
      order by (select count(*) from redress_request q where q.reviewer = p.person_id and q.closed_at is null),
        p.person_id = ${row.taken_by}, p.person_id
      limit 1`.execute(tx.db)
  return rows[0]?.person_id ?? null
}

async function checkedReviewer(tx: Tx, row: RequestRow, person: string): Promise<string> {
  const { rows } = await sql<{ is_supervisor: boolean; bias: string | null }>`
    select has_role(${person}, 'supervisor') as is_supervisor, redress_bias(${row.id}, ${person}, null) as bias`.execute(
    tx.db,
  )
  if (rows[0]?.is_supervisor !== true)
    throw fail('not-found', { at: '/reviewer', detail: 'This person is no supervisor.' })
  refuseBias(rows[0].bias, '/reviewer')
  return person
}

const biasWords: Record<string, string> = {
  proposed: 'proposed a decision in a case of this subject',
  confirmed: 'was second person in a case of this subject',
  wrote: 'wrote in a case of this subject',
  viewed: 'viewed a case of this subject',
  signal: 'wrote or released the signal of a hit',
}
/** Throws `not-independent` for the reason that `redress_bias` names. */
export function refuseBias(bias: string | null, at: string | null = null): void {
  if (bias !== null) throw fail('not-independent', { at, detail: `The reviewer ${biasWords[bias] ?? bias}.` })
}

/**
 * Extends the time for the answer once, by two months. The person reads the reasons. Errors: `redress-state`, also once the time is over;
 * `not-independent` for anybody but the reviewer.
 */
export async function extendRequest(tx: Tx, reference: string, { reasons }: ExtendRedress): Promise<void> {
  const row = await lockRedress(tx, reference)
  expectReviewer(tx, row)
  if (row.extended_at !== null) throw fail('redress-state', { detail: 'The time was extended already.' })
  if (row.due_at <= tx.now) throw fail('redress-state', { detail: 'The time is over: an extension must come before.' })
  const answer = sealAnswer(tx, row, { ...openAnswer(tx, row), extension: reasons })
  await tx.db
    .updateTable('redress_request')
    .set({ due_at: extendedDue(row.due_at), extended_at: tx.now, answer })
    .where('id', '=', row.id)
    .execute()
}

function expectState(row: RequestRow, state: string): void {
  if (row.state !== state) throw fail('redress-state', { detail: `The request is in the state ${row.state}.` })
}

/** Throws unless the actor is the reviewer of a request that waits for a decision. */
export function expectReviewer(tx: Tx, row: RequestRow): void {
  expectState(row, 'assigned')
  if (row.reviewer !== tx.actor.person)
    throw fail('not-independent', { detail: 'The request was given to another reviewer.' })
}
