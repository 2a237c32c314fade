import { Purpose } from '@entente/contracts'
import {
  inputFrom,
  judgeSignal,
  type SignalAttributes,
  type SignalBook,
} from '../../safeguards/access/signal-access/index.ts'

/** Agreements and members as the index read them last. All its signals share one, which is replaced on change. */
export interface MatchBook {
  /** This node's own member, in whose name it matches. */
  member: string
  current: SignalBook
}
/** The terms that decide whether a signal may match. */
export interface MatchTerms {
  attributes: SignalAttributes
  book: MatchBook
}

/** Returns whether a signal may be matched now for one of these purposes. It asks the access decision itself, and only for candidate hits. */
export function mayMatch({ attributes, book }: MatchTerms, purposes: readonly string[], now: Date): boolean {
  const actor = { member: book.member, role: 'system' as const }
  return Purpose.options.some(
    (purpose) =>
      purposes.includes(purpose) &&
      attributes.purposes?.includes(purpose) === true &&
      judgeSignal(inputFrom(book.current, attributes, { actor, action: 'match', purpose, now })).allowed,
  )
}

/** Returns whether a signal may be matched now for any purpose. */
export const mayMatchAtAll = (terms: MatchTerms, now: Date): boolean =>
  mayMatch(terms, terms.attributes.purposes ?? [], now)
