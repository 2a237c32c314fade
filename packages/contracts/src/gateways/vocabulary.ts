import type { DecisionOutcome, Purpose, RegimeId } from '../core.ts'

/** The outcomes that have acts of their own. `exempt` takes the acts of `no-action`. */
export type ActOutcome = Exclude<DecisionOutcome, 'exempt'>

/**
 * The words of one kind of gateway: plain data, shared by the node, the desk and clients. A kind that is in no registry is unknown everywhere.
 */
export interface GatewayVocabulary {
  /** Lower-case letters and hyphens; stands in rows, routes and keys. */
  kind: string
  /** The formats that a sender of this kind hands in, each with the regime and purposes that a new sender gets. Empty: it has no senders. */
  formats: Readonly<Record<string, { regime: RegimeId; purposes: readonly Purpose[] }>>
  /** The usual codes and texts of what a sender is answered, by outcome of the answer; a sender may have its own. Absent: its answers have no codes. */
  answerCodes?: Readonly<Record<string, { code: string; text: string }>>
  /** Keys may be limited to asking from afar. */
  remoteKeys?: boolean
  /** The addresses of its own pages in the desk; `$id` is any one segment. */
  deskPages: readonly string[]
  /** The acts of each outcome. The first is the usual one: what a sender is told where nobody has decided. */
  acts: Readonly<Record<ActOutcome, readonly [string, ...string[]]>>
  /** The reason codes of each outcome, for proposals and confirmations. */
  reasons: Readonly<Record<DecisionOutcome, readonly string[]>>
}

/** Keeps the literal types of a vocabulary, and checks it against its interface. */
export const defineVocabulary = <const V extends GatewayVocabulary>(vocabulary: V): V => vocabulary

/** The acts that an outcome may take. */
export const actsOf = (vocabulary: GatewayVocabulary, outcome: DecisionOutcome): readonly string[] =>
  vocabulary.acts[outcome === 'exempt' ? 'no-action' : outcome]
