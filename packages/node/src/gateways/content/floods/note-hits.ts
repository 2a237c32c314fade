import type { Tx } from '../../../safeguards/access/access-store.ts'
import { suspendItem } from '../items/give-opinion.ts'
import { type DescribedMatch, opensCase } from '../match/describe-matches.ts'
import { floods, openFloodCase } from './flood-case.ts'
import type { FloodWatch } from './flood-watch.ts'

export interface NoteHitsDeps {
  flood: FloodWatch
  member: { id: string; name: string }
}

const hour = 3_600_000

/**
 * Counts the hits of signals. A flooding signal is quarantined with one case about itself, until a person decides. The
 * first hit of an incident is recorded.
 */
export async function noteHits(
  tx: Tx,
  { flood, member }: NoteHitsDeps,
  described: readonly DescribedMatch[],
  indexSeq: number,
): Promise<void> {
  const now = tx.now.getTime()
  flood.upload(now)
  const flooding = new Map<string, DescribedMatch>()
  const incidents = new Set<string>()
  for (const one of described) {
    const { match, found } = one
    if (!opensCase(match)) continue
    if (match.incident !== null) incidents.add(match.incident)
    if (flood.hit(found.number, found.bank.id, now)) flooding.set(match.itemId, one)
  }
  if (incidents.size > 0)
    await tx.db
      .updateTable('incident')
      .set({ first_hit_at: tx.now })
      .where('id', 'in', [...incidents])
      .where('first_hit_at', 'is', null)
      .execute()
  for (const [itemId, one] of flooding) {
    const { incident } = one.match
    if (incident !== null && (await isFresh(tx, incident))) continue
    const sourceName = (source: string) => (source === member.id ? member.name : source)
    const caseId = await openFloodCase(tx, one, indexSeq, sourceName)
    await suspendItem(tx, itemId, floods.text, 'item-flooding', caseId)
  }
}

/**
 * Returns whether an incident is in its first hour, in which its signals may match many uploads because the content
 * spreads.
 */
async function isFresh(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.db
    .selectFrom('incident')
    .select(['starts_at', 'ends_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || (row.ends_at !== null && row.ends_at <= tx.now)) return false
  return tx.now.getTime() - row.starts_at.getTime() < hour
}
