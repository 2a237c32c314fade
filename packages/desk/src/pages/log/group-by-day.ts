/** Entries of one calendar day of UTC, in the order given. */
export interface Day<T> {
  day: string
  entries: T[]
}

/** Splits a list that is ordered by time into its days (UTC, as the log is written). */
export function groupByDay<T extends { at: string }>(entries: readonly T[]): Day<T>[] {
  const days: Day<T>[] = []
  for (const entry of entries) {
    const day = entry.at.slice(0, 10)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
