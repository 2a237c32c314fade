import { usableQuality } from '../pdq/pdq.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** Returns the frames of usable quality. If several frames have one hash, only the first of them is returned. */
export function usableFrames(frames: readonly VpdqFrame[]): VpdqFrame[] {
  const seen = new Set<string>()
  return frames.filter(({ quality, hash }) => {
    if (quality < usableQuality || seen.has(hash)) return false
    seen.add(hash)
    return true
  })
}
