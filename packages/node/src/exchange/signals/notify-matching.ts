import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalChangedFor } from '../delivery/index.ts'
import { rematchJob, signalsChangedTopic } from '../jobs.ts'

/**
 * Notifies matching and the desk of a changed signal. Matching uses the change at once. A background job compares known
 * people with it, together with other changed signals that wait.
 */
export async function signalChanged(tx: Tx, id: string, cause: string, version: number): Promise<void> {
  await signalsChanged(tx, [id], cause)
  await tx.announce('signal.changed', id, version)
}

interface Waiting {
  ids: Set<string>
  causes: Set<string>
}
/** The changes made so far in a transaction. One comparison job will process all of them. */
const waiting = new WeakMap<Tx, Waiting>()

/**
 * Notifies matching of several signals that another member gave or took back. The desk is not notified of each signal.
 */
export async function signalsChanged(tx: Tx, ids: readonly string[], cause: string): Promise<void> {
  if (ids.length === 0) return
  await tx.enqueue(signalsChangedTopic, { signalIds: [...ids] })
  const known = waiting.get(tx)
  const changed = known ?? { ids: new Set(), causes: new Set() }
  for (const id of ids) changed.ids.add(id)
  changed.causes.add(cause)
  if (known !== undefined) return
  waiting.set(tx, changed)
  // All changes share one rematch row that has not started. Lock it last: a transaction that locked it before a log or
  // a signal could deadlock.
  tx.lastly(() => askRematch(tx, changed))
}

async function askRematch(tx: Tx, changed: Waiting): Promise<void> {
  const ids = [...changed.ids]
  const [first = '', ...others] = changed.causes
  const cause = others.length === 0 ? first : 'signals-changed'
  const { rows } = await sql<{ id: string }>`
    insert into rematch (id, kind, cause, asked_at, signal_ids) values (${randomUUID()}, 'signals', ${cause}, ${tx.now}, ${ids}::uuid[])
    on conflict (kind) where kind = 'signals' and started_at is null do update set
      signal_ids = array(select distinct unnest(rematch.signal_ids || excluded.signal_ids)),
      cause = case rematch.cause when excluded.cause then excluded.cause else 'signals-changed' end
    returning id`.execute(tx.db)
  // Use a high priority: a single change must not wait until a whole list was compared.
  await enqueueRematch(tx, rows[0]?.id as string, -15)
}

/**
 * Notifies matching, the desk and other members that signals of a list were added, changed or removed. These signals
 * get a separate comparison job. Returns the id of its `Rematch` row.
 */
export async function listChanged(
  tx: Tx,
  list: { id: string; version: number },
  signalIds: readonly string[],
  cause: string,
): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('rematch')
    .values({ id, kind: 'list', list_id: list.id, cause, asked_at: tx.now, signal_ids: [...signalIds] })
    .execute()
  await enqueueRematch(tx, id, -10)
  await tx.announce('signal.changed', `list:${list.id}`, list.version)
  await signalChangedFor(tx, signalIds)
  return id
}

async function enqueueRematch(tx: Tx, id: string, priority: number): Promise<void> {
  // Use a queue, which runs one comparison at a time, to leave processor time for the rest of the node.
  await tx.enqueue(rematchJob, { rematchId: id }, { jobKey: `rematch:${id}`, queue: 'rematch', priority })
}
