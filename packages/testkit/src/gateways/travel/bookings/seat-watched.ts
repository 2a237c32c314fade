import { documentNumber } from '../../../synthetic/people/invent-person.ts'
import type { InventedPerson } from '../../../synthetic/people/invented-person.ts'
import type { Likeness } from '../../../synthetic/people/likeness.ts'
import type { Random } from '../../../synthetic/random.ts'
import type { WatchedPerson } from '../../../synthetic/watch-list/watched-person.ts'
import type { Traveller } from './booking.ts'

/** Shares of all adult travellers. If enough adults travel, a positive share gives at least one traveller. */
export type LikenessShares = Record<Likeness, number>
export const usualShares: LikenessShares = { exact: 0.002, spelling: 0.004, namesake: 0.005, 'document-typo': 0.002 }

export interface Seated {
  traveller: InventedPerson
  reference: string
  likeness: Likeness
}

/** A person who is to travel: one who resembles an entry, or one who travelled before. */
export type Guest =
  | { entry: WatchedPerson; likeness: Likeness }
  | { person: InventedPerson; reference: string; likeness: Likeness }

/**
 * Turns some travellers into listed people or people who resemble them. It changes the person objects in place, so that all messages state the same
 * person.
 */
export function seatWatched(
  random: Random,
  travellers: readonly Traveller[],
  watched: readonly WatchedPerson[],
  shares: LikenessShares,
): Seated[] {
  const adults = random.shuffled(travellers.filter((t) => t.kind === 'A'))
  const seated: Seated[] = []
  if (watched.length === 0) return seated
  const order = random.shuffled(watched)
  let turn = 0
  for (const [likeness, share] of Object.entries(shares) as [Likeness, number][]) {
    const count = share === 0 ? 0 : Math.max(1, Math.round(share * adults.length))
    for (let i = 0; i < count && adults.length > 0; i++) {
      const traveller = adults.pop() as Traveller
      const entry = entryFor(likeness, order, turn++)
      become(random, traveller.person, entry, likeness)
      seated.push({ traveller: traveller.person, reference: entry.reference, likeness })
    }
  }
  return seated
}

/** Turns one adult traveller after another into these guests, in place, as far as there are adults. */
export function seatGuests(random: Random, travellers: readonly Traveller[], guests: readonly Guest[]): Seated[] {
  const adults = random.shuffled(travellers.filter((t) => t.kind === 'A'))
  return guests.slice(0, adults.length).map((guest, place) => {
    const { person } = adults[place] as Traveller
    if ('person' in guest) {
      const { id, ...known } = guest.person
      Object.assign(person, known)
      return { traveller: person, reference: guest.reference, likeness: guest.likeness }
    }
    become(random, person, guest.entry, guest.likeness)
    return { traveller: person, reference: guest.entry.reference, likeness: guest.likeness }
  })
}

/** A mistyped document needs a listed document, and another spelling needs a listed spelling. */
function entryFor(likeness: Likeness, order: readonly WatchedPerson[], turn: number): WatchedPerson {
  const fits = order.filter((w) =>
    likeness === 'document-typo'
      ? w.documents.length > 0
      : likeness === 'spelling'
        ? w.person.spellings.length > 0
        : true,
  )
  const from = fits.length > 0 ? fits : order
  return from[turn % from.length] as WatchedPerson
}

function become(random: Random, person: InventedPerson, entry: WatchedPerson, likeness: Likeness): void {
  const { person: listed } = entry
  person.culture = listed.culture
  person.name = listed.name
  person.marked = listed.marked
  person.original = listed.original
  person.spellings = listed.spellings
  person.sex = listed.sex
  person.nationality = listed.nationality
  person.birthDate = listed.birthDate
  const { number } = entry.documents.find((d) => d.type === 'passport') ?? listed.document
  const renewed = documentNumber(random, listed.nationality)
  person.document = {
    ...person.document,
    type: 'P',
    issuer: listed.nationality,
    number: likeness === 'exact' ? number : likeness === 'document-typo' ? mistyped(random, number) : renewed,
  }
  if (likeness === 'spelling' && listed.spellings.length > 0) {
    person.name = random.pick(listed.spellings)
    person.marked = null
  }
  if (likeness === 'namesake') person.birthDate = otherBirthDate(random, listed.birthDate)
}

const lookAlikes: Record<string, string> = {
  0: 'O',
  O: '0',
  1: 'I',
  I: '1',
  5: 'S',
  S: '5',
  8: 'B',
  B: '8',
  2: 'Z',
  Z: '2',
}

/** Replaces one character by a similar one, or swaps two neighbours. */
function mistyped(random: Random, number: string): string {
  const places = [...number].flatMap((character, i) => (lookAlikes[character] ? [i] : []))
  if (places.length > 0) {
    const at = random.pick(places)
    return number.slice(0, at) + lookAlikes[number[at] as string] + number.slice(at + 1)
  }
  const at = random.between(0, number.length - 2)
  return number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
}

/** Returns a date with another day and month, at least four years away. */
function otherBirthDate(random: Random, birthDate: string): string {
  const born = Number(birthDate.slice(0, 4))
  // The new date keeps the person an adult and at a plausible age.
  const year = born + random.between(4, 17) * (born < 1987 ? 1 : -1)
  const day = String((Number(birthDate.slice(8)) % 27) + 1).padStart(2, '0')
  const month = String((Number(birthDate.slice(5, 7)) % 12) + 1).padStart(2, '0')
  return `${year}-${month}-${day}`
}
