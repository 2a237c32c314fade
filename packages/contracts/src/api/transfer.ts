import { z } from 'zod'
import { MemberId } from '../exchange/index.ts'
import { Pap, SignalDraft, SignalKind, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'

/** Formats for whole signals outside the log of nodes. Lists of others (UN XML, CSV, JSON lines) are imported by preview. */
export const TransferFormat = z.enum(['stix', 'misp', 'entente'])
export type TransferFormat = z.infer<typeof TransferFormat>
/** `source`: a name for the origin, by which a feed is recognised the next time. `dryRun`: everything is checked and nothing stored. */
export const TransferQuery = z.strictObject({
  format: TransferFormat.default('stix'),
  source: z.string().min(1).max(300).optional(),
  dryRun: z.stringbool().optional(),
})
/** `to`: the intended member; the export then contains only what that member may have. */
export const ExportQuery = z.strictObject({ format: TransferFormat.default('stix'), to: MemberId.optional() })
/** The last line of an export. `withheld`: signals that may be listed but not exported. */
export const ExportEnd = z.object({ end: z.object({ written: z.int(), withheld: z.int() }) })
export type ExportEnd = z.infer<typeof ExportEnd>
/** The result of `entente signals export`. */
export interface ExportReport {
  format: string
  written: number
  withheld: number
  files: string[]
}

/** A foreign object, stored as it was given and not matched until an officer adopts it. */
export const ForeignObject = z.object({
  id: z.uuid(),
  format: z.enum(['stix', 'misp']),
  objectId: z.string(),
  type: z.string(),
  version: z.string(),
  tlp: Tlp,
  pap: Pap,
  /** The member that submitted it, and where. */
  member: z.string(),
  source: z.string(),
  receivedAt: Instant,
  heldUntil: Instant,
  state: z.enum(['held', 'adopted', 'carrier']),
  signalId: z.uuid().nullable(),
  /** When its source no longer had it: perhaps withdrawn there, which a person decides. */
  goneAt: Instant.nullable(),
})
export type ForeignObject = z.infer<typeof ForeignObject>
export const ForeignQuery = z.strictObject({
  state: z.enum(['held', 'adopted', 'carrier']).optional(),
  gone: z.stringbool().optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/** `values`: the parts that could become signals, in their order. */
export const ForeignDetail = ForeignObject.extend({
  object: z.unknown(),
  values: z.array(z.object({ kind: SignalKind, value: z.record(z.string(), z.unknown()) })),
})
export type ForeignDetail = z.infer<typeof ForeignDetail>
/** `place`: the index into its values; the other fields are those of any signal. */
export const AdoptRequest = SignalDraft.omit({ kind: true, value: true }).extend({ place: z.int().min(0) })

/** The events of a feed that are newer than the ones read. */
export const MispWantedRequest = z.strictObject({
  source: z.string().min(1).max(300),
  events: z.record(z.uuid(), z.int().min(0)),
})
export const MispWanted = z.object({ wanted: z.array(z.uuid()) })
export type MispWanted = z.infer<typeof MispWanted>
