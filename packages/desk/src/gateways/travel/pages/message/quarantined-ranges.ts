import type { MessageSegments } from '@entente/contracts'

/** The number of segments that are read and shown at a time. */
export const windowSize = 400

type Segment = MessageSegments['items'][number]
export interface QuarantinedRange {
  from: number
  to: number
  /** Position of the range's first segment in the list. */
  first: number
}

/** Joins neighbouring quarantined segments, and returns them as byte ranges with an exclusive end. */
export function quarantinedRanges(segments: readonly Segment[]): QuarantinedRange[] {
  const ranges: QuarantinedRange[] = []
  segments.forEach((segment, place) => {
    if (!segment.quarantined) return
    const last = ranges.at(-1)
    if (last && segments[place - 1]?.quarantined) last.to = segment.to
    else ranges.push({ from: segment.from, to: segment.to, first: place })
  })
  return ranges
}

/** Returns the window of segments around a segment, which is in its middle if possible. Segment numbers count from 1, offsets from 0. */
export function windowAround(segment: number | undefined, size: number): number {
  return segment === undefined ? 0 : Math.max(0, segment - 1 - Math.floor(size / 2))
}
