import type { PassengerList, Reservation, ReservationPush, TravelReading } from '@entente/contracts'

export type Message = PassengerList | ReservationPush
/** A push without its reservations. */
export type PushHead = Omit<ReservationPush, 'reservations'>

/** Receives the messages of a file when they are complete. */
export interface MessageSink {
  /** The number of messages received so far. It is also the index of the next message. */
  readonly count: number
  message(message: Message): void
  /** Receives a complete reservation with its index in the next push. Returns false if the push must keep it. */
  reservation(head: PushHead, reservation: Reservation, index: number): boolean
}

/** Keeps all messages, for a complete reading. */
export class CollectedMessages implements MessageSink {
  private readonly messages: TravelReading['messages']

  constructor(messages: TravelReading['messages']) {
    this.messages = messages
  }

  get count(): number {
    return this.messages.length
  }

  message(message: Message): void {
    this.messages.push(message)
  }

  reservation(): boolean {
    return false
  }
}
