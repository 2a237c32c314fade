import type { NameCulture, NameToken } from '../names/culture.ts'
import type { Random } from '../random.ts'
import type { InventedPerson, WrittenName } from './invented-person.ts'

export interface PersonWish {
  culture: NameCulture
  /** Age range in years on the reference day. */
  age: readonly [number, number]
  reference: Date
  sex?: 'M' | 'F'
  /** A relative, with whom the person shares name, address, contact and nationality. */
  relative?: InventedPerson
  familyToken?: readonly NameToken[]
}

export interface InventedWithTokens {
  person: InventedPerson
  /** The elements of the family name in the masculine form, for relatives. */
  family: readonly NameToken[]
}

/** Invents a person from `random`: the same sequence gives the same person. */
export function inventPerson(random: Random, wish: PersonWish): InventedWithTokens {
  const { culture } = wish
  const sex = wish.sex ?? random.pick(['M', 'F'] as const)
  const givenTokens = [random.pick(sex === 'M' ? culture.male : culture.female)]
  if (random.chance(culture.secondGiven)) {
    const second = random.pick(sex === 'M' ? culture.male : culture.female)
    if (second !== givenTokens[0]) givenTokens.push(second)
  }
  const family = wish.familyToken ?? familyOf(random, culture)
  const familyTokens = sex === 'F' && culture.womansFamily ? family.map(culture.womansFamily) : family
  const written = (pick: (token: NameToken) => string): WrittenName => ({
    surname: familyTokens.map(pick).join(' '),
    given: givenTokens.map(pick).join(' '),
  })
  const name = written((token) => token.latin)
  const marked = culture.script === 'Latn' ? written((token) => token.original ?? token.latin) : null
  const nationality = wish.relative?.nationality ?? random.pick(culture.states)
  const person: InventedPerson = {
    id: `p${random.digits(12)}`,
    culture,
    name,
    spellings: spellingsOf(random, written),
    marked,
    original: originalOf(culture, familyTokens, givenTokens),
    sex,
    birthDate: birthDateOf(random, wish.age, wish.reference),
    nationality,
    document: {
      type: random.chance(0.93) ? 'P' : 'I',
      number: documentNumber(random, nationality),
      issuer: nationality,
      expires: dayIn(random, wish.reference, 200, 3500),
    },
    phone: wish.relative?.phone ?? `+${random.between(20, 98)}${random.digits(9)}`,
    email:
      wish.relative?.email ??
      `${mailbox(name)}${random.between(1, 99)}@${random.pick(['post', 'mail', 'kurier'])}.example`,
    card: wish.relative?.card ?? {
      vendor: random.pick(['VI', 'CA', 'AX']),
      account: `XXXXXXXXXXXX${random.digits(4)}`,
      expiry: `${String(random.between(1, 12)).padStart(2, '0')}${random.between(27, 32)}`,
    },
    address: wish.relative?.address ?? {
      street: `${random.between(1, 240)} ${random.pick(streets)}`,
      city: random.pick(towns),
      country: nationality,
      postal: random.digits(5),
    },
  }
  return { person, family }
}

const streets = [
  'HARBOUR LANE',
  'MILL ROAD',
  'CEDAR AVENUE',
  'STATION STREET',
  'ORCHARD ROW',
  'NORTH QUAY',
  'LANTERN HILL',
  'CANAL SIDE',
]
const towns = [
  'EASTPORT',
  'WESTERMARK',
  'SANTA PAULINA',
  'NOVOGOR',
  'HALLINGEN',
  'PORT ADJOA',
  'DUNMERE',
  'QASR ALWADI',
]

function familyOf(random: Random, culture: NameCulture): NameToken[] {
  const first = random.pick(culture.family)
  if (!culture.doubleFamily || random.chance(0.35)) return [first]
  const second = random.pick(culture.family)
  return second === first ? [first] : [first, second]
}

/** Returns up to three spellings of the name. Each uses for every element one of its known spellings. */
function spellingsOf(random: Random, written: (pick: (token: NameToken) => string) => WrittenName): WrittenName[] {
  const usual = written((token) => token.latin)
  const found = new Map<string, WrittenName>()
  for (let i = 0; i < 6 && found.size < 3; i++) {
    const other = written((token) => random.pick(token.spellings))
    const key = `${other.surname}/${other.given}`
    if (key !== `${usual.surname}/${usual.given}`) found.set(key, other)
  }
  return [...found.values()]
}

function originalOf(culture: NameCulture, family: readonly NameToken[], given: readonly NameToken[]): string | null {
  if (culture.script === 'Latn') return null
  const part = (tokens: readonly NameToken[]) => tokens.map((t) => t.original ?? t.latin).join(culture.originalGap)
  const parts = culture.originalOrder === 'family-first' ? [part(family), part(given)] : [part(given), part(family)]
  return parts.join(culture.originalGap)
}

function birthDateOf(random: Random, [youngest, oldest]: readonly [number, number], reference: Date): string {
  return dayIn(random, reference, -Math.floor((oldest + 1) * 365.25) + 2, -Math.ceil(youngest * 365.25) - 1)
}

function dayIn(random: Random, from: Date, low: number, high: number): string {
  return new Date(from.getTime() + random.between(low, high) * 86_400_000).toISOString().slice(0, 10)
}

export function documentNumber(random: Random, state: string): string {
  const form = state.charCodeAt(0) % 3
  if (form === 0) return random.letters(2) + random.digits(7)
  if (form === 1) return random.letters(1) + random.digits(8)
  return String(random.between(1, 9)) + random.digits(8)
}

const mailbox = (name: WrittenName) => `${name.given}.${name.surname}`.toLowerCase().replace(/[^a-z.]/g, '')
