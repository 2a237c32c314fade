import type { PassengerList, Reservation, ReservationPush, TravelReading } from '@entente/contracts'

export type Message = PassengerList | ReservationPush
/** What a push says before its reservations. */
export type PushHead = Omit<ReservationPush, 'reservations'>

/** Where the messages of a file go as they become whole. */
export interface MessageSink {
  /** How many messages it has: the place of the next. */
  readonly count: number
  message(message: Message): void
  /** Takes a reservation that is whole, the `index`th of the push that comes next. False: its push is to keep it. */
  reservation(head: PushHead, reservation: Reservation, index: number): boolean
}

/** Keeps all of them, for a reading that is held as a whole. */
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
