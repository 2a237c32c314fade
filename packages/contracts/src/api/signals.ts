import { z } from 'zod'
import { Signal, SignalKind } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Finding } from '../terms/terms.ts'

const signalFilter = {
  kind: SignalKind.optional(),
  owner: z.string().optional(),
  /** `received`: of other members; `own`: of this one. */
  from: z.enum(['own', 'received']).optional(),
  status: z.enum(['active', 'withdrawn', 'expired']).optional(),
  list: z.string().optional(),
  /** `release`: about people, shared, and not released by a second officer; `false-positive`: matched by a blocking list. Own signals only. */
  waits: z.enum(['release', 'false-positive']).optional(),
  next: z.string().optional(),
}
/** No personal data goes into a URL: words and numbers are searched with `POST /v1/signals/find`. */
export const SignalQuery = z.strictObject({
  ...signalFilter,
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/** `text`: whole words of a name, or a number, searched in the blind index. Pages by `next` as the list of signals does. */
export const SignalFindRequest = z.strictObject({
  text: z.string().min(1).max(200),
  ...signalFilter,
  limit: z.int().min(1).max(200).optional(),
})
/** `total`: number of listed signals, counted up to ten thousand; `totalIsMore`: there are more. */
export const SignalPage = z.object({
  items: z.array(Signal),
  next: z.string().nullable(),
  total: z.int(),
  totalIsMore: z.boolean(),
  /** Ids on this page that wait for a second officer, and that a list of false positives blocks. */
  waiting: z.array(z.uuid()),
  blocked: z.array(z.uuid()),
})
export type SignalPage = z.infer<typeof SignalPage>
/** Progress of the release of one version of a signal about a person. `at-home`: it names no agreement, so it can leave only in a file. */
export const SignalRelease = z.object({
  version: z.int(),
  state: z.enum(['waiting', 'at-home', 'released']),
  writtenBy: z.string().nullable(),
  /** The caller made this version, or since the last release wrote its text or added a file that still exists: another officer must release it. */
  writtenByYou: z.boolean(),
  /** Null if it was released before two officers were required. */
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
})
export type SignalRelease = z.infer<typeof SignalRelease>
/** `version`: the one that was read. */
export const ReleaseRequest = z.strictObject({ version: z.int().min(1) })
/** `yourOwn`: signals that the caller wrote, which another officer must release; `blocked`: matched by a list of false positives. */
export const ListReleaseAnswer = z.object({ released: z.int(), yourOwn: z.int(), blocked: z.int() })
export type ListReleaseAnswer = z.infer<typeof ListReleaseAnswer>

/**
 * Reasons for a legal hold: why a copy of another member's signal is kept although it is to be erased. A code, because the owner gets it
 * with the receipt.
 */
export const HoldReason = z.enum(['court-order', 'investigation', 'complaint', 'oversight-request'])
export type HoldReason = z.infer<typeof HoldReason>
/** `basis`: a law or a court's file number, without names, because the owner gets it too. `until`: at most twelve months ahead. */
export const NewSignalHold = z.strictObject({
  reason: HoldReason,
  basis: z.string().trim().min(3).max(200),
  until: Instant.nullish(),
})
export type NewSignalHold = z.infer<typeof NewSignalHold>
/**
 * `asked`: waits for its second person; `ended`: past its date, or lifted. `keeps`: the signal has ended, and only this legal hold keeps
 * the copy.
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

/** One signal with the related data of its page. */
export const SignalDetail = Signal.extend({
  list: z.object({ id: z.uuid(), title: z.string(), version: z.int() }).nullable(),
  use: z.object({ hits: z.int(), confirmed: z.int(), mistaken: z.int(), open: z.int() }),
  /** Feedback by member. `precision`: percentage of reviewed hits that were right; null without reviewed hits. */
  feedback: z.array(
    z.object({
      from: z.string(),
      confirmed: z.int(),
      mistaken: z.int(),
      notUseful: z.int(),
      precision: z.int().nullable(),
    }),
  ),
  /** One member confirmed it and another called it mistaken. */
  disputed: z.boolean(),
  /** Signals of other owners with the same value. */
  sameAs: z.array(z.object({ id: z.uuid(), owner: z.string() })),
  versions: z.array(z.object({ version: z.int(), at: Instant, by: z.string(), change: z.string() })),
  /** Null if one officer is enough, and for other members' signals. */
  release: SignalRelease.nullable(),
  /** Entries of lists of false positives that block its release. */
  falsePositives: z.array(z.object({ list: z.string(), entry: z.string(), foundAt: Instant })),
  /** The legal hold on another member's signal that is requested or in force. */
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
  /** The first 1,000. */
  changes: z.array(ImportChange),
  /** Hits that the new list would have had among the records of the last 7 days. Counts only. */
  trial: z.object({
    hits: z.int(),
    people: z.int(),
    screened: z.int(),
    heaviest: z.array(z.object({ name: z.string(), hits: z.int() })),
  }),
})
export type ImportPreview = z.infer<typeof ImportPreview>
export const ImportRequest = z.strictObject({ previewId: z.uuid() })
export const RollbackRequest = z.strictObject({ to: z.int().min(0), reason: z.string().min(10).max(500) })
/** Counts cover the whole rollback if `finished`, else the comparison so far: the rest continues, and its `Rematch` shows the progress. */
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
 * A comparison of known people with changed signals only, or with all after the threshold was lowered. Edits in quick succession are
 * compared together. Progress is `compared` of `people`; the event `rematch.changed` says when to read it again. Each hit names the version
 * of the signal and of the threshold that caused it.
 */
export const Rematch = z.object({
  id: z.uuid(),
  /**
   * `signal-created`, `signal-changed`, `signal-withdrawn`, `list-imported`, `list-rolled-back`; `signals-changed` for several of these;
   * `threshold-lowered`.
   */
  cause: z.string(),
  list: z.uuid().nullable(),
  /** The version of the lowered threshold; null if signals changed. */
  thresholdVersion: z.int().nullable(),
  /** The number of changed signals; 0 after a lowered threshold, when all are compared. */
  signals: z.int(),
  askedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** Null until it has started. */
  people: z.int().nullable(),
  compared: z.int(),
  hitsReevaluated: z.int(),
  casesOpened: z.int(),
  casesClosed: z.int(),
  decisionsReopened: z.int(),
})
export type Rematch = z.infer<typeof Rematch>
/** Unfinished ones and those of the last day; newest first, 100 at most. */
export const RematchList = z.object({ items: z.array(Rematch), next: z.null() })
