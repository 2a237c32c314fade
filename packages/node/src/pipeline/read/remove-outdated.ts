import { sql } from 'kysely'
import { systemAccess } from '../../safeguards/access/system.ts'
import { rawFilesLock } from '../../store/backup/index.ts'
import { removeRawFile } from '../raw-files.ts'
import type { ReadDeps } from './read-message.ts'

/** Removes files that no message names any more. During a backup, whose snapshot may name them, they stay until the next sweep. */
export async function removeOutdated(
  deps: Pick<ReadDeps, 'store' | 'member' | 'dataRoot'>,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<{
      free: boolean
    }>`select pg_try_advisory_xact_lock(${rawFilesLock}::bigint) as free`.execute(tx.db)
    if (rows[0]?.free === true) for (const name of names) await removeRawFile(deps.dataRoot, name)
  })
}
