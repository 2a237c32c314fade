import { z } from 'zod'
import { Instant } from '../terms/ids.ts'
import { Signed } from './acts.ts'

/** What can be stopped. `surface` is a way by which results of matching leave the node. */
export const StopScopeType = z.enum([
  'all',
  'gateway',
  'list',
  'source',
  'rule',
  'agreement',
  'peer',
  'surface',
  'model',
])
export type StopScopeType = z.infer<typeof StopScopeType>

const scopeId = z.string().trim().min(1).max(200).nullable()
export const StopScope = z.object({ type: StopScopeType, id: scopeId })
export type StopScope = z.infer<typeof StopScope>

/** Asks for a stop. `id` is null for `all` and only then. */
export const StopRequest = z.strictObject({
  scope: z.strictObject({ type: StopScopeType, id: scopeId }),
  reason: z.string().trim().min(10).max(500),
})
export type StopRequest = z.infer<typeof StopRequest>
export const StopOffRequest = z.strictObject({ signed: Signed.optional() })
export type StopOffRequest = z.infer<typeof StopOffRequest>

/**
 * A stop of matching. `workers` are the threads that run now, `confirmedWorkers` those of them that have it in force. `effectiveMs` is how long
 * it took until every thread had it, null until then. `setBy` is empty if a restore set it again.
 */
export const KillSwitch = z.object({
  id: z.uuid(),
  scope: StopScope,
  /** The name of what is stopped, if it has one and still exists. */
  name: z.string().nullable(),
  on: z.boolean(),
  reason: z.string(),
  setBy: z.array(z.string()),
  at: Instant,
  confirmedWorkers: z.int(),
  workers: z.int(),
  effectiveMs: z.int().nullable(),
  /** The people who agreed to lift it. Two are needed. */
  offBy: z.array(z.object({ person: z.string(), at: Instant })),
  offAt: Instant.nullable(),
  /** Whether the asker may agree to lift it. */
  mayLift: z.boolean(),
})
export type KillSwitch = z.infer<typeof KillSwitch>

/** A measured drill. `rollbackMs` is the newest finished rollback of a list at that time, with the hits that it reviewed. */
export const StopDrill = z.object({
  id: z.uuid(),
  at: Instant,
  by: z.string(),
  workers: z.int().nullable(),
  effectiveMs: z.int().nullable(),
  rollbackMs: z.int().nullable(),
  rollbackHits: z.int().nullable(),
})
export type StopDrill = z.infer<typeof StopDrill>

/** All stops in force and the newest lifted ones, and the drills. `unchecked` counts subjects that wait for their comparison. */
export const KillSwitchList = z.object({
  items: z.array(KillSwitch),
  next: z.null(),
  unchecked: z.int(),
  drills: z.array(StopDrill),
  /** When the next drill is due. */
  drillDueAt: Instant,
  drillOverdue: z.boolean(),
  may: z.object({ set: z.boolean(), drill: z.boolean() }),
})
export type KillSwitchList = z.infer<typeof KillSwitchList>

/** What this node can stop. `gateway` is the one that it belongs to; null for what several have. */
export const StopChoice = z.object({
  type: StopScopeType,
  id: scopeId,
  name: z.string().nullable(),
  gateway: z.string().nullable(),
})
export type StopChoice = z.infer<typeof StopChoice>
export const StopChoiceList = z.object({ items: z.array(StopChoice), next: z.null() })
export type StopChoiceList = z.infer<typeof StopChoiceList>

/** `awaiting-second`: one person agreed to lift the stop. */
export const StopOffAnswer = z.object({ state: z.enum(['awaiting-second', 'lifted']), stop: KillSwitch })
export type StopOffAnswer = z.infer<typeof StopOffAnswer>
