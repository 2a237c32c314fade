import type { BankTerms } from './index/bank-terms.ts'
import type { ContentIndex } from './index/content-index.ts'
import { SignalFinder } from './index/signal-finder.ts'
import { type FoundMatches, findMatches, type Query } from './match/find-matches.ts'
import type { MatchScope } from './match/read-query.ts'

export { type BankItem, csvColumns } from './exchanges/lists/bank-item.ts'
export { readHashList } from './exchanges/lists/read-hash-list.ts'
export { writeItem } from './exchanges/lists/write-hash-list.ts'
export { SignalTermsTable } from './index/signal-terms.ts'
export { writeSnapshot } from './index/snapshot.ts'
export { patternOf } from './items/patterns.ts'
export { explainMatch } from './match/explain-match.ts'
export type { FoundMatch, Query } from './match/find-matches.ts'
export { type MatchScope, readScope } from './match/read-query.ts'

export { readSignal } from './signals/read-signal.ts'
export { SignalFinder }

/** Matches queries as a node does, with signals from files instead of a database. */
export function findOffline(
  finder: SignalFinder,
  banks: ReadonlyMap<number, BankTerms>,
  queries: readonly Query[],
  scope: MatchScope,
): Promise<FoundMatches> {
  const index: Pick<ContentIndex, 'finder' | 'banks' | 'ratioOf' | 'appliedSeq'> = {
    finder: () => finder,
    banks: () => banks,
    ratioOf: () => 1,
    appliedSeq: 0,
  }
  return findMatches(index as ContentIndex, queries, scope, new Date())
}
