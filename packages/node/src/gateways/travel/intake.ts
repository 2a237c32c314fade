import type { TravelReading } from '@entente/contracts'
import { readTravel, sensitiveRanges } from '@entente/readers'
import { sql } from 'kysely'
import type { GatewayReading, Intake, MessageRow, StoredRecords } from '../../pipeline/gateway/intake.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { version as engine } from '../../version.ts'
import { scheduleTimeouts } from './board/part-timeout.ts'
import { readingClasses } from './classes/reading-classes.ts'
import { mergeCrossings } from './crossing/merge-crossings.ts'
import { type AirportZones, readAirportZones } from './flights/airport-zones.ts'
import { resolveFlights } from './flights/resolve-flights.ts'
import { drawBoard } from './flights/update-boards.ts'
import { sniffFormat } from './messages/sniff-format.ts'
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
  const drafted = new WeakMap<GatewayReading<TravelReading>, Drafts>()
  return {
    classes: readingClasses,
    sniff: sniffFormat,
    read(bytes, { removedBefore, ...given }) {
      const reading = readTravel(bytes, given)
      reading.sensitiveRemoved += removedBefore
      return summariseReading(reading, bytes, engine)
    },
    sensitiveRanges,
    async lock(tx, readings) {
      for (const { messageId, read } of readings) drafted.set(read, draftStatements(tx, read.reading, messageId))
      await resolveFlights(
        tx,
        zones,
        readings.flatMap(({ read }) => drafted.get(read)?.flights ?? []),
      )
    },
    forget: forgetServices,
    store: (tx, message, version, read) => mergeReading(tx, zones, message, version, read, drafted.get(read)),
  }
}

async function mergeReading(
  tx: Tx,
  zones: AirportZones,
  row: MessageRow,
  version: number,
  read: GatewayReading<TravelReading>,
  drafted: Drafts | undefined,
): Promise<StoredRecords> {
  const message = mergedMessage(row, version, read)
  const drafts = drafted ?? draftStatements(tx, read.reading, row.id)
  const { found, rows } = await resolveFlights(tx, zones, drafts.flights)
  const flightOf = (key: string) => found.get(key) as string
  const statements = once(drafts.statements.map((draft) => ({ ...draft, flightId: flightOf(draft.flightKey) })))
  const reservations = drafts.reservations.map((draft) => ({ ...draft, flightId: flightOf(draft.flightKey) }))
  const replaced = await replaceStatements(tx, row.id, version, statements)
  const flightMessages = storeFlightMessages(tx, message, drafts.flights, found)
  storeReservations(tx, message, reservations)

  const flightIds = [...new Set([...drafts.flights.map(({ flight }) => flightOf(flight.key)), ...replaced.flightIds])]
  if (flightIds.length === 0) return { changed: [], subjects: [], contextKey: null }
  const input = { flightIds, flightMessages, statements, reservations, replaced }
  const { changed, people, facts, present } = await mergeCrossings(tx, message, input)
  for (const id of flightIds) {
    const flight = rows.get(id) ?? replaced.flights.get(id)
    if (flight === undefined) continue
    const change = await drawBoard(tx, flight, facts.messages.get(id) ?? [], present.get(id) ?? 0)
    if (change !== null) tx.later(change)
  }
  await scheduleTimeouts(tx, message, facts.messages)
  const subjects = people.map(({ pointer, flightId, travellerId }) => ({
    pointer,
    contextId: flightId,
    subjectId: travellerId,
  }))
  return { changed, subjects, contextKey: drafts.flights[0]?.flight.key ?? null }
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
      const contacts = value.contacts.map((contact) => ({ ...contact, literal: null }))
      return {
        id: row.id,
        ...tx.seal(row.id, { ...value, contacts, serviceCounts: {} }, reservationClasses, row.regime),
      }
    })
    await sql`update reservation_version r set a = v.a, b = v.b
      from unnest(${sealed.map(({ id }) => id)}::uuid[], ${sealed.map(({ a }) => a)}::bytea[], ${sealed.map(({ b }) => b)}::bytea[]) as v (id, a, b)
      where r.id = v.id`.execute(tx.db)
    after = sealed.at(-1)?.id as string
  }
}
