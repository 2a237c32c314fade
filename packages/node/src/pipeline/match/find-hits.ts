import type { Identity, ScreenHit } from '@entente/contracts'
import { defaultThreshold, Screener, weakThreshold } from '@entente/matching'
import { mayMatch } from './may-match.ts'
import type { IndexedSignal } from './signal-entry.ts'

export interface SignalHit {
  signal: IndexedSignal
  result: ScreenHit
}

export interface ScreenUse {
  purposes: readonly string[]
  now: Date
  only?: Subset | undefined
  /** The lowest score of a hit, .2 at least. Default: the matcher's own threshold. */
  threshold?: number
  /** Also returns results under the threshold, from .2 on. */
  weak?: boolean
}
export interface Subset {
  ids: ReadonlySet<string>
  /** The change of the index that the other fields reflect. */
  asOf: number
  /** A small index of these signals; null if the whole index is used. */
  own: { signals: Map<string, IndexedSignal>; screener: Screener } | null
  /** The number of signals in the index that are not among these. */
  others: number
}

/** Matches per subject whose access terms are checked. */
const most = 200
/** Compares one signal with an identity as the index would. Returns the hit, if it is one. */
export function screenOne(
  signal: IndexedSignal,
  identity: Identity,
  use: Omit<ScreenUse, 'only'>,
): SignalHit | undefined {
  return hitsIn(Screener.build([signal.entry]), () => signal, identity, use)[0]
}

/**
 * Returns the hits of an identity in a screener, closest first. With a subset that has no small index, the screener is the whole index, and hits
 * on other signals are left out.
 */
export function hitsIn(
  within: Screener,
  signalOf: (id: string) => IndexedSignal | undefined,
  identity: Identity,
  { purposes, now, only, threshold = defaultThreshold, weak = false }: ScreenUse,
): SignalHit[] {
  const hits: SignalHit[] = []
  // In the whole index, the closest signals may include every one that is not to be compared.
  const filter = only?.own === null ? only : undefined
  const limit = most + (filter?.others ?? 0)
  const least = weak ? Math.min(weakThreshold, threshold) : threshold
  // The screener was built with the matcher's own threshold. The threshold is applied here, so that a change takes effect with the next
  // screening.
  const found = within.screen(identity, { limit, weak: least < defaultThreshold })
  const compared = filter === undefined ? found : found.filter(({ entryId }) => filter.ids.has(entryId)).slice(0, most)
  for (const result of compared) {
    const signal = signalOf(result.entryId)
    if (result.score < least || signal === undefined || !mayMatch(signal.terms, purposes, now)) continue
    if (!means(signal, identity.kind)) continue
    hits.push({ signal, result: { ...result, threshold, verdict: result.score >= threshold ? 'match' : 'weak' } })
  }
  return hits
}

/** The name of a company or vessel is not compared with a person, nor the reverse. */
function means(signal: IndexedSignal, kind: Identity['kind']): boolean {
  if (kind === 'entity' || signal.entry.kind === 'entity') return true
  return (signal.kind === 'organisation') === (kind === 'org' || kind === 'vessel')
}
