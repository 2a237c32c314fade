import { z } from 'zod'
import { Instant } from './ids.ts'
import { Text } from './text.ts'

export const Role = z.enum([
  'analyst',
  'supervisor',
  'signal-officer',
  'oversight',
  'administrator',
  'sender',
  'peer',
  'system',
  'public',
])
export type Role = z.infer<typeof Role>

export const Purpose = z.enum([
  'terrorism-prevention',
  'terrorism-investigation',
  'border-control',
  'aviation-security',
  'customs-security',
  'content-safety',
  'terrorist-financing',
  'human-rights-review',
  'redress',
  'exercise',
])
export type Purpose = z.infer<typeof Purpose>

/** The account that acts. Two accounts of one human have the same `person`. */
export const Actor = z.object({
  account: z.string(),
  person: z.string(),
  member: z.string(),
  role: Role,
  teams: z.array(z.string()),
  /** The actions to which the key of the caller is limited; absent if it is not limited. */
  scope: z.array(z.string()).optional(),
  /** Whether the agency's provider opened the session, and no factor of the node was shown in the last minutes. */
  unproven: z.boolean().optional(),
})
export type Actor = z.infer<typeof Actor>

/** The name of a legal regime: one of the release, or one of the operator. */
export const RegimeId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
export type RegimeId = z.infer<typeof RegimeId>

export const Severity = z.enum(['info', 'notice', 'warning', 'error'])
export type Severity = z.infer<typeof Severity>

/**
 * A finding about an input, with its position. `literal` is the text as sent, at most 120 characters; `at` is a JSON
 * pointer into the reading.
 */
export const Finding = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  severity: Severity,
  message: z.string(),
  position: z.record(z.string(), z.unknown()).nullable(),
  literal: z.string().max(120).nullable(),
  at: z.string().nullable(),
})
export type Finding = z.infer<typeof Finding>

/**
 * A finding as the node sends it to people. A desk translates `key` with `values`; if it does not know the key, it
 * shows `message`.
 */
export const SentFinding = Finding.extend({ key: z.string(), values: Text.shape.values })
export type SentFinding = z.infer<typeof SentFinding>

export const DecisionOutcome = z.enum(['no-action', 'further-check', 'adverse', 'exempt'])
export type DecisionOutcome = z.infer<typeof DecisionOutcome>

export const FeedbackOutcome = z.enum(['confirmed', 'mistaken', 'not-useful', 'no-hit'])
export type FeedbackOutcome = z.infer<typeof FeedbackOutcome>

export const NameQuality = z.enum(['primary', 'original', 'good', 'former', 'low'])

export const Signature = z.object({ keyId: z.string(), at: Instant, value: z.string() })

/** The result of one condition of an access decision. */
export const Clause = z.object({
  id: z.string(),
  agreement: z.string().nullable(),
  result: z.enum(['pass', 'fail', 'not-applicable']),
  /** The English reason why the clause failed, made from `key` and `values`; null if it did not fail. */
  because: z.string().nullable(),
  key: z.string().nullable(),
  values: Text.shape.values,
  missing: z.boolean(),
})
export type Clause = z.infer<typeof Clause>

/** Whether one person uses every account of a node (`single-operator`), or each person has shown factors of their own. */
export const PeopleOfNode = z.enum(['single-operator', 'complete'])
export type PeopleOfNode = z.infer<typeof PeopleOfNode>
