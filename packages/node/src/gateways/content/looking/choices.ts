import { defaultLooking, type Looking } from '@entente/contracts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'

const own = { action: 'content.look', type: 'config.change', impersonal: true } as const

/** Reads a person's limits for viewing and the labels that the person does not review, within a transaction of that person. */
export async function readLooking(tx: Tx): Promise<Looking> {
  const row = await tx.db
    .selectFrom('looking')
    .select('choices')
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirst()
  return { ...defaultLooking, ...row?.choices }
}

export const lookingOf = (access: AccessStore): Promise<Looking> =>
  access.transaction(own, async (tx) => {
    tx.leavesNoEntry()
    return readLooking(tx)
  })

/** Stores the limits of a person, from the next request on. They are private: no log entry is made. */
export const chooseLooking = (access: AccessStore, looking: Looking): Promise<Looking> =>
  access.transaction(own, async (tx) => {
    tx.leavesNoEntry()
    const choices = JSON.stringify(looking)
    await tx.db
      .insertInto('looking')
      .values({ person_id: tx.actor.person, choices })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ choices }))
      .execute()
    return looking
  })
