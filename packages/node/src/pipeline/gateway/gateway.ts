import type {
  CaseContext,
  CaseRecord,
  Cell,
  FoundItem,
  GatewayVocabulary,
  GroupAttribute,
  LinkEdge,
  LinkNode,
  PersonBecause,
  Purpose,
  RuleTrack,
  SignalKind,
  Subject,
  Text,
  TimelineMark,
} from '@entente/contracts'
import type { RawBuilder } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import type { NodeModule } from '../../module.ts'
import type { Database, PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { RecordClasses } from '../../safeguards/access/field-classes.ts'
import type { Asked, FoundByType } from '../../safeguards/names/found-by-type.ts'
import type { FoundNames } from '../../safeguards/names/name-index.ts'
import type { Networks } from '../../safeguards/networks/read-networks.ts'
import type { ClockFacts } from '../../safeguards/retention/clocks-of.ts'
import type { StopSet } from '../../safeguards/stops-in-force/stop-set.ts'
import type { StandingOutcome } from '../cases/case-outcome.ts'
import type { HitBody } from '../cases/case-record.ts'
import type { ComparedSubject, CompareSubjects, CompareTerms } from './compared-subject.ts'
import type { Intake } from './intake.ts'
import type { AppliedHits, ChangedByMessage, Incoming, PipelineSteps } from './pipeline-steps.ts'

/** The name of a party, divided into parts if the party's record states the parts. */
export interface NameParts {
  family: string | null
  given: string | null
}

/** A subject with the context that the pipeline needs. The pipeline knows no message format. */
export interface SubjectInContext {
  subject: Subject
  /** Attributes of the record's row. A case copies its regime, purposes, team and retention times. */
  row: Omit<PersonalRow, 'a' | 'b'> & { received_at: Date; team: string }
  /** The id of the subject's context, see `Gateway.contexts`; null if it has none. */
  contextId: string | null
  /** When an answer is due; null: no deadline. */
  dueAt: Date | null
  /** The subject left the traffic (cancelled, removed): its cases stay, but it gets no new hits. */
  removed: boolean
  /** The subject's name in another script, where the record has one. */
  otherScript: string | null
  /** The names of parties in parts, by the party's id. The comparison shows the parts side by side. */
  names?: ReadonlyMap<string, NameParts>
  /** Innocent explanations of a hit that only the gateway knows, as sentences. */
  explanations: Text[]
}

/** The attributes by which a subject is read for a purpose; no personal data. */
export interface SubjectRegime {
  id: string
  regime: string
  purposes: string[]
}

export interface GatewaySubjects<C extends SubjectInContext = SubjectInContext> {
  /** Loads these subjects, except those that may not be read for the purpose of this transaction. Leaves out ids of other gateways. */
  load(tx: Tx, ids: readonly string[]): Promise<C[]>
  /** Lists the subjects that are still expected or were seen since `since`, the most urgent first. Empty where the gateway compares them again by itself. */
  recent(tx: Tx, since: Date): Promise<SubjectRegime[]>
  /** Reads the regimes of these subjects. Leaves out ids of other gateways. */
  regimesOf(tx: Tx, ids: readonly string[]): Promise<SubjectRegime[]>
  /**
   * `facts` reads the facts that decide the clocks of these subjects; `move` moves the clocks of all records of one. Absent: a
   * record keeps the clocks that it got when it came.
   */
  clocks?: {
    facts(tx: Tx, ids: readonly string[]): Promise<{ id: string; regime: string; facts: ClockFacts }[]>
    move(tx: Tx, id: string, clocks: { mask_at: Date | null; delete_at: Date }): Promise<void>
  }
}

export interface GatewayAnswers {
  /** True if a newly opened case may change the answer to a sender. */
  atOpening: boolean
  /** Returns the subjects about which a sender has an answer, or may need an answer because a decision is in force. */
  mayNeedAnswer(tx: Tx, subjectIds: readonly string[]): Promise<string[]>
  /**
   * Stores a new answer and enqueues its delivery in this transaction if a decision or a change of hits altered the outcome. Returns
   * whether it did.
   */
  outcomeChanged(tx: Tx, subjectId: string, standing: StandingOutcome): Promise<boolean>
  /** Lists the answers about a subject, newest first, for the case page. */
  about(tx: Tx, subjectId: string): Promise<AnswerSent[]>
  /**
   * Returns the answer that a sender would get now about a planted subject, as the case page shows it; null if it would get none.
   * Nothing is stored or sent. Absent: a decision alone causes no answer.
   */
  wouldSend?(tx: Tx, subjectId: string): Promise<(AnswerSent & { outcome: string }) | null>
}
export interface AnswerSent {
  id: string
  at: string
  kind: 'response' | 'unsolicited' | 'acknowledgement'
  text: string
  body: string
  deliveredAt: string | null
}

/** Two subjects that are, or may be, one person. */
export interface JoinedSubjects {
  subject: string
  other: string
  by: z.infer<typeof PersonBecause>
}

/** The links of one subject, nearest first. The first node is the subject. `complete` is false if a limit left out some. */
export interface SubjectLinks {
  nodes: LinkNode[]
  edges: LinkEdge[]
  complete: boolean
}

/** The names by which the queue is filtered: a context such as a journey, who files its records, and a route. */
export interface ContextsAsked {
  on?: string | undefined
  filer?: string | undefined
  route?: string | undefined
}

/** What a gateway adds to a search. Its types stand in `finds` of its vocabulary. */
export interface GatewayFinds {
  /** Finds results of the gateway's own types. Only records that the actor may open are returned, and none that is masked. */
  find(tx: Tx, asked: Asked): Promise<FoundByType>
  /** Finds the subjects whose names fit by part, for a search of cases. */
  named(tx: Tx, text: string): Promise<FoundNames>
  /**
   * Describes pages that a person opened, without a name and without opening a record. Those that the actor may not open
   * now are left out.
   */
  recent(tx: Tx, type: string, ids: readonly string[]): Promise<FoundItem[]>
}

/** The track of a rule as its gateway counts it. The pipeline adds the feedback of this node's officers. */
export type GatewayRuleTrack = Omit<RuleTrack, 'feedback'>

/** What an invented record is to resemble: the person of a signal of this node. Dates may be partial. */
export interface Likeness {
  name: string
  family: string | null
  given: string | null
  birthDates: readonly string[]
  sex: 'F' | 'M' | null
  nationalities: readonly string[]
}

/** How a gateway makes the records of planted cases. */
export interface GatewayPlants {
  /**
   * Invents a message about somebody who does not exist and resembles a signal, perhaps with companions, in the form of this node's
   * traffic. It must change no other subject. Returns null if no traffic fits now.
   */
  invent(tx: Tx, deps: Pick<CoreDeps, 'dataRoot'>, likeness: Likeness): Promise<Incoming | null>
  /** Returns whether this message alone states these subjects: none of them is somebody whom the node knew before. */
  areNew(tx: Tx, messageId: string, subjectIds: readonly string[]): Promise<boolean>
}

/** One kind of traffic, as the pipeline uses it. The pipeline receives its gateways as an argument; no step imports one. */
export interface Gateway<C extends SubjectInContext = SubjectInContext> {
  vocabulary: GatewayVocabulary
  /** The purpose that reads nearly all of its subjects. The pipeline tries it first. */
  usualPurpose: Purpose
  /** True if a page of the gateway lists its cases too, in an order of its own. The navigation counts them there as well. */
  ownQueue?: boolean
  /**
   * Returns counts of work that waits for a person, by name, for the navigation of the desk. The counts are not personal data. `day` is the day
   * that the lists of the desk open with.
   */
  badges?(db: Database, now: Date, day?: string): Promise<Record<string, number>>
  /** Returns which of these people take a break from the gateway's content now. Absent if the gateway has no breaks. */
  onBreak?(tx: Pick<Tx, 'db' | 'now'>, persons: readonly string[]): Promise<string[]>
  /** Absent if the gateway receives no messages. */
  intake?: Intake
  subjects: GatewaySubjects<C>
  /** Finds the hits of subjects. If absent, the pipeline compares every party with the signals of its kind. */
  compare?: CompareSubjects<C>
  /**
   * Adds hits of the gateway's own to those that the pipeline found by comparing parties, such as hits of rules. Used only
   * without `compare`. With `terms.only`, hits of rules stay as they are and need not be found again.
   */
  addHits?(tx: Tx, compared: readonly ComparedSubject<C>[], terms: CompareTerms): Promise<ComparedSubject<C>[]>
  /**
   * The kinds of signals that `addHits` compares, beside persons, organisations and travel documents. The pipeline keeps
   * them in `terms.signals`, and compares known subjects again when one changes.
   */
  signalKinds?: readonly SignalKind[]
  /** Returns the cells of a stored hit of an older release. Absent: those of a hit on an identity. */
  relateStored?(body: HitBody): Cell[]
  /** Compares again after signals changed. If absent, the pipeline loads and compares recent subjects and those with hits. */
  compareAgain?(signalIds: readonly string[], cause: string): Promise<void>
  /** Runs after the cases were written, in the same transaction. */
  afterCases?(
    tx: Tx,
    compared: readonly ComparedSubject<C>[],
    applied: readonly AppliedHits[],
    cause: string,
  ): Promise<void>
  /**
   * Runs in place of `afterCases` for subjects that a stop keeps from being compared, where the gateway answers its senders meanwhile. Such an
   * answer is never adverse and says that nothing was checked.
   */
  leftUnchecked?(tx: Tx, contexts: readonly C[], cause: string): Promise<void>
  /** Returns the gateway's rules and models that people can stop, with a name. Absent: it has none. */
  stoppable?(tx: Pick<Tx, 'db' | 'now'>): Promise<{ type: 'rule' | 'model'; id: string; name: string }[]>
  /** The rules of the gateway that make hits. Absent: it has none. */
  rules?: {
    /** Returns the ids of those rules whose version is in force. A hit of a rule supports a decision only while it is. */
    inForce(tx: Tx, rules: readonly { id: string; version: number }[]): Promise<ReadonlySet<string>>
    /** Returns how often subjects that these rules picked had a finding, for those that it knows. Absent: it counts none. */
    tracks?(tx: Tx, rules: readonly { id: string; version: number }[]): Promise<GatewayRuleTrack[]>
  }
  /**
   * Throws if the subject has a newer version than `recordVersion`, which the case shows: nobody decides on data that its
   * sender replaced. Absent: the gateway compares a new version in the transaction that stores it.
   */
  checkCurrent?(tx: Tx, subjectId: string, recordVersion: number): Promise<void>
  /** Returns what a case shows of its subject's record. */
  record(tx: Tx, subjectId: string): Promise<CaseRecord>
  /** Returns the contexts of cases by id. Leaves out ids of other gateways. */
  contexts(tx: Tx, contextIds: readonly string[]): Promise<Map<string, CaseContext>>
  /** Returns a query for the ids of the contexts with these names, to filter the queue. Absent: no case has a context. */
  contextsLike?(asked: ContextsAsked): RawBuilder<unknown>
  answers: GatewayAnswers
  /**
   * Returns the SQL of a query for the subjects that are the same person as one of `subjectIds`, at most a fixed number
   * for each. It compares only tokens, and none of masked data. Absent: the gateway joins no subjects.
   */
  joined?(tx: Tx, subjectIds: readonly string[]): Promise<RawBuilder<JoinedSubjects>>
  /** Finds who shares a detail with a subject. Opens only records that the actor may read. Absent: there are no links. */
  links?(tx: Tx, subjectId: string): Promise<SubjectLinks>
  /** Lists when the messages about a subject came and what was known since. Absent: the gateway adds no marks. */
  timeline?(tx: Tx, subjectId: string): Promise<Omit<TimelineMark, 'mine'>[]>
  /** Counts the subjects by the week in which they came (Monday, 00:00 UTC). Absent: the gateway counts none. */
  seenByWeek?(tx: Pick<Tx, 'db'>, from: Date, until: Date): Promise<{ week: Date; subjects: number }[]>
  /**
   * Returns the group of a subject for each attribute by which the gateway counts its rates, `not-said` where its record does not say; null if
   * the record is masked. One subject is in one group of an attribute. Absent: the gateway's groups are not counted.
   */
  groups?(context: C, now: Date): Partial<Record<GroupAttribute, string>> | null
  /**
   * The table of records whose masked part is kept for unmasking, its classes, and fields that tell nothing about a person. Absent: what is
   * masked is gone.
   */
  unmasking?: { root: string; classes: RecordClasses<never>; leaveOut?: readonly string[] }
  /** Absent: a search finds only cases of the gateway, by their number. */
  finds?: GatewayFinds
  /** Absent: the node plants no cases of this gateway. */
  plants?: GatewayPlants
  /** Returns which of these files in the raw folder the gateway's rows name. Absent: the gateway stores no files there. */
  rawFilesAmong?(tx: Tx, names: readonly string[]): Promise<string[]>
}

/** Checks a gateway against the interface where it is defined. Its own subject type stays internal. */
export const defineGateway = <C extends SubjectInContext>(gateway: Gateway<C>): Gateway => gateway as unknown as Gateway

/** Matches subjects in the transaction that stores them. */
export interface MatchNow {
  /** Runs the whole transaction, so that a change of signals can wait for its end. */
  around<T>(transaction: () => Promise<T>): Promise<T>
  /** The subjects must already be written, and the purpose of the transaction must be theirs. */
  match(tx: Tx, gateway: Gateway, changed: ChangedByMessage): Promise<void>
}

/** A module that provides a gateway. */
export interface GatewayModule extends NodeModule {
  gateway: Gateway
}

/** The settings of the node that gateways use. */
export interface GatewaySettings {
  interactiveDeadlineMs: number
  allowPrivateCallbacks: boolean
  coverMinutes: number
  /**
   * Null: the node fetches nothing. `hosts: null`: the node may fetch from any host. `networks`: the internal networks
   * that it may fetch from, there also by `innerPorts`.
   */
  fetching: { hosts: readonly string[] | null; networks: Networks | null; innerPorts: readonly number[] } | null
  /** `withoutKey`: the networks whose clients need no key; null: every client needs one. */
  hma: { withoutKey: Networks | null } | 'off'
  /** The proxies in front of the node, as the operator lists them. */
  trustProxy: string | null
  searchThreads: number
}

export interface GatewayDeps extends CoreDeps {
  db: Database
  /** Returns the stops in force now. */
  stops: () => StopSet
  settings: GatewaySettings
  /** Calls the listener for each change that the desk is notified of. Returns a function that stops it. */
  follow(listener: (event: { type: string; ref: string }) => void): () => void
  /** Returns the steps of the pipeline. Usable once the node is wired. */
  steps(): PipelineSteps
}

/** A gateway that a node is started with. */
export interface GatewayPart {
  vocabulary: GatewayVocabulary
  /** Creates its module. Called once, before the node answers requests. */
  create(deps: GatewayDeps): Promise<GatewayModule>
  /**
   * Creates the gateway for a thread that only reads messages. It has neither routes nor jobs. Absent: the gateway reads
   * no messages.
   */
  createReader?(given: Pick<CoreDeps, 'dataRoot'>): Gateway
}

/** The gateways that a node was started with. */
export interface Gateways {
  readonly all: readonly Gateway[]
  /** Throws `body-invalid` at `/gateway` for a kind that this node does not have. */
  of(kind: string): Gateway
}

/** Throws if two gateways have the same kind. */
export function gatewaysOf(all: readonly Gateway[]): Gateways {
  const byKind = new Map(all.map((gateway) => [gateway.vocabulary.kind, gateway]))
  if (byKind.size < all.length) throw new Error('two gateways have one kind')
  const reserved = ['queue', 'second'].find((name) => byKind.has(name))
  if (reserved !== undefined)
    throw new Error(`no gateway may be called ${reserved}: the desk counts cases under this name`)
  return {
    all,
    of(kind) {
      const gateway = byKind.get(kind)
      if (gateway !== undefined) return gateway
      throw fail('body-invalid', { at: '/gateway', detail: `This node has no gateway ${kind.slice(0, 40)}.` })
    },
  }
}

/** Groups these subjects by gateway. If only one gateway is possible, no row is read. */
export async function subjectsByGateway(
  tx: Tx,
  gateways: readonly Gateway[],
  ids: readonly string[],
): Promise<Map<Gateway, string[]>> {
  const [only, ...others] = gateways
  if (only === undefined || ids.length === 0) return new Map()
  if (others.length === 0) return new Map([[only, [...ids]]])
  const split = new Map<Gateway, string[]>()
  for (const gateway of gateways) {
    const own = (await gateway.subjects.regimesOf(tx, ids)).map(({ id }) => id)
    if (own.length > 0) split.set(gateway, own)
  }
  return split
}

/** Returns the gateways whose subjects the pipeline itself compares again after signals or a threshold changed. */
export const comparedByPipeline = ({ all }: Gateways): Gateway[] =>
  all.filter(({ compareAgain }) => compareAgain === undefined)
