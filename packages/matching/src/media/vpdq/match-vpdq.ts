import { hamming } from '../../digests/hamming-distance.ts'
import { hashBytes } from '../../digests/hash-bytes.ts'
import { usableQuality } from '../pdq/pdq.ts'
import { alignVotes, type Segment, type Vote } from './align-votes.ts'
import { usableFrames } from './usable-frames.ts'
import type { VpdqFrame } from './vpdq-frames.ts'

/** A frame of a signal near one of the query. `video` says which signal, `time` (seconds) which of its frames. */
export interface VpdqNeighbour {
  video: number
  time: number
  distance: number
}
/** What the signals' frames are looked up in. */
export interface VpdqIndex {
  /** The usable frames of all signals within the radius of a hash, each once. */
  query(hash: string): readonly VpdqNeighbour[]
  /** How many usable frames (`usableFrames`) a signal has. */
  frameCount(video: number): number
}
export interface VpdqMatch {
  video: number
  /** Share of the query's usable frames that are near one of the signal's, and the reverse; 0 to 100. */
  queryPercent: number
  signalPercent: number
  segments: Segment[]
  /** Why it is a match: almost the whole query is the signal, or a stretch of it is most of the signal; null where it is none. */
  because: 'query' | 'segment' | null
}
export interface VpdqRule {
  queryPercent?: number
  signalPercent?: number
  /** How much of the signal's usable frames a segment covers, 0 to 100, and for how many seconds of it. */
  segmentPercent?: number
  segmentSeconds?: number
}
export const vpdqRadius = 31
const defaultRule: Required<VpdqRule> = { queryPercent: 80, signalPercent: 0, segmentPercent: 60, segmentSeconds: 5 }
/** A frame near more videos than this is black, or a logo, and says nothing of time. */
const mostVideos = 100
/** A frame of a still scene is near every frame of that scene; votes would grow with the square of its length. */
const mostPartners = 32

/**
 * The signals of which a video shows frames, with how much of both and which stretches, the best first: matches before others, then by the
 * longest stretch. Each hash of the query is looked up once. Requirements, content 3.5.
 */
export function matchVpdq(query: readonly VpdqFrame[], index: VpdqIndex, rule: VpdqRule = {}): VpdqMatch[] {
  const limits = { ...defaultRule, ...rule }
  const usable = usableFrames(query)
  const looked = new Map(usable.map(({ hash }) => [hash, index.query(hash)]))
  const seen = seenFrames(usable, looked)
  const votes = votesByVideo(query, looked)
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

function seenFrames(usable: readonly VpdqFrame[], looked: ReadonlyMap<string, readonly VpdqNeighbour[]>) {
  const seen = new Map<number, { queryFrames: number; signalTimes: Set<number> }>()
  for (const { hash } of usable) {
    const near = new Set<number>()
    for (const { video, time } of looked.get(hash)!) {
      const of = seen.get(video) ?? { queryFrames: 0, signalTimes: new Set() }
      seen.set(video, of)
      of.signalTimes.add(time)
      if (!near.has(video)) of.queryFrames += 1
      near.add(video)
    }
  }
  return seen
}

/** Pairs of times by video. A hash that comes back in the query votes at each of its times: a still picture runs on. */
function votesByVideo(query: readonly VpdqFrame[], looked: ReadonlyMap<string, readonly VpdqNeighbour[]>) {
  const votes = new Map<number, Vote[]>()
  const voters = new Map([...looked].map(([hash, neighbours]) => [hash, votersOf(neighbours)]))
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

/** The neighbours that say something of time: none of a frame that is near too many videos; of each video the nearest. */
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
