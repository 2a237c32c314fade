import { hamming } from '../hamming.ts'
import { hashBytes } from '../hash-bytes.ts'
import { matchVpdq, type VpdqIndex, type VpdqMatch, type VpdqRule, vpdqRadius } from './match-vpdq.ts'
import { usableFrames } from './usable-frames.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** An index of a few videos that looks at every frame: for a comparison of two, and what a faster index is tested against. */
export function scanVideos(videos: readonly (readonly VpdqFrame[])[], radius = vpdqRadius): VpdqIndex {
  const rows = videos.flatMap((frames, video) =>
    usableFrames(frames).map(({ hash, time }) => ({ video, time, bytes: hashBytes(hash, 32) })),
  )
  const counts = videos.map((frames) => usableFrames(frames).length)
  return {
    query(hash) {
      const bytes = hashBytes(hash, 32)
      return rows.flatMap(({ video, time, bytes: other }) => {
        const distance = hamming(bytes, other)
        return distance <= radius ? [{ video, time, distance }] : []
      })
    },
    frameCount: (video) => counts[video] ?? 0,
  }
}

/** How much two videos have in common, without an index; null where no frame is near another. */
export function compareVpdq(
  query: readonly VpdqFrame[],
  signal: readonly VpdqFrame[],
  options: VpdqRule & { radius?: number } = {},
): VpdqMatch | null {
  return matchVpdq(query, scanVideos([signal], options.radius), options)[0] ?? null
}
