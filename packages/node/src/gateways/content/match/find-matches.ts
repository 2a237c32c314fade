import type { Transform } from '@entente/contracts'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { type BankTerms, isDrawn, largestRadius } from '../index/bank-terms.ts'
import type { ContentIndex } from '../index/content-index.ts'
import type { Found } from '../index/signal-finder.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import type { MatchScope } from './read-query.ts'

/** A signal to search: one of the content itself, or one of the rotated or mirrored picture. */
export interface Query {
  signal: ContentSignal
  transform: Transform
}
/** A near signal, with the query that is near to it. */
export interface FoundMatch extends Found {
  query: Query
  bank: BankTerms
  /** True if its item is quarantined or suspended. */
  inactive: boolean
  /** Sort key of matches: 0 for equality, 1 at the limit. */
  apart: number
}
export interface FoundMatches {
  matches: FoundMatch[]
  total: number
  truncated: boolean
  indexSeq: number
}
const mostCounted = 10_000

/**
 * Finds all signals of banks near these queries, nearest first, in memory alone. `seed` decides whether a bank with a
 * partial ratio answers. Each signal is returned once, by the nearest query. Error: `index-not-ready`.
 */
export async function findMatches(
  index: ContentIndex,
  queries: readonly Query[],
  scope: MatchScope,
  now: Date,
): Promise<FoundMatches> {
  const finder = index.finder()
  const indexSeq = index.appliedSeq
  const seed = seedOf(queries, scope)
  const banks = banksInScope(index.banks(), scope, seed)
  const at = now.getTime()
  const accept = (number: number) => finder.terms.answersAt(number, at) && banks.has(finder.terms.bankOf(number))
  const radiusOf = (number: number) => scope.radius ?? banks.get(finder.terms.bankOf(number))?.radius ?? largestRadius
  const largest = scope.radius ?? Math.max(0, ...[...banks.values()].map(({ radius }) => radius))
  const nearest = new Map<number, FoundMatch>()
  let cut = false
  const next = takeTurns()
  const drawn = queries.filter(({ signal: { type } }) =>
    isDrawn({ name: `type ${type}`, ratio: index.ratioOf(type) }, seed),
  )
  for (const part of chunksOf(banks.size === 0 ? [] : drawn, finder.atOnce)) {
    const answers = await Promise.all(part.map(({ signal }) => finder.find(signal, { accept, radiusOf, largest })))
    for (const [place, { found, truncated }] of answers.entries()) {
      const query = part[place] as Query
      cut ||= truncated
      for (const one of found) {
        const bank = banks.get(finder.terms.bankOf(one.number))
        if (bank === undefined) continue
        const match = { ...one, query, bank, inactive: finder.terms.isInactive(one.number), apart: apartOf(one) }
        if (!scope.includeShadow && (bank.shadow || match.inactive)) continue
        const known = nearest.get(one.number)
        if (known === undefined || match.apart < known.apart) nearest.set(one.number, match)
      }
    }
    await next()
  }
  const all = [...nearest.values()].sort(inOrder)
  return {
    matches: cutTo(scope.limit, all),
    total: Math.min(all.length, mostCounted),
    truncated: cut || all.length > mostCounted,
    indexSeq,
  }
}

function banksInScope(
  all: ReadonlyMap<number, BankTerms>,
  { banks }: MatchScope,
  seed: string,
): Map<number, BankTerms> {
  const named = banks === null ? null : new Set(banks)
  return new Map(
    [...all].filter(
      ([, bank]) =>
        bank.purposes.includes('content-safety') && (named === null || named.has(bank.name)) && isDrawn(bank, seed),
    ),
  )
}

/** Without a seed, the content itself is the seed: the same content gets the same answer. */
const seedOf = (queries: readonly Query[], { seed }: MatchScope): string =>
  seed ?? queries.map(({ signal }) => `${signal.type}:${signal.value}`).join(' ')

const exactTypes = new Set(['md5', 'sha1', 'sha256', 'url'])
const exactHash = ({ query, distance }: FoundMatch): number =>
  distance === 0 && exactTypes.has(query.signal.type) ? 0 : 1

function apartOf({ distance, radius, similarity }: Found): number {
  if (distance !== null) return radius === null || radius === 0 ? 0 : distance / radius
  return similarity === null ? 1 : 1 - similarity
}

/** Orders exact hashes first, then by distance relative to the radius, then by bank and signal. */
function inOrder(a: FoundMatch, b: FoundMatch): number {
  return (
    exactHash(a) - exactHash(b) ||
    a.apart - b.apart ||
    (a.bank.name < b.bank.name ? -1 : a.bank.name > b.bank.name ? 1 : 0) ||
    a.number - b.number
  )
}

/** Returns whether a match can open or prevent a case: a shadow bank and a quarantined or suspended item cannot. */
const acts = ({ bank, inactive }: FoundMatch): boolean => !bank.shadow && !inactive

/**
 * Limits the number of matches. It keeps the suppressing match first, then those that can open a case, then all other matches,
 * in the original order.
 */
function cutTo(limit: number, all: readonly FoundMatch[]): FoundMatch[] {
  if (all.length <= limit) return [...all]
  const harmless = suppressing(all)
  const rank = (match: FoundMatch) => (match === harmless ? 0 : acts(match) ? 1 : 2)
  return all
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, limit)
    .sort(inOrder)
}

/**
 * Returns the match of a negative bank that suppresses the others: one that is equal, or at least as near as the
 * nearest other match. The content is harmless then, and no case opens.
 */
export function suppressing(matches: readonly FoundMatch[]): FoundMatch | null {
  const acting = matches.filter(acts)
  const [closest] = acting.filter(({ bank }) => bank.negative).sort((a, b) => a.apart - b.apart)
  if (closest === undefined) return null
  const best = Math.min(...acting.filter(({ bank }) => !bank.negative).map(({ apart }) => apart))
  return closest.distance === 0 || closest.apart <= best ? closest : null
}
