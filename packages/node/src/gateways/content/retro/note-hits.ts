import type { Tx } from '../../../safeguards/access/door.ts'
import { suspendItem } from '../items/give-opinion.ts'
import type { DescribedMatch } from '../match/describe-matches.ts'
import { opensCase } from '../uploads/hits-of.ts'
import type { FloodWatch } from './flood-watch.ts'

const hour = 3_600_000

/** Counts what signals found: a signal that floods opens no further case until a person looks at it; of an incident the first hit is noted. */
export async function noteHits(tx: Tx, flood: FloodWatch, described: readonly DescribedMatch[]): Promise<void> {
  const now = tx.now.getTime()
  flood.upload(now)
  const flooding = new Map<string, string | null>()
  const incidents = new Set<string>()
  for (const { match, found } of described) {
    if (!opensCase(match)) continue
    if (match.incident !== null) incidents.add(match.incident)
    if (flood.hit(found.number, found.bank.id, now)) flooding.set(match.itemId, match.incident)
  }
  if (incidents.size > 0)
    await tx.db
      .updateTable('incident')
      .set({ first_hit_at: tx.now })
      .where('id', 'in', [...incidents])
      .where('first_hit_at', 'is', null)
      .execute()
  for (const [itemId, incident] of flooding) {
    if (incident !== null && (await isFresh(tx, incident))) continue
    await suspendItem(
      tx,
      itemId,
      'It found more uploads in ten minutes than a signal of its bank does.',
      'item-flooding',
    )
  }
}

/** In its first hour an incident floods because it spreads. */
async function isFresh(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.db.selectFrom('incident').select('starts_at').where('id', '=', id).executeTakeFirst()
  return row !== undefined && tx.now.getTime() - row.starts_at.getTime() < hour
}
