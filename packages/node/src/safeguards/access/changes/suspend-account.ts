import { randomUUID } from 'node:crypto'
import { suspensionHours } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { endSessionsAndKeys } from '../accounts/end-sessions-and-keys.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { delayChangesOf } from './hold-effect.ts'
import { readPopulation } from './population.ts'
import { changeOf, lockPeopleFor, readChanges, type StoredChange } from './stored-change.ts'

const hour = 3_600_000
/** The same person cannot suspend an account again within this time after the end of their last suspension. */
const pauseHours = 7 * 24

/**
 * Stops the sign-in to an account for 72 hours and ends its sessions and keys. One administrator, one supervisor or the
 * owner can do it alone, for example after a laptop was stolen. The person still counts in every quorum. Errors:
 * `not-found`, `change-state`, `suspension-repeated`, `last-of-role` if no oversight person could sign in any more.
 */
export async function suspendAccount(tx: Tx, accountId: string, reason: string): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const account = await tx.db
    .selectFrom('account')
    .select(['person_id', 'state', 'suspended_until'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  if (account === undefined) throw fail('not-found')
  if (account.state === 'disabled') throw fail('change-state', { detail: 'This account is disabled.' })
  await refuseRepeated(tx, accountId)
  await refuseLastOversight(tx, accountId)
  const id = randomUUID()
  const until = new Date(tx.now.getTime() + suspensionHours * hour)
  await tx.db
    .insertInto('people_change')
    .values({
      ...{ id, kind: 'suspend', quorum: 'suspend', account_id: accountId, role: null, teams: null, person_name: null },
      ...{ successor_id: null, reason, proposed_by: tx.actor.person, proposed_role: tx.actor.role },
      ...{ proposed_at: tx.now, needs: '[]', wait_hours: 0, state: 'done', effective_at: tx.now, ends_at: until },
    })
    .execute()
  await tx.db.updateTable('account').set({ suspended_until: until }).where('id', '=', accountId).execute()
  await endSessionsAndKeys(tx, accountId)
  const waiting = await tx.db.selectFrom('people_change').select('id').where('state', '=', 'waiting').execute()
  await delayChangesOf(
    tx.db,
    await readChanges(
      tx.db,
      waiting.map((row) => row.id),
    ),
    tx.actor.person,
  )
  await announceToOversight(tx.db, 'account-suspended', `change:${id}`, tx.now)
  await tx.announce('people.changed', id, 1)
  tx.note({ change: id })
  return changeOf(tx.db, id)
}

async function refuseRepeated(tx: Tx, accountId: string): Promise<void> {
  const since = new Date(tx.now.getTime() - pauseHours * hour)
  const before = await tx.db
    .selectFrom('people_change')
    .select(['ends_at', 'ended_at'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'suspend')
    .where('proposed_by', '=', tx.actor.person)
    .where('ends_at', '>', since)
    .executeTakeFirst()
  if (before !== undefined)
    throw fail('suspension-repeated', {
      detail:
        'You suspended this account within the last ten days. Another person can suspend it, or propose to disable it.',
    })
}

/** Suspensions must not leave oversight without anybody who can sign in. */
async function refuseLastOversight(tx: Tx, accountId: string): Promise<void> {
  const { holders } = await readPopulation(tx.db, tx.now)
  const oversight = holders.filter(({ role, counts }) => counts && role === 'oversight')
  if (!oversight.some(({ account }) => account === accountId)) return
  const suspended = await tx.db
    .selectFrom('account')
    .select('id')
    .where('suspended_until', '>', tx.now)
    .where(
      'id',
      'in',
      oversight.map(({ account }) => account),
    )
    .execute()
  const out = new Set([accountId, ...suspended.map(({ id }) => id)])
  if (oversight.some(({ account }) => !out.has(account))) return
  throw fail('last-of-role', { detail: 'No other oversight person could sign in then.' })
}
