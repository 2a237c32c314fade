import { z } from 'zod'
import { Signal } from '../../../signals/signal.ts'

/** The ways to identify content: a hash algorithm, a text, or a web address. */
export const SignalType = z.enum(['pdq', 'md5', 'sha1', 'sha256', 'vpdq', 'tmk', 'tlsh', 'text', 'url'])
export type SignalType = z.infer<typeof SignalType>
/** The short form of a signal's value. `quality` is present if the algorithm has one and it is known. */
export const SignalValue = z.object({
  type: SignalType,
  value: z.string(),
  quality: z.int().min(0).max(100).nullable(),
})
export type SignalValue = z.infer<typeof SignalValue>
/** A signal as input. The node checks its type, so that a wrong type gets a separate error code. */
export const SignalInput = z.strictObject({
  type: z.string().max(40),
  value: z.string().min(1).max(20_000_000),
  quality: z.int().min(0).max(100).nullable().optional(),
  /** The scope of a web address: this address (default), all addresses under its path, its host, or its whole domain. */
  scope: z.enum(['url', 'path', 'host', 'domain']).optional(),
})
export type SignalInput = z.infer<typeof SignalInput>

export const Label = Signal.shape.labels.element
export type Label = z.infer<typeof Label>
export const Entity = Signal.shape.entity
export const OpinionOutcome = z.enum(['confirmed', 'mistaken', 'not-useful'])
export const OpinionCounts = z.object({ confirmed: z.int(), mistaken: z.int(), notUseful: z.int() })
export type OpinionCounts = z.infer<typeof OpinionCounts>
export const ItemState = z.enum(['active', 'shadow', 'quarantined'])
