import type { ContentRates } from '@entente/contracts'

type Hour = ContentRates['hours'][number]
interface DayRate {
  /** `2026-11-24`, in UTC. */
  day: string
  uploads: number
  found: number
  cases: number
}

/** Hours added up by day in UTC, newest first. */
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

/** Of all uploads, in how many something was found; null where none came. */
export const shareOf = ({ uploads, found }: Pick<Hour, 'uploads' | 'found'>): number | null =>
  uploads === 0 ? null : found / uploads
