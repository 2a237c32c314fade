import { frameInterval, pdq } from '@entente/matching/media'
import sharp from 'sharp'
import type { FramesAnswer, FramesRequest } from './decoder-work.ts'

/** Duration of a frame in milliseconds if the file states none. */
const usualDelay = 100

/**
 * Hashes the frames of an animated picture as a video. Frames are composed on top of each other, so the frames before a
 * frame are decoded with it: all at once, up to the limit. Runs in a process that may crash.
 */
export async function hashFrames(file: Uint8Array, request: FramesRequest): Promise<FramesAnswer> {
  const nothing = { kind: 'frames' as const, video: null, frames: [] }
  const options = { ignoreIcc: true, failOn: 'none' as const, limitInputPixels: false }
  try {
    const metadata = await sharp(file, options).metadata()
    const { width, height, pages = 1, delay = [] } = metadata
    if (width * height > request.pixels || Math.max(width, height) > request.side)
      return { outcome: 'too-large', ...nothing }
    const decoded = Math.min(pages, Math.floor(request.pixels / (width * height)))
    const milliseconds = Array.from({ length: pages }, (_, at) => delay[at] || usualDelay)
    const duration = milliseconds.reduce((sum, each) => sum + each, 0) / 1000
    const framesPerSecond = pages / duration
    const { data, info } = await sharp(file, { ...options, pages: decoded })
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const size = width * height * info.channels
    const frames: FramesAnswer['frames'] = []
    const every = frameInterval(framesPerSecond, request.secondsPerHash)
    for (let frame = 0; frame < decoded && (frame + 1) * size <= data.length; frame += every) {
      const pixels = data.subarray(frame * size, (frame + 1) * size)
      const hashed = pdq(pixels, width, height, { channels: info.channels as 1 | 3, mode: 'full-resolution' })
      frames.push({ frame, time: rounded(frame / framesPerSecond), ...hashed })
    }
    const video = {
      width,
      height,
      duration: rounded(duration),
      framesPerSecond: rounded(framesPerSecond),
      frames: decoded,
    }
    return { kind: 'frames', outcome: decoded < pages ? 'capped' : 'decoded', video, frames }
  } catch {
    return { outcome: 'undecodable', ...nothing }
  }
}

const rounded = (value: number): number => Number(value.toFixed(3))
