import { z } from 'zod'
import { MemberId } from '../exchange/index.ts'
import { Pap, SignalDraft, SignalKind, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import type { PeopleOfNode } from '../terms/terms.ts'

/**
 * Formats for whole signals outside the logs of nodes. Lists of other organisations (UN XML, CSV, JSON lines) are
 * imported with a preview instead.
 */
export const TransferFormat = z.enum(['stix', 'misp', 'entente'])
export type TransferFormat = z.infer<typeof TransferFormat>
/**
 * `source` names the origin, so that the next import from the same feed is recognised. With `dryRun`, everything is
 * checked and nothing is stored.
 */
export const TransferQuery = z.strictObject({
  format: TransferFormat.default('stix'),
  source: z.string().min(1).max(300).optional(),
  dryRun: z.stringbool().optional(),
})
/** `to` is the intended recipient. The export then contains only signals to which that member has access. */
export const ExportQuery = z.strictObject({ format: TransferFormat.default('stix'), to: MemberId.optional() })
/** The last line of an export. `withheld` counts signals that may be listed but not exported. */
export const ExportEnd = z.object({ end: z.object({ written: z.int(), withheld: z.int() }) })
export type ExportEnd = z.infer<typeof ExportEnd>
/** The result of `entente signals export`. */
export interface ExportReport {
  format: string
  written: number
  withheld: number
  /** Whether one person uses the node alone: then the signals are invented, and each says so in its basis. */
  people: PeopleOfNode
  files: string[]
}

/** A foreign object. It is stored as received and not matched until an officer adopts it. */
export const ForeignObject = z.object({
  id: z.uuid(),
  format: z.enum(['stix', 'misp']),
  objectId: z.string(),
  type: z.string(),
  version: z.string(),
  tlp: Tlp,
  pap: Pap,
  /** The member that submitted the object. `source` says where it came from. */
  member: z.string(),
  source: z.string(),
  receivedAt: Instant,
  keptUntil: Instant,
  state: z.enum(['kept', 'adopted', 'carrier']),
  signalId: z.uuid().nullable(),
  /** When the source no longer had the object. It may have been withdrawn there; a person decides what that means. */
  goneAt: Instant.nullable(),
})
export type ForeignObject = z.infer<typeof ForeignObject>
export const ForeignQuery = z.strictObject({
  state: z.enum(['kept', 'adopted', 'carrier']).optional(),
  gone: z.stringbool().optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
/** `values` contains the parts of the object that could become signals, in their original order. */
export const ForeignDetail = ForeignObject.extend({
  object: z.unknown(),
  values: z.array(z.object({ kind: SignalKind, value: z.record(z.string(), z.unknown()) })),
})
export type ForeignDetail = z.infer<typeof ForeignDetail>
/**
 * Adopts a value of a foreign object. `place` is the index in its `values`; the other fields are those of every signal.
 */
export const AdoptRequest = SignalDraft.omit({ kind: true, value: true }).extend({ place: z.int().min(0) })

/** Asks which events of a feed are newer than the events that were imported. */
export const MispWantedRequest = z.strictObject({
  source: z.string().min(1).max(300),
  events: z.record(z.uuid(), z.int().min(0)),
})
export const MispWanted = z.object({ wanted: z.array(z.uuid()) })
export type MispWanted = z.infer<typeof MispWanted>
