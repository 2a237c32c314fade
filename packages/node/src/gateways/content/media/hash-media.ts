import { availableParallelism } from 'node:os'
import type { Finding, MediaHashes, PdqMode } from '@entente/contracts'
import { usableQuality } from '@entente/matching/media'
import { DecoderPool } from './decoders/decoder-pool.ts'
import { type Digested, digestMedia, type MediaSource } from './digest-media.ts'
import { find } from './find.ts'
import { defaultLimits, type MediaLimits } from './limits.ts'
import { encodePng } from './looks/encode-png.ts'
import { showVideo } from './looks/show-video.ts'
import { Turnstile } from './turnstile.ts'
import { type Ffmpeg, findFfmpeg } from './video/find-ffmpeg.ts'
import { hashVideo, type VideoHashes } from './video/hash-video.ts'

/** What can be hashed of a file. Hashes of a kind that a file is not of are null. */
export const mediaSignalTypes = ['pdq', 'md5', 'sha1', 'sha256', 'vpdq', 'tmk', 'tlsh', 'text', 'url'] as const
export type MediaSignalType = (typeof mediaSignalTypes)[number]

export interface HashOptions {
  /** Types that are not named are null, and nothing is decoded that none of them needs. All but `tmk` unless told. */
  types?: readonly MediaSignalType[]
  /** Also the hashes of the turned and mirrored picture. */
  dihedral?: boolean
  mode?: PdqMode
  /** Of videos: 1 unless told, 0 for every frame. */
  secondsPerHash?: number
  tmk?: boolean
  /** Hears how much of a video is done, 0 to 1: it may take minutes. */
  progress?: (share: number) => void
}

export interface MediaHasherOptions {
  limits?: Partial<MediaLimits>
  /** Processes that decode images: as many as there are processors, unless told. */
  decoders?: number
  /** Null: there is none. Looked for where systems put it, unless told. */
  ffmpeg?: Ffmpeg | null
}

export interface ShownFile {
  bytes: Uint8Array
  /** It is decoded as a video. */
  moving: boolean
}
export interface Look {
  width: number
  colour: boolean
  /** Seconds of a video. */
  from?: number
  /** As a stretch so long; null: one frame. */
  seconds?: number | null
  sound?: boolean
}

const nothing = { image: null, pdq: null, video: null, vpdq: null, tmk: null, text: null, tlsh: null }
type Decoded = Omit<MediaHashes, 'file' | 'bytes' | 'kind' | 'mediaType' | 'md5' | 'sha1' | 'sha256'>

/**
 * Hashes files that anybody may have sent: by their bytes, and by what they show or say. Whatever decodes them runs in processes that may be lost
 * (requirements, content 3.3 to 3.5, 3.13); what goes wrong is a finding, and the hashes that can be had are given. To be closed when done with.
 */
export class MediaHasher {
  readonly limits: MediaLimits
  readonly #pool: DecoderPool
  readonly #ffmpeg: Ffmpeg | null
  /** Each video takes a process of its own, and up to 1 GB. A person who looks does not wait for those that are hashed. */
  readonly #videos: Turnstile
  readonly #looks: Turnstile

  constructor({ limits, decoders = availableParallelism(), ffmpeg = findFfmpeg() }: MediaHasherOptions = {}) {
    this.limits = { ...defaultLimits, ...limits }
    this.#pool = new DecoderPool(this.limits, decoders)
    this.#ffmpeg = ffmpeg
    this.#videos = new Turnstile(decoders)
    this.#looks = new Turnstile(decoders)
  }

  /** Everything of a file at once. Never rejects: a file that cannot be read has a finding and null for the rest. */
  async hash(source: MediaSource, options: HashOptions = {}): Promise<MediaHashes> {
    let digested: Digested
    try {
      digested = await this.digest(source)
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      return { ...describe(source, null, options), ...nothing, findings: [find('FILE_UNREADABLE', `(${code})`)] }
    }
    try {
      return { ...describe(source, digested, options), ...(await this.decode(digested, options)) }
    } finally {
      await digested.release()
    }
  }

  /** The first half: what can be said, and looked up, before anything is decoded. Whoever calls it calls `release` in the end. Rejects where it cannot be read. */
  digest(source: MediaSource): Promise<Digested> {
    return digestMedia(source, this.limits)
  }

  /** The second half: what the decoders make of it. Never rejects. */
  async decode(digested: Digested, options: HashOptions = {}): Promise<Decoded> {
    const { sniffed, bytes, tooLarge } = digested
    if (bytes === 0) return { ...nothing, findings: [find('MEDIA_EMPTY')] }
    if (sniffed.handling === 'playlist') return { ...nothing, findings: [find('MEDIA_PLAYLIST_REFUSED')] }
    if (tooLarge) return { ...nothing, findings: [find('MEDIA_TOO_LARGE')] }
    if (sniffed.handling === 'digest')
      return { ...nothing, findings: [find('MEDIA_UNSUPPORTED', `(${sniffed.mediaType})`)] }
    if (sniffed.handling === 'text') return this.#decodeText(digested, options)
    if (sniffed.handling === 'video') return { ...nothing, ...(await this.#decodeVideo(digested, options)) }
    const still = await this.#decodeImage(digested, options)
    if (!sniffed.animated || still.image === null || !movesFor(sniffed.mediaType, still.image.frames)) return still
    // ffmpeg knows no animated WebP; the decoder of pictures does.
    const decode = sniffed.mediaType === 'image/webp' ? this.#decodeFrames : this.#decodeVideo
    const moving = await decode.call(this, digested, options)
    return { ...still, ...moving, findings: [...still.findings, ...moving.findings] }
  }

  /**
   * What of a file a person is shown: a PNG, grey unless colour was asked for; of a video also a stretch as an MP4. Made of its pixels anew. Null where nothing
   * could be made of it.
   */
  async show({ bytes, moving }: ShownFile, look: Look): Promise<Buffer | null> {
    const { pixels, side } = this.limits
    const { width, colour, from = 0, seconds = null, sound = false } = look
    if (!moving) {
      const answer = await this.#pool.hash(bytes, { kind: 'show', width, colour, pixels, side })
      if (!('kind' in answer) || answer.outcome !== 'decoded') return null
      const data = Buffer.from(answer.pixels, 'base64')
      return encodePng(data, answer.width, answer.height, answer.channels).catch(() => null)
    }
    if (this.#ffmpeg === null) return null
    const { ffmpeg } = this.#ffmpeg
    return this.#looks.pass(() => showVideo(bytes, { ffmpeg, width, colour, from, seconds, sound }, this.limits))
  }

  /** Ends the processes that decode. */
  close(): Promise<void> {
    return this.#pool.close()
  }

  async #decodeImage({ content }: Digested, options: HashOptions): Promise<Decoded> {
    if (!wants(options, 'pdq') || content === null) return { ...nothing, findings: [] }
    const { mode = 'reference', dihedral = false } = options
    const { pixels, side } = this.limits
    const answer = await this.#pool.hash(content, { kind: 'image', mode, dihedral, pixels, side })
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
    const { secondsPerHash = 1, progress } = options
    return this.#videos.pass(() => hashVideo(path, ffmpeg, { vpdq, tmk, secondsPerHash }, this.limits, progress))
  }

  async #decodeFrames({ content }: Digested, options: HashOptions): Promise<VideoHashes> {
    const none = { video: null, vpdq: null, tmk: null, findings: [] }
    if (!wants(options, 'vpdq') || content === null) return none
    const { pixels, side } = this.limits
    const { secondsPerHash = 1 } = options
    const answer = await this.#pool.hash(content, { kind: 'frames', secondsPerHash, pixels, side })
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
    const answer = await this.#pool.hash(content, { kind: 'text', text, tlsh })
    if (!('kind' in answer)) return { ...nothing, findings: [findLost(answer.outcome)] }
    const findings = answer.outcome === 'damaged' ? [find('TEXT_BAD_ENCODING')] : []
    if (answer.withoutTlsh !== null)
      findings.push(find(answer.withoutTlsh === 'too-short' ? 'TLSH_TOO_SHORT' : 'TLSH_TOO_UNIFORM'))
    return { ...nothing, text: answer.text, tlsh: answer.tlsh, findings }
  }
}

const wants = ({ types }: HashOptions, type: MediaSignalType): boolean => types?.includes(type) ?? type !== 'tmk'
const wantsTmk = (options: HashOptions): boolean => options.tmk === true || wants(options, 'tmk')
/** APNG is a still to the decoder of images: its beginning said that it moves. */
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
  'too-large': (image) => [find('MEDIA_TOO_LARGE', `It states ${image?.width} x ${image?.height} pixels.`)],
  undecodable: () => [find('MEDIA_UNDECODABLE')],
} satisfies Record<string, (image: MediaHashes['image']) => Finding[]>

const framesFindings = {
  decoded: () => [],
  capped: () => [find('VIDEO_FRAMES_CAPPED')],
  'too-large': () => [find('MEDIA_TOO_LARGE')],
  undecodable: () => [find('MEDIA_DAMAGED')],
} satisfies Record<string, () => Finding[]>

const findLost = (outcome: 'failed' | 'timeout'): Finding =>
  find(outcome === 'failed' ? 'MEDIA_DECODER_FAILED' : 'MEDIA_DECODE_TIMEOUT')
