import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FlightMessageRow } from '../flights/transmissions.ts'
import { realmOf } from '../statements/merged-message.ts'
import type { ReservationFacts } from './decide-presence.ts'
import { noSides, type StatementFacts } from './statement-facts.ts'

/** Everything known about some flights without opening a sealed record. */
export interface LoadedFacts {
  statements: Map<string, StatementFacts[]>
  /** Versions by reservation key, in UNB order. */
  reservations: Map<string, Map<string, ReservationFacts[]>>
  messages: Map<string, FlightMessageRow[]>
  travellers: Map<string, { id: string; state: string; version: number }[]>
  /** Masked travellers who are still expected, by flight. No message can change them any more. */
  maskedPresent: Map<string, string[]>
}

/**
 * Loads the facts of flights, by flight, in one statement. Masked and expired statements are left out: their keys may
 * not be compared any more.
 */
export async function loadFacts(
  tx: Pick<Tx, 'db' | 'now' | 'openTokens'>,
  flightIds: readonly string[],
): Promise<LoadedFacts> {
  const ids = sql`any(${flightIds}::uuid[])`
  const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`
  const { rows } = await sql<Loaded>`select
    (select coalesce(json_agg(json_build_array(s.id, s.flight_id, s.message_id, s.source, s.function, s.pointer, ${ms('s.prepared_at')}, s.reservation_key,
        s.reservation_version_id, s.document_keys, s.reference_key, s.locator_name_key, s.name_birth_key, s.birth_keys, s.token_key, s.traveller_id, s.rule, s.regime,
        s.purposes, s.team, m.sha256, m.sender_id,
        (select json_object_agg(x.split_id, x.apart) from split_statement x where x.statement_id = s.id))), '[]')
      from statement s join message m on m.id = s.message_id
      where s.flight_id = ${ids} and s.current and s.delete_at > ${tx.now} and (s.mask_at is null or s.mask_at > ${tx.now})) as statements,
    (select coalesce(json_agg(json_build_array(r.id, r.flight_id, r.reservation_key, r.token_key, r.message_id, ${ms('r.prepared_at')}, r.cancelled, m.sha256)), '[]')
      from reservation_version r join message m on m.id = r.message_id
      where r.flight_id = ${ids} and r.current and r.delete_at > ${tx.now}) as reservations,
    (select coalesce(json_agg(f), '[]') from flight_message f where f.flight_id = ${ids} and f.current) as messages,
    (select coalesce(json_agg(json_build_array(t.id, t.flight_id, t.state, t.version,
        t.delete_at > ${tx.now} and (t.mask_at is null or t.mask_at > ${tx.now}))), '[]')
      from traveller t where t.flight_id = ${ids} and t.merged_into is null) as travellers`.execute(tx.db)
  const loaded = rows[0] as Loaded
  const facts: LoadedFacts = {
    statements: new Map(flightIds.map((id) => [id, []])),
    reservations: new Map(flightIds.map((id) => [id, new Map()])),
    messages: new Map(flightIds.map((id) => [id, []])),
    travellers: new Map(flightIds.map((id) => [id, []])),
    maskedPresent: new Map(),
  }
  const realms = new Map<string, string>()
  for (const row of loaded.statements) facts.statements.get(row[1])?.push(statementOf(tx, row, realms))
  for (const [id, flightId, stored, tokenKey, messageId, preparedAt, cancelled, position] of loaded.reservations) {
    const key = tx.openTokens(bytesOrNull(tokenKey), bytesOf(stored)).toString('hex')
    const version = { id, key, messageId, preparedAt, position: hexOf(position), cancelled }
    addReservation(facts, flightId, version)
  }
  for (const byKey of facts.reservations.values()) for (const versions of byKey.values()) versions.sort(inUnbOrder)
  for (const row of loaded.messages) {
    facts.messages.get(row.flight_id)?.push({
      ...row,
      prepared_at: new Date(row.prepared_at),
      received_at: new Date(row.received_at),
      position: bytesOf(row.position),
    })
  }
  for (const [id, flightId, state, version, mergeable] of loaded.travellers) {
    if (mergeable) facts.travellers.get(flightId)?.push({ id, state, version })
    else if (state === 'present') facts.maskedPresent.set(flightId, [...(facts.maskedPresent.get(flightId) ?? []), id])
  }
  return facts
}

/** Adds a version that is not stored yet. */
export function addReservation(facts: LoadedFacts, flightId: string, version: ReservationFacts): void {
  const byKey = facts.reservations.get(flightId)
  const versions = byKey?.get(version.key)
  if (versions !== undefined) versions.push(version)
  else byKey?.set(version.key, [version])
}

export const inUnbOrder = (a: ReservationFacts, b: ReservationFacts): number =>
  a.preparedAt - b.preparedAt || (a.position < b.position ? -1 : a.position > b.position ? 1 : 0)

function statementOf(tx: Pick<Tx, 'openTokens'>, row: LoadedStatement, realms: Map<string, string>): StatementFacts {
  const [regime, purposes, team] = [row[17], row[18], row[19]]
  const tokenKey = bytesOrNull(row[14])
  const opened = (token: Hex) => tx.openTokens(tokenKey, bytesOf(token))
  const openedOrNull = (token: Hex | null) => (token === null ? null : opened(token))
  const law = `${regime}|${purposes.join()}|${team}`
  const realm = realms.get(law) ?? realmOf({ regime, purposes, team })
  realms.set(law, realm)
  const [id, , messageId, source, functionCode, pointer, preparedAt, reservationKey, reservationVersionId] = row
  return {
    id,
    messageId,
    source: source as StatementFacts['source'],
    function: functionCode,
    pointer,
    preparedAt,
    reservationKey: openedOrNull(reservationKey)?.toString('hex') ?? null,
    reservationVersionId,
    document_keys: row[9].map(opened),
    reference_key: openedOrNull(row[10]),
    locator_name_key: openedOrNull(row[11]),
    name_birth_key: openedOrNull(row[12]),
    birth_keys: row[13].map(opened),
    travellerId: row[15],
    rule: row[16],
    realm,
    position: hexOf(row[20]),
    senderId: row[21],
    sides: row[22] === null ? noSides : new Map(Object.entries(row[22])),
  }
}

/** A bytea value in JSON: `\x` and hexadecimal digits. */
type Hex = string
const hexOf = (hex: Hex): string => hex.slice(2)
const bytesOf = (hex: Hex): Buffer => Buffer.from(hex.slice(2), 'hex')
const bytesOrNull = (hex: Hex | null): Buffer | null => (hex === null ? null : bytesOf(hex))

/** The values of a row, in the order of the columns above. */
type LoadedStatement = [
  id: string,
  flightId: string,
  messageId: string,
  source: string,
  functionCode: string | null,
  pointer: string,
  preparedAt: number,
  reservationKey: Hex | null,
  reservationVersionId: string | null,
  documentKeys: Hex[],
  referenceKey: Hex | null,
  locatorNameKey: Hex | null,
  nameBirthKey: Hex | null,
  birthKeys: Hex[],
  tokenKey: Hex | null,
  travellerId: string | null,
  rule: string | null,
  regime: string,
  purposes: string[],
  team: string,
  position: Hex,
  senderId: string,
  sides: Record<string, boolean> | null,
]
interface Loaded {
  statements: LoadedStatement[]
  reservations: [
    id: string,
    flightId: string,
    key: Hex,
    tokenKey: Hex | null,
    messageId: string,
    preparedAt: number,
    cancelled: boolean,
    position: Hex,
  ][]
  messages: (Omit<FlightMessageRow, 'prepared_at' | 'received_at' | 'position'> & {
    prepared_at: string
    received_at: string
    position: Hex
  })[]
  travellers: [id: string, flightId: string, state: string, version: number, mergeable: boolean][]
}
