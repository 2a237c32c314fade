import { randomUUID } from 'node:crypto'
import type { StopChoice, StopRequest } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import { defineTopic } from '../../store/define-job.ts'
import type { Tx } from '../access/access-store.ts'

/** A stop was lifted: what arrived meanwhile is compared. */
export const stopLiftedTopic = defineTopic('stop-lifted', z.object({ stopId: z.uuid() }))

/**
 * Sets a stop, which one person may do alone. Errors: `body-invalid` at `/scope/id`, `stop-scope-unknown` for what this node does not have,
 * `stop-set` if it is in force already.
 */
export async function setStop(tx: Tx, asked: StopRequest, choices: readonly StopChoice[]): Promise<string> {
  const { type, id: scopeId } = asked.scope
  if ((type === 'all') !== (scopeId === null))
    throw fail('body-invalid', { at: '/scope/id', detail: 'Name what is stopped; `all` has no id.' })
  if (!choices.some((choice) => choice.type === type && choice.id === scopeId))
    throw fail('stop-scope-unknown', { at: '/scope/id', detail: `This node has no ${type} ${scopeId} to stop.` })
  const id = randomUUID()
  const inserted = await tx.db
    .insertInto('stop')
    .values({
      ...{ id, scope_type: type, scope_id: scopeId, reason: asked.reason },
      ...{ set_by: tx.actor.person, set_at: tx.now, effective_ms: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) throw fail('stop-set')
  tx.about(`kill:${id}`)
  tx.note({ scope: type, id: scopeId })
  await tx.announce('stop.changed', id, 0)
  return id
}

/**
 * Records that a person agrees to lift a stop. The second one lifts it. Returns whether it is lifted. Errors: `not-found`, `stop-lifted`,
 * `same-person`.
 */
export async function liftStop(tx: Tx, id: string): Promise<boolean> {
  // One after the other: two people who agree at once must not both wait for a second.
  const row = await tx.db
    .selectFrom('stop')
    .select(['id', 'off_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.off_at !== null) throw fail('stop-lifted')
  const { person, account, role } = tx.actor
  const agreed = await tx.db
    .insertInto('stop_off')
    .values({ stop_id: id, person_id: person, account_id: account, role, at: tx.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (agreed.numInsertedOrUpdatedRows === 0n) throw fail('same-person')
  const { rows } = await sql<{ enough: boolean }>`select count(*) >= 2 as enough from stop_off o
    where o.stop_id = ${id} and may_lift_stops(o.person_id, o.role)`.execute(tx.db)
  const isLifted = rows[0]?.enough === true
  if (isLifted) {
    await tx.db.updateTable('stop').set({ off_at: tx.now }).where('id', '=', id).execute()
    await tx.enqueue(stopLiftedTopic, { stopId: id })
  }
  tx.note({ lifted: isLifted })
  await tx.announce('stop.changed', id, 0)
  return isLifted
}
