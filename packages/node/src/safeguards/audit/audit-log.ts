import { randomBytes } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { type EntryDraft, makeEntry } from './entry.ts'

export interface AuditLog {
  /** Adds one entry in the caller's transaction. Nothing personal is released before that transaction commits. */
  append(
    db: Kysely<Schema>,
    draft: EntryDraft & { decision: 'allow' | 'deny' | 'done' },
    actor: Actor,
    purpose: Purpose | null,
  ): Promise<void>
  /** The key under which accounts are pseudonyms this year. */
  actorKey(year: number): Promise<Buffer>
}

/** The log of safeguards.md 3.3, without its tree: exact entries, details and salts, added in the transaction of the act they record. */
export function createAuditLog(options: { db: Kysely<Schema>; node: string; clock: () => Date }): AuditLog {
  const keys = new Map<number, Buffer>()
  // In a connection of its own: a key that was rolled back with somebody's act must not be remembered here.
  async function actorKey(year: number): Promise<Buffer> {
    const known = keys.get(year)
    if (known !== undefined) return known
    await options.db
      .insertInto('audit.actor_key')
      .values({ year, key: randomBytes(32) })
      .onConflict((c) => c.doNothing())
      .execute()
    const row = await options.db
      .selectFrom('audit.actor_key')
      .select('key')
      .where('year', '=', year)
      .executeTakeFirstOrThrow()
    keys.set(year, row.key)
    return row.key
  }
  return {
    actorKey,
    async append(db, draft, actor, purpose) {
      const now = options.clock()
      const entry = makeEntry(draft, {
        actor,
        purpose,
        node: options.node,
        now,
        actorKey: await actorKey(now.getUTCFullYear()),
      })
      await db.insertInto('audit.entry').values(entry).execute()
    },
  }
}
