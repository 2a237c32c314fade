import { defaultLooking, type Looking } from '@entente/contracts'
import type { Door, Tx } from '../../../safeguards/access/door.ts'

const own = { action: 'content.look', type: 'config.change', impersonal: true } as const

/** What a person allows themselves to be shown and leaves to others, within an act of theirs. */
export async function readLooking(tx: Tx): Promise<Looking> {
  const row = await tx.db
    .selectFrom('looking')
    .select('choices')
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirst()
  return { ...defaultLooking, ...row?.choices }
}

export const lookingOf = (door: Door): Promise<Looking> =>
  door.act(own, async (tx) => {
    tx.leavesNoEntry()
    return readLooking(tx)
  })

/** Takes effect with the next request. It is nobody else's business: no entry tells of it. */
export const chooseLooking = (door: Door, looking: Looking): Promise<Looking> =>
  door.act(own, async (tx) => {
    tx.leavesNoEntry()
    const choices = JSON.stringify(looking)
    await tx.db
      .insertInto('looking')
      .values({ person_id: tx.actor.person, choices })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ choices }))
      .execute()
    return looking
  })
