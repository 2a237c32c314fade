import type { Random } from '../../../synthetic/random.ts'
import { addHours } from '../schedule/local-time.ts'
import { locator } from './book-parties.ts'
import type { Booking } from './booking.ts'

/** Plans changes of reservations before the flight: some reservations are cancelled, some parties are split. */
export function planChanges(random: Random, bookings: readonly Booking[]): void {
  for (const booking of bookings) {
    const { departsAt } = booking.flights[0] as Booking['flights'][number]
    const adults = booking.travellers.filter((t) => t.kind === 'A')
    if (random.chance(0.03)) booking.cancelledAt = addHours(departsAt, -random.between(13, 23))
    else if (adults.length >= 2 && booking.party !== 'family' && random.chance(0.06)) {
      const leaves = adults.slice(Math.ceil(adults.length / 2))
      booking.split = { at: addHours(departsAt, -random.between(13, 23)), locator: locator(random), travellers: leaves }
    }
  }
}

/**
 * Returns the reservations that exist at a time. Parties that were split have two reservations. Cancelled reservations are included, because they
 * are reported once.
 */
export function bookingsAt(bookings: readonly Booking[], at: Date): Booking[] {
  return bookings
    .filter((booking) => booking.createdAt <= at)
    .flatMap((booking) => {
      const { split } = booking
      if (!split || split.at > at) return [booking]
      const staying = booking.travellers.filter((t) => !split.travellers.includes(t))
      return [
        { ...booking, travellers: staying, splitTo: split.locator },
        {
          ...booking,
          travellers: split.travellers,
          locator: split.locator,
          otherLocator: null,
          createdAt: split.at,
          groupName: null,
          splitTo: booking.locator,
        },
      ]
    })
}

/** Returns the reservations that changed in (after, at]: created, cancelled or split. */
export function bookingsChanged(bookings: readonly Booking[], after: Date, at: Date): Booking[] {
  const within = (time: Date | null | undefined) => time !== null && time !== undefined && time > after && time <= at
  return bookingsAt(
    bookings.filter((b) => within(b.createdAt) || within(b.cancelledAt) || within(b.split?.at)),
    at,
  )
}
