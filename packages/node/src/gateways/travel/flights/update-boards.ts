import type { RawBuilder } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { updateRecords } from '../../../store/write-records.ts'
import { type DrawnFlight, drawFlight, type FlightRow } from './draw-flight.ts'
import type { FlightMessageRow } from './transmissions.ts'

/** Updates flights' rows from their messages and announces those that changed. */
export async function updateBoards(tx: Tx, flightIds: readonly string[]): Promise<void> {
  if (flightIds.length === 0) return
  const flights = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where('id', 'in', flightIds)
    .orderBy('id')
    .forUpdate()
    .execute()
  const messages = await loadFlightMessages(tx, flightIds)
  const counts = await tx.db
    .selectFrom('traveller')
    .select((e) => ['flight_id', e.fn.countAll<string>().as('people')])
    .where('flight_id', 'in', flightIds)
    .where('merged_into', 'is', null)
    .where('state', '=', 'present')
    .groupBy('flight_id')
    .execute()
  const people = new Map(counts.map((row) => [row.flight_id, Number(row.people)]))
  const boards: (Board | null)[] = []
  for (const flight of flights)
    boards.push(await drawBoard(tx, flight, messages.get(flight.id) ?? [], people.get(flight.id) ?? 0))
  await changeOfBoards(boards)?.execute(tx.db)
}

/** The changed columns of a flight, as its board shows them. */
export type Board = Omit<DrawnFlight, 'progress'> & { id: string; version: number; progress: string }

/** Returns one statement that updates these flights; null if none of them changed. */
export function changeOfBoards(boards: readonly (Board | null)[]): RawBuilder<unknown> | null {
  const changed = boards.filter((board) => board !== null)
  return changed.length === 0 ? null : updateRecords('flight', 'id', changed, { json: ['progress'] })
}

/** Draws the board of a locked flight and announces it; null if nothing changed. */
export async function drawBoard(
  tx: Tx,
  flight: FlightRow,
  messages: readonly FlightMessageRow[],
  people: number,
): Promise<Board | null> {
  const { progress, ...columns } = drawFlight(flight, messages, people, tx.now)
  const same =
    JSON.stringify(progress) === JSON.stringify(flight.progress) &&
    Object.entries(columns).every(([column, value]) => sameValue(value, flight[column as keyof FlightRow]))
  if (same) return null
  const version = flight.version + 1
  await tx.announce('flight.changed', flight.key, version)
  return { id: flight.id, version, ...columns, progress: JSON.stringify(progress) }
}
const sameValue = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b

export async function loadFlightMessages(
  tx: Pick<Tx, 'db'>,
  flightIds: readonly string[],
): Promise<Map<string, FlightMessageRow[]>> {
  const rows = await tx.db
    .selectFrom('flight_message')
    .selectAll()
    .where('flight_id', 'in', flightIds)
    .where('current', '=', true)
    .execute()
  const byFlight = new Map<string, FlightMessageRow[]>(flightIds.map((id) => [id, []]))
  for (const row of rows) byFlight.get(row.flight_id)?.push(row)
  return byFlight
}
