import { useEffect, useMemo, useRef, useState } from 'react'

interface Steady<T> {
  rows: T[]
  /** Number of new rows that are not shown yet. */
  waiting: number
}

/**
 * Updates the rows on screen from a newer answer and keeps their order. `shown` has the ids of the rows on screen. A row that the answer lacks stays
 * as in `last`. Rows after the last known row, such as a next page, are appended; other new rows are only counted.
 */
export function keepSteady<T>(
  shown: readonly string[],
  fresh: readonly T[],
  idOf: (row: T) => string,
  last: ReadonlyMap<string, T> = new Map(),
): Steady<T> {
  const newer = new Map(fresh.map((row) => [idOf(row), row]))
  const known = new Set(shown)
  const lastKnown = fresh.findLastIndex((row) => known.has(idOf(row)))
  // Without a known row in the answer, new rows cannot be placed, so all of them are only counted.
  const tail = lastKnown < 0 ? [] : fresh.slice(lastKnown + 1)
  const rows = shown.flatMap((id) => newer.get(id) ?? last.get(id) ?? [])
  return {
    rows: [...rows, ...tail],
    waiting: fresh.length - tail.length - fresh.filter((row) => known.has(idOf(row))).length,
  }
}

/**
 * Keeps the order of a list on screen: rows are updated in place, and new rows are only counted until `showNew` is called. `scope` names the filters
 * and the day of the list; another scope starts a new list. `fresh` is undefined until the first answer.
 */
export function useSteadyList<T>(
  fresh: readonly T[] | undefined,
  idOf: (row: T) => string,
  scope: string,
): Steady<T> & { showNew: () => void } {
  const [shown, setShown] = useState<{ scope: string; ids: string[] } | null>(null)
  const last = useRef(new Map<string, T>())
  const current = shown?.scope === scope ? shown.ids : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: idOf is the same function of a row each time
  const steady = useMemo((): Steady<T> => {
    if (fresh === undefined) return { rows: [], waiting: 0 }
    return current === null ? { rows: [...fresh], waiting: 0 } : keepSteady(current, fresh, idOf, last.current)
  }, [fresh, current])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is on screen is remembered when it changes, not when idOf does
  useEffect(() => {
    if (fresh === undefined) return
    last.current = new Map(steady.rows.map((row) => [idOf(row), row]))
    const ids = steady.rows.map(idOf)
    if (current === null || ids.length !== current.length) setShown({ scope, ids })
  }, [steady, scope])
  return { ...steady, showNew: () => setShown({ scope, ids: (fresh ?? []).map(idOf) }) }
}
