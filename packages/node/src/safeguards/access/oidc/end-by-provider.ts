import { createHash } from 'node:crypto'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { spendChallenge } from '../credentials/node-secret.ts'
import { systemActor } from '../system.ts'
import type { Logout } from './read-logout-token.ts'

interface EndDeps {
  db: Database
  audit: AuditLog
  clock: () => Date
  member: { id: string }
}

/**
 * Ends the sessions that a logout token names: the provider's session, or all sessions of a subject (OpenID Connect Back-Channel Logout 1.0,
 * 2.7). Sessions that a password or a passkey opened stay. Returns false if the token was used before.
 */
export async function endByProvider(
  { db, audit, clock, member }: EndDeps,
  issuer: string,
  { jti, subject, sid }: Logout,
): Promise<boolean> {
  const now = clock()
  const used = createHash('sha256').update(`entente/oidc-logout/v1\n${issuer}\n${jti}`).digest()
  return db.transaction().execute(async (tx) => {
    if (!(await spendChallenge(tx, used, now))) return false
    const tied = tx
      .selectFrom('oidc_subject')
      .select('id')
      .where('issuer', '=', issuer)
      .$if(subject !== null, (q) => q.where('subject', '=', subject as string))
    const ended = await tx
      .updateTable('session')
      .set({ ended_at: now })
      .where('subject_id', 'in', tied)
      .$if(sid !== null, (q) => q.where('provider_sid', '=', sid as string))
      .where('ended_at', 'is', null)
      .returning('account_id')
      .execute()
    for (const account of new Set(ended.map(({ account_id: id }) => id))) {
      const count = ended.filter(({ account_id: id }) => id === account).length
      const entry = { type: 'people.session', decision: 'done', ref: `account:${account}`, count } as const
      const details = { what: 'ended by the provider' }
      await audit.append(tx, { ...entry, details }, systemActor(member.id), null)
    }
    return true
  })
}
