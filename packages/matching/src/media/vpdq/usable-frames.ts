import { usableQuality } from '../pdq/pdq.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** Returns the frames of usable quality, each hash at its first time only. */
export function usableFrames(frames: readonly VpdqFrame[]): VpdqFrame[] {
  const seen = new Set<string>()
  return frames.filter(({ quality, hash }) => {
    if (quality < usableQuality || seen.has(hash)) return false
    seen.add(hash)
    return true
  })
}
