import { usableQuality } from '../pdq/pdq.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** The frames with enough to see, each hash at its first time only. Requirements, content 3.5, Matching. */
export function usableFrames(frames: readonly VpdqFrame[]): VpdqFrame[] {
  const seen = new Set<string>()
  return frames.filter(({ quality, hash }) => {
    if (quality < usableQuality || seen.has(hash)) return false
    seen.add(hash)
    return true
  })
}
