import { cultures } from '../names/cultures.ts'
import { documentNumber, inventPerson } from '../people/invent-person.ts'
import type { InventedPerson } from '../people/invented-person.ts'
import { createRandom, type Random } from '../random.ts'
import type { WatchedName, WatchedOrganisation, WatchedPerson, WatchList } from './watched-person.ts'

/** Ages are relative to this date, so that the list depends only on its seed. */
const reference = new Date('2026-01-01T00:00:00Z')

/**
 * Creates an invented list of persons (nine in ten) and organisations: names in several scripts and spellings, birth
 * dates of every precision, and documents for some. Nobody on it exists; common names are combined at random.
 */
export function createWatchList(seed: number | string, entries = 40, prefix = 'XL'): WatchList {
  const random = createRandom(`watch-list/${seed}`)
  const people: WatchedPerson[] = []
  const organisations: WatchedOrganisation[] = []
  for (let i = 0; i < entries; i++) {
    if (i % 10 === 9) organisations.push(organisation(random, i, prefix))
    else people.push(watched(random, i, prefix))
  }
  return { name: 'Invented Consolidated List', generatedAt: reference.toISOString(), people, organisations }
}

const listedOn = (random: Random) =>
  `20${random.between(10, 25)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`
const referenceOf = (prefix: string, i: number) => `${prefix}.${String(i + 1).padStart(3, '0')}`

function watched(random: Random, i: number, prefix: string): WatchedPerson {
  // Every culture occurs before one repeats.
  const culture = cultures[i % cultures.length] as (typeof cultures)[number]
  const { person } = inventPerson(random, { culture, age: [21, 66], reference, sex: random.chance(0.85) ? 'M' : 'F' })
  const documents: WatchedPerson['documents'] = []
  if (random.chance(0.6))
    documents.push({ type: 'passport', number: person.document.number, country: person.document.issuer })
  if (random.chance(0.2))
    documents.push({ type: 'national-id', number: documentNumber(random, 'IDN'), country: person.nationality })
  return {
    kind: 'person',
    reference: referenceOf(`${prefix}i`, i),
    dataId: String(7_100_000 + i),
    person,
    names: namesOf(random, person),
    birthDates: birthDatesOf(random, person.birthDate),
    nationalities: random.chance(0.85) ? [person.nationality] : [],
    birthPlace: random.chance(0.5) ? person.address.city : null,
    documents,
    listedOn: listedOn(random),
  }
}

function namesOf(random: Random, person: InventedPerson): WatchedName[] {
  const full = (name: { given: string; surname: string }) =>
    person.culture.originalOrder === 'family-first' ? `${name.surname} ${name.given}` : `${name.given} ${name.surname}`
  const names: WatchedName[] = [{ full: full(person.name), quality: 'primary' }]
  const add = (text: string, quality: WatchedName['quality']) => {
    if (!names.some((n) => n.full === text)) names.push({ full: text, quality })
  }
  if (person.original) add(person.original, 'original')
  if (person.marked) add(full(person.marked), 'good')
  for (const spelling of person.spellings) add(full(spelling), random.chance(0.7) ? 'good' : 'low')
  if (random.chance(0.15))
    add(
      `${random.pick(['The', 'Old', 'Little', 'Tall'])} ${random.pick(['Carpenter', 'Teacher', 'Falcon', 'Sailor'])}`,
      'low',
    )
  return names
}

function birthDatesOf(random: Random, exact: string): string[] {
  const year = Number(exact.slice(0, 4))
  return random
    .weighted([
      [[exact], 55],
      [[exact.slice(0, 7)], 8],
      [[exact.slice(0, 4)], 14],
      [[`${year + random.between(-2, 2)}~`], 10],
      [[`${year - random.between(1, 3)}/${year + random.between(1, 3)}`], 6],
      [[exact, String(year + random.between(1, 4))], 4],
      [[], 3],
    ] as const)
    .map(String)
}

function organisation(random: Random, i: number, prefix: string): WatchedOrganisation {
  const place = random.pick([
    'Northern Delta',
    'Red Plateau',
    'Silver Coast',
    'Three Rivers',
    'Old Harbour',
    'White Mesa',
  ])
  const what = random.pick([
    'Relief Trust',
    'Trading House',
    'Transport Company',
    'Metals Works',
    'Charity Fund',
    'Brigade',
  ])
  const name = `${place} ${what}`
  return {
    kind: 'organisation',
    reference: referenceOf(`${prefix}e`, i),
    dataId: String(7_100_000 + i),
    name,
    aliases: [
      name
        .split(' ')
        .map((w) => w[0])
        .join(''),
      `${name} ${random.pick(['Ltd', 'LLC', 'SARL', 'GmbH'])}`,
    ],
    country: random.pick(['TUR', 'LBN', 'NGA', 'FRA', 'IDN']),
    listedOn: listedOn(random),
  }
}
