import type { CaseDetail, CaseRow, FieldComparison, LiveEvent, Me, ProposalRequest, Sender } from '@entente/contracts'
import type { RouteComponent } from '@tanstack/react-router'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { z } from 'zod'
import type { Values } from '../texts/define-texts.ts'
import { findText, type TextKey, text } from '../texts/text.ts'
import type { Badges, Entry } from './navigation.ts'
import type { Search } from './search.ts'

export type Outcome = z.infer<typeof ProposalRequest>['outcome']
type Details = z.infer<typeof ProposalRequest>['details']

/** A page of a gateway, in the frame of the desk. `path` is a pattern of the router: `/things/$id`. */
interface GatewayPage {
  path: string
  /** Reads the search parameters; those that it leaves out are dropped from the address. */
  search?: (search: Search) => Record<string, unknown>
  component: RouteComponent
}

/** Outcomes, acts and reasons for a case of the gateway. */
export interface DecisionRules {
  /** Outcomes on offer, in their order: adverse ones last. */
  outcomes: readonly Outcome[]
  /** The acts of each outcome, from the mildest to the strongest. `exempt` takes the acts of `no-action`. */
  acts: Readonly<Record<Exclude<Outcome, 'exempt'>, readonly string[]>>
  reasons: Readonly<Record<Outcome, readonly string[]>>
  /** Whether the answer to a sender names the act itself; else it has the sender's own answer codes. */
  sendsAct?: boolean
  /** Asks for details of an adverse outcome. `detailsOf` turns the ticked ones into a part of the proposal. */
  Details?: ComponentType<{ detail: CaseDetail; ticked: readonly string[]; onChange: (ticked: string[]) => void }>
  detailsOf?: (ticked: readonly string[]) => Details
}

interface OfCase {
  detail: CaseDetail
}
/** The parts of a case page that the gateway draws. They are loaded when a case of the gateway is opened. */
export interface CaseParts {
  /** The list that the case stands in. */
  back: (detail: CaseDetail, me: Me) => { to: string; label: string }
  /** The subject of the case, where it is not masked. */
  Title: ComponentType<OfCase>
  Chips?: ComponentType<OfCase>
  /** The line of facts in the head. */
  Facts?: ComponentType<OfCase>
  /** A note on a masked record, beside the notice. */
  MaskedNote?: ComponentType<OfCase>
  /** The evidence of all hits at once, in place of one hit at a time behind tabs. */
  Evidence?: ComponentType<OfCase>
  /** Wraps a compared value of the record with its source. */
  ValueSource?: ComponentType<OfCase & { row: FieldComparison; children: ReactNode }>
  /** Address of the message that the record came from; key `M`. */
  messageOf?: (detail: CaseDetail) => string | undefined
  /** The record and the answers to the sender, after the evidence. */
  Record?: ComponentType<OfCase>
  /** The origin of the record, after the decisions. */
  Origin?: ComponentType<OfCase>
  /** Facts for the head of the paper, as name and value; a value that is null is left out. */
  paperFacts?: (detail: CaseDetail) => readonly (readonly [name: string, value: string | null])[]
  /** One answer to the sender, in words. */
  answerWords?: (answer: CaseDetail['answers'][number]) => string
  /** Further answers of the node that the page rests on; they are read again with the case. */
  alsoReads?: (caseId: string) => readonly string[]
}

/** Parts of the queue page that a gateway adds. */
interface QueueParts {
  /** The column `On`: the name of what the case is on, and a detail. */
  on?: (row: CaseRow) => { label: string; detail?: string } | null
  /** Links of the empty queue. */
  emptyLinks?: () => readonly { to: string; label: string }[]
  /** The gateway lists its open cases on a page of its own; the queue leaves them out. */
  own?: {
    /** Id of the entry in the navigation, and address of the page. */
    entry: string
    to: string
    /** Whether this person reviews nothing else. The queue then shows `Empty`. */
    reviewsOnly: (me: Me) => boolean
    Empty: ComponentType
  }
}

/** Everything that the desk knows of a gateway. Nothing outside of its folder names it. */
export interface DeskGateway {
  /** Its kind in the vocabulary of `@entente/contracts`. */
  kind: string
  /**
   * Texts of the gateway by key; each key begins with its kind. `<kind>.<key of the desk>` replaces a text of the desk;
   * `<kind>.decision.acts.<act>.name` and `<kind>.decision.reasonNames.<code>` name the gateway's acts and reasons.
   */
  findText: (key: string, values?: Values) => string | undefined
  entries?: readonly Entry[]
  pages?: readonly GatewayPage[]
  /** Where a person's day begins, where that is a page of the gateway. */
  homeOf?: (me: Pick<Me, 'role' | 'purpose'>) => string | null
  /** Lists of the node that become stale with a live event. */
  stale?: Partial<Record<LiveEvent['type'], readonly string[]>>
  decision?: DecisionRules
  loadCase?: () => Promise<CaseParts>
  queue?: QueueParts
  /** Settings of a sender beside its keys. Without them no sender of this kind is made here. */
  sender?: { Fields: ComponentType<{ sender: Sender }> }
  /** Kinds of search results, in the order shown; the texts `<kind>.find.groups.<found>` and `<kind>.find.named.<found>` name them. */
  finds?: readonly { found: string; to: (id: string) => string }[]
  /** Kinds of log entries to choose from; the text `<kind>.log.types.<type>` names each. */
  logTypes?: readonly string[]
  /** Counts of overdue and quarantined things, for oversight. */
  overdue?: (badges: Badges | undefined) => readonly { what: string; count: number | undefined; to: string }[]
  /** A panel among a person's preferences. */
  Preferences?: ComponentType
}

/** Declares a gateway of the desk, for the list in `gateways/index.ts`. */
export const defineDeskGateway = (gateway: DeskGateway): DeskGateway => gateway

const Context = createContext<readonly DeskGateway[]>([])
/** Provides the list of gateways that the desk was built with. */
export const GatewaysProvider = Context.Provider
export const useGateways = (): readonly DeskGateway[] => useContext(Context)

/** The gateway of a kind. One that the desk was not built with has no parts, and its cases are shown as they come. */
export function gatewayOf(gateways: readonly DeskGateway[], kind: string): DeskGateway {
  return gateways.find((gateway) => gateway.kind === kind) ?? { kind, findText: () => undefined }
}
export const useGateway = (kind: string): DeskGateway => gatewayOf(useGateways(), kind)

/** Formats a text of the desk; a text of the gateway replaces it where there is one. */
export const wordsOf =
  (gateway: DeskGateway) =>
  (key: TextKey, values?: Values): string =>
    gateway.findText(`${gateway.kind}.${key}`, values) ?? text(key, values)

/**
 * Returns a text of the gateway about an act: its name, the button that records it, its consequence, the report after it, the question to the second
 * person, their agreement and its consequence, and the act as done.
 */
export const actText = (
  gateway: DeskGateway,
  act: string,
  part: 'name' | 'record' | 'consequence' | 'report' | 'asked' | 'agree' | 'agreeLine' | 'done',
  values?: Values,
): string | undefined => gateway.findText(`${gateway.kind}.decision.acts.${act}.${part}`, values)

/** The name of an act of a gateway; the act itself where it has none. */
export const actName = (gateway: DeskGateway, act: string): string => actText(gateway, act, 'name') ?? act

/** The name of a reason: the gateway's, else that of the desk, else its code. */
export const reasonName = (gateway: DeskGateway, code: string): string =>
  gateway.findText(`${gateway.kind}.decision.reasonNames.${code}`) ?? findText(`decision.reasonNames.${code}`) ?? code

/** A text by its full key, of the desk or of a gateway; undefined where none has it. */
export const translated = (gateways: readonly DeskGateway[], key: string, values?: Values): string | undefined =>
  [findText, ...gateways.map((gateway) => gateway.findText)]
    .map((find) => find(key, values))
    .find((words) => words !== undefined)

/** The text of a code of the node, from the desk or from the gateway that knows it; undefined where none does. */
export const codeText = (gateways: readonly DeskGateway[], key: string): string | undefined =>
  findText(key) ??
  gateways.map((gateway) => gateway.findText(`${gateway.kind}.${key}`)).find((words) => words !== undefined)
