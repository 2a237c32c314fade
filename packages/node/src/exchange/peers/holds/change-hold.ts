import { randomUUID } from 'node:crypto'
import type { NewSignalHold, SignalHold } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { requireSignalAccess } from '../../../safeguards/access/signal-access/index.ts'
import { addDuration } from '../../../safeguards/retention/durations.ts'
import { readHolds } from '../../signals/holds/read-holds.ts'
import { endHold } from './end-hold.ts'

/**
 * Requests a legal hold: the copy of another member's signal is kept although its owner or its expiry requires erasure.
 * The legal hold takes effect only when a second person approves it. Errors: `not-found`, `hold-needless`,
 * `hold-until`, `hold-open`.
 */
export async function setHold(tx: Tx, signalId: string, asked: NewSignalHold): Promise<SignalHold> {
  const row = await tx.db
    .selectFrom('signal')
    .selectAll()
    .where('id', '=', signalId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
  if (row === undefined) throw fail('not-found')
  if (!row.received) throw fail('hold-needless', { detail: 'No other member can withdraw your own signal.' })
  const until = asked.until == null ? null : new Date(asked.until)
  if (until === null || until <= tx.now || until > addDuration(tx.now, 'P12M'))
    throw fail('hold-until', { at: '/until' })
  const open = await tx.db
    .selectFrom('signal_hold')
    .select('id')
    .where('signal_id', '=', signalId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (open !== undefined) throw fail('hold-open')
  const { reason, basis } = asked
  const id = randomUUID()
  await tx.db
    .insertInto('signal_hold')
    .values({ id, signal_id: signalId, reason, basis, set_by: tx.actor.person, set_at: tx.now, until })
    .execute()
  await tx.announce('signal.changed', signalId, row.version)
  return changed(tx, id)
}

/**
 * Approves a legal hold as the second person. From then on it keeps the copy. Errors: `not-found`, `same-person`,
 * `hold-until`, `hold-needless`.
 */
export async function approveHold(tx: Tx, id: string): Promise<SignalHold> {
  const { row, signal } = await holdToChange(tx, id)
  if (row.approved_at !== null) throw fail('hold-needless', { detail: 'It is in force.' })
  if (row.set_by === tx.actor.person) throw fail('same-person')
  if (row.until <= tx.now) throw fail('hold-until', { detail: 'The day on which it ends has passed.' })
  if (signal.status !== 'active') throw fail('hold-needless', { detail: 'The signal is already erased.' })
  await tx.db
    .updateTable('signal_hold')
    .set({ approved_by: tx.actor.person, approved_at: tx.now })
    .where('id', '=', id)
    .execute()
  await tx.announce('signal.changed', row.signal_id, signal.version)
  return changed(tx, id)
}

/**
 * Ends a legal hold before its day, and erases at once the copies that only this legal hold kept. Errors: `not-found`;
 * `hold-needless` if the legal hold has already ended.
 */
export async function liftHold(tx: Tx, id: string): Promise<SignalHold> {
  const { signal } = await holdToChange(tx, id)
  await endHold(tx, id, tx.actor.person)
  await tx.announce('signal.changed', signal.id, signal.version)
  return changed(tx, id)
}

/** Locks the signal and then its legal hold. `endDueHolds` locks them in the same order. */
async function holdToChange(tx: Tx, id: string) {
  const of = await tx.db.selectFrom('signal_hold').select('signal_id').where('id', '=', id).executeTakeFirst()
  if (of === undefined) throw fail('not-found')
  const signal = await tx.db
    .selectFrom('signal')
    .select(['id', 'version', 'status'])
    .where('id', '=', of.signal_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const row = await tx.db.selectFrom('signal_hold').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.ended_at !== null) throw fail('hold-needless', { detail: 'It is over.' })
  return { row, signal }
}

async function changed(tx: Tx, id: string): Promise<SignalHold> {
  const [hold] = await readHolds(tx, { hold: id })
  if (hold === undefined) throw fail('not-found')
  tx.note({ hold: id, signal: hold.signalId, reason: hold.reason, until: hold.until })
  tx.counted(1)
  return hold
}
