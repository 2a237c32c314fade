import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { systemAccess } from '../../safeguards/access/system.ts'
import { rawFilesLock } from '../../store/backup/index.ts'
import { rawFolder, removeRawFile } from '../raw/raw-files.ts'
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

/** A younger file may belong to a transaction that has not ended. */
const youngMs = 30 * 60_000

/** Job `sweep-raw-files`, each half hour: removes files that no row names, left by a crash between a file and its row. */
export function sweepRawFilesTask(
  deps: Pick<ReadDeps, 'store' | 'member' | 'dataRoot' | 'gateways'>,
): () => Promise<void> {
  return async () => {
    const folder = rawFolder(deps.dataRoot)
    const old: string[] = []
    for (const name of await readdir(folder).catch(() => [])) {
      const found = await stat(join(folder, name)).catch(() => null)
      if (found !== null && Date.now() - found.mtimeMs > youngMs) old.push(name)
    }
    if (old.length === 0) return
    const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
    const named = await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const rows = await tx.db.selectFrom('message').select('raw_file').where('raw_file', 'in', old).execute()
      const names = new Set(rows.map((row) => row.raw_file))
      for (const gateway of deps.gateways.all)
        for (const name of (await gateway.rawFilesAmong?.(tx, old)) ?? []) names.add(name)
      return names
    })
    await removeOutdated(
      deps,
      old.filter((name) => !named.has(name)),
    )
  }
}
