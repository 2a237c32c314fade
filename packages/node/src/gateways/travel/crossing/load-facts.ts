import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/door.ts'
import type { FlightMessageTable } from '../../../store/schema.ts'
import type { ReservationFacts } from './decide-presence.ts'
import { realmOf } from './folded-message.ts'
import { noSides, type StatementFacts } from './statement-facts.ts'

export type FlightMessageRow = Selectable<FlightMessageTable>
/** Everything known of some flights without opening a record. */
export interface LoadedFacts {
  statements: Map<string, StatementFacts[]>
  reservations: Map<string, Map<string, ReservationFacts[]>>
  messages: Map<string, FlightMessageRow[]>
  travellers: Map<string, { id: string; state: string; version: number }[]>
}

/** Loads the facts of flights, by flight. Masked and expired statements take no part in the fold any more: their keys may not be compared. */
export async function loadFacts(tx: Tx, flightIds: readonly string[]): Promise<LoadedFacts> {
  const statements = await tx.db
    .selectFrom('statement as s')
    .innerJoin('message as m', 'm.id', 's.message_id')
    .select([
      's.id',
      's.flight_id',
      's.message_id',
      's.source',
      's.function',
      's.pointer',
      's.prepared_at',
      's.reservation_key',
      's.reservation_version_id',
      's.document_keys',
      's.reference_key',
      's.locator_name_key',
      's.name_birth_key',
      's.birth_keys',
      's.traveller_id',
      's.rule',
      's.regime',
      's.purposes',
      's.team',
      'm.sha256',
      'm.sender_id',
      sql<Record<string, boolean> | null>`(select json_object_agg(x.split_id, x.apart) from split_statement x
        where x.statement_id = s.id)`.as('sides'),
    ])
    .where('s.flight_id', 'in', flightIds)
    .where('s.current', '=', true)
    .where('s.delete_at', '>', tx.now)
    .where((e) => e.or([e('s.mask_at', 'is', null), e('s.mask_at', '>', tx.now)]))
    .execute()
  const reservations = await tx.db
    .selectFrom('reservation_version as r')
    .innerJoin('message as m', 'm.id', 'r.message_id')
    .select(['r.id', 'r.flight_id', 'r.reservation_key', 'r.message_id', 'r.prepared_at', 'r.cancelled', 'm.sha256'])
    .where('r.flight_id', 'in', flightIds)
    .where('r.current', '=', true)
    .where('r.delete_at', '>', tx.now)
    .execute()
  const messages = await tx.db
    .selectFrom('flight_message')
    .selectAll()
    .where('flight_id', 'in', flightIds)
    .where('current', '=', true)
    .execute()
  const travellers = await tx.db
    .selectFrom('traveller')
    .select(['id', 'flight_id', 'state', 'version'])
    .where('flight_id', 'in', flightIds)
    .where('merged_into', 'is', null)
    .where('delete_at', '>', tx.now)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .execute()
  const facts: LoadedFacts = {
    statements: new Map(),
    reservations: new Map(),
    messages: new Map(),
    travellers: new Map(),
  }
  for (const id of flightIds) {
    facts.statements.set(id, [])
    facts.reservations.set(id, new Map())
    facts.messages.set(id, [])
    facts.travellers.set(id, [])
  }
  for (const row of statements) {
    facts.statements.get(row.flight_id)?.push({
      id: row.id,
      messageId: row.message_id,
      source: row.source as StatementFacts['source'],
      function: row.function,
      pointer: row.pointer,
      preparedAt: row.prepared_at.getTime(),
      position: row.sha256.toString('hex'),
      senderId: row.sender_id,
      reservationKey: row.reservation_key?.toString('hex') ?? null,
      reservationVersionId: row.reservation_version_id,
      realm: realmOf(row),
      travellerId: row.traveller_id,
      rule: row.rule,
      sides: row.sides === null ? noSides : new Map(Object.entries(row.sides)),
      document_keys: row.document_keys,
      reference_key: row.reference_key,
      locator_name_key: row.locator_name_key,
      name_birth_key: row.name_birth_key,
      birth_keys: row.birth_keys,
    })
  }
  for (const row of reservations) {
    const byKey = facts.reservations.get(row.flight_id ?? '')
    const key = row.reservation_key.toString('hex')
    const versions = byKey?.get(key) ?? []
    versions.push({
      id: row.id,
      key,
      messageId: row.message_id,
      preparedAt: row.prepared_at.getTime(),
      position: row.sha256.toString('hex'),
      cancelled: row.cancelled,
    })
    byKey?.set(key, versions)
  }
  for (const byKey of facts.reservations.values()) {
    for (const versions of byKey.values()) {
      versions.sort((a, b) => a.preparedAt - b.preparedAt || (a.position < b.position ? -1 : 1))
    }
  }
  for (const row of messages) facts.messages.get(row.flight_id)?.push(row)
  for (const { flight_id, ...traveller } of travellers) facts.travellers.get(flight_id)?.push(traveller)
  return facts
}
