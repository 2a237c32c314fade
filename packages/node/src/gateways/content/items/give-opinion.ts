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
  /** Whether the source is known to have had a hit with the item: by its decision, or by the report of its exchange. */
  hadHit?: true
}

/**
 * Stores an opinion about an item. `mistaken` counts only from a source that had a hit with the item, so that nobody can
 * have items suspended that never concerned them. The same opinion of the same decision changes nothing. Error: `not-found`.
 */
export async function giveOpinion(tx: Tx, opinion: Opinion): Promise<{ counted: boolean; feedback: OpinionCounts }> {
  const { itemId, source, outcome, reason } = opinion
  const item = await tx.db.selectFrom('bank_item').selectAll().where('id', '=', itemId).forUpdate().executeTakeFirst()
  if (item === undefined) throw fail('not-found')
  const id = randomUUID()
  const { role, person, account } = tx.actor
  const counted =
    outcome !== 'mistaken' || opinion.hadHit === true || (await hadHit(tx, itemId, role === 'sender' ? account : null))
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
      counted,
      purposes: item.purposes,
      delete_at: item.delete_at,
      ...tx.seal(id, { text: reason }, opinionClasses, item),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const counts = (await opinionsOn(tx, [itemId])).get(itemId) ?? { confirmed: 0, mistaken: 0, notUseful: 0 }
  if (item.state === 'active' && counts.mistaken >= mistakenToSuspend && counts.confirmed === 0)
    await suspendItem(tx, itemId, `${counts.mistaken} called it mistaken, and nobody confirmed it.`, 'item-suspended')
  return { counted, feedback: counts }
}

/** Returns whether an upload, of one sender or of any, has or had a hit with an item. */
async function hadHit(tx: Tx, itemId: string, senderId: string | null): Promise<boolean> {
  const hit = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('hit as h', 'h.signal_id', 's.signal_id')
    .innerJoin('upload as u', 'u.id', 'h.subject_id')
    .select('h.id')
    .where('s.item_id', '=', itemId)
    .$if(senderId !== null, (select) => select.where('u.sender_id', '=', senderId as string))
    .limit(1)
    .executeTakeFirst()
  return hit !== undefined
}

/**
 * Suspends or quarantines an item: its matches open no case until a person releases it. An alarm informs supervisors
 * and oversight, with the case about the item if there is one. Does nothing to an item that is in this state already: an upload may have been
 * compared before the index knew.
 */
export async function suspendItem(
  tx: Tx,
  itemId: string,
  because: string,
  code: 'item-suspended' | 'item-flooding',
  caseId: string | null = null,
): Promise<void> {
  const state = code === 'item-suspended' ? 'suspended' : 'quarantined'
  const changed = await tx.db
    .updateTable('bank_item')
    .set({ state, because })
    .where('id', '=', itemId)
    .where('state', '<>', state)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return
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
