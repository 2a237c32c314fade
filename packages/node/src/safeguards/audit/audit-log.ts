import { randomBytes } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { appendEntries } from './append-entries.ts'
import { type EntryDraft, type EntryRow, makeEntry } from './entry.ts'

type Draft = EntryDraft & { decision: 'allow' | 'deny' | 'done' }

export interface AuditLog {
  /** The name of the node whose log it is. */
  readonly node: string
  /** Returns the rows for log entries. The caller inserts them in its own transaction. */
  rowsOf(db: Kysely<Schema>, drafts: readonly Draft[], actor: Actor, purpose: Purpose | null): Promise<EntryRow[]>
  /** Adds one entry in the caller's transaction. Personal data must not be returned before that transaction commits. */
  append(db: Kysely<Schema>, draft: Draft, actor: Actor, purpose: Purpose | null): Promise<void>
  /**
   * Returns the key from which the pseudonyms of accounts are derived in a year. Inside a transaction, pass that
   * transaction: waiting for a second connection could deadlock.
   */
  actorKey(year: number, within?: Kysely<Schema>): Promise<Buffer>
  /** Creates the keys of this year and the next before they are needed, in a separate connection. */
  prepare(): Promise<void>
}

/** Creates the log. It writes entries with details and salts in the transaction that they record. */
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
    // Create the key in a separate connection: if another transaction created it and rolled back, a key that does not
    // exist would be cached here.
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
    node: options.node,
    actorKey,
    async prepare() {
      const year = options.clock().getUTCFullYear()
      for (const wanted of [year, year + 1]) await actorKey(wanted)
    },
    rowsOf,
    async append(db, draft, actor, purpose) {
      await appendEntries(await rowsOf(db, [draft], actor, purpose)).execute(db)
    },
  }
}
