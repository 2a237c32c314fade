import type { Role } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { systemActor } from '../system.ts'
import { endEnrolmentCodes, makeEnrolmentCode } from './enrolment-code.ts'
import { type FirstAccount, firstAccounts } from './init-accounts.ts'

/**
 * Makes new codes for the first accounts whose owners never chose a password, because a code ends after 72 hours. Their former codes end.
 * Oversight and supervisors get an alarm for each account. Errors: `change-state` if every owner has enrolled, or if one person uses the node.
 */
export async function renewCodes(
  deps: { db: Database; audit: AuditLog; member: { id: string } },
  triesKey: Buffer,
  now: Date,
): Promise<FirstAccount[]> {
  return deps.db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('account as a')
      .innerJoin('person as p', 'p.id', 'a.person_id')
      .select(['a.id', 'a.name', 'p.name as person'])
      .where((e) => e.exists(e.selectFrom('founding').select('only_row').where('single_operator', '=', false)))
      .where(
        'a.name',
        'in',
        firstAccounts.map(({ name }) => name),
      )
      .where('a.state', '<>', 'disabled')
      // The owner who enrols replaces the random password that must be changed.
      .where('a.must_change_password', '=', true)
      .where('a.last_sign_in_at', 'is', null)
      .forUpdate('a')
      .execute()
    if (rows.length === 0) throw fail('change-state', { detail: 'No first account waits for its owner.' })
    const made: FirstAccount[] = []
    for (const { id, name, person } of rows) {
      await endEnrolmentCodes(tx, id, now)
      const code = await makeEnrolmentCode(tx, triesKey, id, now)
      const role = firstAccounts.find((first) => first.name === name)?.role as Role
      made.push({ account: name, person, role, password: null, code })
      await announceToOversight(tx, 'people-change', `account:${id}`, now)
    }
    const details = { what: 'codes renewed', accounts: made.map(({ account }) => account) }
    await deps.audit.append(tx, { type: 'people.code', decision: 'done', details }, systemActor(deps.member.id), null)
    return made
  })
}
