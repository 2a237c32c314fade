import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { MessageRow } from '../gateway/intake.ts'

/** Larger messages are read alone, to keep transactions short. */
const smallBytes = 20_000
const leftToOthers = 3
/** The number of jobs of a long queue that are examined. */
const examined = 100

/** Returns the key of the job that reads a message. */
const readJobKey = (messageId: string): string => `read:${messageId}`

/**
 * Claims further small messages of the same sender and law that wait to be read, locked until the transaction ends. Skips messages that
 * another worker has locked. Their own jobs are removed in the transaction, except one that has begun: it then finds its message read.
 */
export async function claimWaiting(tx: Tx, row: MessageRow, most: number): Promise<MessageRow[]> {
  if (most === 0 || row.bytes > smallBytes || row.raw_file !== null) return []
  // The next messages in the queue are left to other workers, which would otherwise wait for this one. A message whose job failed is read alone.
  const chosen = sql<string>`(select m.id from
    (select key, priority, run_at, id from graphile_worker._private_jobs
      where is_available and attempts = 0 and run_at <= now() and key like ${readJobKey('%')}
      order by priority, run_at limit ${examined}) j
    join message m on m.id = substr(j.key, ${readJobKey('').length + 1}::int)::uuid
    where m.status = 'received' and m.read_version = 0 and m.sender_id = ${row.sender_id} and m.gateway = ${row.gateway}
      and m.regime = ${row.regime} and m.purposes = ${row.purposes} and m.team = ${row.team} and m.channel <> 'interactive'
      and m.bytes <= ${smallBytes} and m.raw_file is null and m.delete_at > ${tx.now} and (m.mask_at is null or m.mask_at > ${tx.now})
      and m.id <> ${row.id}
    order by j.priority, j.run_at, j.id offset ${leftToOthers} limit ${most})`
  const rows = await tx.db
    .selectFrom('message')
    .selectAll()
    .where('id', 'in', chosen)
    .where('read_version', '=', 0)
    .orderBy('received_at')
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length > 0) {
    const keys = rows.map(({ id }) => readJobKey(id))
    tx.later(sql`delete from graphile_worker._private_jobs where key = any(${keys}::text[]) and locked_at is null`)
  }
  return rows
}
