import type { Role } from '@entente/contracts'
import { sql } from 'kysely'
import { Failure } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import type { CoreDeps } from '../core-deps.ts'
import { readAttributes, systemAccess } from '../system.ts'
import { carryingOut, refuseChange } from './carry-out.ts'
import { beginToWait, speedsUp } from './consent-to-change.ts'
import { changeOf, lockPeople, needsOf, type StoredChange } from './stored-change.ts'

/**
 * Lets a proposal or a consent count after the verifier found its act right: with the last one the waiting time begins, or the change takes effect. Runs
 * after each verified act; acts of other kinds are ignored. A change that must not take effect any more is refused.
 */
export async function completeConsent(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { actId }: { actId: string },
): Promise<void> {
  const found = await readAttributes(deps, (db) =>
    db
      .selectFrom('signed_act as s')
      .innerJoin('people_change as c', (join) => join.onRef('s.thing', '=', sql`'change:' || c.id`))
      .select(['c.id', 'c.kind', 's.role', 's.type'])
      .where('s.id', '=', actId)
      .where('s.type', 'in', ['people.propose', 'people.consent'])
      .executeTakeFirst(),
  )
  if (found === undefined) return
  const { id, kind, type } = found
  try {
    const intent = carryingOut(id, kind, { what: 'consents verified', change: id })
    await systemAccess(deps, null).transaction(intent, async (tx) => {
      await lockPeople(tx.db)
      const change = await changeOf(tx.db, id)
      const isEarly = change.state === 'waiting' && type === 'people.consent' && speedsUp(change, found.role as Role)
      const isOpen = change.state === 'awaiting-consent' && change.ends_at !== null && change.ends_at > tx.now
      if (!(isOpen || isEarly) || needsOf(change).length > 0 || !(await isVerified(tx, change))) {
        return tx.leavesNoEntry()
      }
      tx.about(`account:${change.account_id}`)
      await beginToWait(tx, change)
      await tx.announce('people.changed', id, 1)
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await refuseChange(deps, id, kind, error.code)
  }
}

/** Returns whether the verifier found the proposal and every consent of a change right. */
async function isVerified(tx: Tx, change: StoredChange): Promise<boolean> {
  const waiting = await tx.db
    .selectFrom('signed_act as s')
    .leftJoin('verified_act as v', 'v.act_id', 's.id')
    .select('s.id')
    .where('s.thing', '=', `change:${change.id}`)
    .where('s.method', '=', 'passkey')
    .where('v.act_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return waiting === undefined
}
