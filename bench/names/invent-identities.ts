import type { Entry, Identity } from '@entente/matching'
import { createRandom, type Random } from '@entente/testkit'
import { drawRank, type NamePool, nameOfRank, namePools } from './name-pools.ts'

const shares = namePools.map((pool) => [pool, pool.share] as const)

function invent(random: Random, pool: NamePool): string {
  return random
    .pick(pool.patterns)
    .replace(/[gf](?![a-z]{2,}-)/g, (kind) => {
      const place = kind === 'g' ? 0 : 1
      return nameOfRank(pool, place, drawRank(random, pool, place))
    })
    .replace(/(?<=\p{Ll})(ov|ов)(ov|ов|ova|ова|enko|енко|in)$/u, '$1')
}
const date = (random: Random): string =>
  `${random.between(1945, 2004)}-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`

const respellings: readonly (readonly [RegExp, string])[] = [
  [/ou/, 'u'],
  [/sh/, 'ch'],
  [/ee/, 'i'],
  [/kh/, 'h'],
  [/i(?=.)/, 'y'],
  [/e(?=.)/, 'a'],
  [/aa?h\b/, 'a'],
  [/ov\b/, 'off'],
  [/z/, 's'],
  [/ck?/, 'k'],
]
function slip(random: Random, name: string): string {
  const at = random.between(1, Math.max(1, name.length - 2))
  const kind = random.between(0, 2)
  if (kind === 0) return name.slice(0, at) + name.slice(at + 1)
  if (kind === 1) return `${name.slice(0, at)}${name[at + 1] ?? ''}${name[at] ?? ''}${name.slice(at + 2)}`
  return `${name.slice(0, at)}${name[at] ?? ''}${name.slice(at)}`
}

/** Rewrites a name as another person might write it: another spelling or order, a typing error, an omitted word, words joined or split. */
function rewrite(random: Random, name: string): string {
  const words = name.split(' ')
  const kind = random.between(0, 5)
  if (kind === 0) return name.toUpperCase()
  if (kind === 1) return [...words.slice(-1), ...words.slice(0, -1)].join(' ')
  if (kind === 2) return slip(random, name)
  if (kind === 3 && words.length > 2) return [words[0], ...words.slice(2)].join(' ')
  if (kind === 4 && words.length > 2) return `${words[0]} ${words.slice(1).join('')}`
  const [from, to] = random.pick(respellings)
  return name.replace(from, to)
}

function identity(random: Random): Identity {
  const pool = random.weighted(shares)
  return {
    names: [invent(random, pool)],
    birthDates: [date(random)],
    nationalities: [random.pick(pool.states)],
    gender: random.chance(0.5) ? 'male' : 'female',
  }
}

/** Makes travellers of many origins, each with birth date, nationality and passport. */
export function inventTravellers(seed: string, count: number): Identity[] {
  const random = createRandom(`${seed}/travellers`)
  return Array.from({ length: count }, () => {
    const one = identity(random)
    return {
      ...one,
      documents: [{ number: random.letters(1) + random.digits(8), country: one.nationalities?.[0] ?? '' }],
    }
  })
}

/**
 * Makes a list with about `names` names. Three in four entries have one name, all others two or three. Many birth dates are incomplete, as in real
 * lists.
 */
export function* inventEntries(seed: string, names: number): Generator<Entry> {
  const random = createRandom(`${seed}/entries`)
  for (let made = 0, number = 0; made < names; number += 1) {
    const id = `E${number}`
    if (random.chance(0.04)) {
      const pool = random.weighted(shares)
      const word = nameOfRank(pool, 1, drawRank(random, pool, 1))
      const trade = random.pick([
        'Trading',
        'Shipping',
        'Construction',
        'Exchange',
        'Foundation',
        'Electronics',
        'Holding',
      ])
      yield { id, kind: 'org', names: [`${word} ${trade} ${random.pick(['Ltd', 'LLC', 'GmbH', 'SA', ''])}`.trim()] }
      made += 1
      continue
    }
    const one = identity(random)
    const first = one.names[0] ?? ''
    const all: Entry['names'] = [first]
    for (let more = random.chance(0.25) ? random.between(1, 2) : 0; more > 0; more -= 1)
      all.push({ name: rewrite(random, first), quality: random.chance(0.8) ? 'good' : 'low' })
    const born = one.birthDates?.[0] ?? ''
    const kind = random.next()
    const birthDates =
      kind < 0.65 ? [born] : kind < 0.8 ? [born.slice(0, 4)] : kind < 0.86 ? [`${born.slice(0, 4)}~`] : []
    yield {
      id,
      names: all,
      birthDates,
      nationalities: random.chance(0.8) ? (one.nationalities ?? []) : [],
      gender: random.chance(0.5) ? (one.gender ?? null) : null,
      documents: random.chance(0.2) ? [{ number: random.letters(1) + random.digits(8) }] : [],
    }
    made += all.length
  }
}

/**
 * Returns the person of an entry as another source describes them: the name is rewritten, and birth date and nationality are kept if the entry has
 * them.
 */
export function meet(random: Random, entry: Entry): Identity {
  const named = entry.names[0]
  const name = typeof named === 'string' ? named : (named?.name ?? '')
  return {
    kind: entry.kind ?? 'person',
    names: [rewrite(random, name)],
    ...(random.chance(0.6) ? { birthDates: entry.birthDates ?? [], nationalities: entry.nationalities ?? [] } : {}),
  }
}
