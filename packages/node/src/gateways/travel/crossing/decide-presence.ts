import { inUnbOrder, type StatementFacts } from './statement-facts.ts'

/** A version of a reservation on this flight. */
export interface ReservationFacts {
  id: string
  key: string
  messageId: string
  preparedAt: number
  position: string
  cancelled: boolean
}
/** A push of every reservation of the flight, with all its parts received. */
export interface FullPush {
  senderId: string
  messageIds: ReadonlySet<string>
  preparedAt: number
}
/** A list that removes its people from the flight but names nobody: it removes everyone of its sender. */
export interface CalledOff {
  senderId: string
  preparedAt: number
}
export interface FlightFacts {
  /** Versions by reservation key, in UNB order. */
  reservations: ReadonlyMap<string, readonly ReservationFacts[]>
  fullPushes: readonly FullPush[]
  calledOff: readonly CalledOff[]
}

/** BGM functions that remove the named people from the flight. */
const takesOff = new Set(['745:XR', '745:RP', '336:H'])
/** Close-out that lists the people who are not on board. */
const notBoarded = '266:CLNB'

interface Presence {
  at: number
  present: boolean
}

/**
 * Decides whether someone is still expected on the flight; the latest statement counts. The latest version of a
 * reservation decides for its people. A later full push of the same sender without them, or a list that removes them,
 * removes them. A person reported as not on board stays removed.
 */
export function isPresent(members: readonly StatementFacts[], flight: FlightFacts): boolean {
  if (members.some((statement) => statement.function === notBoarded)) return false
  const presences = [presenceInLists(members, flight), presenceInReservations(members, flight)].filter(
    (presence) => presence !== null,
  )
  return latest(presences)?.present ?? false
}

function presenceInLists(members: readonly StatementFacts[], flight: FlightFacts): Presence | null {
  const listed = members.filter((statement) => statement.source === 'PAXLST').sort(inUnbOrder)
  const presences = listed.map((statement) => ({
    at: statement.preparedAt,
    present: !takesOff.has(statement.function ?? ''),
  }))
  const first = listed[0]
  if (first === undefined) return null
  for (const { senderId, preparedAt } of flight.calledOff) {
    if (listed.some((statement) => statement.senderId === senderId && statement.preparedAt < preparedAt)) {
      presences.push({ at: preparedAt, present: false })
    }
  }
  return latest(presences)
}

/** A person with several reservations is expected if one of them is valid. */
function presenceInReservations(members: readonly StatementFacts[], flight: FlightFacts): Presence | null {
  const byReservation = new Map<string, StatementFacts[]>()
  for (const statement of members) {
    if (statement.reservationKey === null) continue
    const own = byReservation.get(statement.reservationKey)
    if (own === undefined) byReservation.set(statement.reservationKey, [statement])
    else own.push(statement)
  }
  const presences = [...byReservation].flatMap(
    ([key, statements]) => latest(presencesInOne(key, statements, flight)) ?? [],
  )
  const valid = presences.filter((presence) => presence.present)
  return latest(valid.length > 0 ? valid : presences)
}

function presencesInOne(key: string, statements: readonly StatementFacts[], flight: FlightFacts): Presence[] {
  const versions = flight.reservations.get(key) ?? []
  const stated = new Map(statements.map((statement) => [statement.reservationVersionId, statement]))
  const first = Math.min(...statements.map((statement) => statement.preparedAt))
  const presences: Presence[] = []
  for (const version of versions) {
    if (version.preparedAt >= first) {
      presences.push({ at: version.preparedAt, present: !version.cancelled && stated.has(version.id) })
    }
  }
  const senders = new Map(statements.map((statement) => [statement.senderId, first]))
  const messages = new Set(statements.map((statement) => statement.messageId))
  for (const push of flight.fullPushes) {
    const leftOut =
      senders.has(push.senderId) && push.preparedAt > first && ![...push.messageIds].some((id) => messages.has(id))
    if (leftOut) presences.push({ at: push.preparedAt, present: false })
  }
  return presences
}

/** If two statements have the same time, the person stays expected. */
function latest(presences: readonly Presence[]): Presence | null {
  let best: Presence | null = null
  for (const presence of presences) {
    if (best === null || presence.at > best.at || (presence.at === best.at && presence.present)) best = presence
  }
  return best
}
