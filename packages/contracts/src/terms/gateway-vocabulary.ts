import type { z } from 'zod'
import type { DecisionOutcome, Purpose, RegimeId } from './terms.ts'

/** The outcomes that have their own acts. The outcome `exempt` uses the acts of `no-action`. */
export type ActOutcome = Exclude<DecisionOutcome, 'exempt'>

/** The settings that senders of one kind of gateway can have. */
export interface SenderSettings {
  /** The schema that checks settings and adds defaults. */
  schema: z.ZodType<Record<string, unknown>>
  /**
   * Returns the scope to which a sender's keys are limited: they may call only routes with that scope. If the function
   * is missing or returns null, they may call all routes of the gateway.
   */
  scopeOf?(settings: Record<string, unknown>): string | null
}

/** A thing that hits of a gateway compare. `filter` is false if no list may be filtered by it. */
export interface CellKind {
  id: string
  filter: boolean
}

/** The cells of hits on identities, in the order in which lists show them. No list can be filtered by nationality. */
export const identityCells = [
  { id: 'name', filter: true },
  { id: 'birth-date', filter: true },
  { id: 'document', filter: true },
  { id: 'nationality', filter: false },
] as const satisfies readonly CellKind[]

/**
 * The vocabulary of one kind of gateway. It is plain data that the node, the desk and clients share. A kind that is not
 * listed in vocabularies.ts does not exist for any of them.
 */
export interface GatewayVocabulary {
  /** The name of the kind in rows, routes and keys, in lower-case letters and hyphens. */
  kind: string
  /**
   * The formats that a sender of this kind submits, each with the default regime and purposes of a new sender. A
   * gateway without formats has no senders.
   */
  formats: Readonly<Record<string, { regime: RegimeId; purposes: readonly Purpose[] }>>
  /** The settings of its senders, with their defaults; missing if they have none. */
  senderSettings?: SenderSettings
  /** The kinds of live events that only this gateway announces. */
  events: readonly string[]
  /** Errors that only its routes return: HTTP status and title by code. */
  errors?: Readonly<Record<string, readonly [status: number, title: string]>>
  /** The types of search results that the gateway adds, in the order in which lists show them. */
  finds?: readonly string[]
  /** The addresses of the gateway's own pages in the desk; `$id` is any single segment. */
  deskPages: readonly string[]
  /** The ways by which results of matching leave the gateway, beside answers to its senders. People can stop each. */
  surfaces?: readonly string[]
  /** The acts of each outcome. The first act is the default: a sender gets it if there is no decision. */
  acts: Readonly<Record<ActOutcome, readonly [string, ...string[]]>>
  /**
   * False if a sender gets no answer about a subject while its case is open, because any answer would reveal the hit.
   * Missing: the sender gets the first act of a further check.
   */
  answersWhileOpen?: boolean
  /**
   * True if hits on earlier data of a subject stay after its data changed, as long as their signal may be used: the
   * sender of the data can neither end an open case nor lift a decision by changing it. Missing: such hits fall away.
   */
  keepsHits?: boolean
  /** The days within which a complaint about a decision is answered. Missing: as any request for redress, one month. */
  complaintDays?: number
  /** The causes for which the node itself may return a decided case to review. */
  reopenCauses?: readonly string[]
  /**
   * The schemas of the `details` of a proposal, by act. An act without a schema takes any details. `missing` names the
   * error for a fault in a field of the details; other faults are `body-invalid`.
   */
  details?: Readonly<Record<string, { schema: z.ZodType; missing?: Readonly<Record<string, string>> }>>
  /** The cells of its hits. Missing: the cells of hits on identities. */
  cells?: readonly CellKind[]
  /** The reason codes for each outcome, used in proposals and confirmations. */
  reasons: Readonly<Record<DecisionOutcome, readonly string[]>>
}

/** Checks a vocabulary against its interface and preserves its literal types. */
export const defineVocabulary = <const V extends GatewayVocabulary>(vocabulary: V): V => vocabulary

/** Returns the acts that are possible for an outcome. */
export const actsOf = (vocabulary: GatewayVocabulary, outcome: DecisionOutcome): readonly string[] =>
  vocabulary.acts[outcome === 'exempt' ? 'no-action' : outcome]

/** Returns the cells of hits of a gateway, in the order in which lists show them. */
export const cellsOf = ({ cells }: Pick<GatewayVocabulary, 'cells'>): readonly CellKind[] => cells ?? identityCells
