import type { ContentRates } from '@entente/contracts'

type Hour = ContentRates['hours'][number]
interface DayRate {
  /** The day in UTC: `2026-11-24`. */
  day: string
  uploads: number
  found: number
  cases: number
}

/** Sums the hourly counts by day (UTC), newest day first. */
export function byDay(hours: readonly Hour[]): DayRate[] {
  const days = new Map<string, DayRate>()
  for (const { at, uploads, found, cases } of hours) {
    const day = at.slice(0, 10)
    const before = days.get(day) ?? { day, uploads: 0, found: 0, cases: 0 }
    days.set(day, {
      day,
      uploads: before.uploads + uploads,
      found: before.found + found,
      cases: before.cases + cases,
    })
  }
  return [...days.values()].reverse()
}

/** Returns the share of uploads with a match, or null without uploads. */
export const shareOf = ({ uploads, found }: Pick<Hour, 'uploads' | 'found'>): number | null =>
  uploads === 0 ? null : found / uploads
