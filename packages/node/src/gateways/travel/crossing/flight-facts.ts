import type { Transmission } from '../flights/transmissions.ts'
import type { FlightFacts, ReservationFacts } from './decide-presence.ts'

/** MSG function of a push of every reservation of the flight. */
const everyReservation = '22'

/** Derives what the flight's messages as a whole state about who is still expected. */
export function flightFacts(
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
