import { z } from 'zod'
import { Signal, SignalAction, SignalKind, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Finding } from '../terms/terms.ts'
import { Signed } from './acts.ts'

/** The columns by which a list of signals is sorted. `changed` is the time of the last change. */
export const SignalSort = z.enum(['changed', 'name', 'hits30', 'mistaken', 'reviewDue', 'validUntil'])
export type SignalSort = z.infer<typeof SignalSort>

const signalFilter = {
  kind: SignalKind.optional(),
  owner: z.string().optional(),
  /** `received` lists signals of other members, `own` those of this member. */
  from: z.enum(['own', 'received']).optional(),
  status: z.enum(['active', 'withdrawn', 'expired']).optional(),
  list: z.string().optional(),
  /**
   * Lists only own signals that wait. `release`: signals about people that are to be shared and that no second officer
   * has released. `false-positive`: signals that a blocking list matches.
   */
  waits: z.enum(['release', 'false-positive']).optional(),
  /** The id of an agreement that the signals name. */
  agreement: z.string().max(100).optional(),
  action: SignalAction.optional(),
  tlp: Tlp.optional(),
  /** `due`: the review is overdue. */
  review: z.enum(['due']).optional(),
  /** `some`: with hits in the last 30 days. */
  hits: z.enum(['some', 'none']).optional(),
  sort: SignalSort.optional(),
  /** Without it: names and times upwards, but `changed`, `hits30` and `mistaken` downwards. Signals with an equal key are in the order of their ids. */
  direction: z.enum(['up', 'down']).optional(),
  next: z.string().optional(),
}
/**
 * Filters for a list of signals. A URL must not contain personal data, so words and numbers are searched with `POST
 * /v1/signals/find`.
 */
export const SignalQuery = z.strictObject({
  ...signalFilter,
  limit: z.coerce.number().int().min(1).max(200).optional(),
  /** The position of the first signal of the page, from 0, in place of `next`. */
  offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
})
/**
 * A search. Without `part`, `text` is one or more whole words of a name, or a number, in the blind index. With `part: true`
 * each word of `text` is a part of a name, alias, value or reference of the signal, in any script. Pages continue with
 * `next`, as in the list of signals. Error: `query-too-short` (only with `part: true`).
 */
export const SignalFindRequest = z.strictObject({
  text: z.string().min(1).max(200),
  part: z.boolean().optional(),
  ...signalFilter,
  limit: z.int().min(1).max(200).optional(),
  /** The position of the first signal of the page, from 0, in place of `next`. */
  offset: z.int().min(0).max(1_000_000).optional(),
})
/** What the list says of a signal beside its content. `mistaken` counts feedback of all members. */
const SignalFacts = z.object({
  id: z.uuid(),
  /** Hits of the last 30 days at this node. */
  hits30: z.int(),
  mistaken: z.int(),
  /** Whether one member confirmed the signal and another called it mistaken. */
  disputed: z.boolean(),
  /** The names or values that fitted a search by part, each with the stretch that fitted. At most three. */
  fits: z.array(z.object({ text: z.string(), from: z.int(), to: z.int() })),
})
/**
 * A page of signals. `total` is the number of listed signals, counted up to 25,000; `totalIsMore` means that
 * there are more.
 */
export const SignalPage = z.object({
  items: z.array(Signal),
  next: z.string().nullable(),
  total: z.int(),
  totalIsMore: z.boolean(),
  /**
   * `waiting`, `blocked` and `unreadable` contain ids on this page: of signals that wait for a second officer, of signals
   * that a list of false positives blocks, and of signals whose stored bytes are damaged. Only the last are not in `items`.
   */
  waiting: z.array(z.uuid()),
  blocked: z.array(z.uuid()),
  unreadable: z.array(z.uuid()),
  /** The facts of each of `items`, in the same order. */
  facts: z.array(SignalFacts),
  /** The position of the first item, from 0; null where the page was reached by `next` without a sort. */
  offset: z.int().nullable(),
  /** False while the node still builds its index of names: a search by part or a sort by name may lack signals. */
  complete: z.boolean(),
})
export type SignalPage = z.infer<typeof SignalPage>
/**
 * The progress of releasing one version of a signal about a person. `at-home` means that the signal names no agreement,
 * so it can leave the node only in a file.
 */
export const SignalRelease = z.object({
  version: z.int(),
  state: z.enum(['waiting', 'at-home', 'released']),
  writtenBy: z.string().nullable(),
  /**
   * Whether the caller contributed to the version, so that another officer must release it. The caller contributed by
   * making this version, or since the last release by writing its text or adding a file that is still attached.
   */
  writtenByYou: z.boolean(),
  /** The second officer; null if the version was released before two officers were required. */
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
})
export type SignalRelease = z.infer<typeof SignalRelease>
/** The signals of a list that wait for the caller's release: their number, and the hash of their ids and versions. */
export const ListWaiting = z.object({ version: z.int(), count: z.int(), sha256: z.string(), yourOwn: z.int() })
export type ListWaiting = z.infer<typeof ListWaiting>
/** `version` is the version that the officer read. */
export const ReleaseRequest = z.strictObject({ version: z.int().min(1), signed: Signed.optional() })
/**
 * `yourOwn` counts signals that the caller wrote and another officer must release; `blocked` counts signals that a list
 * of false positives matches. `unreadable` counts signals that the node cannot open, and names the first 50: none of them is
 * released.
 */
export const ListReleaseAnswer = z.object({
  released: z.int(),
  yourOwn: z.int(),
  blocked: z.int(),
  unreadable: z.object({ count: z.int(), ids: z.array(z.uuid()) }),
})
export type ListReleaseAnswer = z.infer<typeof ListReleaseAnswer>

/**
 * The reason for a legal hold: why a copy of another member's signal is kept although it should be erased. It is a code
 * and not free text, because the owner gets it with the receipt.
 */
export const HoldReason = z.enum(['court-order', 'investigation', 'complaint', 'oversight-request'])
export type HoldReason = z.infer<typeof HoldReason>
/**
 * A requested legal hold. `basis` is a law or the file number of a court, without names, because the owner gets it too.
 * `until` is at most twelve months ahead.
 */
export const NewSignalHold = z.strictObject({
  reason: HoldReason,
  basis: z.string().trim().min(3).max(200),
  until: Instant.nullish(),
})
export type NewSignalHold = z.infer<typeof NewSignalHold>
export const HoldApprovalRequest = z.strictObject({ signed: Signed.optional() })
/**
 * A legal hold. `asked` means that it waits for a second person. `ended` means that its day has passed or a person
 * lifted it. `keeps` means that the signal has ended and only this legal hold keeps the copy.
 */
export const SignalHold = z.object({
  id: z.uuid(),
  signalId: z.uuid(),
  owner: z.string(),
  kind: SignalKind,
  reason: HoldReason,
  basis: z.string(),
  state: z.enum(['asked', 'in-force', 'ended']),
  keeps: z.boolean(),
  setBy: z.string(),
  setByYou: z.boolean(),
  setAt: Instant,
  until: Instant,
  approvedBy: z.string().nullable(),
  endedAt: Instant.nullable(),
})
export type SignalHold = z.infer<typeof SignalHold>
export const SignalHoldList = z.object({ items: z.array(SignalHold), next: z.null() })

/** One signal with the other data that its page shows. */
export const SignalDetail = Signal.extend({
  list: z.object({ id: z.uuid(), title: z.string(), version: z.int() }).nullable(),
  use: z.object({ hits: z.int(), confirmed: z.int(), mistaken: z.int(), open: z.int() }),
  /**
   * Feedback by member. `precision` is the percentage of reviewed hits that were right; null if no hit was reviewed.
   */
  feedback: z.array(
    z.object({
      from: z.string(),
      confirmed: z.int(),
      mistaken: z.int(),
      notUseful: z.int(),
      precision: z.int().nullable(),
    }),
  ),
  /** Whether one member confirmed the signal and another called it mistaken. */
  disputed: z.boolean(),
  /** Signals of other owners with the same value. */
  sameAs: z.array(z.object({ id: z.uuid(), owner: z.string() })),
  versions: z.array(z.object({ version: z.int(), at: Instant, by: z.string(), change: z.string() })),
  /** The release state. Null for kinds that one officer may release, and for signals of other members. */
  release: SignalRelease.nullable(),
  /** Entries in lists of false positives that block the release of the signal. */
  falsePositives: z.array(z.object({ list: z.string(), entry: z.string(), foundAt: Instant })),
  /** The legal hold on this signal of another member that is requested or in force. */
  hold: SignalHold.nullable(),
})
export type SignalDetail = z.infer<typeof SignalDetail>

export const ImportReport = z.object({
  format: z.enum(['stix', 'misp', 'entente', 'un-xml', 'csv', 'ftm']),
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  withdrawn: z.int(),
  foreign: z.int(),
  findings: z.array(Finding),
  refused: z.array(z.object({ at: z.string(), id: z.string().nullable(), code: z.string(), message: z.string() })),
})
export type ImportReport = z.infer<typeof ImportReport>
export const ImportChange = z.object({
  change: z.enum(['add', 'change', 'withdraw']),
  name: z.string(),
  fields: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable(), widens: z.boolean() }),
  ),
})
export const ImportPreview = ImportReport.extend({
  previewId: z.uuid(),
  listId: z.uuid(),
  listTitle: z.string(),
  bytes: z.int(),
  at: Instant,
  expiresAt: Instant,
  /** The first 1,000 changes. */
  changes: z.array(ImportChange),
  /** Hits that the new list would have had among the records of the last 7 days, as counts only. */
  trial: z.object({
    hits: z.int(),
    people: z.int(),
    screened: z.int(),
    heaviest: z.array(z.object({ name: z.string(), hits: z.int() })),
  }),
})
export type ImportPreview = z.infer<typeof ImportPreview>
export const ImportRequest = z.strictObject({ previewId: z.uuid() })
/**
 * A preview, import or rollback of a list. It runs in the background, whether or not the session of its officer goes
 * on. `done` of `total` counts entries in its `phase`; both are stored at most once a second. `preview` is the preview
 * that an import imports, `to` the version to which a rollback returns. A finished import or rollback has the `version`
 * that it made. A failed task has its `problem`, and has changed nothing. The event `list-task.changed` says when to
 * read it again.
 */
export const ListTask = z.object({
  id: z.uuid(),
  kind: z.enum(['preview', 'import', 'rollback']),
  list: z.uuid(),
  preview: z.uuid().nullable(),
  to: z.int().nullable(),
  by: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  phase: z.enum(['reading', 'comparing', 'trying', 'writing']).nullable(),
  done: z.int(),
  total: z.int().nullable(),
  askedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  problem: z.object({ code: z.string(), detail: z.string(), at: z.string().nullable() }).nullable(),
  version: z.int().nullable(),
  rematch: z.uuid().nullable(),
})
export type ListTask = z.infer<typeof ListTask>
/** An import with its report, once it is done. */
export const ListImport = ListTask.extend({ report: ImportReport.nullable() })
export type ListImport = z.infer<typeof ListImport>
export const RollbackRequest = z.strictObject({
  to: z.int().min(0),
  reason: z.string().min(10).max(500),
  signed: Signed.optional(),
})
export type RollbackRequest = z.infer<typeof RollbackRequest>
/**
 * The result of a rollback. If `finished` is true, the counts cover the whole rollback. Otherwise they cover the
 * comparison so far; the comparison continues, and its `Rematch` shows the progress.
 */
export const RollbackAnswer = z.object({
  list: z.uuid(),
  from: z.int(),
  to: z.int(),
  hitsReevaluated: z.int(),
  casesClosed: z.int(),
  decisionsReopened: z.int(),
  ms: z.number(),
  rematch: z.uuid(),
  finished: z.boolean(),
})

/**
 * A comparison of known people with changed signals, or with all signals after the threshold was lowered. Edits shortly
 * after one another are compared together. Its progress is `compared` of `people`. The event `rematch.changed` says
 * when to read it again. Each hit names the version of the signal and of the threshold that caused it.
 */
export const Rematch = z.object({
  id: z.uuid(),
  /**
   * Why the comparison started: `signal-created`, `signal-changed`, `signal-withdrawn`, `list-imported`,
   * `list-rolled-back`, `threshold-lowered`, or `signals-changed` for several changes of signals.
   */
  cause: z.string(),
  list: z.uuid().nullable(),
  /** The version of the lowered threshold; null if the comparison started because signals changed. */
  thresholdVersion: z.int().nullable(),
  /** The number of changed signals. It is 0 after the threshold was lowered, because all signals are compared then. */
  signals: z.int(),
  askedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** The number of people to compare; null until the comparison has started. */
  people: z.int().nullable(),
  compared: z.int(),
  hitsReevaluated: z.int(),
  casesOpened: z.int(),
  casesClosed: z.int(),
  decisionsReopened: z.int(),
})
export type Rematch = z.infer<typeof Rematch>
/** Unfinished comparisons and those of the last day, newest first, at most 100. */
export const RematchList = z.object({ items: z.array(Rematch), next: z.null() })
