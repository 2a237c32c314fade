import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HammingIndex, IndexCorrupt } from '@entente/matching'
import { crc32c } from '@entente/matching/media'
import { synced } from '../../../pipeline/raw/raw-files.ts'
import type { SearchPool } from './search/search-pool.ts'
import { SignalFinder } from './signal-finder.ts'
import { SignalTermsTable } from './signal-terms.ts'

const magic = Buffer.from('ENTENTE\0CONTENT\0')
const version = 1
const head = magic.length + 4 + 8 + 8 + 4 + 4
/** Largest number of bytes read by one system call. */
const mostAtOnce = 2 ** 30
const folderOf = (dataRoot: string) => join(dataRoot, 'index')
export const snapshotFile = (dataRoot: string): string => join(folderOf(dataRoot), 'content.snapshot')

/**
 * The last change that an index applied: its number, and its time in microseconds. Together they identify one change of
 * one database.
 */
export interface Applied {
  seq: number
  at: bigint
}

/**
 * Writes a snapshot beside the existing one and then replaces it, each made durable first. Format: magic, version, last
 * applied change, count of sections, then each section with its length and CRC-32C.
 */
export async function writeSnapshot(dataRoot: string, finder: SignalFinder, applied: Applied): Promise<void> {
  const { terms, pdq } = finder.parts()
  const folder = folderOf(dataRoot)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = snapshotFile(dataRoot)
  const sections = [...terms, ...pdq]
  await synced(`${file}.new`, 'w', async (handle) => {
    const header = Buffer.alloc(head)
    magic.copy(header)
    header.writeUInt32LE(version, magic.length)
    header.writeBigUInt64LE(BigInt(applied.seq), magic.length + 4)
    header.writeBigUInt64LE(applied.at, magic.length + 12)
    header.writeUInt32LE(terms.length, magic.length + 20)
    header.writeUInt32LE(sections.length, magic.length + 24)
    await handle.writeFile(header)
    for (const section of sections) {
      const before = Buffer.alloc(12)
      before.writeBigUInt64LE(BigInt(section.length))
      before.writeUInt32LE(crc32c(section), 8)
      await handle.writeFile(before)
      await handle.writeFile(section)
    }
    const end = Buffer.alloc(4)
    end.writeUInt32LE(crc32c(header))
    await handle.writeFile(end)
  })
  await rename(`${file}.new`, file)
  await synced(folder, 'r')
}

/**
 * Reads the index from the snapshot; null if there is none. Throws IndexCorrupt if any part differs from what was
 * written: nothing of it is used then.
 */
export async function readSnapshot(
  dataRoot: string,
  pool: SearchPool | null = null,
): Promise<{ finder: SignalFinder; applied: Applied } | null> {
  const handle = await open(snapshotFile(dataRoot)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return null
  const { header, sections } = await readSections(handle).finally(() => handle.close())
  const columns = header.readUInt32LE(magic.length + 20)
  try {
    const terms = SignalTermsTable.load(sections.slice(0, columns))
    const pdq = HammingIndex.load(sections.slice(columns), pool === null ? {} : { build: pool.build })
    const applied = {
      seq: Number(header.readBigUInt64LE(magic.length + 4)),
      at: header.readBigUInt64LE(magic.length + 12),
    }
    return { finder: new SignalFinder({ terms, pdq }, pool), applied }
  } catch (error) {
    if (error instanceof IndexCorrupt) throw error
    throw new IndexCorrupt(error instanceof Error ? error.message : 'It cannot be read', sections.length)
  }
}

/** Reads the file section by section: a large index is longer than one buffer. */
async function readSections(handle: FileHandle): Promise<{ header: Buffer; sections: Uint8Array[] }> {
  const { size } = await handle.stat()
  const end = size - 4
  const header = size < head + 4 ? Buffer.alloc(0) : await readAt(handle, 0, head)
  if (!header.subarray(0, magic.length).equals(magic))
    throw new IndexCorrupt('This is no snapshot of the content index', 0)
  if (header.readUInt32LE(magic.length) !== version) throw new IndexCorrupt('It is of another version', 0)
  if (crc32c(header) !== (await readAt(handle, end, 4)).readUInt32LE())
    throw new IndexCorrupt('Its header is damaged, or its end is missing', 0)
  const count = header.readUInt32LE(magic.length + 24)
  const sections: Uint8Array[] = []
  let at = head
  for (let place = 0; place < count; place += 1) {
    if (at + 12 > end) throw new IndexCorrupt('It is cut short', place)
    const before = await readAt(handle, at, 12)
    const length = Number(before.readBigUInt64LE())
    if (length > end - at - 12) throw new IndexCorrupt('A section is damaged', place)
    const section = await readAt(handle, at + 12, length)
    if (crc32c(section) !== before.readUInt32LE(8)) throw new IndexCorrupt('A section is damaged', place)
    sections.push(section)
    at += 12 + length
  }
  if (at !== end) throw new IndexCorrupt('It has more than its sections', count)
  return { header, sections }
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, mostAtOnce), at + done)
    if (bytesRead === 0) throw new IndexCorrupt('It is cut short', 0)
    done += bytesRead
  }
  return bytes
}

export async function removeSnapshot(dataRoot: string): Promise<void> {
  await rm(snapshotFile(dataRoot), { force: true })
}
