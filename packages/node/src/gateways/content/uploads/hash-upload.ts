import { readFile } from 'node:fs/promises'
import type { MediaHashes, NewUpload, SentFinding } from '@entente/contracts'
import { type Failure, fail } from '../../../errors.ts'
import { blurredWidth, FetchRefused, fetchUrl, find } from '../../../media/index.ts'
import { type HashDeps, refusalOf } from '../hash/hash-file.ts'
import { fileQueries } from '../match/file-queries.ts'
import type { Query } from '../match/find-matches.ts'
import { largestOriginal } from '../originals/keep-original.ts'
import type { PartFile } from './read-parts.ts'
import type { UploadMedia } from './upload-row.ts'

/** Hashes and properties of an upload's file. */
export interface HashedFile {
  queries: Query[]
  findings: SentFinding[]
  /** Reason for a refusal, which applies only if no hash of the file matches. */
  refusal: Failure | null
  media: UploadMedia | null
  /** Text content, if the file is a text. */
  words: string | null
  /** Reads the file, if it is an image or video that can be shown; null otherwise. */
  original: (() => Promise<Uint8Array>) | null
  /** Removes the fetched file. */
  release: () => Promise<void>
}

/** Reasons of the node, not of the file: the upload is accepted. */
const decoderLost = new Set(['MEDIA_DECODER_FAILED', 'MEDIA_DECODE_TIMEOUT'])
const nothing: HashedFile = {
  ...{ queries: [], findings: [], refusal: null, media: null, words: null, original: null },
  release: async () => {},
}

/**
 * Hashes the file of an upload, or the content at its address if fetching is allowed. It does not reject a bad file:
 * the caller refuses it only if nothing matches. `caller` is the sender's id. Errors: `too-many-requests`, `overloaded`.
 */
export async function hashUpload(
  deps: HashDeps,
  given: NewUpload,
  file: PartFile | null,
  caller: string,
): Promise<HashedFile> {
  if (file !== null) {
    const { name, content } = file
    const hashes = await deps.hasher.hash({ file: name, ...content }, { caller })
    return describe(hashes, '/file', async () => ('bytes' in content ? content.bytes : readFile(content.path)))
  }
  if (given.url === undefined || deps.fetching === null) return nothing
  try {
    const { path, release } = await fetchUrl(given.url, deps.fetching)
    try {
      const hashes = await deps.hasher.hash({ file: given.url, path }, { caller })
      return { ...(await describe(hashes, '/url', () => readFile(path))), release }
    } catch (error) {
      await release()
      throw error
    }
  } catch (error) {
    if (!(error instanceof FetchRefused)) throw error
    return { ...nothing, refusal: fail(error.code, { at: '/url' }) }
  }
}

async function describe(hashes: MediaHashes, at: string, read: () => Promise<Uint8Array>): Promise<HashedFile> {
  const { kind, mediaType, bytes, image, video, text } = hashes
  const isLost = hashes.findings.some(({ code }) => decoderLost.has(code))
  const content = text === null ? null : await read()
  const showable = image !== null || video !== null
  const fits = (bytes ?? Infinity) <= largestOriginal
  const findings = showable && !fits ? [...hashes.findings, find('ORIGINAL_NOT_KEPT')] : hashes.findings
  return {
    queries: fileQueries(hashes, content ?? new Uint8Array()),
    findings: findings.map((finding) => ({ ...finding, at })),
    refusal: isLost ? null : refusalOf(hashes, at),
    media: {
      ...{ kind, mediaType, bytes },
      width: image?.width ?? video?.width ?? null,
      height: image?.height ?? video?.height ?? null,
      duration: video?.duration ?? null,
    },
    words:
      text === null || content === null ? null : new TextDecoder(text.encoding).decode(content).slice(0, longestText),
    original: showable && fits ? read : null,
    release: async () => {},
  }
}
const longestText = 1_000_000

/**
 * Makes the preview of a file that the queue shows before anybody opens it: a PNG, 32 pixels wide and grey; null if
 * none can be made.
 */
export function makePreview(
  { hasher }: HashDeps,
  bytes: Uint8Array,
  { kind, duration }: UploadMedia,
): Promise<Buffer | null> {
  const view = { width: blurredWidth, colour: false, from: (duration ?? 0) / 2 }
  return hasher.show({ bytes, moving: kind === 'video' }, view)
}
