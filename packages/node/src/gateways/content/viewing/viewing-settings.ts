import { defaultViewingSettings, type ViewingSettings } from '@entente/contracts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'

const own = { action: 'content.look', type: 'config.change', impersonal: true } as const

/** Reads a person's limits for viewing and the labels that the person does not review, within a transaction of that person. */
export async function readViewingSettings(tx: Tx): Promise<ViewingSettings> {
  const row = await tx.db
    .selectFrom('looking')
    .select('choices')
    .where('person_id', '=', tx.actor.person)
    .executeTakeFirst()
  return { ...defaultViewingSettings, ...row?.choices }
}

export const viewingSettingsOf = (access: AccessStore): Promise<ViewingSettings> =>
  access.transaction(own, async (tx) => {
    tx.leavesNoEntry()
    return readViewingSettings(tx)
  })

/** Stores the limits of a person, from the next request on. They are private: no log entry is made. */
export const changeViewingSettings = (access: AccessStore, settings: ViewingSettings): Promise<ViewingSettings> =>
  access.transaction(own, async (tx) => {
    tx.leavesNoEntry()
    const choices = JSON.stringify(settings)
    await tx.db
      .insertInto('looking')
      .values({ person_id: tx.actor.person, choices })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ choices }))
      .execute()
    return settings
  })
