import type { MessageSegments } from '@entente/contracts'

/** Segments read and shown at a time. */
export const windowSize = 400

type Segment = MessageSegments['items'][number]
export interface HeldRange {
  from: number
  to: number
  /** Place of its first segment in the list. */
  first: number
}

/** Stretches of neighbouring segments that are held back, as byte ranges with the end exclusive. */
export function heldRanges(segments: readonly Segment[]): HeldRange[] {
  const ranges: HeldRange[] = []
  segments.forEach((segment, place) => {
    if (!segment.held) return
    const last = ranges.at(-1)
    if (last && segments[place - 1]?.held) last.to = segment.to
    else ranges.push({ from: segment.from, to: segment.to, first: place })
  })
  return ranges
}

/** The window that holds a segment: numbers count from 1, offsets from 0. The segment stands in the middle where it can. */
export function windowAround(segment: number | undefined, size: number): number {
  return segment === undefined ? 0 : Math.max(0, segment - 1 - Math.floor(size / 2))
}
