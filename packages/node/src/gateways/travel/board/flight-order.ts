import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'

/** A position in a list of flights: the group on the board, the departure, and the key. */
export interface FlightPlace {
  group: number
  at: string
  key: string
}
export type FlightOrder = 'departure' | 'board'

/**
 * The group of a flight on the board: late, incomplete or to check, others, finished. The index `flight_board_check` has
 * exactly this expression.
 */
export const groupOfFlight = sql<number>`(case when state = 'late' then 0 when to_check or state = 'incomplete' then 1 when state in ('cancelled', 'closed') then 3 else 2 end)`
const departure = sql`coalesce(departs_at, 'infinity'::timestamptz)`

/** The columns by which a list is ordered. Flights without a known time come last. */
export const flightColumns = (order: FlightOrder): RawBuilder<unknown> =>
  order === 'board' ? sql`${groupOfFlight}, ${departure}, key` : sql`${departure}, key`

/** The condition for the flights after a place. */
export function flightsAfter(order: FlightOrder, { group, at, key }: FlightPlace): RawBuilder<SqlBool> {
  const rest = sql`${at}::timestamptz, ${key}`
  return sql<SqlBool>`(${flightColumns(order)}) > (${order === 'board' ? sql`${group}::int, ${rest}` : rest})`
}

export const writePlace = (order: FlightOrder, { group, at, key }: FlightPlace): string =>
  writeCursor([order, String(group), at, key])

/** Reads a place in a list of this order. Throws `body-invalid` for a text that `writePlace` did not write for this order. */
export function readPlace(order: FlightOrder, next: string | undefined): FlightPlace | null {
  const values = readCursor(next, 4)
  if (values === null) return null
  const [written = '', group = '', at = '', key = ''] = values.map((value) => value ?? '')
  if (written === order && /^[0-3]$/.test(group) && isTime(at) && !key.includes('\0'))
    return { group: Number(group), at, key }
  throw fail('body-invalid', { at: '/next', detail: 'This place is not of this list. Begin again without it.' })
}

const isTime = (at: string): boolean =>
  at === 'infinity' ||
  (/^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at)
