import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { AccessRow } from '../../safeguards/access/decide-access.ts'
import { takeTurns } from '../../store/take-turns.ts'

/** Up to this size a message's bytes are stored in its row; larger ones in a file, which is on disk before the row. */
export const largestInRow = 8 * 1024 * 1024

export const rawFolder = (dataRoot: string): string => join(dataRoot, 'raw')

/**
 * Writes a file of the raw folder, sealed with the clocks of its record. The file and its directory entry are on disk when
 * this resolves; its key is once the transaction has committed.
 */
export async function writeRawFile(
  tx: Pick<Tx, 'sealRawChunks'>,
  deps: Pick<CoreDeps, 'dataRoot'>,
  { id, name, ...clocks }: RecordClocks & { id: string; name: string },
  bytes: Uint8Array,
): Promise<void> {
  await writeRawChunks(deps.dataRoot, name, tx.sealRawChunks(id, chunksOfBytes(bytes), clocks))
}

/** The end of the name of a raw file whose bytes still arrive. No row names such a file. */
const arriving = '.arriving'

/**
 * Writes a file of the raw folder while its bytes arrive. It has its name only once it is whole, and it and its
 * directory entry are on disk when this resolves. If the chunks fail, or if the file has fewer bytes than they, nothing
 * is left of it.
 */
export async function writeRawChunks(dataRoot: string, name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const folder = rawFolder(dataRoot)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}${arriving}`)
  try {
    await synced(path, 'wx', async (file) => {
      let bytes = 0
      for await (const chunk of chunks) {
        // Unlike `write`, this writes the rest after a short write.
        await file.writeFile(chunk)
        bytes += chunk.length
      }
      const { size } = await file.stat()
      // A fault of the disk like those that a system call reports.
      const fault = { code: 'ESHORT', syscall: 'write' }
      if (size !== bytes) throw Object.assign(new Error(`${size} of ${bytes} bytes are on disk`), fault)
    })
    await rename(path, join(folder, name))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  await synced(folder, 'r')
  // Also syncs the entry of the folder itself, which the first file creates.
  await synced(dataRoot, 'r')
}

/** Removes the files whose bytes were still arriving when the node was killed. Only for the start of a node. */
export async function removeArriving(dataRoot: string): Promise<number> {
  const names = (await readdir(rawFolder(dataRoot)).catch(() => [])).filter((name) => name.endsWith(arriving))
  for (const name of names) await removeRawFile(dataRoot, name)
  return names.length
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
  const chunks: Uint8Array[] = []
  for await (const chunk of openRawStream(tx, deps, row)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The size of a chunk of a stored message. */
const chunkBytes = 64 * 1024

/**
 * Opens the stored bytes of a message as chunks, like `loadRaw`. They may be read after the transaction. The iteration
 * throws `record-unreadable` if its file cannot be read.
 */
export function openRawStream(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, row: RawRow): AsyncIterable<Uint8Array> {
  return row.raw_file === null
    ? chunksOfBytes(tx.openRaw(row))
    : tx.openRawChunks(row, chunksOfFile(join(rawFolder(deps.dataRoot), row.raw_file), row.id))
}

async function* chunksOfBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const next = takeTurns()
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield bytes.subarray(at, at + chunkBytes)
    await next()
  }
}

async function* chunksOfFile(path: string, messageId: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: chunkBytes })
  try {
    for await (const chunk of source) yield chunk as Buffer
  } catch (error) {
    if (typeof (error as { syscall?: string }).syscall !== 'string') throw error
    throw fileUnreadable(messageId, error as { code?: string })
  } finally {
    source.destroy()
  }
}

const fileUnreadable = (messageId: string, { code }: { code?: string }) =>
  fail('record-unreadable', { at: messageId, detail: `The file of message ${messageId} cannot be read (${code}).` })
