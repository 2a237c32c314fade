import type { PersonalRow, Tx } from '../../../safeguards/access/door.ts'
import type {
  ReservationContent,
  ReservationDraft,
  StatementContent,
  StatementDraft,
} from '../statements/statement-draft.ts'
import type { ReservationFacts } from './decide-presence.ts'
import type { FoldedMessage } from './folded-message.ts'
import type { LoadedFacts } from './load-facts.ts'
import type { OpenedReservation, OpenedStatement } from './merge-fields.ts'
import type { PlannedGroup } from './plan-flight.ts'

export interface Clocks {
  received_at: Date
  mask_at: Date | null
  delete_at: Date
}
export interface GroupContents {
  statements: OpenedStatement[]
  reservations: OpenedReservation[]
  /** By message. */
  clocks: Map<string, Clocks>
}

/** Opens what was said about these groups: the message's own statements are at hand, earlier ones are read through the door, all at once. */
export async function openContents(
  tx: Tx,
  message: FoldedMessage,
  groups: readonly PlannedGroup[],
  facts: LoadedFacts,
  drafts: { statements: readonly StatementDraft[]; reservations: readonly ReservationDraft[] },
): Promise<(group: PlannedGroup) => GroupContents> {
  const statements = new Map(drafts.statements.map((draft) => [draft.id, draft.content]))
  const reservations = new Map(drafts.reservations.map((draft) => [draft.id, draft.content]))
  const clocks = new Map<string, Clocks>([[message.id, message.row]])

  const earlier = groups.flatMap(({ members }) => members.filter(({ id }) => !statements.has(id)).map(({ id }) => id))
  for (const row of await loadRows(tx, 'statement', earlier)) {
    const opened = tx.openIfAllowed<StatementContent>(row)
    if (opened === undefined) continue
    statements.set(row.id, opened.value)
    clocks.set(row.message_id, row)
  }
  const bookings = new Map(groups.map((group) => [group, bookingsOf(group, facts)]))
  const booked = [...bookings.values()].flat().filter(({ said }) => !reservations.has(said.id))
  for (const row of await loadRows(tx, 'reservation_version', [...new Set(booked.map(({ said }) => said.id))])) {
    const opened = tx.openIfAllowed<ReservationContent>(row)
    if (opened === undefined) continue
    reservations.set(row.id, opened.value)
    clocks.set(row.message_id, row)
  }

  return (group) => ({
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
}

/** The newest version of each reservation; where that only cancels, what the one before said still describes the booking. */
function bookingsOf(group: PlannedGroup, facts: LoadedFacts): { said: ReservationFacts; newest: ReservationFacts }[] {
  const keys = new Set(group.members.flatMap(({ reservationKey }) => reservationKey ?? []))
  return [...keys].sort().flatMap((key) => {
    const versions = facts.reservations.get(group.flightId)?.get(key) ?? []
    const newest = versions.at(-1)
    if (newest === undefined) return []
    return [{ said: versions.findLast((version) => !version.cancelled) ?? newest, newest }]
  })
}

type Row = PersonalRow & Clocks & { message_id: string }
const rowsAtOnce = 5000

async function loadRows(tx: Tx, table: 'statement' | 'reservation_version', ids: readonly string[]): Promise<Row[]> {
  const rows: Row[] = []
  for (let at = 0; at < ids.length; at += rowsAtOnce) {
    const some = await tx.db
      .selectFrom(table)
      .select(['id', 'message_id', 'regime', 'purposes', 'team', 'received_at', 'mask_at', 'delete_at', 'a', 'b'])
      .where('id', 'in', ids.slice(at, at + rowsAtOnce))
      .execute()
    rows.push(...some)
  }
  return rows
}
