import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalChangedFor } from '../delivery/index.ts'
import { rematchJob, signalsChangedTopic } from '../jobs.ts'

/**
 * Tells matching and the desk of one changed signal. Matching uses it at once; people already known are compared with it in the background, together with
 * other signals whose comparison waits.
 */
export async function signalChanged(tx: Tx, id: string, cause: string, version: number): Promise<void> {
  await signalsChanged(tx, [id], cause)
  await tx.announce('signal.changed', id, version)
}

interface Waiting {
  ids: Set<string>
  causes: Set<string>
}
/** What an act changed by now: all of it waits for one comparison. */
const waiting = new WeakMap<Tx, Waiting>()

/** The same for several, as another member gave them or took them back; the desk is not told of each. */
export async function signalsChanged(tx: Tx, ids: readonly string[], cause: string): Promise<void> {
  if (ids.length === 0) return
  await tx.enqueue(signalsChangedTopic, { signalIds: [...ids] })
  const known = waiting.get(tx)
  const changed = known ?? { ids: new Set(), causes: new Set() }
  for (const id of ids) changed.ids.add(id)
  changed.causes.add(cause)
  if (known !== undefined) return
  waiting.set(tx, changed)
  // Every change of a signal waits in the one row that is not begun: whoever held it and then a log, or a signal, would wait for whoever holds those.
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
  // An edit is not to wait until people were compared with a whole list.
  await enqueueRematch(tx, rows[0]?.id as string, -15)
}

/** Tells matching, the desk and other members that signals of a list came, changed or went: they are compared by themselves. Returns the id of that `Rematch`. */
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
  // One after another: the rest of the node goes on beside it.
  await tx.enqueue(rematchJob, { rematchId: id }, { jobKey: `rematch:${id}`, queue: 'rematch', priority })
}
