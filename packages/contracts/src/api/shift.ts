import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { Role } from '../terms/terms.ts'
import { CaseRow, Presence, RemindAnswer } from './cases.ts'

/** How many hours the load shows. */
export const loadHours = 16

export const ShiftQuery = z.strictObject({
  gateway: GatewayName.optional(),
  /** The zone of the hours. The member's zone takes precedence. Default: UTC. */
  zone: z.string().max(64).optional(),
})

/** Open cases: with somebody, with nobody, or waiting for a second person. */
const Load = z.object({ assigned: z.int(), unassigned: z.int(), second: z.int() })
export type Load = z.infer<typeof Load>

/** A colleague. `open` counts the cases that are with them now. Nothing here says how much or how fast they decide. */
export const OnShift = z.object({
  person: z.string(),
  name: z.string(),
  roles: z.array(Role),
  presence: Presence,
  open: z.int(),
})
export type OnShift = z.infer<typeof OnShift>

/**
 * A proposal that waits for a second person. `names` are the people who can confirm; null where the reader can confirm
 * it, because the missing name would be that of the proposer, and where the member shows no names.
 */
export const SecondWanted = z.object({
  caseId: z.uuid(),
  reference: z.string(),
  act: z.string(),
  dueAt: Instant.nullable(),
  you: z.boolean(),
  names: z.array(z.string()).nullable(),
  /** How many people can confirm; null where the reader can confirm. */
  people: z.int().nullable(),
  reminded: RemindAnswer,
})
export type SecondWanted = z.infer<typeof SecondWanted>

/** What was open when a shift was handed over. */
const Facts = z.object({ open: z.int(), overdue: z.int(), unassigned: z.int(), second: z.int() })
/**
 * A note about what is open, from the supervisor who leaves to the one who comes. Both sign it: the log has an entry of
 * each with `digest`, the SHA-256 of the text. `replaced`: its giver wrote another one.
 */
export const HandoverNote = z.object({
  id: z.uuid(),
  state: z.enum(['open', 'accepted', 'replaced']),
  byName: z.string(),
  toName: z.string(),
  at: Instant,
  acceptedAt: Instant.nullable(),
  text: z.string(),
  digest: z.string(),
  facts: Facts,
  may: z.object({ accept: z.boolean() }),
})
export type HandoverNote = z.infer<typeof HandoverNote>
export const ShiftHandoverRequest = z.strictObject({
  gateway: GatewayName,
  to: z.uuid(),
  text: z.string().trim().min(10).max(4000),
})

/** The work of a shift in one gateway. Lists have at most twenty items; the number beside a list counts all. */
export const Shift = z.object({
  gateway: GatewayName,
  zone: z.string(),
  begins: Instant,
  ends: Instant,
  midnight: Instant,
  open: z.int(),
  load: z.object({
    overdue: Load,
    /** One item an hour; the first is the present hour. */
    hours: z.array(Load.extend({ from: Instant })),
    later: z.int(),
  }),
  people: z.array(OnShift),
  risk: z.array(CaseRow),
  /** Cases that are overdue, and those due within half an hour. */
  atRisk: z.object({ overdue: z.int(), soon: z.int() }),
  second: z.array(SecondWanted),
  backlog: z.object({
    /** Open cases each quarter of an hour since the shift began. */
    points: z.array(z.object({ at: Instant, open: z.int() })),
    opened: z.int(),
    /** Cases that were decided, and those whose hits were withdrawn. Null if fewer than three people decided any. */
    left: z.object({ decided: z.int(), fellAway: z.int() }).nullable(),
  }),
  /** The newest notes, newest first. */
  notes: z.array(HandoverNote),
})
export type Shift = z.infer<typeof Shift>
