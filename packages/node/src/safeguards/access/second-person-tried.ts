import type { Actor } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { actorHandle } from '../audit/entry.ts'
import { announceToOversight } from './announce-to-oversight.ts'

const dayMs = 86_400_000
/** So many refusals in a day raise the alarm. */
const most = 3

/**
 * Raises the alarm `second-person-tried` about an account that was refused as its own second person three times in 24
 * hours, unless this alarm is still open. Call it in the transaction that logs such a refusal.
 */
export async function noteSecondPersonTried(
  db: Kysely<Schema>,
  audit: AuditLog,
  actor: Actor,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - dayMs)
  const years = [...new Set([now.getUTCFullYear(), since.getUTCFullYear()])]
  const handles = []
  for (const year of years) handles.push(actorHandle(await audit.actorKey(year, db), actor))
  const refusals = await db
    .selectFrom('audit.entry')
    .select('id')
    .where('actor', 'in', handles)
    .where('at', '>', since)
    .where(sql<boolean>`position('"code":"same-person"'::bytea in details) > 0`)
    .limit(most)
    .execute()
  if (refusals.length < most) return
  const ref = `account:${actor.account}`
  const open = await db
    .selectFrom('alarm')
    .select('id')
    .where('code', '=', 'second-person-tried')
    .where('ref', '=', ref)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  if (open === undefined) await announceToOversight(db, 'second-person-tried', ref, now)
}
