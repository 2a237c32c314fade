import type { z } from 'zod'
import type { DecisionOutcome, Purpose, RegimeId } from './terms.ts'

/** The outcomes with their own acts. `exempt` uses the acts of `no-action`. */
export type ActOutcome = Exclude<DecisionOutcome, 'exempt'>

/** What senders of one kind of gateway can have set. */
export interface SenderSettings {
  /** Checks settings and adds defaults. */
  schema: z.ZodType<Record<string, unknown>>
  /** The scope that a sender's keys are limited to: they may call only routes of that scope. Absent or null: all routes of the gateway. */
  scopeOf?(settings: Record<string, unknown>): string | null
}

/**
 * The vocabulary of one kind of gateway: plain data, shared by the node, the desk and clients. A kind without a registry entry is unknown
 * everywhere.
 */
export interface GatewayVocabulary {
  /** Lower-case letters and hyphens; used in rows, routes and keys. */
  kind: string
  /** The formats that a sender of this kind submits, each with the default regime and purposes of a new sender. Empty: it has no senders. */
  formats: Readonly<Record<string, { regime: RegimeId; purposes: readonly Purpose[] }>>
  /** The settings of its senders, with their defaults. Absent: they have none. */
  senderSettings?: SenderSettings
  /** Kinds of live events that only this gateway announces. */
  events: readonly string[]
  /** Errors that only its routes answer: HTTP status and title, by code. */
  errors?: Readonly<Record<string, readonly [status: number, title: string]>>
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
