import { useEffect, useMemo, useRef, useState } from 'react'

export interface Steady<T> {
  rows: T[]
  /** How many rows of the newer answer wait above, not shown yet. */
  waiting: number
}

/**
 * Keeps the order of what is on screen (`shown`, ids) while its rows take what a newer answer says. A row that the answer lacks
 * stays as `last` knew it. What follows the last known row, as a next page does, is appended; everything else unknown waits.
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
  // Where nothing on screen is in the answer, nothing tells above from below: all of it waits.
  const tail = lastKnown < 0 ? [] : fresh.slice(lastKnown + 1)
  const rows = shown.flatMap((id) => newer.get(id) ?? last.get(id) ?? [])
  return {
    rows: [...rows, ...tail],
    waiting: fresh.length - tail.length - fresh.filter((row) => known.has(idOf(row))).length,
  }
}

/**
 * A list that does not move under its reader: rows change in place, new ones are counted until `showNew`.
 * `scope`: what the list is of (filters, day); another one starts over. `fresh` undefined: not read yet.
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
