import { z } from 'zod'
import { MemberId } from '../exchange.ts'
import { Instant } from '../ids.ts'
import { Pap, SignalDraft, SignalKind, Tlp } from '../signal.ts'

/** Forms in which whole signals travel outside the log of nodes. Lists of others (UN XML, CSV, JSON lines) are imported by preview. */
export const TransferFormat = z.enum(['stix', 'misp', 'entente'])
export type TransferFormat = z.infer<typeof TransferFormat>
/** `source`: a name for where it comes from, by which a feed is known the next time. `dryRun`: all is checked and nothing kept. */
export const TransferQuery = z.strictObject({
  format: TransferFormat.default('stix'),
  source: z.string().min(1).max(300).optional(),
  dryRun: z.stringbool().optional(),
})
/** `to`: a member it is meant for, who may then have no more than that member may. */
export const ExportQuery = z.strictObject({ format: TransferFormat.default('stix'), to: MemberId.optional() })
/** The last line of an export. `withheld`: signals one may list and not export. */
export const ExportEnd = z.object({ end: z.object({ written: z.int(), withheld: z.int() }) })
export type ExportEnd = z.infer<typeof ExportEnd>
/** What `entente signals export` did. */
export interface ExportReport {
  format: string
  written: number
  withheld: number
  files: string[]
}

/** An object of others, kept as it was given and matched by nothing until an officer adopts it. */
export const ForeignObject = z.object({
  id: z.uuid(),
  format: z.enum(['stix', 'misp']),
  objectId: z.string(),
  type: z.string(),
  version: z.string(),
  tlp: Tlp,
  pap: Pap,
  /** Who handed it in, and where. */
  member: z.string(),
  source: z.string(),
  receivedAt: Instant,
  heldUntil: Instant,
  state: z.enum(['held', 'adopted', 'carrier']),
  signalId: z.uuid().nullable(),
  /** When its source no longer had it: perhaps withdrawn there, for a person to say. */
  goneAt: Instant.nullable(),
})
export type ForeignObject = z.infer<typeof ForeignObject>
export const ForeignQuery = z.strictObject({
  state: z.enum(['held', 'adopted', 'carrier']).optional(),
  gone: z.stringbool().optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/** `values`: what of it could become a signal, in its order. */
export const ForeignDetail = ForeignObject.extend({
  object: z.unknown(),
  values: z.array(z.object({ kind: SignalKind, value: z.record(z.string(), z.unknown()) })),
})
export type ForeignDetail = z.infer<typeof ForeignDetail>
/** `place`: which of its values; the rest is what any signal must say. */
export const AdoptRequest = SignalDraft.omit({ kind: true, value: true }).extend({ place: z.int().min(0) })

/** Which events of a feed are newer than what was read of it. */
export const MispWantedRequest = z.strictObject({
  source: z.string().min(1).max(300),
  events: z.record(z.uuid(), z.int().min(0)),
})
export const MispWanted = z.object({ wanted: z.array(z.uuid()) })
export type MispWanted = z.infer<typeof MispWanted>
