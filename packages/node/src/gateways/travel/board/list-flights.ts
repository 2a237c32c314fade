import { type BoardFlight, type FlightList, type FlightQuery, FlightState, plainText } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { dueHours, type FlightRow } from '../flights/draw-flight.ts'
import { slotsAt } from '../flights/push-slots.ts'
import { onDay, shownState } from '../flights/shown-flights.ts'
import { type FlightPlace, flightColumns, flightsAfter, groupOfFlight, readPlace, writePlace } from './flight-order.ts'

/**
 * Lists flights in pages, by departure or in the order of the board; flights without a known time come last. `date` is the
 * local day of departure. A page reads only its own rows, the number of their cases, and the states of the day's flights. A
 * flight that changes its place between two pages may be on both or on none of them; all others are on one.
 */
export async function listFlights(tx: Tx, query: z.infer<typeof FlightQuery>): Promise<FlightList> {
  const { limit = 200, order = 'departure', date } = query
  if (order === 'board' && date === undefined)
    throw fail('body-invalid', { at: '/date', detail: 'The order of the board needs a day: date=2026-11-24.' })
  const place = readPlace(order, query.next)
  const rows = await selectFlights(tx, query)
    .selectAll()
    .select(groupOfFlight.as('group'))
    .$if(place !== null, (select) => select.where(flightsAfter(order, place as FlightPlace)))
    .orderBy(flightColumns(order))
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const at = (row: FlightRow) => row.departs_at?.toISOString() ?? 'infinity'
  return {
    items: await boardFlights(tx, page),
    next:
      rows.length > limit && last !== undefined
        ? writePlace(order, { group: last.group, at: at(last), key: last.key })
        : null,
    counts: date === undefined ? null : await countDay(tx, date),
  }
}

const mostKeys = 100

/** Selects the flights that the query asks for. A flight merged into another is not listed. */
function selectFlights(tx: Tx, { carrier, number, date, state, text, keys }: z.infer<typeof FlightQuery>) {
  let select = tx.db.selectFrom('flight').where('same_as', 'is', null)
  if (date !== undefined) select = select.where(onDay(date))
  if (carrier !== undefined) select = select.where('carrier', '=', carrier.toUpperCase())
  if (number !== undefined) select = select.where('number', '=', number.toUpperCase().replace(/^0+(?=.)/, ''))
  if (state !== undefined) select = select.where(sql<boolean>`${shownState} = ${state}`)
  if (keys !== undefined) {
    const named = keys.split(',')
    if (named.length > mostKeys)
      throw fail('body-invalid', { at: '/keys', detail: `A request names at most ${mostKeys} flights.` })
    select = select.where('key', 'in', named)
  }
  const plain = text?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? ''
  if (plain === '') return select
  const contains = (codes: RawBuilder<unknown>) =>
    sql<boolean>`position(${plain} in regexp_replace(upper(${codes}), '[^A-Z0-9]', '', 'g')) > 0`
  return select.where((e) => e.or([contains(sql`carrier || number`), contains(sql`origin || destination`)]))
}

async function countDay(tx: Pick<Tx, 'db'>, date: string): Promise<NonNullable<FlightList['counts']>> {
  const counted = await tx.db
    .selectFrom('flight')
    .select((e) => [shownState.as('shown'), e.fn.countAll<string>().as('flights')])
    .where('same_as', 'is', null)
    .where(onDay(date))
    .groupBy(shownState)
    .execute()
  const counts = new Map(counted.map(({ shown, flights }) => [shown, Number(flights)]))
  return Object.fromEntries(FlightState.options.map((state) => [state, counts.get(state) ?? 0])) as NonNullable<
    FlightList['counts']
  >
}

/** Draws flights as the board shows them now: missing slots and lateness depend on the clock. */
export async function boardFlights(tx: Pick<Tx, 'db' | 'now'>, rows: readonly FlightRow[]): Promise<BoardFlight[]> {
  if (rows.length === 0) return []
  const counted = await tx.db
    .selectFrom('case_file')
    .select((e) => ['context_id as flight_id', e.fn.countAll<string>().as('cases')])
    .where(
      'context_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('delete_at', '>', tx.now)
    .groupBy('context_id')
    .execute()
  const cases = new Map(counted.map((row) => [row.flight_id, Number(row.cases)]))
  return rows.map((row) => boardFlight(row, cases.get(row.id) ?? 0, tx.now))
}

function boardFlight(row: FlightRow, cases: number, now: Date): BoardFlight {
  const { progress } = row
  return {
    key: row.key,
    carrier: row.carrier,
    number: row.number,
    from: row.origin,
    to: row.destination,
    departure: row.departure,
    departsAt: row.departs_at?.toISOString() ?? null,
    fromZone: row.from_zone,
    zoneKnown: row.zone_known,
    lists: progress.lists ?? 0,
    pushes: progress.pushes ?? 0,
    parts: { expected: progress.parts?.final ?? null, received: progress.parts?.numbers.length ?? 0 },
    people: progress.people ?? 0,
    declared: row.declared,
    lateMinutes: lateMinutes(row, now),
    state: row.to_check ? 'check' : (row.state as BoardFlight['state']),
    slots: slotsAt(progress.slots, row.departs_at, now),
    cases,
    findings: progress.findings ?? 0,
    missing: row.missing,
    remarks: row.missing === null ? [] : (progress.remarks ?? [plainText(row.missing)]),
  }
}

/**
 * Returns the minutes since something missing was due, or the minutes from departure to the list; null if nothing is
 * late.
 */
function lateMinutes({ state, departs_at, progress }: FlightRow, now: Date): number | null {
  if (departs_at === null) return null
  const departed = departs_at.getTime()
  const minutes = (ms: number) => Math.floor(ms / 60_000)
  if (state === 'late') {
    const due = now.getTime() >= departed ? departed : departed - dueHours.reservations * 3_600_000
    return Math.max(0, minutes(now.getTime() - due))
  }
  const came = progress.listAt === undefined ? null : Date.parse(progress.listAt)
  return came !== null && came > departed ? minutes(came - departed) : null
}
