import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemDoor } from '../../safeguards/access/system.ts'
import type { Task } from '../../store/jobs.ts'
import { rawFolder } from '../raw-files.ts'
import type { ReadDeps } from './read-message.ts'
import { removeOutdated } from './remove-outdated.ts'

/** A file younger than this may belong to a transaction that has not ended. */
const youngMs = 30 * 60_000

/** Task `sweep-raw-files`, each half hour: removes files that no message and no upload names, left behind where a node died between a file and its row. */
export function sweepRawFilesTask(deps: Pick<ReadDeps, 'store' | 'member' | 'dataRoot'>): Task {
  return async () => {
    const folder = rawFolder(deps.dataRoot)
    const old: string[] = []
    for (const name of await readdir(folder).catch(() => [])) {
      const found = await stat(join(folder, name)).catch(() => null)
      if (found !== null && Date.now() - found.mtimeMs > youngMs) old.push(name)
    }
    if (old.length === 0) return
    const act = { action: 'record.write', type: 'record.read', impersonal: true } as const
    const named = await systemDoor(deps, null).act(act, async (tx) => {
      tx.leavesNoEntry()
      const originals = tx.db.selectFrom('upload_original').select('raw_file').where('raw_file', 'in', old)
      const messages = tx.db.selectFrom('message').select('raw_file').where('raw_file', 'in', old)
      const rows = await messages.unionAll(originals).execute()
      return new Set(rows.map((row) => row.raw_file))
    })
    await removeOutdated(
      deps,
      old.filter((name) => !named.has(name)),
    )
  }
}
