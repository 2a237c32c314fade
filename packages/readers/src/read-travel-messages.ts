import type { Reservation, TravelReading } from '@entente/contracts'
import { streamTravel } from './read-travel.ts'
import type { Given } from './records/given.ts'
import type { Message, MessageSink, PushHead } from './records/message-sink.ts'

export interface MessagesGiven extends Given {
  /**
   * Is called for each complete reservation, before its push. `at` has the data of the push read so far, the index of the
   * reservation in the push, and the index of the push in the file. With this callback, the push has no reservations.
   */
  onReservation?: (reservation: Reservation, at: { push: PushHead; message: number; reservation: number }) => void
}

/**
 * Reads a travel message like `readTravel`, but passes each message to `onMessage` when it is complete, with its index
 * in the file, and keeps none. Use it for large files, whose whole reading takes many times their size. Returns the
 * reading without messages; pointers in its findings (`/messages/3/reservations/7`) name the indices passed to the
 * callbacks. A message once passed on stays valid.
 *
 * Never throws on input. An error thrown by a callback ends the reading and is rethrown.
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
