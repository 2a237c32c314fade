import type { BoardFlight, FlightQuery } from '@entente/contracts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { dueHours, type FlightRow } from '../flights/draw-flight.ts'
import { slotsAt } from '../flights/push-slots.ts'
import { readCursor, writeCursor } from '../messages/cursor.ts'

/** Lists flights by departure; flights without a known time come last. `date` is the local day of departure. */
export async function listFlights(
  tx: Tx,
  query: z.infer<typeof FlightQuery>,
): Promise<{ items: BoardFlight[]; next: string | null }> {
  const limit = query.limit ?? 200
  const after = readCursor(query.next, 2)
  // A flight merged into another, as the second number of a codeshare, is not listed.
  let selected = tx.db
    .selectFrom('flight')
    .selectAll()
    .where((e) =>
      e.not(e.exists(e.selectFrom('flight_alias as x').select('x.key').whereRef('x.key', '=', 'flight.key'))),
    )
    .orderBy(sql`coalesce(departs_at, 'infinity'::timestamptz)`)
    .orderBy('key')
    .limit(limit + 1)
  if (query.carrier !== undefined) selected = selected.where('carrier', '=', query.carrier.toUpperCase())
  if (query.number !== undefined)
    selected = selected.where('number', '=', query.number.toUpperCase().replace(/^0+(?=.)/, ''))
  if (query.date !== undefined)
    selected = selected.where(sql<boolean>`left(coalesce(departure, arrival), 10) = ${query.date}`)
  if (query.state !== undefined) selected = selected.where('state', '=', query.state)
  if (after !== null) {
    selected = selected.where(
      sql<boolean>`(coalesce(departs_at, 'infinity'::timestamptz), key) > (${after[0] ?? 'infinity'}::timestamptz, ${after[1] ?? ''})`,
    )
  }
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await boardFlights(tx, page),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor([last.departs_at?.toISOString() ?? null, last.key])
        : null,
  }
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
    state: row.state as BoardFlight['state'],
    slots: slotsAt(progress.slots, row.departs_at, now),
    cases,
    findings: progress.findings ?? 0,
    missing: row.missing,
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
