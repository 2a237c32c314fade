import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import type { MediaLimits } from './confine/limits.ts'
import { temporaryPrefixes } from './confine/temporary-folders.ts'
import { type Sniffed, sniffLength, sniffMedia } from './sniff/sniff-media.ts'

/** A file by its path, as bytes, or as a stream. `file` is its name in the answer. */
export type MediaSource = { file: string } & ({ path: string } | { bytes: Uint8Array } | { stream: Readable })

export interface Digests {
  md5: string
  sha1: string
  sha256: string
}
/** Facts about a file that need no decoding. */
export interface Digested {
  /** Null if the file was cut off for its size. */
  bytes: number | null
  digests: Digests | null
  sniffed: Sniffed
  tooLarge: boolean
  /** Bytes of an image or a text; null if the decoder gets a file or nothing is decoded. */
  content: Uint8Array | null
  /** Path of the file for the decoder of videos. */
  path: string | null
  /** Removes temporary files. */
  release: () => Promise<void>
}

const chunkBytes = 1 << 20

/**
 * Reads a file once from end to end: computes MD5, SHA-1 and SHA-256 of the bytes as received, and detects its kind.
 * Content for a decoder is kept on the way: images and texts in memory, a video that is not a file yet in a temporary
 * one. A stream is cut off at the limit. Rejects if the file cannot be read.
 */
export async function digestMedia(source: MediaSource, limits: MediaLimits): Promise<Digested> {
  const file = 'path' in source ? await stat(source.path) : null
  const endless = 'stream' in source || file?.isFile() === false
  const chunks =
    'bytes' in source
      ? slices(source.bytes)
      : 'stream' in source
        ? source.stream
        : createReadStream(source.path, { highWaterMark: chunkBytes })
  const hashes = [createHash('md5'), createHash('sha1'), createHash('sha256')] as const
  // In a user namespace of its own, root reads only root's files: a file of another user is copied for the decoder.
  const foreign = process.getuid?.() === 0 && file?.uid !== 0
  // Decoders run in folders of their own, where a relative path would name another file.
  const keeper = new Keeper(limits, 'path' in source && !endless && !foreign ? resolve(source.path) : null)
  let bytes = 0
  let cut = false
  try {
    for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (endless && bytes > limits.videoBytes) {
        cut = true
        break
      }
      for (const hash of hashes) hash.update(chunk)
      await keeper.take(chunk, bytes)
    }
    const kept = await keeper.finish()
    const [md5, sha1, sha256] = hashes.map((hash) => hash.digest('hex')) as [string, string, string]
    return {
      bytes: cut ? null : bytes,
      digests: cut ? null : { md5, sha1, sha256 },
      ...kept,
      tooLarge: cut || kept.tooLarge,
      release: () => keeper.release(),
    }
  } catch (error) {
    await keeper.release()
    throw error
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

/** Keeps the content for a decoder, after the beginning of the file has shown its kind. */
class Keeper {
  readonly #limits: MediaLimits
  readonly #path: string | null
  #head: Uint8Array[] = []
  #headLength = 0
  #sniffed: Sniffed | null = null
  #content: Uint8Array[] | null = null
  #spool: { folder: string; path: string; file: Awaited<ReturnType<typeof open>> } | null = null
  #tooLarge = false

  constructor(limits: MediaLimits, path: string | null) {
    this.#limits = limits
    this.#path = path
  }

  async take(chunk: Uint8Array, total: number): Promise<void> {
    if (this.#sniffed !== null) return this.#keep(chunk, total)
    this.#head.push(chunk)
    this.#headLength += chunk.length
    if (this.#headLength >= sniffLength) await this.#sniff(total)
  }

  async finish(): Promise<Omit<Digested, 'bytes' | 'digests' | 'release'>> {
    if (this.#sniffed === null) await this.#sniff(this.#headLength)
    await this.#spool?.file.close()
    const sniffed = this.#sniffed as unknown as Sniffed
    const decoded = this.#tooLarge ? null : this.#content
    const first = decoded?.[0]
    return {
      sniffed,
      tooLarge: this.#tooLarge,
      content: decoded === null ? null : decoded.length === 1 && first ? first : Buffer.concat(decoded),
      path: this.#tooLarge ? null : (this.#path ?? this.#spool?.path ?? null),
    }
  }

  async release(): Promise<void> {
    const spool = this.#spool
    this.#spool = null
    if (spool === null) return
    await spool.file.close().catch(() => {})
    await rm(spool.folder, { recursive: true, force: true })
  }

  async #sniff(total: number): Promise<void> {
    const head = this.#head.length === 1 ? (this.#head[0] as Uint8Array) : Buffer.concat(this.#head)
    this.#head = []
    const sniffed = sniffMedia(head)
    this.#sniffed = sniffed
    if (sniffed.handling === 'image' || sniffed.handling === 'text') this.#content = []
    const decodedFromFile = sniffed.handling === 'video' || sniffed.animated
    if (decodedFromFile && this.#path === null) {
      const folder = await mkdtemp(join(tmpdir(), temporaryPrefixes.spool))
      const path = join(folder, 'file')
      this.#spool = { folder, path, file: await open(path, 'wx', 0o600) }
    }
    if (total > 0) await this.#keep(head, total)
  }

  async #keep(chunk: Uint8Array, total: number): Promise<void> {
    const { imageBytes, videoBytes, textBytes } = this.#limits
    const handling = this.#sniffed?.handling
    const limit =
      handling === 'image' ? imageBytes : handling === 'text' ? textBytes : handling === 'video' ? videoBytes : Infinity
    if (total > limit) {
      this.#tooLarge = true
      this.#content = null
      return
    }
    this.#content?.push(chunk)
    await this.#spool?.file.appendFile(chunk)
  }
}
