import type { MediaFrame, MediaHashes, MediaVideo, SentFinding } from '@entente/contracts'
import { startConfined } from '../confine/confined-process.ts'
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

const probeSeconds = 30
/** Longest line of a decoder; a longer one ends it. A TMK+PDQF has by far the longest. */
const longestLine = 400_000

/**
 * Decodes and hashes a video in a separate process. If it crashes, its output until then is used. `progress` is
 * called with the hashed share of the video, 0 to 1. Never rejects.
 */
export async function hashVideo(
  file: string,
  ffmpeg: Ffmpeg,
  options: VideoOptions,
  limits: MediaLimits,
  progress: (share: number) => void = () => {},
): Promise<VideoHashes> {
  const { pixels, side, duration, frames } = limits
  const request: VideoRequest = { file, ...ffmpeg, ...options, pixels, side, duration, frames }
  const collector = new LineCollector(options, limits.frames, progress)
  let late = false
  const started = await startConfined(import.meta.url, 'video-child', limits).catch(() => null)
  if (started === null) return { ...collector.collected(), findings: [find('MEDIA_DECODER_FAILED')] }
  const { child, kill, ended } = started
  const giveUp = () => {
    late = true
    kill()
  }
  let timer = setTimeout(giveUp, (limits.startSeconds + probeSeconds) * 1000)
  collector.probed = ({ duration }) => {
    clearTimeout(timer)
    const seconds = Math.min(limits.videoSeconds, (duration ?? limits.videoSeconds) + limits.videoExtraSeconds)
    timer = setTimeout(giveUp, seconds * 1000)
  }
  child.stdin?.end(JSON.stringify(request))
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine || !lines.every((line) => collector.take(line))) kill()
  })
  await ended
  clearTimeout(timer)
  return collector.conclude(late)
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
    if (line.is === 'probed') this.#takeHeader(line)
    else if (line.is === 'frame') {
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

  conclude(late: boolean): VideoHashes {
    if (!this.#finished) this.#findings.push(find(late ? 'MEDIA_DECODE_TIMEOUT' : 'MEDIA_DECODER_FAILED'))
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
