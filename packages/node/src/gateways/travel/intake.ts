import type { TravelReading } from '@entente/contracts'
import { maskedCopy, readTravel, sensitiveRanges } from '@entente/readers'
import { sql } from 'kysely'
import type { GatewayReading, Intake, MessageRow, ReadMessage, StoredRecords } from '../../pipeline/gateway/intake.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { version as engine } from '../../version.ts'
import { scheduleTimeouts } from './board/part-timeout.ts'
import { readingClasses } from './classes/reading-classes.ts'
import { type MergeResult, mergeCrossings } from './crossing/merge-crossings.ts'
import { type AirportZones, readAirportZones } from './flights/airport-zones.ts'
import type { FlightRow } from './flights/draw-flight.ts'
import { resolveFlights } from './flights/resolve-flights.ts'
import { type Board, changeOfBoards, drawBoard } from './flights/update-boards.ts'
import { sniffFlight, sniffFormat } from './messages/sniff-format.ts'
import { draftPassengerList } from './statements/draft-passenger-list.ts'
import { draftReservations } from './statements/draft-reservations.ts'
import type { MergedMessage } from './statements/merged-message.ts'
import { replaceStatements } from './statements/replace-statements.ts'
import { reservationClasses } from './statements/statement-classes.ts'
import type { Drafts, ReservationContent } from './statements/statement-draft.ts'
import { storeFlightMessages, storeReservations } from './statements/store-drafts.ts'
import { summariseReading } from './summarise-reading.ts'

/** Creates the intake of the travel gateway: it reads messages and merges them into travellers. */
export function createTravelIntake(options: { zones?: AirportZones } = {}): Intake<TravelReading> {
  const zones = options.zones ?? readAirportZones()
  return {
    classes: readingClasses,
    sniff: sniffFormat,
    groupOf: sniffFlight,
    read(bytes, { removedBefore, ...given }) {
      const reading = readTravel(bytes, given)
      reading.sensitiveRemoved += removedBefore
      return summariseReading(reading, bytes, engine)
    },
    sensitiveRanges,
    maskedCopy,
    forget: forgetServices,
    store: (tx, readings) => mergeReadings(tx, zones, readings),
  }
}

/** Merges readings into the travellers of their flights. All flights are locked at once, and each is merged once. */
async function mergeReadings(
  tx: Tx,
  zones: AirportZones,
  readings: readonly ReadMessage<TravelReading>[],
): Promise<StoredRecords[]> {
  const drafted = readings.map(({ message, version, read }) => ({
    message: mergedMessage(message, version, read),
    drafts: draftStatements(tx, read.reading, message.id),
  }))
  const { found, rows } = await resolveFlights(
    tx,
    zones,
    drafted.flatMap(({ drafts }) => drafts.flights),
  )
  const flightOf = (key: string) => found.get(key) as string
  const flightMessages = storeFlightMessages(
    tx,
    drafted.map(({ message, drafts }) => ({ message, drafts: drafts.flights })),
    found,
  )
  const stated = drafted.map(({ message, drafts }, place) => ({
    message,
    statements: once(drafts.statements.map((draft) => ({ ...draft, flightId: flightOf(draft.flightKey) }))),
    reservations: drafts.reservations.map((draft) => ({ ...draft, flightId: flightOf(draft.flightKey) })),
    flightMessages: flightMessages[place] ?? [],
  }))
  const replaced = await replaceStatements(tx, stated)
  storeReservations(tx, stated)

  const named = drafted.flatMap(({ drafts }) => drafts.flights.map(({ flight }) => flightOf(flight.key)))
  const flightIds = [...new Set([...named, ...replaced.flightIds])]
  const merged = flightIds.length === 0 ? null : await mergeCrossings(tx, { flightIds, messages: stated, replaced })
  if (merged !== null) await updateFlights(tx, flightIds, new Map([...replaced.flights, ...rows]), stated, merged)
  return drafted.map(({ message, drafts }) => ({
    changed: merged?.changedBy.get(message.id) ?? [],
    subjects: (merged?.people.get(message.id) ?? []).map(({ pointer, flightId, travellerId }) => ({
      ...{ pointer, contextId: flightId, subjectId: travellerId },
    })),
    contextKey: drafts.flights[0]?.flight.key ?? null,
    endsWith: merged?.earliestOf.get(message.id) ?? null,
  }))
}

/** Updates the boards of merged flights, and schedules the checks of missing parts. */
async function updateFlights(
  tx: Tx,
  flightIds: readonly string[],
  rows: ReadonlyMap<string, FlightRow>,
  stated: readonly { message: MergedMessage }[],
  { facts, present }: MergeResult,
): Promise<void> {
  const boards: (Board | null)[] = []
  for (const id of flightIds) {
    const flight = rows.get(id)
    if (flight === undefined) continue
    boards.push(await drawBoard(tx, flight, facts.messages.get(id) ?? [], present.get(id) ?? 0))
  }
  const change = changeOfBoards(boards)
  if (change !== null) tx.later(change)
  await scheduleTimeouts(tx, new Set(stated.map(({ message }) => message.id)), facts.messages)
}

function mergedMessage(row: MessageRow, version: number, read: GatewayReading<TravelReading>): MergedMessage {
  const { regime, purposes, team, received_at, mask_at, delete_at } = row
  return {
    id: row.id,
    version,
    senderId: row.sender_id,
    channel: row.channel,
    preparedAt: read.preparedAt ?? row.received_at,
    position: row.sha256,
    segments: read.segments,
    row: { regime, purposes, team, received_at, mask_at, delete_at },
  }
}

/** Removes repeated statements: two legs of one list that are one flight give the same statement twice. */
function once<T extends { flightId: string; pointer: string; source: string }>(statements: readonly T[]): T[] {
  const met = new Set<string>()
  return statements.filter(({ flightId, pointer, source }) => {
    const key = `${flightId}|${pointer}|${source}`
    if (met.has(key)) return false
    met.add(key)
    return true
  })
}

/** Drafts all statements of a reading about people on flights, from the reading alone. */
function draftStatements(tx: Pick<Tx, 'blind'>, reading: TravelReading, messageId: string): Drafts {
  const drafts: Drafts = { flights: [], reservations: [], statements: [] }
  for (const [unit, message] of reading.messages.entries()) {
    const at = { unit, messageId, findings: findingsOf(reading, unit) }
    if (message.type === 'PAXLST') draftPassengerList(tx, message, at, drafts)
    else draftReservations(tx, message, at, drafts)
  }
  return drafts
}

/**
 * Counts the warnings and errors in one message of a file; findings about the whole file count for its first message.
 */
function findingsOf(reading: TravelReading, unit: number): number {
  return reading.findings.filter(({ severity, at }) => {
    if (severity !== 'warning' && severity !== 'error') return false
    const place = /^\/messages\/(\d+)/.exec(at ?? '')?.[1]
    return place === undefined ? unit === 0 : Number(place) === unit
  }).length
}

const rowsAtOnce = 500
const withoutLiterals = <T extends { literal: string | null }>(contacts: readonly T[]): T[] =>
  contacts.map((contact) => ({ ...contact, literal: null }))

/**
 * Removes sensitive data from the superseded reservations of a message's earlier readings: the requested services, and
 * the literal text of contacts. Statements about people contain neither.
 */
async function forgetServices(tx: Tx, messageId: string, version: number): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await tx.db
      .selectFrom('reservation_version')
      .selectAll()
      .where('message_id', '=', messageId)
      .where('read_version', '<', version)
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    if (rows.length === 0) return
    const sealed = rows.map((row) => {
      const { value } = tx.open<ReservationContent>(row)
      const contacts = withoutLiterals(value.contacts)
      // Reservations of older releases have no history.
      const history = value.history && {
        ...{ ...value.history, contacts: withoutLiterals(value.history.contacts), otherSegments: {} },
      }
      return {
        id: row.id,
        ...tx.seal(row.id, { ...value, contacts, history, serviceCounts: {} }, reservationClasses, row),
      }
    })
    await sql`update reservation_version r set a = v.a, b = v.b
      from unnest(${sealed.map(({ id }) => id)}::uuid[], ${sealed.map(({ a }) => a)}::bytea[], ${sealed.map(({ b }) => b)}::bytea[]) as v (id, a, b)
      where r.id = v.id`.execute(tx.db)
    after = sealed.at(-1)?.id as string
  }
}
