import { fail } from '../../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { type BankTerms, largestRadius } from '../index/bank-terms.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { type DescribedMatch, describeMatches } from '../match/describe-matches.ts'
import { type FoundMatch, findMatches } from '../match/find-matches.ts'
import { asQueries, type MatchDeps } from '../match/match-signals.ts'
import { largestLimit } from '../match/read-query.ts'
import { readSignal } from '../signals/read-signal.ts'
import { typeOf } from './names.ts'

export interface LookUp {
  name: string
  value: string
  /** Only these banks; null: all banks. */
  banks: readonly string[] | null
  seed?: string | undefined
  /** The network of a client without a key, for the log. */
  withoutKey: string | null
  /** All banks with a partial ratio answer; a disabled bank still does not. */
  bypassCoinflip?: boolean
}
export interface HmaMatch {
  bank_content_id: number
  /** A text, as in HMA. */
  distance: string
}
const intent: AccessIntent = {
  action: 'content.match',
  type: 'signal.match',
  decision: 'allow',
  details: { cause: 'question' },
}

/**
 * Finds the matches of one signal by bank, nearest first. HMA's clients treat every match as a hit: content that a
 * negative bank calls harmless is left out, and so are negative banks themselves unless the request names them.
 */
export async function lookUp(deps: MatchDeps, access: AccessStore, asked: LookUp): Promise<Record<string, HmaMatch[]>> {
  const index = asked.bypassCoinflip === true ? withoutCoinflip(deps.index) : deps.index
  const scope = { banks: null, radius: null, limit: largestLimit, seed: asked.seed ?? null, includeShadow: false }
  const { matches } = await findMatches(index, asQueries([readOne(asked)]), scope, deps.clock())
  return access.transaction(intent, async (tx) => {
    const described = (await describeMatches(tx, matches)).filter(
      ({ match }) =>
        match.suppressedBy === null && (asked.banks === null ? !match.negative : asked.banks.includes(match.bank)),
    )
    tx.note({ questions: 1, matches: described.length, ...maker(asked) })
    const byBank: Record<string, HmaMatch[]> = {}
    for (const { bank, match } of await numbered(tx, described)) {
      byBank[bank] ??= []
      byBank[bank].push(match)
    }
    return byBank
  })
}

/**
 * Finds the matches of one signal without banks, including disabled items and banks. Withdrawn, expired and quarantined
 * signals are not found.
 */
export async function lookUpRaw(deps: MatchDeps, access: AccessStore, asked: LookUp): Promise<HmaMatch[]> {
  const [query] = asQueries([readOne(asked)])
  if (query === undefined) throw new Error('a signal was read')
  const finder = deps.index.finder()
  const banks = new Map(
    [...deps.index.banks()].filter(
      ([, { name, shadow, purposes }]) =>
        !shadow && purposes.includes('content-safety') && (asked.banks?.includes(name) ?? true),
    ),
  )
  const bankOf = (number: number): BankTerms | undefined => banks.get(finder.terms.bankOf(number))
  const { found } = await finder.find(query.signal, {
    accept: (number) => bankOf(number) !== undefined && !finder.terms.isInactive(number),
    radiusOf: (number) => bankOf(number)?.radius ?? 0,
    largest: largestRadius,
  })
  const matches = found.flatMap((one): FoundMatch[] => {
    const bank = bankOf(one.number)
    if (bank === undefined) return []
    return [{ ...one, query, bank, inactive: false, apart: one.distance ?? 1 - (one.similarity ?? 0) }]
  })
  matches.sort((a, b) => a.apart - b.apart || a.number - b.number)
  return access.transaction(intent, async (tx) => {
    const described = (await describeMatches(tx, matches.slice(0, largestLimit))).filter(({ signal }) => {
      const ends = [signal.validUntil, signal.lawfulBasis.validUntil ?? signal.validUntil]
      return Date.parse(signal.validFrom) <= tx.now.getTime() && ends.every((end) => Date.parse(end) > tx.now.getTime())
    })
    tx.note({ questions: 1, matches: described.length, ...maker(asked) })
    return (await numbered(tx, described)).map(({ match }) => match)
  })
}

const maker = ({ withoutKey }: LookUp) => (withoutKey === null ? {} : { withoutKey })

function readOne({ name, value }: LookUp) {
  const read = readSignal({ type: typeOf(name), value })
  if ('code' in read) throw fail(read.code, { detail: read.message, status: 400 })
  return read.signal
}

/** Returns each item once, by its nearest signal. */
async function numbered(tx: Tx, described: readonly DescribedMatch[]): Promise<{ bank: string; match: HmaMatch }[]> {
  const ids = [...new Set(described.map(({ match }) => match.itemId))]
  const rows =
    ids.length === 0
      ? []
      : await tx.db.selectFrom('bank_item').select(['id', 'number']).where('id', 'in', ids).execute()
  const left = new Map(rows.map(({ id, number }) => [id, Number(number)]))
  return described.flatMap(({ match: { itemId, bank, distance, similarity } }) => {
    const number = left.get(itemId)
    if (number === undefined) return []
    left.delete(itemId)
    const apart = distance ?? Math.round(1000 * (1 - (similarity ?? 0))) / 1000
    return [{ bank, match: { bank_content_id: number, distance: String(apart) } }]
  })
}

function withoutCoinflip(index: ContentIndex): ContentIndex {
  const banks = new Map([...index.banks()].map(([id, bank]) => [id, { ...bank, ratio: bank.ratio > 0 ? 1 : 0 }]))
  const ratioOf = (type: string) => (index.ratioOf(type) > 0 ? 1 : 0)
  return Object.create(index, { banks: { value: () => banks }, ratioOf: { value: ratioOf } })
}
