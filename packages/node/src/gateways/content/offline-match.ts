import type { Item } from '@entente/contracts'
import { writeEntity, writeLabels } from './exchanges/lists/bank-item.ts'
import type { BankTerms } from './index/bank-terms.ts'
import type { ContentIndex } from './index/content-index.ts'
import { SignalFinder } from './index/signal-finder.ts'
import { type FoundMatches, findMatches, type Query } from './match/find-matches.ts'
import type { MatchScope } from './match/read-query.ts'

export { type BankItem, csvColumns } from './exchanges/lists/bank-item.ts'
export { type BadHashLine, readHashLines } from './exchanges/lists/read-hash-list.ts'
export { SignalTermsTable } from './index/signal-terms.ts'
export { writeSnapshot } from './index/snapshot.ts'
export { patternOf } from './items/patterns.ts'
export { explainMatch } from './match/explain-match.ts'
export type { FoundMatch, Query } from './match/find-matches.ts'
export { matchState } from './match/match-state.ts'
export { type MatchScope, readScope } from './match/read-query.ts'

export { findInvalidSignal, readSignal } from './signals/read-signal.ts'
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

/** Forms of an exported list of hashes. */
type ListForm = 'jsonl' | 'csv' | 'hex'

/** Writers of an item in each format: a JSON line as a node exports it, one CSV row per signal, or the PDQ hashes of the item. */
export const writeItem: Record<ListForm, (item: Item) => string[]> = {
  jsonl: (item) => [JSON.stringify(item)],
  csv: ({ signals, labels, entity, note }) =>
    signals.map(({ type, value, quality }) =>
      [type, value, quality === null ? '' : String(quality), writeLabels(labels), writeEntity(entity), note ?? '']
        .map(quoted)
        .join(','),
    ),
  hex: ({ signals }) => signals.flatMap(({ type, value }) => (type === 'pdq' ? [value] : [])),
}

/** Quotes a cell as RFC 4180 requires. */
const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
