import { randomUUID } from 'node:crypto'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { classesOf } from '../../safeguards/access/field-classes.ts'
import type { Asked } from '../../safeguards/names/found-by-type.ts'

/** A stored search. A release before did not store `type` and `part`. */
type Kept = { asked: string } & Partial<Pick<Asked, 'type' | 'part'>>
const searchClasses = classesOf<Kept>()('found', { asked: 'kept', type: 'kept', part: 'kept' })

const keptMs = 86_400_000

/**
 * The author alone opens a search, for any purpose; of all regimes only that of signals asks for no team.
 */
const clocksFrom = (at: Date) => ({ regime: 'signal', mask_at: null, delete_at: new Date(at.getTime() + keptMs) })

/** Stores a search for its author alone and for one day, so that the page's address contains an id and not the text. */
export async function keepSearch(tx: Tx, { text, type, part }: Asked): Promise<string> {
  const id = randomUUID()
  await tx.db
    .deleteFrom('found')
    .where('at', '<', new Date(tx.now.getTime() - keptMs))
    .execute()
  const { b } = tx.seal(id, { asked: text, type, part }, searchClasses, clocksFrom(tx.now))
  await tx.db.insertInto('found').values({ id, account_id: tx.actor.account, at: tx.now, b }).execute()
  return id
}

/** Opens a stored search of this actor. Error: `not-found`, also for the search of somebody else. */
export async function openSearch(tx: Tx, id: string): Promise<Asked> {
  const row = await tx.db.selectFrom('found').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.account_id !== tx.actor.account) throw fail('not-found')
  const access = {
    ...clocksFrom(row.at),
    purposes: tx.purpose === null ? [] : [tx.purpose],
    team: null,
  }
  const { asked, type = null, part = false } = tx.open<Kept>({ ...access, id, a: null, b: row.b }).value
  return { text: asked, type, part }
}
