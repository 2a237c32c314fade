import { createHash } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../../../errors.ts'
import { temporaryPrefixes } from '../../../media/confine/temporary-folders.ts'

/** A file part of a form: a small one in memory, another in a temporary file. */
export interface PartFile {
  name: string
  sha256: Buffer
  content: { bytes: Uint8Array } | { path: string }
}
export interface Parts {
  fields: Map<string, string>
  /** Parts named `file` with a file name, in order. */
  files: PartFile[]
  /** Removes the temporary files. */
  release: () => Promise<void>
}
export interface PartLimits {
  /** Bytes of all files together. */
  files: number
  /** Bytes of all other parts together. */
  fields: number
  /** Bytes up to which a file stays in memory. */
  inMemory: number
}

const longestHead = 16_384
/** Parts of a form: a thousand files and their descriptions. */
const mostParts = 1100
const lineEnd = Buffer.from('\r\n')

/**
 * Reads `multipart/form-data` as a stream (RFC 7578): a file is written to disk while it arrives, so its size is
 * bounded by the limit and not by the memory. Errors: `body-invalid`, `too-large`.
 */
export async function readParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: PartLimits,
): Promise<Parts> {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType)
  const name = boundary?.[1] ?? boundary?.[2]
  if (name === undefined) throw unreadable()
  const keeper = new Keeper(limits)
  try {
    await cutParts(body, Buffer.from(`\r\n--${name}`, 'latin1'), keeper)
    return { fields: keeper.fields, files: keeper.files, release: () => keeper.release() }
  } catch (error) {
    await keeper.release()
    throw error
  }
}

const unreadable = () => fail('body-invalid', { at: '/', detail: 'The multipart body could not be read.' })

/**
 * Finds the parts between the delimiters. Bytes of an unfinished part are passed on, except an end that may begin a
 * delimiter.
 */
async function cutParts(body: AsyncIterable<Uint8Array>, delimiter: Buffer, keeper: Keeper): Promise<void> {
  const chunks = body[Symbol.asyncIterator]()
  // The first delimiter is at the beginning of a line too.
  let rest: Buffer = lineEnd
  const more = async () => {
    const { done, value } = await chunks.next()
    if (done === true) throw unreadable()
    rest = rest.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.length) : Buffer.concat([rest, value])
  }
  const upTo = async (mark: Buffer, longest: number): Promise<Buffer> => {
    for (;;) {
      const at = rest.indexOf(mark)
      if (at > longest || (at < 0 && rest.length > longest)) throw unreadable()
      if (at >= 0) {
        const found = rest.subarray(0, at)
        rest = rest.subarray(at + mark.length)
        return found
      }
      await more()
    }
  }
  await upTo(delimiter, longestHead)
  for (;;) {
    while (rest.length < 2) await more()
    const [first, second] = rest
    if (first === 0x2d && second === 0x2d) break
    // The head follows the delimiter's line, up to an empty line.
    const head = await upTo(Buffer.from('\r\n\r\n'), longestHead)
    await keeper.begin(head.toString())
    for (;;) {
      const at = rest.indexOf(delimiter)
      const sure = at >= 0 ? at : Math.max(0, rest.length - delimiter.length + 1)
      if (sure > 0) await keeper.take(rest.subarray(0, sure))
      rest = rest.subarray(at >= 0 ? at + delimiter.length : sure)
      if (at >= 0) break
      await more()
    }
    await keeper.end()
  }
  // Bytes after the last delimiter are ignored.
  for (;;) if ((await chunks.next()).done === true) return
}

interface Open {
  name: string
  fileName: string | null
  chunks: Buffer[]
  bytes: number
  file: { path: string; handle: Awaited<ReturnType<typeof open>> } | null
  hash: ReturnType<typeof createHash>
}

/** Collects the parts within the limits. */
class Keeper {
  readonly fields = new Map<string, string>()
  readonly files: PartFile[] = []
  readonly #limits: PartLimits
  #folder: string | null = null
  #part: Open | null = null
  #total = { files: 0, fields: 0, parts: 0 }

  constructor(limits: PartLimits) {
    this.#limits = limits
  }

  async begin(head: string): Promise<void> {
    this.#total.parts += 1
    if (this.#total.parts > mostParts) throw fail('too-large', { detail: `At most ${mostParts} parts are taken.` })
    const line = /^content-disposition:[ \t]*form-data(;.*)$/im.exec(head)?.[1]
    const name = /;[ \t]*name="([^"]*)"/i.exec(line ?? '')?.[1]
    if (name === undefined) throw unreadable()
    const fileName = /;[ \t]*filename="([^"]*)"/i.exec(line ?? '')?.[1] ?? null
    this.#part = { name, fileName, chunks: [], bytes: 0, file: null, hash: createHash('sha256') }
  }

  async take(chunk: Buffer): Promise<void> {
    const part = this.#part as Open
    const kind = part.fileName === null ? 'fields' : 'files'
    this.#total[kind] += chunk.length
    if (this.#total[kind] > this.#limits[kind])
      throw fail('too-large', { detail: `At most ${this.#limits[kind]} bytes of ${kind} are taken.` })
    part.bytes += chunk.length
    // The bytes are copied: their buffer is used again.
    if (kind === 'fields') part.chunks.push(Buffer.from(chunk))
    else if (part.name === 'file') {
      part.hash.update(chunk)
      await this.#keep(part, chunk)
    }
  }

  async end(): Promise<void> {
    const { name, fileName, chunks, file, hash } = this.#part as Open
    this.#part = null
    await file?.handle.close()
    if (fileName === null) this.fields.set(name, Buffer.concat(chunks).toString())
    else if (name === 'file') {
      const content = file === null ? { bytes: Buffer.concat(chunks) } : { path: file.path }
      this.files.push({ name: fileName, sha256: hash.digest(), content })
    }
  }

  async release(): Promise<void> {
    await this.#part?.file?.handle.close().catch(() => {})
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
  }

  async #keep(part: Open, chunk: Buffer): Promise<void> {
    if (part.bytes <= this.#limits.inMemory) {
      part.chunks.push(Buffer.from(chunk))
      return
    }
    if (part.file === null) {
      this.#folder ??= await mkdtemp(join(tmpdir(), temporaryPrefixes.spool))
      const path = join(this.#folder, String(this.files.length))
      part.file = { path, handle: await open(path, 'wx', 0o600) }
      for (const kept of part.chunks.splice(0)) await part.file.handle.appendFile(kept)
    }
    await part.file.handle.appendFile(chunk)
  }
}
