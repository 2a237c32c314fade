import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/**
 * Stores these signals' rows as their versions, and as held from the peer. The rows are copied in SQL: sealed under
 * the same name, their bytes need not be sent twice.
 */
export async function keepTaken(
  tx: Tx,
  peer: string,
  taken: readonly { signal: { id: string }; entryId: string }[],
): Promise<void> {
  const ids = taken.map(({ signal }) => signal.id)
  await sql`insert into signal_version (signal_id, version, at, by_account, change, a, b)
    select s.id, s.version, ${tx.now}, null, 'received', s.a, s.b
    from unnest(${ids}::uuid[]) as taken (id) join lateral (select * from signal where id = taken.id limit 1) s on true
    on conflict (signal_id, version) do nothing`.execute(tx.db)
  await sql`insert into held_signal (signal_id, peer, version, digest, salt, entry_id, ended_at)
    select s.id, ${peer}, s.version, s.digest, s.salt, taken.entry_id, null
    from unnest(${ids}::uuid[], ${taken.map(({ entryId }) => entryId)}::uuid[]) as taken (id, entry_id)
      join lateral (select * from signal where id = taken.id limit 1) s on true
    on conflict (signal_id) do update set peer = excluded.peer, version = excluded.version, digest = excluded.digest, salt = excluded.salt,
      entry_id = excluded.entry_id, ended_at = null`.execute(tx.db)
}
