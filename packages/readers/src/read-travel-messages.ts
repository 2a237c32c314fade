import type { Reservation, TravelReading } from '@entente/contracts'
import type { Given } from './given.ts'
import type { Message, MessageSink, PushHead } from './message-sink.ts'
import { streamTravel } from './read-travel.ts'

export interface MessagesGiven extends Given {
  /**
   * Called for each reservation as soon as it is whole, before its push: with what the push has said by then, its place in the push, and the place of the push
   * in the file. The push itself is then handed over without reservations.
   */
  onReservation?: (reservation: Reservation, at: { push: PushHead; message: number; reservation: number }) => void
}

/**
 * Reads a travel message as `readTravel` does, but hands each of its messages over as soon as it is whole, with its place in the file, and holds none of
 * them: for files whose whole reading would take many times their size. What it returns is the same reading without messages; pointers of its findings
 * (`/messages/3/reservations/7`) name the places handed over. Nothing that was handed over is taken back later.
 *
 * Never throws on input; what a callback throws ends the reading and is thrown on.
 *
 * @example
 * const { findings } = readTravelMessages(bytes, (message) => counts.add(message.type))
 */
export function readTravelMessages(
  bytes: Uint8Array,
  onMessage: (message: Message, place: number) => void,
  given: MessagesGiven = {},
): TravelReading {
  const { onReservation } = given
  let count = 0
  const sink: MessageSink = {
    get count() {
      return count
    },
    message: (message) => onMessage(message, count++),
    reservation(push, reservation, index) {
      onReservation?.(reservation, { push, message: count, reservation: index })
      return onReservation !== undefined
    },
  }
  return streamTravel(bytes, given, sink)
}
