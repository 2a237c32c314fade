import type {
  CaseDetail,
  CaseRow,
  CellKind,
  FieldComparison,
  LiveEvent,
  Me,
  ProposalRequest,
  Purpose,
  Sender,
} from '@entente/contracts'
import type { RouteComponent } from '@tanstack/react-router'
import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { z } from 'zod'
import type { IconName, IconShape } from '../parts/icon.tsx'
import type { Values } from '../texts/define-texts.ts'
import { findText, type TextKey } from '../texts/text.ts'
import type { Badges, Entry } from './navigation.ts'
import type { Search } from './search.ts'

export type Outcome = z.infer<typeof ProposalRequest>['outcome']
type Details = z.infer<typeof ProposalRequest>['details']

/** A page of a gateway, shown in the frame of the desk. `path` is a pattern of the router: `/things/$id`. */
interface GatewayPage {
  path: string
  /** Reads the search parameters. Parameters that it does not return are removed from the address. */
  search?: (search: Search) => Record<string, unknown>
  component: RouteComponent
  /** True if the page needs a window of at least 700 px. */
  wide?: boolean
}

/** The properties of a form of details. `fault` is true if the person tried to record and details are missing. */
export interface DetailsProps {
  detail: CaseDetail
  act: string
  entered: readonly string[]
  onChange: (entered: string[]) => void
  fault: boolean
}

/** The outcomes, acts and reasons that a reviewer can choose for a case of the gateway. */
export interface DecisionRules {
  /** The available outcomes in display order, adverse ones last. */
  outcomes: readonly Outcome[]
  /** The acts of each outcome, from the mildest to the strongest. `exempt` uses the acts of `no-action`. */
  acts: Readonly<Record<Exclude<Outcome, 'exempt'>, readonly string[]>>
  reasons: Readonly<Record<Outcome, readonly string[]>>
  /** True if the answer to a sender names the act itself. Otherwise the answer contains the sender's own codes. */
  sendsAct?: boolean
  /** Returns the acts that cannot be carried out any more, each with the reason. They cannot be chosen. */
  absent?: (detail: CaseDetail, now: number) => Readonly<Record<string, string>>
  /** Asks for the details of the chosen act. They are kept in the draft as texts. */
  Details?: ComponentType<DetailsProps>
  /** Converts the entered details into a part of the proposal. */
  detailsOf?: (entered: readonly string[], act: string) => Details
  /** Tests whether details are missing that the act needs. */
  lacksDetails?: (entered: readonly string[], act: string) => boolean
}

interface OfCase {
  detail: CaseDetail
}
/** What a gateway adds to the tabs of a case, beside the parts of `Compare`. The texts `<kind>.case.tabs.<tab>` name the tabs. */
export interface CaseTabs {
  /** Shows the way of the subject, above the links. */
  Journey?: ComponentType<OfCase>
  /** Lists the messages behind the record, one of them with the segments about the subject. `shown` is the id of that message. */
  Messages?: ComponentType<OfCase & { shown: string | undefined; onShow: (message: string) => void }>
  /** Returns the number of messages, for the tab. */
  messageCount?: (detail: CaseDetail) => number
}
/** The parts of a case page that the gateway draws. They are loaded when a case of the gateway is opened. */
export interface CaseParts {
  /** Returns the address and the label of the list that contains the case, for a case that was not opened from another list. */
  back: (detail: CaseDetail) => { to: string; label: string }
  /** Shows the subject of a case that is not masked. */
  Title: ComponentType<OfCase>
  Chips?: ComponentType<OfCase>
  /** Shows the line of facts in the page head. */
  Facts?: ComponentType<OfCase>
  /** Shows a note next to the notice that a record is masked. */
  MaskedNote?: ComponentType<OfCase>
  /** Shows the evidence of all hits together, and replaces the tabs with one hit each. */
  Evidence?: ComponentType<OfCase>
  /** Shows facts about the whole case above the hit, on the first tab. */
  Above?: ComponentType<OfCase>
  /** Shows further parts below the hit, on the first tab. */
  Below?: ComponentType<OfCase>
  /** Shows the values that a rule read, for a hit of a rule. */
  RuleHit?: ComponentType<OfCase & { hit: CaseDetail['hits'][number] }>
  /** Wraps a compared value of the record, to show its source. */
  ValueSource?: ComponentType<OfCase & { row: FieldComparison; children: ReactNode }>
  caseTabs?: CaseTabs
  /** Shows the record, below the links. */
  Record?: ComponentType<OfCase>
  /** Shows the origin of the record, below the messages. */
  Origin?: ComponentType<OfCase>
  /** Returns facts for the head of the printed case, as pairs of name and value. A fact with the value null is omitted. */
  paperFacts?: (detail: CaseDetail) => readonly (readonly [name: string, value: string | null])[]
  /** Describes one answer to the sender in words. */
  answerWords?: (answer: CaseDetail['answers'][number]) => string
  /** Returns the addresses of further data that the page shows. The desk reloads them together with the case. */
  alsoReads?: (detail: CaseDetail) => readonly string[]
}

/** The content of the column `On`: the name of the case's context, such as a journey, its route, and what is next. */
export interface On {
  label: string
  route?: string
  detail?: string
}
/** A field by which the queue can be filtered in this gateway's words. */
interface ContextFilter {
  field: 'on' | 'filer' | 'route'
  name: () => string
  hint: () => string
}

/** Parts of the queue page that a gateway adds. The text `<kind>.queue.overdue` says what a decision on an overdue case still changes. */
interface QueueParts {
  /** Returns the name of the gateway's tab. */
  name: () => string
  /** The headings of shared columns in the gateway's tab. */
  columns?: { who: () => string } & Partial<Record<'strength' | 'on' | 'from', () => string>>
  /** The purposes for which its cases can be read. For another purpose it has no tab. */
  purposes: readonly Purpose[]
  /** The evidence cells, and by which of them the queue can be filtered. */
  evidenceCells: readonly CellKind[]
  /** True if each cell has a column of its own in the gateway's tab. Else each shows its word. */
  cellColumns?: boolean
  /** Returns words that stand in place of the strength, for hits that are not all compared with signals. */
  chip?: (row: CaseRow) => string
  /** Returns the content of the column `On`. `clock` formats a time in the desk's zone. */
  on?: (row: Pick<CaseRow, 'context' | 'changes'>, clock: (instant: string) => string) => On | null
  /** The fields of the case's context that the queue can be filtered by. */
  filters?: readonly ContextFilter[]
  /** Returns the chip for further cases of the same person: `2 more`. */
  more?: (count: number) => string
  /** Returns the facts of the preview, as pairs of name and value. */
  preview?: (
    detail: CaseDetail,
    clock: (instant: string) => string,
  ) => readonly (readonly [name: string, value: string])[]
  /** Returns links to show when the queue is empty. */
  emptyLinks?: () => readonly { to: string; label: string }[]
  /** Set if a page of the gateway lists its open cases too: the id of the page's entry in the navigation, and its address. */
  own?: { entry: string; to: string }
}

/** A type of search result. `prefix` is the letter that narrows a search to it when it is typed before a colon. */
export interface FindType {
  type: string
  prefix: string
  icon: IconName | IconShape
}
/** Something with a page, as the palette shows it. */
export interface FindItem {
  type: string
  /** The address of its page. It tells one item from another. */
  to: string
  label: string
  /** The name in another script. */
  other?: string | null
  /** Further words by which it is found. They are shown below the label. */
  detail?: string | undefined
  /** What is shown after the detail, and is not searched. */
  facts?: string | undefined
}
/** An answer of the node that this tab holds: the path that was read, and the rows or the one object that it returned. */
export interface HeldAnswer {
  path: string
  items: readonly unknown[]
}

/** The description of a gateway for the desk. Files outside of the gateway's folder do not name the gateway. */
export interface DeskGateway {
  /** The kind of the gateway, as `@entente/contracts` names it. */
  kind: string
  /**
   * Returns a text of the gateway. Each key begins with the gateway's kind. `<kind>.<key of the desk>` replaces a text of the desk;
   * `<kind>.decision.acts.<act>.name` and `<kind>.decision.reasonNames.<code>` name the gateway's acts and reasons.
   */
  findText: (key: string, values?: Values) => string | undefined
  entries?: readonly Entry[]
  /** Returns the ids of the only entries for people who are in no other than these teams; null if the gateway sets no limit. */
  entriesFor?: (teams: readonly string[]) => readonly string[] | null
  pages?: readonly GatewayPage[]
  /** Returns the first page to show after signing in, if it is a page of the gateway. */
  homeOf?: (me: Pick<Me, 'role' | 'purpose'>) => string | null
  /** The lists that become out of date with each type of event. */
  stale?: Partial<Record<LiveEvent['type'], readonly string[]>>
  decision?: DecisionRules
  loadCase?: () => Promise<CaseParts>
  queue?: QueueParts
  /** The settings of a sender, in addition to its keys. Without `sender` the desk cannot create a sender of this kind. */
  sender?: { Fields: ComponentType<{ sender: Sender }> }
  /**
   * The types of search results that the gateway adds, in display order. The texts `<kind>.find.groups.<type>` and `<kind>.find.one.<type>` name
   * several and one, and `<kind>.find.named.<type>` names it in the field of the head. The text `<kind>.find.looks.<shape>` names a shape of typed text.
   */
  finds?: readonly FindType[]
  /** Loads the function that names what the answers in this tab hold. */
  loadHeld?: () => Promise<(answers: readonly HeldAnswer[]) => FindItem[]>
  /** The kinds of log entries that a person can filter by. The text `<kind>.log.types.<type>` names each kind. */
  logTypes?: readonly string[]
  /** Returns counts of overdue and quarantined items, for oversight. */
  overdue?: (badges: Badges | undefined) => readonly { what: string; count: number | undefined; to: string }[]
  /** A panel on the page of a person's preferences. */
  Preferences?: ComponentType
}

/** Declares a gateway of the desk, for the list in `gateways/index.ts`. */
export const defineDeskGateway = (gateway: DeskGateway): DeskGateway => gateway

const Context = createContext<readonly DeskGateway[]>([])
/** Provides the gateways that this build of the desk contains. */
export const GatewaysProvider = Context.Provider
export const useGateways = (): readonly DeskGateway[] => useContext(Context)

/** Returns the gateway of a kind. For a kind that this build does not contain, it returns a gateway without parts or texts. */
export function gatewayOf(gateways: readonly DeskGateway[], kind: string): DeskGateway {
  return gateways.find((gateway) => gateway.kind === kind) ?? { kind, findText: () => undefined }
}
export const useGateway = (kind: string): DeskGateway => gatewayOf(useGateways(), kind)

/** Returns a function that formats a text of the desk, or the gateway's replacement for it. */
export const wordsOf =
  (gateway: DeskGateway) =>
  (key: TextKey, values?: Values): string =>
    gateway.findText(`${gateway.kind}.${key}`, values) ?? findText(key, values) ?? key

/**
 * Returns the gateway's text about an act. The parts are: its name, the button that records it, its consequence, the report after it, the question
 * to the second person, the second person's agreement and its consequence, and the completed act.
 */
export const actText = (
  gateway: DeskGateway,
  act: string,
  part: 'name' | 'record' | 'consequence' | 'report' | 'asked' | 'agree' | 'agreeLine' | 'done',
  values?: Values,
): string | undefined => gateway.findText(`${gateway.kind}.decision.acts.${act}.${part}`, values)

/** Returns the name of an act, or the act's code if the gateway has no name for it. */
export const actName = (gateway: DeskGateway, act: string): string => actText(gateway, act, 'name') ?? act

/** Returns the name of a reason from the gateway or the desk, or the code if neither has a name. */
export const reasonName = (gateway: DeskGateway, code: string): string =>
  gateway.findText(`${gateway.kind}.decision.reasonNames.${code}`) ?? findText(`decision.reasonNames.${code}`) ?? code

/** Returns the text of a full key from the desk or a gateway, or undefined if none has it. */
export const translated = (gateways: readonly DeskGateway[], key: string, values?: Values): string | undefined =>
  [findText, ...gateways.map((gateway) => gateway.findText)]
    .map((find) => find(key, values))
    .find((words) => words !== undefined)

/** Returns the text of a code that the node sent, from the desk or a gateway, or undefined if none has it. */
export const codeText = (gateways: readonly DeskGateway[], key: string): string | undefined =>
  findText(key) ??
  gateways.map((gateway) => gateway.findText(`${gateway.kind}.${key}`)).find((words) => words !== undefined)
