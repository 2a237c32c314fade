/** A frame of the query that matches a frame of a signal. Times are in seconds. */
export interface Vote {
  queryTime: number
  signalTime: number
  distance: number
}
/** A segment of a query that shows a segment of a signal. Times are in seconds. */
export interface Segment {
  queryStart: number
  queryEnd: number
  signalStart: number
  signalEnd: number
  /** The number of frames of the query that match. */
  frames: number
  meanDistance: number
}
/** A segment together with the times of the signal's frames in it. */
interface Aligned {
  segment: Segment
  signalTimes: number[]
}

const longestGap = 3
const mostSegments = 5
/** Fewer matching frames than this may be chance. */
const fewestFrames = 3

const offsetOf = ({ queryTime, signalTime }: Vote): number => Math.round(signalTime - queryTime)

/**
 * Finds the segments in which a query and one signal run in parallel, the strongest first, at most five. Votes are counted by their offset in whole
 * seconds. The offset with the most frames, with its two neighbours, makes segments; then the remaining votes are counted again. Frames without a
 * common offset make no segment.
 */
export function alignVotes(votes: readonly Vote[]): Aligned[] {
  const found: Aligned[] = []
  let left = [...votes]
  while (found.length < mostSegments) {
    const offset = strongestOffset(left)
    if (offset === null) break
    const near = (vote: Vote) => Math.abs(offsetOf(vote) - offset) <= 1
    const runs = runsOf(bestByQueryTime(left.filter(near), offset)).filter((run) => run.length >= fewestFrames)
    for (const run of runs.sort((a, b) => b.length - a.length)) found.push(alignedOf(run))
    left = left.filter((vote) => !near(vote))
  }
  return found.slice(0, mostSegments)
}

/**
 * Returns the offset with the most votes. A frame of the query votes once for an offset. Among equal offsets the smallest shift wins, then the
 * earlier.
 */
function strongestOffset(votes: readonly Vote[]): number | null {
  const voters = new Map<number, Set<number>>()
  for (const vote of votes) {
    const offset = offsetOf(vote)
    const times = voters.get(offset) ?? new Set()
    voters.set(offset, times.add(vote.queryTime))
  }
  let best: number | null = null
  const count = (offset: number | null) => (offset === null ? 0 : (voters.get(offset)?.size ?? 0))
  for (const offset of [...voters.keys()].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b))
    if (count(offset) > count(best)) best = offset
  return best
}

/** Returns the best vote of each frame of the query, in order of time. */
function bestByQueryTime(votes: readonly Vote[], offset: number): Vote[] {
  const off = ({ queryTime, signalTime }: Vote) => Math.abs(signalTime - queryTime - offset)
  const best = new Map<number, Vote>()
  for (const vote of votes) {
    const other = best.get(vote.queryTime)
    if (
      other === undefined ||
      vote.distance < other.distance ||
      (vote.distance === other.distance && off(vote) < off(other))
    )
      best.set(vote.queryTime, vote)
  }
  return [...best.values()].sort((a, b) => a.queryTime - b.queryTime)
}

function runsOf(votes: readonly Vote[]): Vote[][] {
  const runs: Vote[][] = []
  for (const vote of votes) {
    const run = runs.at(-1)
    if (run === undefined || vote.queryTime - run.at(-1)!.queryTime > longestGap) runs.push([vote])
    else run.push(vote)
  }
  return runs
}

function alignedOf(run: readonly Vote[]): Aligned {
  const signalTimes = run.map(({ signalTime }) => signalTime)
  return {
    segment: {
      queryStart: run[0]!.queryTime,
      queryEnd: run.at(-1)!.queryTime,
      signalStart: signalTimes.reduce((a, b) => Math.min(a, b)),
      signalEnd: signalTimes.reduce((a, b) => Math.max(a, b)),
      frames: run.length,
      meanDistance: run.reduce((sum, { distance }) => sum + distance, 0) / run.length,
    },
    signalTimes,
  }
}
