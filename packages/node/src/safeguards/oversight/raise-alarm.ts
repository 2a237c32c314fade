import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../access/access-store.ts'

/** The facts of an alarm: ids and counts only. `records` names all records that the alarm is about. */
export interface AlarmDetail {
  value?: number
  limit?: number
  records?: readonly string[]
  /** The ids of people who are concerned, and so cannot acknowledge the alarm. */
  people?: readonly string[]
  [key: string]: unknown
}
interface Raised {
  code: string
  ref: string
  detail: AlarmDetail
}

/** The alarms that a transaction writes at its end, by code and reference. */
const waiting = new WeakMap<Tx, Map<string, Raised>>()

/**
 * Raises an alarm for supervisors and oversight, unless the same alarm is still open. Further `records` are added to the
 * open alarm. The alarm is written at the end of the transaction: of two transactions that raise the same alarm at once,
 * the second waits for the first.
 */
export async function raiseAlarm(tx: Tx, code: string, ref: string, detail: AlarmDetail): Promise<void> {
  if (!addsTo(await findOpen(tx, code, ref), detail)) return
  let own = waiting.get(tx)
  if (own === undefined) {
    own = new Map()
    waiting.set(tx, own)
    tx.lastly(() => writeAlarms(tx))
  }
  const key = `${code} ${ref}`
  const before = own.get(key)
  own.set(key, { code, ref, detail: before === undefined ? detail : withRecords(before.detail, detail) })
}

/** Writes the alarms of a transaction. They are locked in one order, so that two transactions do not deadlock. */
async function writeAlarms(tx: Tx): Promise<void> {
  const own = waiting.get(tx) ?? new Map<string, Raised>()
  waiting.delete(tx)
  const keys = [...own.keys()].sort()
  await sql`select pg_advisory_xact_lock(hashtextextended(key, ${lockSeed})) from unnest(${keys}::text[]) as key`.execute(
    tx.db,
  )
  for (const { code, ref, detail } of own.values()) {
    const open = await findOpen(tx, code, ref)
    if (!addsTo(open, detail)) continue
    if (open === undefined) {
      const row = { id: randomUUID(), code, at: tx.now, ref, detail: JSON.stringify(detail), acknowledged_by: null }
      await tx.db.insertInto('alarm').values(row).execute()
    } else {
      const more = JSON.stringify(withRecords(open.detail, detail))
      await tx.db.updateTable('alarm').set({ detail: more }).where('id', '=', open.id).execute()
    }
    await tx.announce('alarm.raised', ref, 1)
  }
}
/** Separates the locks of alarms from other advisory locks. */
const lockSeed = 33

async function findOpen(tx: Tx, code: string, ref: string): Promise<{ id: string; detail: AlarmDetail } | undefined> {
  const open = await tx.db
    .selectFrom('alarm')
    .select(['id', 'detail'])
    .where('code', '=', code)
    .where('ref', '=', ref)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  return open && { id: open.id, detail: open.detail as AlarmDetail }
}

/** Returns whether an alarm says more than the open one. */
function addsTo(open: { detail: AlarmDetail } | undefined, { records = [] }: AlarmDetail): boolean {
  return open === undefined || records.some((record) => open.detail.records?.includes(record) !== true)
}

function withRecords(detail: AlarmDetail, { records = [] }: AlarmDetail): AlarmDetail {
  if (records.length === 0) return detail
  return { ...detail, records: [...new Set([...(detail.records ?? []), ...records])].sort() }
}
