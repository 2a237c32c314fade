import { Purpose } from '@entente/contracts'
import {
  inputFrom,
  judgeSignal,
  type SignalAttributes,
  type SignalBook,
} from '../../safeguards/access/signal-access/index.ts'

/** Agreements and members as the index read them last: one for all of its signals, and replaced when they change. */
export interface MatchBook {
  /** This node's own member, which matches. */
  member: string
  current: SignalBook
}
/** What decides whether a signal may hit. */
export interface MatchTerms {
  attributes: SignalAttributes
  book: MatchBook
}

/** Whether a signal may be matched now for one of these purposes: the access decision itself, asked of what could become a hit and of nothing else. */
export function mayMatch({ attributes, book }: MatchTerms, purposes: readonly string[], now: Date): boolean {
  const actor = { member: book.member, role: 'system' as const }
  return Purpose.options.some(
    (purpose) =>
      purposes.includes(purpose) &&
      attributes.purposes?.includes(purpose) === true &&
      judgeSignal(inputFrom(book.current, attributes, { actor, action: 'match', purpose, now })).allowed,
  )
}

/** Whether a signal may be matched now at all. */
export const mayMatchAtAll = (terms: MatchTerms, now: Date): boolean =>
  mayMatch(terms, terms.attributes.purposes ?? [], now)
