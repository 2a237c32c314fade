import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { type Actor, type AuditEntry, entryRef, type Purpose } from '@entente/contracts'
import { fail } from '../../errors.ts'
import { canonicalJson } from './canonical.ts'

export type AuditDetails = { [key: string]: unknown }

/** The draft of a log entry. `ref` is a random id such as `case:<id>`; it is never derived from personal data. */
export interface EntryDraft {
  type: string
  ref?: string | null
  count?: number
  details?: AuditDetails
}

export interface EntryRow {
  id: string
  entry: string
  type: string
  actor: string
  ref: string | null
  at: Date
  details: Buffer
  salt: Buffer
}

/** Returns the pseudonym of an account in the log: HMAC-SHA-256(actorKey, account)[:16], base64. */
export function actorHandle(actorKey: Buffer, actor: Actor): string {
  if (actor.role === 'system') return 'system'
  return createHmac('sha256', actorKey).update(actor.account).digest().subarray(0, 16).toString('base64')
}

/**
 * HMAC-SHA-256(salt, "entente/audit-details/v1\n"
 * JCS(details)), base64. Binds the entry to details that can be erased.
 */
export function commitTo(details: AuditDetails, salt: Buffer): string {
  return createHmac('sha256', salt)
    .update(`entente/audit-details/v1\n${canonicalJson(details)}`)
    .digest('base64')
}

/**
 * Returns the reference of an entry. One in another form is left out: a caller chooses what stands in an address, and an entry that nobody can
 * verify would spoil the whole log.
 */
const refIn = ({ ref }: EntryDraft): string | null => (typeof ref === 'string' && entryRef.test(ref) ? ref : null)

/**
 * Builds the exact bytes of one log entry, with its details and salt. Throws `audit-details` if the details have no
 * canonical form or exceed 64 kB.
 */
export function makeEntry(
  draft: EntryDraft & { decision: 'allow' | 'deny' | 'done' },
  context: { actor: Actor; purpose: Purpose | null; node: string; now: Date; actorKey: Buffer },
): EntryRow {
  const salt = randomBytes(32)
  const details = draft.details ?? {}
  let detailsJson: string
  let commit: string
  try {
    detailsJson = canonicalJson(details)
    commit = commitTo(details, salt)
  } catch (error) {
    throw fail('audit-details', { detail: error instanceof Error ? error.message : 'not canonical' })
  }
  if (Buffer.byteLength(detailsJson) > 65_536) throw fail('audit-details', { detail: 'details over 64 kB' })
  const entry: AuditEntry = {
    v: 1,
    id: randomUUID(),
    at: context.now.toISOString(),
    node: context.node,
    type: draft.type,
    actor: actorHandle(context.actorKey, context.actor),
    role: context.actor.role,
    purpose: context.purpose,
    agreement: null,
    decision: draft.decision,
    count: draft.count ?? 0,
    ref: refIn(draft),
    commit,
  }
  return {
    id: entry.id,
    entry: canonicalJson(entry),
    type: entry.type,
    actor: entry.actor,
    ref: entry.ref,
    at: context.now,
    details: Buffer.from(detailsJson),
    salt,
  }
}
