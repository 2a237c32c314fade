import type { CaseMedia, Match } from '@entente/contracts'
import { opensCase } from '../match/describe-matches.ts'

export type Stretch = CaseMedia['stretches'][number]

/** Lists the stretches of an upload that agree with a signal, in seconds, merged where they overlap and in order. */
export function stretchesOf(matches: readonly Match[]): Stretch[] {
  const found = matches
    .filter(opensCase)
    .flatMap(({ segments }) => segments.map(({ queryStart: from, queryEnd: to }) => ({ from, to })))
    .sort((a, b) => a.from - b.from)
  const joined: Stretch[] = []
  for (const stretch of found) {
    const last = joined.at(-1)
    if (last !== undefined && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to)
    else joined.push({ ...stretch })
  }
  return joined
}

/** Returns the stretch that contains this moment, else the longest; null if there is none. */
export function stretchAt(stretches: readonly Stretch[], at: number | undefined): Stretch | null {
  const holds = stretches.find(({ from, to }) => at !== undefined && from <= at && at <= to)
  if (holds !== undefined) return holds
  return [...stretches].sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}
