import { stat } from 'node:fs/promises'
import type { MediaFrame, MediaHashes, MediaVideo, SentFinding } from '@entente/contracts'
import { startConfined } from '../confine/confined-process.ts'
import { limitWork, type OverLimit } from '../confine/limit-work.ts'
import type { MediaLimits } from '../confine/limits.ts'
import { find } from '../findings/find.ts'
import type { Ffmpeg } from './find-ffmpeg.ts'
import { VideoLine, type VideoRequest } from './video-work.ts'

export interface VideoOptions {
  vpdq: boolean
  /** 0: every frame. */
  secondsPerHash: number
  tmk: boolean
}
export interface VideoHashes extends Pick<MediaHashes, 'video' | 'vpdq' | 'tmk'> {
  findings: SentFinding[]
}

/** Seconds of CPU time for the start of the process and for reading the header. */
const probeSeconds = 30
/** A video takes long, so its decoder stands back behind those of images. */
const niceness = 10
/** Longest line of a decoder; a longer one ends it. A TMK+PDQF has by far the longest. */
const longestLine = 400_000

/**
 * Decodes and hashes a video in a separate process. If the process crashes or stalls, it is decoded once more; then its
 * output until the end is used. `progress` is called with the hashed share of the video, 0 to 1. Never rejects.
 */
export async function hashVideo(
  file: string,
  ffmpeg: Ffmpeg,
  options: VideoOptions,
  limits: MediaLimits,
  progress: (share: number) => void = () => {},
): Promise<VideoHashes> {
  const first = await decodeOnce(file, ffmpeg, options, limits, progress)
  if (!first.isWorthRepeating) return first.hashes
  return (await decodeOnce(file, ffmpeg, options, limits, progress)).hashes
}

interface Decoded {
  hashes: VideoHashes
  /** True after a crash or a stall. A video that used all its CPU time would do so again. */
  isWorthRepeating: boolean
}

async function decodeOnce(
  file: string,
  ffmpeg: Ffmpeg,
  options: VideoOptions,
  limits: MediaLimits,
  progress: (share: number) => void,
): Promise<Decoded> {
  const { pixels, side, duration, frames } = limits
  const request: VideoRequest = { file, ...ffmpeg, ...options, pixels, side, duration, frames }
  const collector = new LineCollector(options, limits.frames, progress)
  let over: OverLimit | null = null
  const bytes = await stat(file).then(
    ({ size }) => size,
    () => 0,
  )
  const started = await startConfined(import.meta.url, 'video-child', limits, niceness).catch(() => null)
  // No folder or process could be created: that is no fault of the file.
  if (started === null) return { hashes: collector.conclude('clock'), isWorthRepeating: true }
  const { child, kill, ended } = started
  const limit = (seconds: number) =>
    limitWork(child.pid ?? 0, seconds, (why) => {
      over = why
      kill()
    })
  let endLimit = limit(probeSeconds)
  collector.probed = (video) => {
    endLimit()
    endLimit = limit(secondsFor(bytes, video.duration, limits))
  }
  child.stdin?.end(JSON.stringify(request))
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine || !lines.every((line) => collector.take(line))) kill()
  })
  await ended
  endLimit()
  const hashes = collector.conclude(over)
  return { hashes, isWorthRepeating: over !== 'cpu' && hashes.findings.some(({ code }) => stopped.has(code)) }
}
const stopped = new Set(['MEDIA_DECODER_FAILED', 'MEDIA_DECODE_TIMEOUT'])

/** Returns the CPU time in seconds that decoding a video may take, by its size and duration. */
function secondsFor(bytes: number, duration: number | null, limits: MediaLimits): number {
  return Math.min(
    limits.videoSeconds,
    (duration ?? limits.videoSeconds) + limits.videoExtraSeconds,
    limits.videoLeastSeconds + (bytes / 1e6) * limits.videoSecondsPerMegabyte,
  )
}

/** Collects the output of the process and validates it. */
class LineCollector {
  probed: (video: { duration: number | null }) => void = () => {}
  readonly #options: VideoOptions
  readonly #mostFrames: number
  readonly #progress: (share: number) => void
  readonly #frames: MediaFrame[] = []
  readonly #findings: SentFinding[] = []
  #video: MediaVideo | null = null
  #tmk: MediaHashes['tmk'] = null
  #lines = 0
  #finished = false

  constructor(options: VideoOptions, mostFrames: number, progress: (share: number) => void) {
    this.#options = options
    this.#mostFrames = mostFrames
    this.#progress = progress
  }

  /** Takes a line; false if a correct decoder would not write it here. */
  take(text: string): boolean {
    this.#lines += 1
    if (this.#lines > 2 * this.#mostFrames + 10) return false
    let line: VideoLine
    try {
      line = VideoLine.parse(JSON.parse(text))
    } catch {
      return false
    }
    if (line.is === 'probed') {
      // A second header would begin the limit of the time anew.
      if (this.#video !== null) return false
      this.#takeHeader(line)
    } else if (line.is === 'frame') {
      const { is: _is, ...frame } = line
      this.#frames.push(frame)
      const { duration } = this.#video ?? {}
      if (duration) this.#progress(Math.min(1, frame.time / duration))
    } else if (line.is === 'count') {
      if (this.#video !== null) this.#video.frames = line.frames
    } else if (line.is === 'tmk') {
      this.#tmk = { base64: line.base64, frames: line.frames }
      this.#finished = true
    } else this.#takeEnd(line)
    return true
  }

  collected(): Pick<VideoHashes, 'video' | 'vpdq' | 'tmk'> {
    const { vpdq, secondsPerHash } = this.#options
    const video = this.#video
    const { width, height } = video ?? { width: 0, height: 0 }
    const frames = this.#frames
    return {
      video,
      vpdq: !vpdq || video === null || frames.length === 0 ? null : { secondsPerHash, width, height, frames },
      tmk: this.#tmk,
    }
  }

  conclude(over: OverLimit | null): VideoHashes {
    if (!this.#finished) this.#findings.push(find(over !== null ? 'MEDIA_DECODE_TIMEOUT' : 'MEDIA_DECODER_FAILED'))
    return { ...this.collected(), findings: this.#findings }
  }

  #takeHeader(line: VideoLine & { is: 'probed' }): void {
    const { width, height, duration, framesPerSecond, assumedRate } = line
    const rounded = (value: number) => Number(value.toFixed(3))
    this.#video = {
      width,
      height,
      duration: duration === null ? null : rounded(duration),
      framesPerSecond: rounded(framesPerSecond),
      frames: 0,
    }
    if (assumedRate) this.#findings.push(find('VIDEO_FRAME_RATE_UNKNOWN'))
    this.probed(line)
  }

  #takeEnd(line: VideoLine & { is: 'refused' | 'hashed' }): void {
    if (line.is === 'refused') {
      this.#finished = true
      const code = {
        'no-stream': 'VIDEO_NO_STREAM',
        'too-large': 'MEDIA_TOO_LARGE',
        undecodable: 'MEDIA_UNDECODABLE',
        failed: 'MEDIA_DECODER_FAILED',
      } as const
      this.#findings.push(find(code[line.why]))
      return
    }
    this.#finished = !this.#options.tmk || line.ended === 'failed'
    if (line.ended === 'failed') this.#findings.push(find('MEDIA_DECODER_FAILED'))
    if (line.ended === 'capped') this.#findings.push(find('VIDEO_FRAMES_CAPPED'))
    if (line.ended === 'faulty') this.#findings.push(find('MEDIA_DAMAGED'))
  }
}
