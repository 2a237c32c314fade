import type { PlannedSeat } from '../../demo/history/plan-history.ts'
import type { OpenSource } from '../../demo/history/sources.ts'
import type { Random } from '../../synthetic/random.ts'
import type { Guest, Seated } from './bookings/seat-watched.ts'
import { demoTraffic } from './play-flights.ts'

/** Returns the person for a seat: one who was met before, or one who resembles an entry of the list. */
export function guestOf(
  random: Random,
  seat: PlannedSeat,
  sources: readonly OpenSource[],
  met: ReadonlyMap<string, Seated[]>,
): Guest {
  const known = met.get(seat.source) ?? []
  if (seat.again && known.length > 0) {
    const { traveller, reference, likeness } = random.pick(known)
    return { person: traveller, reference, likeness }
  }
  const people = sources.find(({ source }) => source.id === seat.source)?.list.people ?? []
  // A list grows, so its first entries are on it from the beginning.
  const from = people.slice(0, Math.floor(people.length * 0.7))
  const fits = from.filter(({ documents, person }) =>
    seat.likeness === 'document-typo' || seat.likeness === 'exact'
      ? documents.some(({ type }) => type === 'passport')
      : seat.likeness !== 'spelling' || person.spellings.length > 0,
  )
  return { entry: random.pick(fits.length > 0 ? fits : from), likeness: seat.likeness }
}

/**
 * Returns some people of the demonstration's own traffic who flew in the weeks before, so that their cases show it. They are in messages that the
 * demonstration sends at its start.
 */
export function returningPeople(seed: string, end: Date, sources: readonly OpenSource[]): Guest[] {
  const [first] = sources
  if (first === undefined) return []
  const { seated, messages } = demoTraffic(seed, end, first.list)
  const documents = new Set(
    messages.filter(({ at }) => at < end).flatMap(({ stated }) => stated.map(({ documentNumber }) => documentNumber)),
  )
  const likely = seated.filter(({ traveller }) => documents.has(traveller.document.number))
  return (['spelling', 'document-typo', 'namesake'] as const)
    .flatMap((likeness) => likely.filter((each) => each.likeness === likeness).slice(0, 2))
    .map(({ traveller: person, reference, likeness }) => ({ person, reference, likeness }))
}
