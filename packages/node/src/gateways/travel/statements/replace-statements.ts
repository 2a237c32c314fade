import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightRow } from '../flights/draw-flight.ts'
import type { StatementDraft } from './statement-draft.ts'

export interface Replaced {
  flightIds: string[]
  /** Rows of these flights, locked until the transaction ends. */
  flights: Map<string, FlightRow>
  /** Travellers of the replaced statements. */
  travellerIds: Set<string>
  /** For each new statement, the traveller of the statement that it replaces. */
  hints: Map<string, string>
  /** For each new statement, the sides of the splits of the statement that it replaces. */
  sides: Map<string, ReadonlyMap<string, boolean>>
}

/**
 * Marks the statements of messages' earlier readings as not current, before new readings replace them. A new statement
 * replaces the old one of its message with a common key, else the one at the same place: a traveller keeps the id
 * through a corrected reading.
 */
export async function replaceStatements(
  tx: Pick<Tx, 'db' | 'openTokens'>,
  stated: readonly {
    message: { id: string; version: number }
    statements: readonly (StatementDraft & { flightId: string })[]
  }[],
): Promise<Replaced> {
  const replaced: Replaced = {
    flightIds: [],
    flights: new Map(),
    travellerIds: new Set(),
    hints: new Map(),
    sides: new Map(),
  }
  for (const { message, statements } of stated)
    if (message.version > 1) await replaceEarlier(tx, message.id, statements, replaced)
  return replaced
}

async function replaceEarlier(
  tx: Pick<Tx, 'db' | 'openTokens'>,
  messageId: string,
  drafts: readonly (StatementDraft & { flightId: string })[],
  replaced: Replaced,
): Promise<void> {
  const old = await tx.db
    .updateTable('statement')
    .set({ current: false })
    .where('message_id', '=', messageId)
    .where('current', '=', true)
    .returning([
      'id',
      'flight_id',
      'traveller_id',
      'pointer',
      'source',
      'document_keys',
      'reference_key',
      'locator_name_key',
      'name_birth_key',
      'token_key',
    ])
    .execute()
  await tx.db.updateTable('reservation_version').set({ current: false }).where('message_id', '=', messageId).execute()
  const flights = await tx.db
    .updateTable('flight_message')
    .set({ current: false })
    .where('message_id', '=', messageId)
    .returning('flight_id')
    .execute()
  const flightIds = [...new Set([...flights, ...old].map((row) => row.flight_id))]
  replaced.flightIds.push(...flightIds)
  if (flightIds.length > 0) {
    const rows = await tx.db
      .selectFrom('flight')
      .selectAll()
      .where('id', 'in', flightIds)
      .orderBy('id')
      .forUpdate()
      .execute()
    for (const row of rows) replaced.flights.set(row.id, row)
  }

  const sides = await sidesOf(
    tx,
    old.map(({ id }) => id),
  )
  const known = old.flatMap(({ traveller_id, ...row }) =>
    traveller_id === null
      ? []
      : [
          {
            id: row.id,
            travellerId: traveller_id,
            place: placeOf(row.flight_id, row),
            keys: keysOf(hashesOf(tx, row)).map((key) => `${row.flight_id}|${key}`),
          },
        ],
  )
  for (const { travellerId } of known) replaced.travellerIds.add(travellerId)
  const byPlace = new Map(known.map((one) => [one.place, one]))
  const byKey = new Map<string, (typeof known)[number][]>()
  for (const one of known) {
    for (const key of one.keys) byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  const taken = new Set<(typeof known)[number]>()
  const standsFor = (draft: StatementDraft, one: (typeof known)[number]) => {
    replaced.hints.set(draft.id, one.travellerId)
    const side = sides.get(one.id)
    if (side !== undefined) replaced.sides.set(draft.id, side)
  }
  const left: (StatementDraft & { flightId: string })[] = []
  for (const draft of drafts) {
    const there = byPlace.get(placeOf(draft.flightId, draft))
    const keys = keysOf(draft).map((key) => `${draft.flightId}|${key}`)
    const same = keys.flatMap((key) => byKey.get(key) ?? [])
    const found = same.find((one) => one === there) ?? same.find((one) => !taken.has(one))
    if (found === undefined) left.push(draft)
    else {
      taken.add(found)
      standsFor(draft, found)
    }
  }
  for (const draft of left) {
    const there = byPlace.get(placeOf(draft.flightId, draft))
    if (there !== undefined && !taken.has(there)) standsFor(draft, there)
  }
}

async function sidesOf(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<Map<string, Map<string, boolean>>> {
  const sides = new Map<string, Map<string, boolean>>()
  if (ids.length === 0) return sides
  const rows = await tx.db
    .selectFrom('split_statement')
    .selectAll()
    .where(sql<boolean>`statement_id = any(${ids}::uuid[])`)
    .execute()
  for (const { statement_id, split_id, apart } of rows) {
    sides.set(statement_id, (sides.get(statement_id) ?? new Map<string, boolean>()).set(split_id, apart))
  }
  return sides
}

const placeOf = (flightId: string, { source, pointer }: { source: string; pointer: string }): string =>
  `${flightId}|${source}|${pointer}`

type Keys = Pick<StatementDraft, 'document_keys' | 'reference_key' | 'locator_name_key' | 'name_birth_key'>
/** Opens the stored keys of a statement. */
function hashesOf(tx: Pick<Tx, 'openTokens'>, { token_key, ...row }: Keys & { token_key: Buffer | null }): Keys {
  const opened = (key: Buffer) => tx.openTokens(token_key, key)
  const openedOrNull = (key: Buffer | null) => (key === null ? null : opened(key))
  return {
    document_keys: row.document_keys.map(opened),
    reference_key: openedOrNull(row.reference_key),
    locator_name_key: openedOrNull(row.locator_name_key),
    name_birth_key: openedOrNull(row.name_birth_key),
  }
}
const keysOf = (keys: Keys): string[] =>
  [
    ...keys.document_keys.map((key) => key.subarray(0, 16)),
    keys.reference_key,
    keys.locator_name_key,
    keys.name_birth_key,
  ]
    .filter((key) => key !== null)
    .map((key) => key.toString('latin1'))
