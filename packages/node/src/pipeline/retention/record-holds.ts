import { randomUUID } from 'node:crypto'
import type { NewRecordHold, RecordHold } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { addDuration } from '../../safeguards/retention/durations.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { gatewayOfRecord } from './gateway-of-record.ts'

/**
 * Requests a legal hold on a record: nothing about its subject is deleted until the day. It takes effect when a second person approves it.
 * Errors: `not-found`, `hold-until`, `hold-needless`.
 */
export async function setRecordHold(tx: Tx, gateways: Gateways, asked: NewRecordHold): Promise<RecordHold> {
  const gateway = await gatewayOfRecord(tx, gateways, asked.recordId)
  const until = asked.until == null ? null : new Date(asked.until)
  if (until === null || until <= tx.now || until > addDuration(tx.now, 'P12M'))
    throw fail('hold-until', { at: '/until' })
  const open = (await readRecordHolds(tx, { record: asked.recordId })).some(({ state }) => state !== 'ended')
  if (open) throw fail('hold-needless', { detail: 'This record has an open legal hold.' })
  const id = randomUUID()
  const { recordId: subject_id, reason, basis } = asked
  await tx.db
    .insertInto('record_hold')
    .values({ id, gateway, subject_id, reason, basis, set_by: tx.actor.person, set_at: tx.now, until })
    .execute()
  return changed(tx, id)
}

/** Approves a legal hold as the second person. Errors: `not-found`, `same-person`, `hold-needless`, `hold-until`. */
export async function approveRecordHold(tx: Tx, id: string): Promise<RecordHold> {
  const row = await holdToChange(tx, id)
  if (row.approved_at !== null) throw fail('hold-needless', { detail: 'It is in force.' })
  if (row.set_by === tx.actor.person) throw fail('same-person')
  if (row.until <= tx.now) throw fail('hold-until', { detail: 'The day on which it ends has passed.' })
  const approval = { approved_by: tx.actor.person, approved_at: tx.now }
  await tx.db.updateTable('record_hold').set(approval).where('id', '=', id).execute()
  return changed(tx, id)
}

/** Ends a legal hold before its day. The next sweep deletes the records that only this hold kept. Errors: `not-found`, `hold-needless`. */
export async function liftRecordHold(tx: Tx, id: string): Promise<RecordHold> {
  await holdToChange(tx, id)
  const end = { ended_by: tx.actor.person, ended_at: tx.now }
  await tx.db.updateTable('record_hold').set(end).where('id', '=', id).execute()
  return changed(tx, id)
}

async function holdToChange(tx: Tx, id: string) {
  const row = await tx.db.selectFrom('record_hold').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.ended_at !== null) throw fail('hold-needless', { detail: 'It is over.' })
  return row
}

async function changed(tx: Tx, id: string): Promise<RecordHold> {
  const [hold] = await readRecordHolds(tx, { hold: id })
  if (hold === undefined) throw fail('not-found')
  tx.note({ hold: id, record: hold.recordId, until: hold.until })
  tx.counted(1)
  return hold
}

/** Lists the legal holds of records, the newest first: all, those of one record, or one. */
export async function readRecordHolds(tx: Tx, of: { record?: string; hold?: string } = {}): Promise<RecordHold[]> {
  let query = tx.db
    .selectFrom('record_hold as h')
    .innerJoin('person as s', 's.id', 'h.set_by')
    .leftJoin('person as a', 'a.id', 'h.approved_by')
    .selectAll('h')
    .select(['s.name as set_by_name', 'a.name as approved_by_name'])
    .orderBy('h.set_at', 'desc')
    .orderBy('h.id')
    .limit(1000)
  if (of.record !== undefined) query = query.where('h.subject_id', '=', of.record)
  if (of.hold !== undefined) query = query.where('h.id', '=', of.hold)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    gateway: row.gateway,
    recordId: row.subject_id,
    reason: row.reason,
    basis: row.basis,
    state: row.ended_at !== null || row.until <= tx.now ? 'ended' : row.approved_at === null ? 'asked' : 'in-force',
    setBy: row.set_by_name,
    setAt: row.set_at.toISOString(),
    until: row.until.toISOString(),
    approvedBy: row.approved_by_name,
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}
