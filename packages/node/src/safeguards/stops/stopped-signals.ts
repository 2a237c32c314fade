import { sql } from 'kysely'
import type { Tx } from '../access/access-store.ts'

/**
 * Returns those of these signals that a stop keeps from being matched: of a stopped list, of a stopped source (their owner), of a stopped peer (their
 * owner, or the member that passed them on), or held only under stopped agreements. A member's own signals need no agreement. Runs no
 * statement while no such stop is in force.
 */
export async function stoppedSignals(
  tx: Pick<Tx, 'db' | 'stops'>,
  signalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { stops } = tx
  if (!stops.limitsSignals || signalIds.length === 0) return new Set()
  const peers = stops.idsOf('peer')
  const { rows } = await sql<{ id: string }>`select g.id from signal g where g.id = any(${[...signalIds]}::uuid[]) and (
      g.list_id::text = any(${stops.idsOf('list')}) or g.owner = any(${[...stops.idsOf('source'), ...peers]})
      or (g.received and (g.origin = any(${peers})
        or (cardinality(g.agreements) > 0 and g.agreements::text[] <@ ${stops.idsOf('agreement')}::text[]))))`.execute(
    tx.db,
  )
  return new Set(rows.map(({ id }) => id))
}
