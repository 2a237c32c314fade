import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { AccessRow } from '../../safeguards/access/decide-access.ts'

/** Up to this size a message's bytes are stored in its row; larger ones in a file, which is on disk before the row. */
export const largestInRow = 8 * 1024 * 1024

export const rawFolder = (dataRoot: string): string => join(dataRoot, 'raw')

/** Writes a file of the raw folder. The file and its directory entry are on disk when this resolves. */
export async function writeRawFile(dataRoot: string, name: string, bytes: Uint8Array): Promise<void> {
  const folder = rawFolder(dataRoot)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await synced(join(folder, name), 'w', (file) => file.writeFile(bytes))
  await synced(folder, 'r')
  // Also syncs the entry of the folder itself, which the first file creates.
  await synced(dataRoot, 'r')
}

/** Opens a file or folder, runs `work`, and resolves once the content is on disk. */
export async function synced(
  path: string,
  flags: string,
  work?: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await work?.(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function removeRawFile(dataRoot: string, name: string): Promise<void> {
  await rm(join(rawFolder(dataRoot), name), { force: true })
}

type RawRow = AccessRow & { id: string; raw: Buffer | null; raw_file: string | null }

/**
 * Opens the stored bytes of a message through the access store, which refuses once the message is masked. Throws
 * `record-unreadable` if its file cannot be read.
 */
export async function loadRaw(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, row: RawRow): Promise<Buffer> {
  if (row.raw_file === null) return tx.openRaw(row)
  const raw = await readFile(join(rawFolder(deps.dataRoot), row.raw_file)).catch((error: { code?: string }) => {
    throw fail('record-unreadable', {
      at: row.id,
      detail: `The file of message ${row.id} cannot be read (${error.code}).`,
    })
  })
  return tx.openRaw({ ...row, raw })
}
