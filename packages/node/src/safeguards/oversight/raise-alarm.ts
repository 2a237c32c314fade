import { randomUUID } from 'node:crypto'
import type { Tx } from '../access/access-store.ts'

/** Raises an alarm for supervisors and oversight, unless the same alarm is still open. */
export async function raiseAlarm(
  tx: Tx,
  code: string,
  ref: string,
  detail: { value?: number; limit?: number; [key: string]: unknown },
): Promise<void> {
  const open = await tx.db
    .selectFrom('alarm')
    .select('id')
    .where('code', '=', code)
    .where('ref', '=', ref)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  if (open !== undefined) return
  const row = { id: randomUUID(), code, at: tx.now, ref, detail: JSON.stringify(detail), acknowledged_by: null }
  await tx.db.insertInto('alarm').values(row).execute()
  await tx.announce('alarm.raised', ref, 1)
}
