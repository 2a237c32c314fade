import { hamming } from '../../digests/hamming-distance.ts'
import { hashBytes } from '../../digests/hash-bytes.ts'
import { usableQuality } from '../pdq/pdq.ts'
import { alignVotes, type Segment, type Vote } from './align-votes.ts'
import { usableFrames } from './usable-frames.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** A frame of a signal that is near to a frame of the query. `video` is the number of the signal, `time` the time of the frame in seconds. */
export interface VpdqNeighbour {
  video: number
  time: number
  distance: number
}
/** An index of the frames of signals. */
export interface VpdqIndex {
  /** Returns the usable frames of all signals within the radius of a hash, each once. */
  query(hash: string): readonly VpdqNeighbour[]
  /** Returns the number of usable frames (`usableFrames`) of a signal. */
  frameCount(video: number): number
}
export interface VpdqMatch {
  video: number
  /** The share of the usable frames of the query that are near to a frame of the signal, 0 to 100. */
  queryPercent: number
  /** The share of the usable frames of the signal that are near to a frame of the query, 0 to 100. */
  signalPercent: number
  segments: Segment[]
  /** The reason for the match. `query`: most of the query is in the signal. `segment`: a segment covers most of the signal. Null without a match. */
  because: 'query' | 'segment' | null
}
export interface VpdqRule {
  queryPercent?: number
  signalPercent?: number
  /** The least share of the signal's usable frames in a segment, 0 to 100, and its least length in seconds of the signal. */
  segmentPercent?: number
  segmentSeconds?: number
}
export const vpdqRadius = 31
const defaultRule: Required<VpdqRule> = { queryPercent: 80, signalPercent: 0, segmentPercent: 60, segmentSeconds: 5 }
/** A frame that is near to more videos than this is black or a logo. It does not vote for an offset. */
const mostVideos = 100
/** A frame of a still scene is near to every frame of it. The limit keeps the number of votes from growing with the square of its length. */
const mostPartners = 32

/**
 * Finds the signals whose frames a video shows. Returns for each the shares of common frames and the common segments; matches come first, then longer
 * segments. Each hash of the query is looked up once. The method is vPDQ (ThreatExchange) with alignment in time added.
 */
export function matchVpdq(query: readonly VpdqFrame[], index: VpdqIndex, rule: VpdqRule = {}): VpdqMatch[] {
  const limits = { ...defaultRule, ...rule }
  const usable = usableFrames(query)
  const neighboursOf = new Map(usable.map(({ hash }) => [hash, index.query(hash)]))
  const seen = seenFrames(usable, neighboursOf)
  const votes = votesByVideo(query, neighboursOf)
  const matches = [...seen].map(([video, { queryFrames, signalTimes }]): VpdqMatch => {
    const frames = index.frameCount(video)
    const aligned = alignVotes(votes.get(video) ?? [])
    const match = {
      video,
      queryPercent: (100 * queryFrames) / usable.length,
      signalPercent: percent(signalTimes.size, frames),
      segments: aligned.map(({ segment }) => segment),
    }
    const covers = aligned.some(
      ({ segment, signalTimes: times }) =>
        percent(new Set(times).size, frames) >= limits.segmentPercent &&
        segment.signalEnd - segment.signalStart >= limits.segmentSeconds,
    )
    const whole = match.queryPercent >= limits.queryPercent && match.signalPercent >= limits.signalPercent
    return { ...match, because: whole ? 'query' : covers ? 'segment' : null }
  })
  const rank = (match: VpdqMatch) => (match.because === null ? 1 : 0)
  const longest = ({ segments }: VpdqMatch) => segments.reduce((most, { frames }) => Math.max(most, frames), 0)
  return matches.sort(
    (a, b) => rank(a) - rank(b) || longest(b) - longest(a) || b.queryPercent - a.queryPercent || a.video - b.video,
  )
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(100, (100 * part) / whole))

function seenFrames(usable: readonly VpdqFrame[], neighboursOf: ReadonlyMap<string, readonly VpdqNeighbour[]>) {
  const seen = new Map<number, { queryFrames: number; signalTimes: Set<number> }>()
  for (const { hash } of usable) {
    const near = new Set<number>()
    for (const { video, time } of neighboursOf.get(hash)!) {
      const of = seen.get(video) ?? { queryFrames: 0, signalTimes: new Set() }
      seen.set(video, of)
      of.signalTimes.add(time)
      if (!near.has(video)) of.queryFrames += 1
      near.add(video)
    }
  }
  return seen
}

/** Collects the votes by video. A hash that occurs several times in the query votes at each of its times: a still picture continues. */
function votesByVideo(query: readonly VpdqFrame[], neighboursOf: ReadonlyMap<string, readonly VpdqNeighbour[]>) {
  const votes = new Map<number, Vote[]>()
  const voters = new Map([...neighboursOf].map(([hash, neighbours]) => [hash, votersOf(neighbours)]))
  for (const { hash, quality, time: queryTime } of query) {
    if (quality < usableQuality) continue
    for (const { video, time: signalTime, distance } of voters.get(hash)!) {
      const of = votes.get(video) ?? []
      votes.set(video, of)
      of.push({ queryTime, signalTime, distance })
    }
  }
  return votes
}

/** Returns the neighbours that vote for an offset: the nearest of each video, and none for a frame near to too many videos. */
export function votersOf(neighbours: readonly VpdqNeighbour[]): readonly VpdqNeighbour[] {
  const counts = new Map<number, number>()
  const nearest = neighbours
    .toSorted((a, b) => a.distance - b.distance)
    .filter(({ video }) => {
      const count = (counts.get(video) ?? 0) + 1
      counts.set(video, count)
      return count <= mostPartners
    })
  return counts.size > mostVideos ? [] : nearest
}

/** Makes an index of a few videos that compares every frame, for comparing two videos and for testing faster indexes. */
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

/** Compares two videos without an index. Returns null where no frame is near to another. */
export function compareVpdq(
  query: readonly VpdqFrame[],
  signal: readonly VpdqFrame[],
  options: VpdqRule & { radius?: number } = {},
): VpdqMatch | null {
  return matchVpdq(query, scanVideos([signal], options.radius), options)[0] ?? null
}
