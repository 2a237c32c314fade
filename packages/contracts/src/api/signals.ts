import { z } from 'zod'
import { Finding } from '../core.ts'
import { Instant } from '../ids.ts'
import { Signal, SignalKind } from '../signal.ts'

const signalFilter = {
  kind: SignalKind.optional(),
  owner: z.string().optional(),
  /** `received`: of other members; `own`: of this one. */
  from: z.enum(['own', 'received']).optional(),
  status: z.enum(['active', 'withdrawn', 'expired']).optional(),
  list: z.string().optional(),
  /** `release`: about people, shared, and not released by a second officer; `false-positive`: known to a list that blocks. Own signals only. */
  waits: z.enum(['release', 'false-positive']).optional(),
  next: z.string().optional(),
}
/** Nothing personal is asked in an address: words and numbers are looked up by `POST /v1/signals/find`. */
export const SignalQuery = z.strictObject({
  ...signalFilter,
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/** `text`: whole words of a name, or a number, looked up in the blind index. Pages by `next` as the list of signals does. */
export const SignalFindRequest = z.strictObject({
  text: z.string().min(1).max(200),
  ...signalFilter,
  limit: z.int().min(1).max(200).optional(),
})
/** `total`: how many may be listed, counted up to ten thousand; `totalIsMore`: there are more than that. */
export const SignalPage = z.object({
  items: z.array(Signal),
  next: z.string().nullable(),
  total: z.int(),
  totalIsMore: z.boolean(),
  /** Of this page: which wait for a second officer, and which a list of false positives blocks. */
  waiting: z.array(z.uuid()),
  blocked: z.array(z.uuid()),
})
export type SignalPage = z.infer<typeof SignalPage>
/** How far the release of one version of a signal about a person has come. `at-home`: it names no agreement, so that only a file could carry it out. */
export const SignalRelease = z.object({
  version: z.int(),
  state: z.enum(['waiting', 'at-home', 'released']),
  writtenBy: z.string().nullable(),
  /** Whoever asks made this version, or since the last release wrote its words or added a file that is still there: another officer releases it. */
  writtenByYou: z.boolean(),
  /** Null where it was released before two officers were asked. */
  releasedBy: z.string().nullable(),
  releasedAt: Instant.nullable(),
})
export type SignalRelease = z.infer<typeof SignalRelease>
/** `version`: the one that was read. */
export const ReleaseRequest = z.strictObject({ version: z.int().min(1) })
/** `yourOwn`: what whoever asked wrote, and another officer releases; `blocked`: what a list of false positives knows. */
export const ListReleaseAnswer = z.object({ released: z.int(), yourOwn: z.int(), blocked: z.int() })
export type ListReleaseAnswer = z.infer<typeof ListReleaseAnswer>

/** Why a copy of another member's signal is kept although it is to be erased. A code: it goes to the owner with the receipt. */
export const HoldReason = z.enum(['court-order', 'investigation', 'complaint', 'oversight-request'])
export type HoldReason = z.infer<typeof HoldReason>
/** `basis`: law, file number of a court: no name, it goes to the owner too. `until`: at most twelve months ahead. */
export const NewSignalHold = z.strictObject({
  reason: HoldReason,
  basis: z.string().trim().min(3).max(200),
  until: Instant.nullish(),
})
export type NewSignalHold = z.infer<typeof NewSignalHold>
/** `asked`: waits for its second person; `ended`: over by its date, or lifted. `keeps`: the signal is over, and the copy is kept by this alone. */
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

/** One signal with what the page shows beside it. */
export const SignalDetail = Signal.extend({
  list: z.object({ id: z.uuid(), title: z.string(), version: z.int() }).nullable(),
  use: z.object({ hits: z.int(), confirmed: z.int(), mistaken: z.int(), open: z.int() }),
  /** What other members said of it, each for itself. `precision`: hundredths of reviewed hits that were right; null where none was reviewed. */
  feedback: z.array(
    z.object({
      from: z.string(),
      confirmed: z.int(),
      mistaken: z.int(),
      notUseful: z.int(),
      precision: z.int().nullable(),
    }),
  ),
  /** Somebody confirmed it and somebody called it mistaken. */
  disputed: z.boolean(),
  /** Signals of other owners with the same value. */
  sameAs: z.array(z.object({ id: z.uuid(), owner: z.string() })),
  versions: z.array(z.object({ version: z.int(), at: Instant, by: z.string(), change: z.string() })),
  /** Null where one officer's word is enough, and of other members' signals. */
  release: SignalRelease.nullable(),
  /** Entries of lists of false positives that block its release. */
  falsePositives: z.array(z.object({ list: z.string(), entry: z.string(), foundAt: Instant })),
  /** The hold that is asked for or in force, of another member's signal. */
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
  /** What the new list would have hit among the records of the last 7 days. Counts only. */
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
/** Counts are of the whole rollback where `finished`, else of what was compared until now: the rest goes on and is told by its `Rematch`. */
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
 * People already known are compared with the signals that changed: only with these; after the threshold was lowered, with all. Edits that follow each other
 * are compared together. Progress is `compared` of `people`; the event `rematch.changed` says when to read it again. Each hit names the version of the signal
 * and of the threshold that caused it.
 */
export const Rematch = z.object({
  id: z.uuid(),
  /** `signal-created`, `signal-changed`, `signal-withdrawn`, `list-imported`, `list-rolled-back`; `signals-changed` for several of these; `threshold-lowered`. */
  cause: z.string(),
  list: z.uuid().nullable(),
  /** The version of the threshold that was lowered; null where signals changed. */
  thresholdVersion: z.int().nullable(),
  /** Signals that changed; 0 after a lowered threshold: all are compared. */
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
/** Those not finished, and those of the last day; newest first, 100 at most. */
export const RematchList = z.object({ items: z.array(Rematch), next: z.null() })
