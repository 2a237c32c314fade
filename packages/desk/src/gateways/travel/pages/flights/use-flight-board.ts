import type { BoardFlight, FlightList } from '@entente/contracts'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { onceEach } from '../../../../app/once-each.ts'
import { keyOf, useRead } from '../../../../app/query.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { text } from '../../texts/index.ts'

const path = '/v1/travel/flights'
/** Limits of the node: flights in one page, and keys in one request. */
const most = { page: 500, keys: 100 }
const rowsAtOnce = 200
const nameOf = (flight: BoardFlight) => flight.key

interface Filters {
  day: string
  state: string | undefined
  carrier: string | undefined
  text: string
}

/**
 * Reads the flights of a day page by page, in the order of the board. Rows keep their order on screen: a changed flight is updated in place, and new
 * ones are only counted. The rows of the previous filters stay until the new ones arrive, but not those of another day.
 */
export function useFlightBoard({ day, ...filters }: Filters) {
  const wanted = [day, filters.state, filters.carrier, filters.text].join(' ')
  const search = { ...filters, date: day, order: 'board', limit: rowsAtOnce }
  const read = usePages<BoardFlight, FlightList>(path, search, { keepPrevious: true })
  const [shown, setShown] = useState({ day, scope: wanted })
  if (read.data !== undefined && !read.isPlaceholder && shown.scope !== wanted) setShown({ day, scope: wanted })
  const awaited = read.data === undefined || shown.day !== day
  const items = useMemo(() => onceEach(read.items, nameOf), [read.items])
  const steady = useSteadyList(awaited ? undefined : items, nameOf, shown.scope)
  const rows = useMovedRows(steady.rows, items)
  return {
    ...steady,
    rows,
    counts: read.first?.counts ?? null,
    read: awaited && read.error === null ? { ...read, data: undefined, isPending: true, more: null } : read,
  }
}

/**
 * Replaces the rows on screen that left the pages read so far, such as a late flight that is complete now: they would show their old state. Their
 * current state is read by key.
 */
function useMovedRows(rows: BoardFlight[], listed: readonly BoardFlight[]): BoardFlight[] {
  const present = useMemo(() => new Set(listed.map(nameOf)), [listed])
  const moved = rows.map(nameOf).filter((key) => !present.has(key))
  const parts = Array.from({ length: Math.ceil(moved.length / most.keys) }, (_, n) => ({
    keys: moved.slice(n * most.keys, (n + 1) * most.keys).join(),
    limit: most.keys,
  }))
  const reads = useQueries({
    queries: parts.map((search) => ({
      queryKey: keyOf(path, search),
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<FlightList>(path, { search, signal }),
    })),
  })
  const current = new Map(reads.flatMap(({ data }) => data?.items ?? []).map((flight) => [flight.key, flight]))
  return current.size === 0 ? rows : rows.map((flight) => current.get(flight.key) ?? flight)
}

/**
 * Returns the sentence to announce when a flight of the day becomes late, whether or not it is on screen. Other changes are not announced. If more
 * flights are late than one page has, their number is announced.
 */
export function useNowLate(day: string): string {
  const { data } = useRead<FlightList>(path, { date: day, state: 'late', limit: most.page })
  const [sentence, setSentence] = useState('')
  const before = useRef<{ day: string; keys: ReadonlySet<string>; count: number } | null>(null)
  useEffect(() => {
    if (data === undefined) return
    const known = before.current
    const count = data.counts?.late ?? data.items.length
    before.current = { day, keys: new Set(data.items.map(nameOf)), count }
    if (known?.day !== day) return
    const added = data.items.filter(({ key }) => !known.keys.has(key))
    const [first] = added
    if (first !== undefined && added.length === 1)
      setSentence(text('travel.flights.nowLate', { flight: `${first.carrier} ${first.number}` }))
    else if (added.length > 1 || (data.next !== null && count > known.count))
      setSentence(text('travel.flights.moreLate', { n: Math.max(added.length, count - known.count) }))
  }, [data, day])
  return sentence
}
