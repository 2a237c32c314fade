import { randomUUID } from 'node:crypto'
import type { Feedback, FeedbackOutcome } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Door, Tx } from '../../safeguards/access/door.ts'
import { type CaseFile, lockCase } from '../case-record.ts'
import { onCase } from './case-acts.ts'

/** Adds a note. Whoever writes one cannot be the second person of this case. */
export async function writeNote(door: Door, caseId: string, text: string): Promise<void> {
  await door.act(onCase(caseId, 'case.work', 'case.note'), async (tx) => {
    const row = await lockCase(tx, caseId)
    await insertNote(tx, caseId, 'note', { text })
    tx.counted(1)
    await tx.announce('case.changed', caseId, row.version)
  })
}

/**
 * Takes a case (`to` oneself), gives it back (null), or, as supervisor, gives it to somebody. Errors: `case-decided`, `case-closed`, `role` where an analyst
 * gives it away without handing it over, `body-invalid` for somebody who cannot work on it.
 */
export async function assignCase(door: Door, caseId: string, to: string | null): Promise<void> {
  await door.act(onCase(caseId, 'case.work', 'case.assign'), async (tx) => {
    const row = await lockCase(tx, caseId)
    checkOpen(row)
    if (to !== null && to !== tx.actor.person && tx.actor.role !== 'supervisor') {
      throw fail('role', { detail: 'Hand the case over, and say why.' })
    }
    if (to === row.assigned_to) return tx.leavesNoEntry()
    if (to !== null) await checkColleague(tx, row, to)
    tx.note({ what: to === null ? 'given-back' : to === tx.actor.person ? 'taken' : 'assigned' })
    // The row of a handover without words is how it is known who formed this case.
    await insertNote(tx, caseId, 'handover', { to })
    await setAssigned(tx, row, to)
  })
}

/** Hands a case to a colleague with a line why. No outcome is recorded. Errors as for assigning. */
export async function handOver(door: Door, caseId: string, input: { to: string; text: string }): Promise<void> {
  await door.act(onCase(caseId, 'case.work', 'case.assign', { details: { what: 'handed-over' } }), async (tx) => {
    const row = await lockCase(tx, caseId)
    checkOpen(row)
    if (row.assigned_to !== null && row.assigned_to !== tx.actor.person && tx.actor.role !== 'supervisor') {
      throw fail('refused')
    }
    await checkColleague(tx, row, input.to)
    await insertNote(tx, caseId, 'handover', { to: input.to, text: input.text })
    await setAssigned(tx, row, input.to)
  })
}

/** Logs that a case goes onto paper, and why. The page is made of what `GET` gives. */
export async function printCase(door: Door, caseId: string, reason: string): Promise<void> {
  await door.act(onCase(caseId, 'case.read', 'case.print', { details: { reason }, decision: 'allow' }), async (tx) => {
    tx.counted(1)
  })
}

/** Feedback on one hit after the decision, beside what left with it. Error: `case-not-decided`. */
export async function giveFeedback(
  door: Door,
  member: string,
  caseId: string,
  input: { hitId: string; outcome: FeedbackOutcome },
): Promise<Feedback> {
  return door.act(onCase(caseId, 'case.work', 'feedback.record', { details: { by: 'person' } }), async (tx) => {
    const row = await lockCase(tx, caseId)
    if (row.state !== 'decided') throw fail('case-not-decided')
    const hit = await tx.db
      .selectFrom('hit')
      .select(['id', 'signal_id', 'signal_version', 'at'])
      .where('id', '=', input.hitId)
      .where('case_id', '=', caseId)
      .executeTakeFirst()
    if (hit === undefined) throw fail('not-found', { at: '/hitId' })
    const id = randomUUID()
    await tx.db
      .insertInto('feedback')
      .values({
        id,
        signal_id: hit.signal_id,
        signal_version: hit.signal_version,
        case_id: caseId,
        hit_id: hit.id,
        outcome: input.outcome,
        first_seen: hit.at,
        last_seen: hit.at,
        at: tx.now,
        person_id: tx.actor.person,
      })
      .execute()
    tx.counted(1)
    await tx.announce('case.changed', caseId, row.version)
    const seen = hit.at.toISOString()
    return {
      schema: 'entente/feedback/v1',
      id,
      signalId: hit.signal_id,
      signalVersion: hit.signal_version,
      from: member,
      outcome: input.outcome,
      count: 1,
      firstSeen: seen,
      lastSeen: seen,
      at: tx.now.toISOString(),
      signature: null,
    }
  })
}

function checkOpen(row: CaseFile): void {
  if (row.state === 'decided') throw fail('case-decided')
  if (row.state === 'closed') throw fail('case-closed')
}

async function checkColleague(tx: Tx, row: CaseFile, person: string): Promise<void> {
  const found = await tx.db
    .selectFrom('account as a')
    .innerJoin('account_role as r', 'r.account_id', 'a.id')
    .innerJoin('account_team as t', 't.account_id', 'a.id')
    .select('a.id')
    .where((eb) => eb(eb.cast<string>('a.person_id', 'text'), '=', person))
    .where('a.state', '<>', 'disabled')
    .where('r.role', 'in', ['analyst', 'supervisor'])
    .where('r.state', '=', 'active')
    .where('t.team', '=', row.team)
    .executeTakeFirst()
  if (found === undefined) throw fail('body-invalid', { at: '/to', detail: 'Nobody of this case’s team has this id.' })
}

async function insertNote(
  tx: Tx,
  caseId: string,
  kind: 'note' | 'handover',
  body: { text?: string; to?: string | null },
) {
  const id = randomUUID()
  await tx.db
    .insertInto('case_note')
    .values({ id, case_id: caseId, at: tx.now, person_id: tx.actor.person, kind, ...tx.seal(id, body) })
    .execute()
}

async function setAssigned(tx: Tx, row: CaseFile, to: string | null): Promise<void> {
  const version = row.version + 1
  const state = row.state === 'open' && to !== null ? 'in-review' : row.state
  await tx.db.updateTable('case_file').set({ assigned_to: to, state, version }).where('id', '=', row.id).execute()
  tx.counted(1)
  await tx.announce('case.changed', row.id, version)
}
