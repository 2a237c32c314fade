import type { MessageSegments } from '@entente/contracts'

/** Segments read and shown at a time. */
export const windowSize = 400

type Segment = MessageSegments['items'][number]
export interface QuarantinedRange {
  from: number
  to: number
  /** Place of its first segment in the list. */
  first: number
}

/** Returns stretches of neighbouring quarantined segments, as byte ranges with the end exclusive. */
export function quarantinedRanges(segments: readonly Segment[]): QuarantinedRange[] {
  const ranges: QuarantinedRange[] = []
  segments.forEach((segment, place) => {
    if (!segment.held) return
    const last = ranges.at(-1)
    if (last && segments[place - 1]?.held) last.to = segment.to
    else ranges.push({ from: segment.from, to: segment.to, first: place })
  })
  return ranges
}

/** Returns the window around a segment: numbers count from 1, offsets from 0. The segment is in the middle where possible. */
export function windowAround(segment: number | undefined, size: number): number {
  return segment === undefined ? 0 : Math.max(0, segment - 1 - Math.floor(size / 2))
}
