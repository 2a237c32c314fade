import { randomUUID } from 'node:crypto'
import { codeHours } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { systemActor } from '../system.ts'
import { makeHalves } from './code-halves.ts'
import { lockPeople, rescuer } from './stored-change.ts'

/** A code with which the owner of a rescued account chooses a password, in two halves as after a reset. */
export interface RescueCode {
  account: string
  first: string
  second: string
  endsAt: string
}

/**
 * Makes a code for an account whose owner cannot sign in any more and that nobody else can reset. Only the operator of the machine can do
 * this, and everybody sees it: oversight gets an alarm, the members of the network a notice, and the owner sees the code in every open
 * session. The owner and oversight can stop it. Like after a reset, all factors, sessions and keys of the account end when the code is
 * used, and for seven days the account consents to nothing. The code works at once and for 72 hours. Errors: `not-found`; `change-state`
 * for a disabled account or one without a role.
 */
export async function rescueAccount(
  deps: { db: Database; audit: AuditLog; member: { id: string }; triesKey: Buffer },
  name: string,
  now: Date,
): Promise<RescueCode> {
  return deps.db.transaction().execute(async (tx) => {
    await lockPeople(tx)
    const account = await tx
      .selectFrom('account as a')
      .select(['a.id', 'a.person_id', 'a.state'])
      .select((e) =>
        e
          .exists(
            e
              .selectFrom('account_role as r')
              .select('r.role')
              .whereRef('r.account_id', '=', 'a.id')
              .where('r.state', '=', 'active'),
          )
          .as('hasRole'),
      )
      .where('a.name', '=', name)
      .executeTakeFirst()
    if (account === undefined) throw fail('not-found', { detail: `There is no account ${name}.` })
    if (account.state === 'disabled' || account.hasRole !== true)
      throw fail('change-state', { detail: 'This account is disabled or has no role.' })
    const id = randomUUID()
    const halves = makeHalves(deps.triesKey, id)
    const endsAt = new Date(now.getTime() + codeHours * 3_600_000)
    await tx
      .insertInto('people_change')
      .values({
        ...{
          id,
          kind: 'recover',
          quorum: 'recover',
          account_id: account.id,
          role: null,
          teams: null,
          person_name: null,
        },
        ...{ successor_id: null, reason: 'Made by the operator on the machine of the node.', enrols: true },
        // No person of the node proposes a rescue. The owner may withdraw it.
        ...{ proposed_by: account.person_id, proposed_role: rescuer, proposed_at: now, needs: '[]', wait_hours: 0 },
        ...{ state: 'to-enrol', effective_at: now, ends_at: endsAt },
        ...{ first_half: halves.first.hash, second_half: halves.second.hash },
      })
      .execute()
    await announceToOversight(tx, 'people-rescue', `change:${id}`, now)
    await tx.insertInto('event').values({ type: 'people.changed', ref: id, version: 1 }).execute()
    const entry = { type: 'people.rescue', decision: 'done', ref: `account:${account.id}` } as const
    await deps.audit.append(tx, { ...entry, details: { change: id } }, systemActor(deps.member.id), null)
    return { account: name, first: halves.first.half, second: halves.second.half, endsAt: endsAt.toISOString() }
  })
}
