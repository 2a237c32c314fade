import { sql } from 'kysely'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import type { MergedMessage } from '../statements/merged-message.ts'
import type {
  ReservationContent,
  ReservationDraft,
  StatementContent,
  StatementDraft,
} from '../statements/statement-draft.ts'
import type { ReservationFacts } from './decide-presence.ts'
import type { LoadedFacts } from './load-facts.ts'
import type { OpenedReservation, OpenedStatement } from './merge-fields.ts'
import type { PlannedGroup } from './plan-flight.ts'
import type { TravellerState } from './traveller-state.ts'

export interface Clocks {
  received_at: Date
  mask_at: Date | null
  delete_at: Date
}
/** A traveller as stored before this merge. */
export interface Before extends Clocks {
  version: number
  state: string
  /** Null if the transaction may not open the record. */
  value: TravellerState | null
}
export interface GroupContents {
  statements: OpenedStatement[]
  reservations: OpenedReservation[]
  /** The retention times of each message. */
  clocks: Map<string, Clocks>
}

/**
 * Opens the statements of these groups, and their travellers as stored before. The statements of the messages
 * themselves are at hand; all others are read from the database in one query.
 */
export async function openContents(
  tx: Tx,
  messages: readonly {
    message: MergedMessage
    statements: readonly StatementDraft[]
    reservations: readonly ReservationDraft[]
  }[],
  groups: readonly PlannedGroup[],
  facts: LoadedFacts,
): Promise<{ contentsOf: (group: PlannedGroup) => GroupContents; before: Map<string, Before> }> {
  const statements = new Map(messages.flatMap((one) => one.statements.map(({ id, content }) => [id, content])))
  const reservations = new Map(messages.flatMap((one) => one.reservations.map(({ id, content }) => [id, content])))
  const clocks = new Map<string, Clocks>(messages.map(({ message }) => [message.id, message.row]))

  const bookings = new Map(groups.map((group) => [group, bookingsOf(group, facts)]))
  const before = new Map<string, Before>()
  const wanted = {
    statements: groups.flatMap(({ members }) => members.flatMap(({ id }) => (statements.has(id) ? [] : [id]))),
    reservations: [...bookings.values()].flat().flatMap(({ said }) => (reservations.has(said.id) ? [] : [said.id])),
    travellers: groups.flatMap(({ travellerId, isNew }) => (isNew ? [] : [travellerId])),
  }
  for (const row of await loadRows(tx, wanted)) {
    // A damaged statement counts as missing, and a damaged traveller is written again from the statements.
    const opened = await undamagedOr(tx, `${row.kind}:${row.id}`, () => tx.openIfAllowed(row), undefined)
    const value = opened?.value ?? null
    if (row.version !== null) {
      const { version, state, received_at, mask_at, delete_at } = row
      before.set(row.id, {
        version,
        state: state as string,
        received_at,
        mask_at,
        delete_at,
        value: value as TravellerState | null,
      })
    } else if (value !== null) {
      if (row.kind === 'statement') statements.set(row.id, value as StatementContent)
      else reservations.set(row.id, value as ReservationContent)
      clocks.set(row.message_id as string, row)
    }
  }

  const contentsOf = (group: PlannedGroup): GroupContents => ({
    statements: group.members.flatMap((member) => {
      const content = statements.get(member.id)
      return content === undefined ? [] : [{ facts: member, content }]
    }),
    reservations: (bookings.get(group) ?? []).flatMap(({ said, newest }) => {
      const content = reservations.get(said.id)
      if (content === undefined) return []
      return [{ id: said.id, key: said.key, messageId: said.messageId, cancelled: newest.cancelled, content }]
    }),
    clocks,
  })
  return { contentsOf, before }
}

/**
 * Pairs the newest version of each reservation with the version that describes it: a cancellation has no content, so
 * the last version before it does.
 */
function bookingsOf(group: PlannedGroup, facts: LoadedFacts): { said: ReservationFacts; newest: ReservationFacts }[] {
  const keys = new Set(group.members.flatMap(({ reservationKey }) => reservationKey ?? []))
  return [...keys].sort().flatMap((key) => {
    const versions = facts.reservations.get(group.flightId)?.get(key) ?? []
    const newest = versions.at(-1)
    if (newest === undefined) return []
    return [{ said: versions.findLast((version) => !version.cancelled) ?? newest, newest }]
  })
}

interface Row extends PersonalRow, Clocks {
  kind: 'statement' | 'reservation' | 'traveller'
  message_id: string | null
  /** Present for travellers only. */
  version: number | null
  state: string | null
}

async function loadRows(
  tx: Tx,
  wanted: Record<'statements' | 'reservations' | 'travellers', readonly string[]>,
): Promise<Row[]> {
  const { statements, reservations, travellers } = wanted
  if (statements.length + reservations.length + travellers.length === 0) return []
  const columns = sql`regime, purposes, team, received_at, mask_at, delete_at, a, b`
  const { rows } = await sql<Row>`
    select 'statement' as kind, id, message_id, null::int as version, null as state, ${columns} from statement
      where id = any(${statements}::uuid[])
    union all select 'reservation', id, message_id, null, null, ${columns} from reservation_version
      where id = any(${[...new Set(reservations)]}::uuid[])
    union all select 'traveller', id, null, version, state, ${columns} from traveller
      where id = any(${travellers}::uuid[])`.execute(tx.db)
  return rows
}
