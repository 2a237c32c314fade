import type { Tx } from '../../../safeguards/access/access-store.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { FlightMessageDraft } from '../flights/flight-key.ts'
import type { FlightMessageRow } from '../flights/transmissions.ts'
import type { MergedMessage } from './merged-message.ts'
import { reservationClasses, statementClasses } from './statement-classes.ts'
import type { ReservationDraft, StatementDraft } from './statement-draft.ts'

const rowsAtOnce = 1000
/** The columns of a stored statement about a flight that a new reading of its message changes. */
const overwritten = [
  ...([
    'kind',
    'function',
    'prepared_at',
    'access_reference',
    'part_number',
    'part_flag',
    'people',
    'declared',
  ] as const),
  ...(['crew_only', 'check_in', 'findings', 'departure', 'arrival', 'current'] as const),
]

/** Stores the statements of messages about each flight as a whole, and returns the rows of each message. */
export function storeFlightMessages(
  tx: Tx,
  messages: readonly { message: MergedMessage; drafts: readonly FlightMessageDraft[] }[],
  flights: ReadonlyMap<string, string>,
): FlightMessageRow[][] {
  const stored = messages.map(({ message, drafts }) => flightMessageRows(message, drafts, flights))
  for (const part of chunksOf(stored.flat(), rowsAtOnce)) {
    tx.later(
      insertRecords('flight_message', part, {
        conflict: { at: ['flight_id', 'message_id', 'unit'], update: overwritten },
      }),
    )
  }
  return stored
}

function flightMessageRows(
  message: MergedMessage,
  drafts: readonly FlightMessageDraft[],
  flights: ReadonlyMap<string, string>,
): FlightMessageRow[] {
  const rows = new Map<string, FlightMessageRow>()
  for (const draft of drafts) {
    const row = flightMessageRow(message, draft, flights.get(draft.flight.key) as string)
    // Two legs of one list can be one flight: it gets one row, with the larger number of people.
    const known = rows.get(`${row.flight_id}|${row.unit}`)
    if (known === undefined) rows.set(`${row.flight_id}|${row.unit}`, row)
    else known.people = Math.max(known.people, row.people)
  }
  return [...rows.values()]
}

function flightMessageRow(message: MergedMessage, draft: FlightMessageDraft, flightId: string): FlightMessageRow {
  return {
    flight_id: flightId,
    message_id: message.id,
    unit: draft.unit,
    kind: draft.kind,
    function: draft.function,
    channel: message.channel,
    sender_id: message.senderId,
    prepared_at: message.preparedAt,
    received_at: message.row.received_at,
    position: message.position,
    access_reference: draft.accessReference,
    part_number: countOrNull(draft.part?.number),
    part_flag: draft.part?.flag ?? null,
    people: draft.people,
    declared: countOrNull(draft.declared),
    crew_only: draft.crewOnly,
    check_in: draft.checkIn,
    findings: draft.findings,
    departure: draft.flight.departure,
    arrival: draft.flight.arrival,
    current: true,
  }
}

/** A larger count is stored as null: an implausible number must not keep its message from being read. */
const mostCounted = 1_000_000
const countOrNull = (count: number | null | undefined): number | null =>
  count != null && Math.abs(count) <= mostCounted ? count : null

/** Stores a version of each reservation, sealed, without its people. */
export function storeReservations(
  tx: Tx,
  messages: readonly { message: MergedMessage; reservations: readonly (ReservationDraft & { flightId: string })[] }[],
): void {
  const rows = messages.flatMap(({ message, reservations }) => {
    const tokens = tx.tokensFor(message.row)
    return reservations.map((draft) => ({
      id: draft.id,
      reservation_key: tokens.seal(draft.key),
      token_key: tokens.key,
      message_id: message.id,
      read_version: message.version,
      flight_id: draft.flightId,
      function: draft.function,
      prepared_at: message.preparedAt,
      cancelled: draft.cancelled,
      current: true,
      ...message.row,
      ...tx.seal(draft.id, draft.content, reservationClasses, message.row),
    }))
  })
  for (const part of chunksOf(rows, rowsAtOnce))
    tx.later(insertRecords('reservation_version', part, { bytes: ['a', 'b'] }))
}

type MessageClocks = Pick<MergedMessage['row'], 'received_at' | 'mask_at' | 'delete_at'>

/** Returns whether one of two rows with the same regime ends before the other. */
const endsBefore = (one: MessageClocks, other: MessageClocks): boolean =>
  one.delete_at < other.delete_at || (one.mask_at !== null && other.mask_at !== null && one.mask_at < other.mask_at)

/**
 * Stores the statements with their assigned travellers, each with the clocks of the person that it is about. Returns the earliest of them
 * for each message that has a person who ends before it.
 */
export function storeStatements(
  tx: Tx,
  messages: readonly { message: MergedMessage; statements: readonly (StatementDraft & { flightId: string })[] }[],
  travellerOf: (statementId: string) => { travellerId: string; rule: string | null },
  clocksOf: (stated: { flightId: string; born: string | null }, message: MessageClocks) => MessageClocks,
): Map<string, MessageClocks> {
  const earliest = new Map<string, MessageClocks>()
  const rows = messages.flatMap(({ message, statements }) => {
    const tokensOfMessage = tx.tokensFor(message.row)
    return statements.map((draft) => {
      const { travellerId, rule } = travellerOf(draft.id)
      const stated = { flightId: draft.flightId, born: draft.content.person?.birthDate ?? null }
      const clocks = clocksOf(stated, message.row)
      if (endsBefore(clocks, earliest.get(message.id) ?? message.row)) earliest.set(message.id, clocks)
      const row = { ...message.row, ...clocks }
      const tokens = clocks === message.row ? tokensOfMessage : tx.tokensFor(row)
      const sealed = (key: Buffer | null) => (key === null ? null : tokens.seal(key))
      return {
        id: draft.id,
        message_id: message.id,
        read_version: message.version,
        flight_id: draft.flightId,
        traveller_id: travellerId,
        reservation_version_id: draft.reservation?.id ?? null,
        source: draft.source,
        function: draft.function,
        pointer: draft.pointer,
        prepared_at: message.preparedAt,
        current: true,
        reservation_key: sealed(draft.reservation?.key ?? null),
        document_keys: draft.document_keys.map(tokens.seal),
        reference_key: sealed(draft.reference_key),
        locator_name_key: sealed(draft.locator_name_key),
        name_birth_key: sealed(draft.name_birth_key),
        birth_keys: draft.birth_keys.map(tokens.seal),
        token_key: tokens.key,
        rule,
        segment: message.segments.get(draft.pointer) ?? message.segments.get(draft.reservation?.pointer ?? '') ?? null,
        ...row,
        ...tx.seal(draft.id, draft.content, statementClasses, row),
      }
    })
  })
  for (const part of chunksOf(rows, rowsAtOnce)) tx.later(insertRecords('statement', part, { bytes: ['a', 'b'] }))
  return earliest
}
