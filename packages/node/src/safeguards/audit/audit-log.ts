import { randomBytes } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { type EntryDraft, type EntryRow, makeEntry } from './entry.ts'

type Draft = EntryDraft & { decision: 'allow' | 'deny' | 'done' }

export interface AuditLog {
  /** Returns the rows of entries, for a caller that inserts them in its own transaction. */
  rowsOf(db: Kysely<Schema>, drafts: readonly Draft[], actor: Actor, purpose: Purpose | null): Promise<EntryRow[]>
  /** Adds one entry in the caller's transaction. No personal data is released before that transaction commits. */
  append(db: Kysely<Schema>, draft: Draft, actor: Actor, purpose: Purpose | null): Promise<void>
  /**
   * Returns the key that makes the pseudonyms of accounts in a year. Inside a transaction, pass it: waiting for a second connection could
   * deadlock.
   */
  actorKey(year: number, within?: Kysely<Schema>): Promise<Buffer>
  /** Makes the keys of this year and the next, in a connection of its own, before they are needed. */
  prepare(): Promise<void>
}

/** Creates the log: exact entries with details and salts, added in the transaction that they record. */
export function createAuditLog(options: { db: Kysely<Schema>; node: string; clock: () => Date }): AuditLog {
  const keys = new Map<number, Buffer>()
  const readKey = (db: Kysely<Schema>, year: number) =>
    db.selectFrom('audit.actor_key').select('key').where('year', '=', year).executeTakeFirst()

  async function actorKey(year: number, within?: Kysely<Schema>): Promise<Buffer> {
    const known = keys.get(year) ?? (within === undefined ? undefined : (await readKey(within, year))?.key)
    if (known !== undefined) {
      keys.set(year, known)
      return known
    }
    // Made in its own connection: a key rolled back with another transaction must not be cached here.
    await options.db
      .insertInto('audit.actor_key')
      .values({ year, key: randomBytes(32) })
      .onConflict((c) => c.doNothing())
      .execute()
    const made = (await readKey(options.db, year))?.key
    if (made === undefined) throw new Error(`no key for the log of ${year}`)
    keys.set(year, made)
    return made
  }
  const rowsOf: AuditLog['rowsOf'] = async (db, drafts, actor, purpose) => {
    const now = options.clock()
    const context = { actor, purpose, node: options.node, now, actorKey: await actorKey(now.getUTCFullYear(), db) }
    return drafts.map((draft) => makeEntry(draft, context))
  }
  return {
    actorKey,
    async prepare() {
      const year = options.clock().getUTCFullYear()
      for (const wanted of [year, year + 1]) await actorKey(wanted)
    },
    rowsOf,
    async append(db, draft, actor, purpose) {
      await db
        .insertInto('audit.entry')
        .values(await rowsOf(db, [draft], actor, purpose))
        .execute()
    },
  }
}
