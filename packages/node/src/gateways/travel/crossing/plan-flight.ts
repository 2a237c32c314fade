import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type Transmission, transmissionsOf } from '../flights/transmissions.ts'
import { type Assigned, type Assignment, assignTravellers } from './assign-travellers.ts'
import { type FlightFacts, isPresent, type ReservationFacts } from './decide-presence.ts'
import { groupStatements } from './group-statements.ts'
import type { LoadedFacts } from './load-facts.ts'

export interface PlannedGroup extends Assigned {
  flightId: string
  present: boolean
}
export interface FlightPlan extends Omit<Assignment, 'groups'> {
  flightId: string
  groups: PlannedGroup[]
}

/** Plans the travellers of these flights, and who of them is still expected, without opening records. */
export async function planFlights(
  tx: Tx,
  flightIds: readonly string[],
  facts: LoadedFacts,
  hints: ReadonlyMap<string, string>,
): Promise<FlightPlan[]> {
  const grouped = flightIds.map((flightId) => ({
    flightId,
    groups: groupStatements(facts.statements.get(flightId) ?? []),
  }))
  const contested = grouped.flatMap(({ groups }) =>
    groups.flatMap(({ members }) => {
      const claims = new Set(members.flatMap((member) => hints.get(member.id) ?? member.travellerId ?? []))
      return claims.size > 1 ? [...claims] : []
    }),
  )
  const hasCase = await travellersWithCase(tx, contested)
  return grouped.map(({ flightId, groups }) => {
    const known = (facts.travellers.get(flightId) ?? []).map(({ id }) => id)
    const assignment = assignTravellers(groups, known, hints, hasCase)
    const flight = flightFacts(
      transmissionsOf(facts.messages.get(flightId) ?? []),
      facts.reservations.get(flightId) ?? new Map(),
    )
    return {
      ...assignment,
      flightId,
      groups: assignment.groups.map((group) => ({ ...group, flightId, present: isPresent(group.members, flight) })),
    }
  })
}

async function travellersWithCase(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.db
    .selectFrom('case_file')
    .select('subject_id')
    .where(sql<boolean>`subject_id = any(${ids}::uuid[])`)
    .execute()
  return new Set(rows.map((row) => row.subject_id))
}

/** MSG function of a push of every reservation of the flight. */
const everyReservation = '22'

/** Derives what the flight's messages as a whole state about who is still expected. */
function flightFacts(
  transmissions: readonly Transmission[],
  reservations: ReadonlyMap<string, readonly ReservationFacts[]>,
): FlightFacts {
  return {
    reservations,
    fullPushes: transmissions
      // An incomplete push removes nobody: the missing part may name them.
      .filter((push) => push.kind === 'PNRGOV' && push.function === everyReservation && push.complete)
      .map((push) => ({
        senderId: push.senderId,
        messageIds: new Set(push.rows.map((row) => row.message_id)),
        preparedAt: push.preparedAt.getTime(),
      })),
    calledOff: transmissions
      .filter((list) => list.function === '745:XR' && list.rows.every((row) => row.people === 0))
      .map((list) => ({ senderId: list.senderId, preparedAt: list.preparedAt.getTime() })),
  }
}
