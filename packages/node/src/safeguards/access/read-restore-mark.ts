import type { Me, RestoreMark } from '@entente/contracts'
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

/** The most stops that a note on each page names. */
const mostNoted = 20

/** Returns the stops in force, the oldest first, for the note on each page of the desk. */
export async function readStopNotes(db: Database): Promise<Me['stops']> {
  const rows = await db
    .selectFrom('stop')
    .select(['scope_type', 'scope_id', 'set_at'])
    .where('off_at', 'is', null)
    .orderBy('n')
    .limit(mostNoted)
    .execute()
  return rows.map((row) => ({
    ...{ type: row.scope_type as Me['stops'][number]['type'], id: row.scope_id },
    at: row.set_at.toISOString(),
  }))
}
