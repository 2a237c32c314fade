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
})
export type SignalPage = z.infer<typeof SignalPage>
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
 * People already known are compared with the signals that changed: only with these. Edits that follow each other are compared together. Progress is
 * `compared` of `people`; the event `rematch.changed` says when to read it again. Each hit names the version of the signal that caused it.
 */
export const Rematch = z.object({
  id: z.uuid(),
  /** `signal-created`, `signal-changed`, `signal-withdrawn`, `list-imported`, `list-rolled-back`; `signals-changed` for several of these. */
  cause: z.string(),
  list: z.uuid().nullable(),
  /** Signals that changed. */
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
