import type { Selectable } from 'kysely'
import type { SenderTable } from '../../../store/schema.ts'
import type { Database } from '../access-store.ts'

/** A valid key with its sender. */
export interface SenderKey {
  id: string
  lastUsedAt: Date | null
  sender: Selectable<SenderTable>
}

/** The keys of senders that were used lately. */
export interface SenderKeys {
  /** Returns a valid key and its sender by the key's hash, as they were at most a second ago; null if there is none. */
  find(hash: Buffer): Promise<SenderKey | null>
  /** Forgets all keys, because a key or a sender changed in this process. */
  forget(): void
}

/**
 * The longest time for which a key is not read again. Another process, for example the command line or another node on the
 * same database, may revoke it or change its sender.
 */
const longestMs = 1000

export function rememberSenderKeys(db: Database, now = () => performance.now()): SenderKeys {
  const known = new Map<string, { key: Promise<SenderKey | null>; until: number }>()
  return {
    find(hash) {
      const text = hash.toString('latin1')
      const before = known.get(text)
      if (before !== undefined && now() < before.until) return before.key
      const key = readSenderKey(db, hash)
      // The age counts from the beginning of the read, and `forget` also forgets a read that is running.
      const found = { key, until: now() + longestMs }
      known.set(text, found)
      // Keys that do not exist are not remembered, because a stranger can send any number of them.
      const forget = () => void (known.get(text) === found && known.delete(text))
      key.then((one) => one === null && forget(), forget)
      return key
    },
    forget: () => known.clear(),
  }
}

/** Reads a valid key and its sender. */
export async function readSenderKey(db: Database, hash: Buffer): Promise<SenderKey | null> {
  const row = await db
    .selectFrom('sender_key as k')
    .innerJoin('sender as s', 's.id', 'k.sender_id')
    .selectAll('s')
    .select(['k.id as key_id', 'k.last_used_at'])
    .where('k.hash', '=', hash)
    .where('k.revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  const { key_id: id, last_used_at: lastUsedAt, ...sender } = row
  return { id, lastUsedAt, sender }
}
