import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HammingIndex, IndexCorrupt } from '@entente/matching'
import { crc32c } from '@entente/matching/media'
import { synced } from '../../../pipeline/raw-files.ts'
import type { SearchPool } from './search/search-pool.ts'
import { SignalFinder } from './signal-finder.ts'
import { SignalTermsTable } from './signal-terms.ts'

const magic = Buffer.from('ENTENTE\0CONTENT\0')
const version = 1
const head = magic.length + 4 + 8 + 8 + 4 + 4
const folderOf = (dataRoot: string) => join(dataRoot, 'index')
export const snapshotFile = (dataRoot: string): string => join(folderOf(dataRoot), 'content.snapshot')

/** The last change that an index applied: its number and when it was made, in microseconds. Together they name one change of one database. */
export interface Applied {
  seq: number
  at: bigint
}

/**
 * Writes what the index holds beside the one that is there and puts it in its place, each durable first. Plain numbers: magic, version, last applied change,
 * count of sections, then each section with its length and CRC-32C (content.md 3.10).
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

/** The index of the snapshot; null where there is none. Throws IndexCorrupt where anything of it is not as it was written: nothing of it is used then. */
export async function readSnapshot(
  dataRoot: string,
  pool: SearchPool | null = null,
): Promise<{ finder: SignalFinder; applied: Applied } | null> {
  const bytes = await readFile(snapshotFile(dataRoot)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (bytes === null) return null
  if (bytes.length < head + 4 || !bytes.subarray(0, magic.length).equals(magic))
    throw new IndexCorrupt('This is no snapshot of the content index', 0)
  if (bytes.readUInt32LE(magic.length) !== version) throw new IndexCorrupt('It is of another version', 0)
  if (crc32c(bytes.subarray(0, head)) !== bytes.readUInt32LE(bytes.length - 4))
    throw new IndexCorrupt('Its header is damaged, or its end is missing', 0)
  const columns = bytes.readUInt32LE(magic.length + 20)
  const count = bytes.readUInt32LE(magic.length + 24)
  const sections: Uint8Array[] = []
  let at = head
  for (let place = 0; place < count; place += 1) {
    if (at + 12 > bytes.length - 4) throw new IndexCorrupt('It is cut short', place)
    const length = Number(bytes.readBigUInt64LE(at))
    const sum = bytes.readUInt32LE(at + 8)
    const section = bytes.subarray(at + 12, at + 12 + length)
    if (section.length !== length || crc32c(section) !== sum) throw new IndexCorrupt('A section is damaged', place)
    sections.push(section)
    at += 12 + length
  }
  if (at !== bytes.length - 4) throw new IndexCorrupt('It has more than its sections', count)
  try {
    const terms = SignalTermsTable.load(sections.slice(0, columns))
    const pdq = HammingIndex.load(sections.slice(columns), pool === null ? {} : { build: pool.build })
    const applied = {
      seq: Number(bytes.readBigUInt64LE(magic.length + 4)),
      at: bytes.readBigUInt64LE(magic.length + 12),
    }
    return { finder: new SignalFinder({ terms, pdq }, pool), applied }
  } catch (error) {
    if (error instanceof IndexCorrupt) throw error
    throw new IndexCorrupt(error instanceof Error ? error.message : 'It cannot be read', count)
  }
}

export async function removeSnapshot(dataRoot: string): Promise<void> {
  await rm(snapshotFile(dataRoot), { force: true })
}
