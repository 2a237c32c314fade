import type { DecisionOutcome, Purpose, RegimeId } from '../core.ts'

/** The outcomes with their own acts. `exempt` uses the acts of `no-action`. */
export type ActOutcome = Exclude<DecisionOutcome, 'exempt'>

/**
 * The vocabulary of one kind of gateway: plain data, shared by the node, the desk and clients. A kind without a registry entry is unknown
 * everywhere.
 */
export interface GatewayVocabulary {
  /** Lower-case letters and hyphens; used in rows, routes and keys. */
  kind: string
  /** The formats that a sender of this kind submits, each with the default regime and purposes of a new sender. Empty: it has no senders. */
  formats: Readonly<Record<string, { regime: RegimeId; purposes: readonly Purpose[] }>>
  /** Default codes and texts of answers to senders, by outcome; a sender may have its own. Absent: its answers have no codes. */
  answerCodes?: Readonly<Record<string, { code: string; text: string }>>
  /** Keys may be limited to remote queries. */
  remoteKeys?: boolean
  /** The addresses of its own pages in the desk; `$id` is any one segment. */
  deskPages: readonly string[]
  /** The acts of each outcome. The first is the default, sent to a sender without a decision. */
  acts: Readonly<Record<ActOutcome, readonly [string, ...string[]]>>
  /** The reason codes of each outcome, for proposals and confirmations. */
  reasons: Readonly<Record<DecisionOutcome, readonly string[]>>
}

/** Preserves the literal types of a vocabulary, and checks it against its interface. */
export const defineVocabulary = <const V extends GatewayVocabulary>(vocabulary: V): V => vocabulary

/** Returns the acts that an outcome may take. */
export const actsOf = (vocabulary: GatewayVocabulary, outcome: DecisionOutcome): readonly string[] =>
  vocabulary.acts[outcome === 'exempt' ? 'no-action' : outcome]
