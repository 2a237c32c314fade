import { z } from 'zod'
import { Pap, Signal, Tlp } from '../../../signals/signal.ts'
import { Instant } from '../../../terms/ids.ts'
import { Purpose } from '../../../terms/terms.ts'
import { Entity, Label, OpinionCounts, OpinionOutcome, SignalInput, SignalValue } from './signals.ts'

const Ratio = z.number().min(0).max(1)
const BankRadius = z.strictObject({ pdq: z.number().optional() })
/**
 * A bank with the terms of all its signals and its matching settings. A negative bank contains harmless content.
 * Matches with a shadow bank open no case. A bank that `follows` a member contains the signals that this member shares,
 * each under its own terms; only the matching settings of such a bank can be changed.
 */
export const Bank = z.object({
  name: z.string(),
  version: z.int(),
  purposes: z.array(Purpose),
  lawfulBasis: Signal.shape.lawfulBasis,
  agreements: z.array(z.string()),
  tlp: Tlp,
  pap: Pap,
  negative: z.boolean(),
  shadow: z.boolean(),
  matchingEnabledRatio: Ratio,
  radius: z.object({ pdq: z.int() }),
  labels: z.array(Label),
  validDays: z.int(),
  retainDays: z.int(),
  items: z.int(),
  follows: z.string().nullable(),
  createdAt: Instant,
})
export type Bank = z.infer<typeof Bank>
export const NewBank = z.strictObject({
  name: z.string().max(200),
  purposes: z.array(Purpose).min(1),
  /** The lawful basis. A plain text is only its reference. */
  lawfulBasis: z.union([z.string().max(500), Signal.shape.lawfulBasis]),
  agreements: z.array(z.string()).optional(),
  tlp: Tlp.optional(),
  pap: Pap.optional(),
  negative: z.boolean().optional(),
  shadow: z.boolean().optional(),
  matchingEnabledRatio: Ratio.optional(),
  radius: BankRadius.optional(),
  labels: z.array(Label).max(50).optional(),
  validDays: z.int().min(1).max(1830).optional(),
  retainDays: z.int().min(1).max(1830).optional(),
})
export type NewBank = z.infer<typeof NewBank>
export const PatchBank = NewBank.partial().strict()
export type PatchBank = z.infer<typeof PatchBank>

const Metadata = z.record(z.string(), z.unknown())
/** The length is counted in code points, so that an emoji counts as one character. */
const Note = z.string().refine((note) => [...note].length <= 255, { error: 'At most 255 characters.' })
export const NewItem = z.strictObject({
  signals: z.array(SignalInput).min(1).max(100),
  labels: z.array(Label).max(50).optional(),
  entity: Entity.optional(),
  note: Note.nullable().optional(),
  confidence: z.int().min(0).max(100).optional(),
  validUntil: Instant.optional(),
  incident: z.uuid().optional(),
  metadata: Metadata.optional(),
})
export type NewItem = z.infer<typeof NewItem>
/** Items to add. Each is checked separately: an invalid one is rejected and the others are added. */
export const AddItemsRequest = z.strictObject({ items: z.array(z.unknown()).min(1).max(10_000) })
export const AddItemsAnswer = z.object({
  added: z.array(z.object({ index: z.int(), itemId: z.uuid() })),
  rejected: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
  indexSeq: z.int(),
})
export type AddItemsAnswer = z.infer<typeof AddItemsAnswer>
export const Item = z.object({
  id: z.uuid(),
  number: z.int(),
  bank: z.string(),
  owner: z.string(),
  signals: z.array(SignalValue.extend({ signalId: z.uuid() })),
  labels: z.array(Label),
  entity: Entity,
  note: z.string().nullable(),
  metadata: Metadata.nullable(),
  confidence: z.int(),
  validUntil: Instant,
  /**
   * The item is not matched before this time. Null means that it is matched now, and `9999-12-31T23:59:59.999Z` that it
   * is not matched again.
   */
  disableUntil: Instant.nullable(),
  incident: z.uuid().nullable(),
  state: z.enum(['active', 'quarantined', 'suspended']),
  /** The reason why the item is not active, or why only a PDQ hash equal to the item's matches. */
  because: z.string().nullable(),
  feedback: OpinionCounts,
  createdAt: Instant,
})
export type Item = z.infer<typeof Item>
export const PatchItem = z.strictObject({
  labels: z.array(Label).max(50).optional(),
  note: Note.nullable().optional(),
  disableUntil: Instant.nullable().optional(),
  validUntil: Instant.optional(),
  /** Makes an item match as usual that was quarantined, suspended or matched by an equal hash only, after a person reviewed it. */
  state: z.literal('active').optional(),
})
export type PatchItem = z.infer<typeof PatchItem>
export const OpinionRequest = z.strictObject({
  outcome: OpinionOutcome,
  reason: z.string().min(1).max(2000),
  uploadId: z.string().max(200).optional(),
})
export type OpinionRequest = z.infer<typeof OpinionRequest>
export const OpinionAnswer = z.object({
  itemId: z.uuid(),
  outcome: OpinionOutcome,
  /** Whether the opinion counts: `mistaken` counts only from a source that had a hit with the item. */
  counted: z.boolean(),
  feedback: OpinionCounts,
})
