import { z } from 'zod'
import { entryRef } from '../log/entries.ts'
import { Instant } from '../terms/ids.ts'
import { Clause, Purpose, Role } from '../terms/terms.ts'

/** An entry of the audit log. It has exactly these fields and no personal data. */
export const AuditEntry = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  at: Instant,
  node: z.string().regex(/^[^\s+]+$/),
  type: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
  actor: z.string(),
  role: Role,
  purpose: Purpose.nullable(),
  agreement: z.string().nullable(),
  decision: z.enum(['allow', 'deny', 'done']),
  count: z.int().min(0),
  ref: z.string().regex(entryRef).nullable(),
  commit: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
export const AuditQuery = z.object({
  /** Only the entries of the reader's own account. Without it, oversight reads those of everyone. */
  own: z.literal('true').optional(),
  type: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  next: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

/** An error answer in the format of RFC 9457. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  at: z.string().nullable(),
  clauses: z.array(Clause).nullable(),
  requestId: z.string(),
  /** `line` and `column` count from 1 in a text that the request holds; column 0 is the whole line. */
  errors: z
    .array(
      z.looseObject({
        code: z.string(),
        at: z.string(),
        message: z.string(),
        line: z.int().optional(),
        column: z.int().optional(),
      }),
    )
    .optional(),
  retryAfterMs: z.int().optional(),
})
export type Problem = z.infer<typeof Problem>
