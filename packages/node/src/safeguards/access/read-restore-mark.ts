import type { RestoreMark } from '@entente/contracts'
import type { Database } from './access-store.ts'

/** Returns the oldest restore whose mark was not ended by two people, or null. */
export async function readRestoreMark(db: Database): Promise<RestoreMark | null> {
  const row = await db
    .selectFrom('restore_mark')
    .selectAll()
    .where('second_by', 'is', null)
    .orderBy('restored_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    restoredAt: row.restored_at.toISOString(),
    backupAt: row.backup_at.toISOString(),
    knownUntil: row.known_until?.toISOString() ?? null,
    endedBy: row.first_by,
  }
}
