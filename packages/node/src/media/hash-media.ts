import { availableParallelism } from 'node:os'
import type { MediaHashes, PdqMode, SentFinding } from '@entente/contracts'
import { usableQuality } from '@entente/matching/media'
import { Budget } from '../safeguards/governor/budget.ts'
import { defaultLimits, type MediaLimits } from './confine/limits.ts'
import { DecoderPool } from './decoders/decoder-pool.ts'
import { type Digested, digestMedia, type MediaSource } from './digest-media.ts'
import { find } from './findings/find.ts'
import { type Ffmpeg, findFfmpeg } from './video/find-ffmpeg.ts'
import { hashVideo, type VideoHashes } from './video/hash-video.ts'
import { encodePng } from './views/encode-png.ts'
import { showVideo } from './views/show-video.ts'

/** Types of hashes of a file. Types that do not apply to its kind are null. */
export const mediaSignalTypes = ['pdq', 'md5', 'sha1', 'sha256', 'vpdq', 'tmk', 'tlsh', 'text', 'url'] as const
export type MediaSignalType = (typeof mediaSignalTypes)[number]

export interface HashOptions {
  /** Other types are null, and nothing is decoded for them alone. Default: all but `tmk`. */
  types?: readonly MediaSignalType[]
  /** Also compute the hashes of the rotated and mirrored picture. */
  dihedral?: boolean
  mode?: PdqMode
  /** Seconds of video per hash: 1 by default, 0 for every frame. */
  secondsPerHash?: number
  tmk?: boolean
  /** The sender or person for whom the file is hashed: callers take turns. Default: one for all. */
  caller?: string
  /** Called with the finished share of a video, 0 to 1: it may take minutes. */
  progress?: (share: number) => void
}

export interface MediaHasherOptions {
  limits?: Partial<MediaLimits>
  /** Processes that decode images; by default one per processor. */
  decoders?: number
  /** Null: ffmpeg is not used. By default it is searched in the usual folders. */
  ffmpeg?: Ffmpeg | null
  /**
   * Videos that may be decoded or wait at once, in sum and by caller; a further one is refused. By default all wait.
   */
  videos?: { total: number; each: number }
}

export interface ShownFile {
  bytes: Uint8Array
  /** True if the file is decoded as a video. */
  moving: boolean
}
export interface View {
  width: number
  colour: boolean
  /** Seconds of a video. */
  from?: number
  /** Length of the stretch in seconds; null: one frame. */
  seconds?: number | null
  sound?: boolean
}

const nothing = { image: null, pdq: null, video: null, vpdq: null, tmk: null, text: null, tlsh: null }
type Decoded = Omit<MediaHashes, 'file' | 'bytes' | 'kind' | 'mediaType' | 'md5' | 'sha1' | 'sha256'>

/**
 * Hashes files from untrusted senders by their bytes and by their content. Decoders run in processes that may crash; a
 * failure becomes a finding, and the remaining hashes are given. Call `close` at the end.
 */
export class MediaHasher {
  readonly limits: MediaLimits
  readonly #pool: DecoderPool
  readonly #ffmpeg: Ffmpeg | null
  /**
   * Each video takes a separate process and up to 1 GB. Views have a separate limit, so that a person does not
   * wait for videos that are being hashed.
   */
  readonly #videos: Budget
  readonly #views: Budget
  readonly #accepted: Budget

  constructor({
    limits,
    decoders = availableParallelism(),
    ffmpeg = findFfmpeg(),
    videos = { total: Infinity, each: Infinity },
  }: MediaHasherOptions = {}) {
    this.limits = { ...defaultLimits, ...limits }
    this.#pool = new DecoderPool(this.limits, decoders)
    this.#ffmpeg = ffmpeg
    this.#videos = new Budget({ name: 'videos', total: decoders, each: decoders })
    this.#views = new Budget({ name: 'views', total: decoders, each: decoders })
    this.#accepted = new Budget({ name: 'accepted-videos', ...videos, retryAfterMs: videoRetryMs })
  }

  /**
   * Computes all hashes of a file. An unreadable file has a finding and null for the rest. Errors, only for a video and
   * if `videos` was given: `too-many-requests`, `overloaded`.
   */
  async hash(source: MediaSource, options: HashOptions = {}): Promise<MediaHashes> {
    let digested: Digested
    try {
      digested = await this.digest(source)
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      const finding =
        code === 'ENOENT'
          ? find('FILE_UNREADABLE.missing')
          : code === 'EISDIR'
            ? find('FILE_UNREADABLE.folder')
            : find('FILE_UNREADABLE', { cause: code })
      return { ...describe(source, null, options), ...nothing, findings: [finding] }
    }
    try {
      return { ...describe(source, digested, options), ...(await this.decode(digested, options)) }
    } finally {
      await digested.release()
    }
  }

  /**
   * First half: digests a file and detects its kind, before anything is decoded. The caller must call `release`.
   * Rejects if the file cannot be read.
   */
  digest(source: MediaSource): Promise<Digested> {
    return digestMedia(source, this.limits)
  }

  /** Second half: runs the decoders. Errors as of `hash`. */
  async decode(digested: Digested, options: HashOptions = {}): Promise<Decoded> {
    const { sniffed, bytes, tooLarge } = digested
    if (bytes === 0) return { ...nothing, findings: [find('MEDIA_EMPTY')] }
    if (sniffed.handling === 'playlist') return { ...nothing, findings: [find('MEDIA_PLAYLIST_REFUSED')] }
    if (tooLarge) return { ...nothing, findings: [find('MEDIA_TOO_LARGE')] }
    const { mediaType } = sniffed
    if (sniffed.handling === 'digest') return { ...nothing, findings: [find('MEDIA_UNSUPPORTED', { mediaType })] }
    if (sniffed.handling === 'text') return this.#decodeText(digested, options)
    if (sniffed.handling === 'video') return { ...nothing, ...(await this.#decodeVideo(digested, options)) }
    const still = await this.#decodeImage(digested, options)
    if (!sniffed.animated || still.image === null || !movesFor(mediaType, still.image.frames)) {
      const { frames: pages = 1 } = still.image ?? {}
      return pages > 1 ? { ...still, findings: [...still.findings, find('MEDIA_FIRST_PAGE', { pages })] } : still
    }
    // ffmpeg cannot read animated WebP; the decoder of pictures can.
    const decode = mediaType === 'image/webp' ? this.#decodeFrames : this.#decodeVideo
    const moving = await decode.call(this, digested, options)
    return { ...still, ...moving, findings: [...still.findings, ...moving.findings] }
  }

  /**
   * Makes a view of a file for a person: a PNG, grey unless colour was requested, or a stretch of a video as an MP4. It
   * is encoded again from the pixels. Null if nothing could be made.
   */
  async show({ bytes, moving }: ShownFile, wanted: View): Promise<Buffer | null> {
    const { pixels, side } = this.limits
    const { width, colour, from = 0, seconds = null, sound = false } = wanted
    if (!moving) {
      const answer = await this.#pool.hash(bytes, { kind: 'show', width, colour, pixels, side })
      if (!('kind' in answer) || answer.outcome !== 'decoded') return null
      const data = Buffer.from(answer.pixels, 'base64')
      return encodePng(data, answer.width, answer.height, answer.channels).catch(() => null)
    }
    if (this.#ffmpeg === null) return null
    const { ffmpeg } = this.#ffmpeg
    const view = { ffmpeg, width, colour, from, seconds, sound }
    return this.#views.during({ caller: '' }, () => showVideo(bytes, view, this.limits))
  }

  /** Ends the decoder processes. */
  close(): Promise<void> {
    return this.#pool.close()
  }

  async #decodeImage({ content }: Digested, options: HashOptions): Promise<Decoded> {
    if (!wants(options, 'pdq') || content === null) return { ...nothing, findings: [] }
    const { mode = 'reference', dihedral = false, caller } = options
    const { pixels, side } = this.limits
    const answer = await this.#pool.hash(content, { kind: 'image', mode, dihedral, pixels, side }, caller)
    if (!('kind' in answer)) return { ...nothing, findings: [findLost(answer.outcome)] }
    const { outcome, image, pdq } = answer
    const findings = outcomeFindings[outcome](image)
    if (pdq === null) return { ...nothing, image, findings }
    const usable = pdq.quality >= usableQuality
    if (image !== null && Math.min(image.width, image.height) < 5) findings.push(find('PDQ_TOO_SMALL'))
    else if (!usable) findings.push(find('PDQ_LOW_QUALITY'))
    return { ...nothing, image, pdq: { ...pdq, usable, mode, dihedral: answer.dihedral }, findings }
  }

  async #decodeVideo({ path }: Digested, options: HashOptions): Promise<VideoHashes> {
    const vpdq = wants(options, 'vpdq')
    const tmk = wantsTmk(options)
    const none = { video: null, vpdq: null, tmk: null }
    if ((!vpdq && !tmk) || path === null) return { ...none, findings: [] }
    const ffmpeg = this.#ffmpeg
    if (ffmpeg === null) return { ...none, findings: [find('VIDEO_DECODER_MISSING')] }
    const { secondsPerHash = 1, progress, caller = '' } = options
    const accepted = this.#accepted.take({ caller })
    try {
      return await this.#videos.during({ caller }, () =>
        hashVideo(path, ffmpeg, { vpdq, tmk, secondsPerHash }, this.limits, progress),
      )
    } finally {
      accepted.release()
    }
  }

  async #decodeFrames({ content }: Digested, options: HashOptions): Promise<VideoHashes> {
    const none = { video: null, vpdq: null, tmk: null, findings: [] }
    if (!wants(options, 'vpdq') || content === null) return none
    const { pixels, side } = this.limits
    const { secondsPerHash = 1, caller } = options
    const answer = await this.#pool.hash(content, { kind: 'frames', secondsPerHash, pixels, side }, caller)
    if (!('kind' in answer)) return { ...none, findings: [findLost(answer.outcome)] }
    const { outcome, video, frames } = answer
    const findings = framesFindings[outcome]()
    if (video === null || frames.length === 0) return { ...none, findings }
    const { width, height } = video
    return { video, vpdq: { secondsPerHash, width, height, frames }, tmk: null, findings }
  }

  async #decodeText({ content }: Digested, options: HashOptions): Promise<Decoded> {
    const text = wants(options, 'text') || wants(options, 'url')
    const tlsh = wants(options, 'tlsh')
    if ((!text && !tlsh) || content === null) return { ...nothing, findings: [] }
    const answer = await this.#pool.hash(content, { kind: 'text', text, tlsh }, options.caller)
    if (!('kind' in answer)) return { ...nothing, findings: [findLost(answer.outcome)] }
    const findings = answer.outcome === 'damaged' ? [find('TEXT_BAD_ENCODING')] : []
    if (answer.withoutTlsh !== null)
      findings.push(find(answer.withoutTlsh === 'too-short' ? 'TLSH_TOO_SHORT' : 'TLSH_TOO_UNIFORM'))
    return { ...nothing, text: answer.text, tlsh: answer.tlsh, findings }
  }
}

const wants = ({ types }: HashOptions, type: MediaSignalType): boolean => types?.includes(type) ?? type !== 'tmk'
const wantsTmk = (options: HashOptions): boolean => options.tmk === true || wants(options, 'tmk')
/** The decoder of images reads an APNG as a still; the file's beginning showed that it moves. */
const movesFor = (mediaType: string, frames: number): boolean => mediaType === 'image/png' || frames > 1

function describe(source: MediaSource, digested: Digested | null, options: HashOptions) {
  const { bytes = null, digests = null, sniffed } = digested ?? {}
  const digest = (type: 'md5' | 'sha1' | 'sha256') => (wants(options, type) ? (digests?.[type] ?? null) : null)
  return {
    file: source.file,
    bytes,
    kind: bytes === 0 ? ('other' as const) : (sniffed?.kind ?? null),
    mediaType: bytes === 0 ? null : (sniffed?.mediaType ?? null),
    md5: digest('md5'),
    sha1: digest('sha1'),
    sha256: digest('sha256'),
  }
}

const outcomeFindings = {
  decoded: () => [],
  damaged: () => [find('MEDIA_DAMAGED')],
  'too-large': (image) => [
    image === null
      ? find('MEDIA_TOO_LARGE')
      : find('MEDIA_TOO_LARGE.pixels', { width: image.width, height: image.height }),
  ],
  undecodable: () => [find('MEDIA_UNDECODABLE')],
} satisfies Record<string, (image: MediaHashes['image']) => SentFinding[]>

const framesFindings = {
  decoded: () => [],
  capped: () => [find('VIDEO_FRAMES_CAPPED')],
  'too-large': () => [find('MEDIA_TOO_LARGE')],
  undecodable: () => [find('MEDIA_DAMAGED')],
} satisfies Record<string, () => SentFinding[]>

const findLost = (outcome: 'failed' | 'timeout'): SentFinding =>
  find(outcome === 'failed' ? 'MEDIA_DECODER_FAILED' : 'MEDIA_DECODE_TIMEOUT')

/** A video takes seconds to minutes. */
const videoRetryMs = 30_000
