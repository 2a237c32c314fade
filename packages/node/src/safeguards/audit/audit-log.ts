import { randomBytes } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { type EntryDraft, type EntryRow, makeEntry } from './entry.ts'

type Draft = EntryDraft & { decision: 'allow' | 'deny' | 'done' }

export interface AuditLog {
  /** The rows of entries, for a caller that adds them itself, in its transaction. */
  rowsOf(db: Kysely<Schema>, drafts: readonly Draft[], actor: Actor, purpose: Purpose | null): Promise<EntryRow[]>
  /** Adds one entry in the caller's transaction. Nothing personal is released before that transaction commits. */
  append(db: Kysely<Schema>, draft: Draft, actor: Actor, purpose: Purpose | null): Promise<void>
  /** The key under which accounts are pseudonyms in a year. Within an act, hand in its transaction: it must not wait for a second connection. */
  actorKey(year: number, within?: Kysely<Schema>): Promise<Buffer>
  /** Makes the keys of this year and the next, in a connection of its own, before an act needs them. */
  prepare(): Promise<void>
}

/** The log of safeguards.md 3.3, without its tree: exact entries, details and salts, added in the transaction of the act they record. */
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
    // Made in a connection of its own: a key that was rolled back with somebody's act must not be remembered here.
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
