import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { changeOf, endChange, isStoppable, lockPeopleFor, mayObject, type StoredChange } from './stored-change.ts'

/**
 * Stops a change that has not taken effect, or ends a suspension. The person concerned, everybody who could consent, and
 * oversight may object. Errors: `not-found` for a change that the actor may not see, `change-state`, `same-person` for the
 * proposer, who withdraws it instead, `concerned` for a suspended person, `role`.
 */
export async function objectToChange(tx: Tx, id: string, reason: string): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const change = await changeOf(tx.db, id)
  const { person, role } = tx.actor
  const reads = ['administrator', 'supervisor', 'oversight'].includes(role)
  if (!reads && change.concerned !== person) throw fail('not-found')
  tx.about(`account:${change.account_id}`)
  if (!isStoppable(change, tx.now)) throw fail('change-state')
  if (!mayObject(change, tx.actor, tx.now)) {
    if (change.proposed_by === person && change.kind !== 'recover') throw fail('same-person')
    if (change.concerned === person) throw fail('concerned')
    throw fail('role')
  }
  const values = { change_id: id, person_id: person, role, reason, at: tx.now }
  await tx.db.insertInto('people_objection').values(values).execute()
  await endChange(tx, change, 'objected')
  tx.note({ change: id, kind: change.kind })
  return changeOf(tx.db, id)
}

/** Withdraws a proposal or ends a suspension of the actor's own. Errors: `not-found`, `change-state`, `refused`. */
export async function withdrawChange(tx: Tx, id: string): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const change = await changeOf(tx.db, id)
  tx.about(`account:${change.account_id}`)
  if (change.proposed_by !== tx.actor.person)
    throw fail('refused', { detail: 'Only the person who proposed a change withdraws it.' })
  if (!isStoppable(change, tx.now)) throw fail('change-state')
  await endChange(tx, change, 'withdrawn')
  tx.note({ change: id, kind: change.kind })
  return changeOf(tx.db, id)
}
