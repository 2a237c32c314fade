export interface Pace {
  /** Whole percent, rounded down: nothing is whole before it is. */
  percent: number
  /** Done a second since the start; null before there is enough to say. */
  perSecond: number | null
  /** Seconds that what is left takes at that pace; null where no pace is known. */
  secondsLeft: number | null
}
const leastMs = 1_000

/** How far a long work is and how fast it goes, for the bar and the words under it. */
export function paceOf(done: number, total: number, startedMs: number | null, nowMs: number): Pace {
  const percent = total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100)
  const ran = startedMs === null ? 0 : nowMs - startedMs
  if (done === 0 || ran < leastMs) return { percent, perSecond: null, secondsLeft: null }
  const perSecond = done / (ran / 1000)
  return { percent, perSecond, secondsLeft: Math.ceil((total - done) / perSecond) }
}
