const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const steps = [
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  30 * day,
]

export interface TimeScale {
  /** Returns the place of a time as a share of the width, from 0 to 1; outside of the range it is cut off. */
  at: (time: number) => number
  /** Round times in UTC, at most one more than asked. */
  ticks: number[]
}

/** Makes a linear scale of time. There are about `mostTicks` ticks. They are whole steps of 5 minutes to 30 days, by the length of the range. */
export function timeScale(from: number, to: number, mostTicks: number): TimeScale {
  const length = Math.max(minute, to - from)
  const step = steps.find((each) => length / each <= mostTicks) ?? Math.ceil(length / mostTicks / day) * day
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return { ticks, at: (time) => Math.min(1, Math.max(0, (time - from) / length)) }
}

/**
 * Returns the range of the whole history, or of the last three hours, each with a margin at both sides. Times to come,
 * such as the departure, are in the short range only if they are at most an hour away.
 */
export function rangeOf(times: readonly number[], now: number, range: 'all' | 'recent'): [from: number, to: number] {
  const [from, to] =
    range === 'recent'
      ? [now - 3 * hour, Math.max(now, ...times.filter((time) => time <= now + hour))]
      : [Math.min(now, ...times), Math.max(now, ...times)]
  const margin = Math.max(5 * minute, (to - from) * 0.06)
  return [from - margin, to + margin]
}

/** What fits into the picture of a history. Words are left out that would cover the ones before. */
export interface Room {
  /** The most times below the picture. */
  ticks: number
  /** The width of a Latin letter, and that of the word for now, as shares of the width of the picture. */
  letter: number
  nowWord: number
}

/** Characters of Han, Kana and Hangul are twice as wide as Latin letters. */
const lettersOf = (character: string): number => (/[\u2e80-\uffdc]/.test(character) ? 2 : 1)

/** Returns about how wide words are, as a share of the width of the picture. */
export const widthOf = (words: string, { letter }: Room): number =>
  Array.from(words).reduce((sum, character) => sum + lettersOf(character) * letter, 0)

/** Shortens words that are wider than the picture. */
export function fitted(words: string, room: Room): string {
  if (widthOf(words, room) <= 1) return words
  let kept = ''
  for (const character of words) {
    if (widthOf(`${kept}${character}…`, room) > 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
