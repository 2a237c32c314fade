import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../access/access-store.ts'
import { hashPassword, oneTimePassword } from '../access/passwords.ts'
import { systemActor } from '../access/system.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { AfterBackup, EndedLine } from '../log/after-backup.ts'
import { lineOf } from './keep-ended.ts'

/**
 * Ends credentials again that people ended after the backup from which this node was restored, as the file after-backup.jsonl says. It
 * changes nothing on a node that was not restored, so it runs before each start serves anybody. Returns how many rows changed.
 *
 * A stop that was set after the backup is in force again. One that was lifted after it stays on until two people lift it again.
 *
 * A recipient of oversight that was replaced after the backup is stopped, so nothing is sealed until oversight agrees to one again.
 *
 * A second factor becomes suspended and not ended: an account without any factor could be opened with its password alone. A password
 * that was replaced must be changed after the sign-in; of an account without a second factor it does not count at all.
 */
export async function endAgain(deps: {
  db: Database
  audit: AuditLog
  member: { id: string }
  after: AfterBackup
  log: Logger
}): Promise<number> {
  // Endings that are not in the file yet are newer than it.
  const waiting = await deps.db.selectFrom('ended_credential').selectAll().orderBy('n').execute()
  const lines = [...(await deps.after.ended()), ...waiting.map(lineOf).filter((line) => line.kind === 'ended')]
  if (lines.length === 0) return 0
  const ids = stillEnded(lines)
  // Nobody knows this password. It costs a slow hash, so it is made only if it may be needed.
  const unknown = ids('password').length === 0 ? '' : await hashPassword(oneTimePassword())
  return deps.db.transaction().execute(async (tx) => {
    let changed = 0
    for (const statement of [
      sql`update credential set state = case when kind = 'recovery-codes' then 'ended' else 'suspended' end
        where state = 'active' and id::text = any(${ids('credential')})`,
      sql`update recovery_code set used_at = now()
        where used_at is null and credential_id::text || '/' || hash::text = any(${ids('recovery-code')})`,
      sql`update account set state = 'disabled' where state <> 'disabled' and id::text = any(${ids('account')})`,
      sql`update account_role set state = 'revoked'
        where state <> 'revoked' and account_id::text || '/' || role = any(${ids('role')})`,
      sql`update sender_key set revoked_at = now() where revoked_at is null and id::text = any(${ids('sender-key')})`,
      sql`update oidc_subject set ended_at = now() where ended_at is null and id::text = any(${ids('oidc-subject')})`,
      sql`update taxii_user set disabled_at = now() where disabled_at is null and id::text = any(${ids('taxii-client')})`,
      sql`update account a set must_change_password = true, password_hash = case when of_a.kept then a.password_hash else ${unknown} end
        from (select o.id, exists (select from founding where single_operator) or exists (select from credential c
          where c.account_id = o.id and c.kind <> 'recovery-codes' and c.state <> 'ended') as kept from account o) as of_a
        where of_a.id = a.id and encode(sha256(convert_to(a.password_hash, 'UTF8')), 'hex') = any(${ids('password')})
          and not (a.must_change_password and of_a.kept)`,
      ...suspensions(lines).map(
        ({ id, state }) => sql`update account set suspended_until = ${state}::timestamptz
          where id::text = ${id} and suspended_until is distinct from ${state}::timestamptz and ${state}::timestamptz > now()`,
      ),
    ]) {
      const { numAffectedRows = 0n } = await statement.execute(tx)
      changed += Number(numAffectedRows)
    }
    for (const { id, state } of newestOf(lines).filter((line) => line.of === 'stop' && line.state !== 'off')) {
      const at = state.indexOf(':')
      const [type, scope] = at < 0 ? [state, null] : [state.slice(0, at), state.slice(at + 1)]
      const { numAffectedRows = 0n } = await sql`insert into stop (id, scope_type, scope_id, reason, set_at)
        select ${id}::uuid, ${type}, ${scope}, 'Set after the backup from which this node was restored', now()
        where not exists (select from stop where id = ${id}::uuid) on conflict do nothing`.execute(tx)
      changed += Number(numAffectedRows)
    }
    // A recipient that oversight replaced after the backup must not come back: perhaps its key was lost to somebody.
    const agreed = newestOf(lines).flatMap(({ of, id }) => (of === 'recipient' ? [Number(id)] : []))
    if (agreed.length > 0) {
      const { numAffectedRows = 0n } = await sql`update oversight_recipient set stopped_at = now()
        where stopped_at is null and n < ${Math.max(...agreed)}
          and not exists (select from oversight_recipient_consent where n = ${Math.max(...agreed)})`.execute(tx)
      changed += Number(numAffectedRows)
    }
    if (changed > 0) {
      deps.log.warn({ event: 'restore.ended-again', changed })
      const details = { what: 'ended again after a restore' }
      const entry = { type: 'config.change', decision: 'done', count: changed, details } as const
      await deps.audit.append(tx, entry, systemActor(deps.member.id), null)
    }
    return changed
  })
}

/** The state of a row that still has its authority. */
const inForce: readonly string[] = ['active', 'removal-pending', 'awaiting-second', 'none']

/** Returns a function that gives the ids of a kind whose newest line is no state in force; of passwords, the digests. */
function stillEnded(lines: readonly EndedLine[]): (of: string) => string[] {
  const newest = newestOf(lines)
  return (of) =>
    of === 'password'
      ? lines.filter((line) => line.of === of).map(({ state }) => state)
      : newest.filter((line) => line.of === of && !inForce.includes(line.state)).map(({ id }) => id)
}

const suspensions = (lines: readonly EndedLine[]): EndedLine[] =>
  newestOf(lines).filter(({ of, state }) => of === 'suspension' && state !== 'none')

/** Returns the newest line about each thing. */
export const newestOf = (lines: readonly EndedLine[]): EndedLine[] => [
  ...new Map(lines.map((line) => [`${line.of}:${line.id}`, line])).values(),
]
