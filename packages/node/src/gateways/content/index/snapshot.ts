import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HammingIndex, IndexCorrupt } from '@entente/matching'
import { crc32c } from '@entente/matching/media'
import { synced } from '../../../pipeline/raw/raw-files.ts'
import type { OwnFiles } from '../../../safeguards/access/own-files.ts'
import type { SearchPool } from './search/search-pool.ts'
import { SignalFinder } from './signal-finder.ts'
import { SignalTermsTable } from './signal-terms.ts'

const magic = Buffer.from('ENTENTE\0CONTENT\0')
const version = 2
const head = magic.length + 4 + 8 + 8 + 4 + 4
/** The name under which the file is sealed. */
const sealedName = 'index/content.snapshot'
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
 * Writes a snapshot, sealed, beside the existing one and then replaces it, each made durable first. Content: magic, version,
 * last applied change, count of sections, then each section with its length and CRC-32C.
 */
export async function writeSnapshot(
  dataRoot: string,
  files: OwnFiles,
  finder: SignalFinder,
  applied: Applied,
): Promise<void> {
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
    async function* content() {
      yield header
      for (const section of sections) {
        const before = Buffer.alloc(12)
        before.writeBigUInt64LE(BigInt(section.length))
        before.writeUInt32LE(crc32c(section), 8)
        yield before
        yield section
      }
      const end = Buffer.alloc(4)
      end.writeUInt32LE(crc32c(header))
      yield end
    }
    for await (const chunk of files.sealChunks(sealedName, content())) await handle.writeFile(chunk)
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
  files: OwnFiles,
  pool: SearchPool | null = null,
): Promise<{ finder: SignalFinder; applied: Applied } | null> {
  const handle = await open(snapshotFile(dataRoot)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return null
  const { header, sections } = await readSections(files, handle).finally(() => handle.close())
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
async function readSections(files: OwnFiles, handle: FileHandle): Promise<{ header: Buffer; sections: Uint8Array[] }> {
  const { size } = await handle.stat()
  const chunks = files.openChunks(sealedName, handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 }))
  const take = takingFrom(chunks, size)
  const header = await take(head, 0)
  if (!header.subarray(0, magic.length).equals(magic))
    throw new IndexCorrupt('This is no snapshot of the content index', 0)
  if (header.readUInt32LE(magic.length) !== version) throw new IndexCorrupt('It is of another version', 0)
  const count = header.readUInt32LE(magic.length + 24)
  const sections: Uint8Array[] = []
  for (let place = 0; place < count; place += 1) {
    const before = await take(12, place)
    const section = await take(Number(before.readBigUInt64LE()), place)
    if (crc32c(section) !== before.readUInt32LE(8)) throw new IndexCorrupt('A section is damaged', place)
    sections.push(section)
  }
  if ((await take(4, count)).readUInt32LE() !== crc32c(header))
    throw new IndexCorrupt('Its header is damaged, or its end is missing', 0)
  if (!(await take.isOver())) throw new IndexCorrupt('It has more than its sections', count)
  return { header, sections }
}

/**
 * Returns a function that takes the next bytes of a file of `size` bytes. It throws IndexCorrupt for the section at this
 * place if the bytes cannot be opened or if the file ends before them.
 */
function takingFrom(chunks: AsyncIterable<Uint8Array>, size: number) {
  const source = chunks[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array()
  const nextChunk = async (place: number): Promise<boolean> => {
    const next = await source.next().catch((error: { code?: string }) => {
      throw error.code === 'record-unreadable' ? new IndexCorrupt('It cannot be opened', place) : error
    })
    if (next.done !== true) rest = next.value
    return next.done !== true
  }
  const take = async (length: number, place: number): Promise<Buffer> => {
    // A damaged length must not take the memory of the node.
    if (length > size) throw new IndexCorrupt('A section is damaged', place)
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; ) {
      if (rest.length === 0 && !(await nextChunk(place))) throw new IndexCorrupt('It is cut short', place)
      const part = rest.subarray(0, length - done)
      bytes.set(part, done)
      rest = rest.subarray(part.length)
      done += part.length
    }
    return bytes
  }
  const isOver = async () => rest.length === 0 && !(await nextChunk(0))
  return Object.assign(take, { isOver })
}

export async function removeSnapshot(dataRoot: string): Promise<void> {
  await rm(snapshotFile(dataRoot), { force: true })
}
