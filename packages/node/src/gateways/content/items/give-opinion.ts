import { randomUUID } from 'node:crypto'
import type { OpinionCounts, OpinionRequest } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { announceChange } from '../index/announce-change.ts'
import { numbersOf } from './change-item.ts'
import { opinionsOn } from './read-items.ts'

const opinionClasses = classesOf<{ text: string | null }>()('item_opinion', { text: 'masked' })

/** Number of sources that must call an item mistaken, with none confirming it, to suspend it until a person decides. */
const mistakenToSuspend = 3

export interface Opinion {
  itemId: string
  /** The member or sender of the opinion: its last one counts. */
  source: string
  outcome: OpinionRequest['outcome']
  reason: string | null
  uploadId?: string | null
  decisionId?: string | null
}

/** Stores an opinion about an item. The same opinion of the same decision changes nothing. Error: `not-found`. */
export async function giveOpinion(tx: Tx, opinion: Opinion): Promise<OpinionCounts> {
  const { itemId, source, outcome, reason } = opinion
  const item = await tx.db.selectFrom('bank_item').selectAll().where('id', '=', itemId).forUpdate().executeTakeFirst()
  if (item === undefined) throw fail('not-found')
  const id = randomUUID()
  const { role, person, account } = tx.actor
  await tx.db
    .insertInto('item_opinion')
    .values({
      id,
      item_id: itemId,
      source,
      outcome,
      at: tx.now,
      person_id: role === 'system' || role === 'sender' ? null : person,
      sender_id: role === 'sender' ? account : null,
      upload_id: opinion.uploadId ?? null,
      decision_id: opinion.decisionId ?? null,
      purposes: item.purposes,
      delete_at: item.delete_at,
      ...tx.seal(id, { text: reason }, opinionClasses),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const counts = (await opinionsOn(tx, [itemId])).get(itemId) ?? { confirmed: 0, mistaken: 0, notUseful: 0 }
  if (item.state === 'active' && counts.mistaken >= mistakenToSuspend && counts.confirmed === 0)
    await suspendItem(tx, itemId, `${counts.mistaken} called it mistaken, and nobody confirmed it.`, 'item-suspended')
  return counts
}

/**
 * Suspends or quarantines an item: its matches open no case until a person releases it. An alarm informs supervisors
 * and oversight, with the case about the item if there is one.
 */
export async function suspendItem(
  tx: Tx,
  itemId: string,
  because: string,
  code: 'item-suspended' | 'item-flooding',
  caseId: string | null = null,
): Promise<void> {
  const state = code === 'item-suspended' ? 'suspended' : 'quarantined'
  await tx.db.updateTable('bank_item').set({ state, because }).where('id', '=', itemId).execute()
  const id = randomUUID()
  await tx.db
    .insertInto('alarm')
    .values({
      id,
      code,
      at: tx.now,
      ref: `item:${itemId}`,
      detail: JSON.stringify({ item: itemId, because, case: caseId }),
    })
    .execute()
  await tx.announce('alarm.raised', id, 1)
  await announceChange(tx, { numbers: await numbersOf(tx, [itemId]) })
}
