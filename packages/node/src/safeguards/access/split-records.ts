import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '../../store/define-job.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { regimes } from '../retention/regimes.ts'
import type { Database } from './access-store.ts'
import type { Codec } from './codec.ts'
import type { CoreDeps } from './core-deps.ts'
import { type RecordClasses, splitAnew } from './field-classes.ts'
import { systemActor } from './system.ts'
import { KeysLoaded, withKeys } from './with-keys.ts'

/** A table whose rows are sealed in two parts, by the classes of their fields. */
export interface SealedTable {
  table: string
  /** The column with the id under which the parts are sealed. */
  id: string
  // The type of the record plays no part once it is sealed.
  // biome-ignore lint/suspicious/noExplicitAny: classes of any record
  classes: RecordClasses<any>
  /**
   * The table whose row contains the regime and the time of masking, if they are not in the row itself. `gateway`
   * limits the work to rows of this gateway.
   */
  owner?: { table: string; key: string; gateway?: string }
}

export interface SplitDeps extends Pick<CoreDeps, 'clock' | 'log' | 'member'> {
  db: Database
  codec: Codec
  audit: AuditLog
}

export const splitRecordsJob = defineJob('split-records', z.object({}), { priority: 20 })

/** A batch ends at this many ids or bytes, whichever comes first; the reading of one large message may alone be more. */
const most = { ids: 200, bytes: 8 * 1024 * 1024 }

/** Names the records of a table. If the table contains records of several gateways, the name includes the gateway. */
const nameOf = ({ table, owner }: SealedTable): string =>
  owner?.gateway === undefined ? table : `${table} of ${owner.gateway}`

/** Computes a digest that changes if the classes of the table change, or if the regimes mask other categories. */
const digestOf = ({ classes }: SealedTable): string =>
  createHash('sha256')
    .update(JSON.stringify([classes.fields, Object.values(regimes).map(({ id, maskedFields }) => [id, maskedFields])]))
    .digest('hex')

/**
 * Splits stored records again after their classes changed, table by table, one batch in each transaction. Progress is
 * stored with each batch, so that an interrupted run continues where it stopped. A run ends after `batches` batches, so
 * that a node can stop in between; `done` is false if rows are left. Tables whose classes have not changed since the
 * last run are skipped.
 */
export async function splitRecords(
  deps: SplitDeps,
  tables: readonly SealedTable[],
  batches = 50,
): Promise<{ changed: number; done: boolean }> {
  let changed = 0
  let left = batches
  for (const table of tables) {
    const digest = digestOf(table)
    if (await begin(deps.db, nameOf(table), digest)) continue
    for (;;) {
      if (left-- === 0) return { changed, done: false }
      const batch = await splitBatch(deps, table, digest)
      changed += batch.changed
      if (batch.done) break
    }
  }
  return { changed, done: true }
}

/** Returns whether a table has rows that were sealed by classes other than those of this release. */
export async function mustSplit(db: Database, tables: readonly SealedTable[]): Promise<boolean> {
  const done = await db
    .selectFrom('record_split')
    .select(['records', 'classes'])
    .where('done_at', 'is not', null)
    .execute()
  const known = new Map(done.map((row) => [row.records, row.classes]))
  return tables.some((table) => known.get(nameOf(table)) !== digestOf(table))
}

/** Starts the work again from the first row if the classes are new. Returns whether all rows are done. */
async function begin(db: Database, name: string, digest: string): Promise<boolean> {
  const fresh = { classes: digest, after: null, changed: 0, done_at: null }
  await db
    .insertInto('record_split')
    .values({ records: name, ...fresh })
    .onConflict((conflict) => conflict.column('records').doUpdateSet(fresh).where('record_split.classes', '<>', digest))
    .execute()
  const state = await db
    .selectFrom('record_split')
    .select('done_at')
    .where('records', '=', name)
    .executeTakeFirstOrThrow()
  return state.done_at !== null
}

interface SealedRow {
  place: string
  id: string
  a: Buffer | null
  b: Buffer
  regime: string
  mask_at: Date | null
  delete_at: Date
}

type Batch = { changed: number; done: boolean }

const splitBatch = (deps: SplitDeps, table: SealedTable, digest: string): Promise<Batch> =>
  withKeys(deps.codec, (codec, mayRunAgain) => splitOnce({ ...deps, codec }, table, digest, mayRunAgain))

function splitOnce(deps: SplitDeps, table: SealedTable, digest: string, mayRunAgain: boolean): Promise<Batch> {
  return deps.db.transaction().execute(async (db) => {
    const state = await db
      .selectFrom('record_split')
      .selectAll()
      .where('records', '=', nameOf(table))
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Either another release changed the classes meanwhile, or all rows are done.
    if (state.classes !== digest || state.done_at !== null) return { changed: 0, done: true }
    const ids = withinBytes((await idsAfter(table, state.after).execute(db)).rows)
    const { rows } = await rowsOf(table, ids).execute(db)
    const now = deps.clock()
    const failed: Failed[] = []
    // Nobody opens a record any more once its time is over, and its key may be gone.
    const split = rows
      .filter((row) => row.delete_at > now)
      .flatMap((row) => {
        const parts = splitOrNote(deps.codec, table, row, now, failed)
        return parts === null ? [] : [{ place: row.place, ...parts }]
      })
    if (mayRunAgain && (await deps.codec.loadMissing())) throw new KeysLoaded()
    for (const { id, reason } of failed) deps.log.error({ records: nameOf(table), id, reason }, 'records.split-failed')
    if (split.length > 0) {
      await sql`update ${sql.table(table.table)} t set a = v.a, b = v.b
        from unnest(${split.map(({ place }) => place)}::tid[], ${split.map(({ a }) => a)}::bytea[], ${split.map(({ b }) => b)}::bytea[]) as v (place, a, b)
        where t.ctid = v.place`.execute(db)
    }
    const last = ids.at(-1)
    const done = last === undefined
    const changed = state.changed + split.length
    await db
      .updateTable('record_split')
      .set({ after: last ?? state.after, changed, done_at: done ? now : null })
      .where('records', '=', nameOf(table))
      .execute()
    if (done && changed > 0) {
      const entry = { type: 'retention.split', ref: null, count: changed, details: { records: nameOf(table) } }
      await deps.audit.append(db, { ...entry, decision: 'done' }, systemActor(deps.member.id), null)
      deps.log.info({ records: nameOf(table), rows: changed }, 'records.split')
    }
    await deps.codec.beforeCommit()
    return { changed: split.length, done }
  })
}

/** Selects the next ids with the size of their rows. The size is that of the stored bytes: PostgreSQL does not read them for it. */
const idsAfter = ({ table, id }: SealedTable, after: string | null): RawBuilder<{ id: string; bytes: string }> =>
  sql`select ${sql.ref(id)} as id, sum(octet_length(b) + coalesce(octet_length(a), 0)) as bytes from ${sql.table(table)}
    ${after === null ? sql`` : sql`where ${sql.ref(id)} > ${after}`} group by 1 order by 1 limit ${most.ids}`

/** Returns the first ids whose rows are together within the limit of bytes, and one id at least. */
function withinBytes(found: readonly { id: string; bytes: string }[]): string[] {
  const ids: string[] = []
  let sum = 0
  for (const { id, bytes } of found) {
    sum += Number(bytes)
    if (ids.length > 0 && sum > most.bytes) break
    ids.push(id)
  }
  return ids
}

/** Selects all rows with these ids and locks them in one fixed order. Several rows may have the same id. */
function rowsOf({ table, id, owner }: SealedTable, ids: readonly string[]): RawBuilder<SealedRow> {
  const key = sql.ref(`t.${id}`)
  const from =
    owner === undefined ? sql`` : sql`join ${sql.table(owner.table)} o on o.id = ${sql.ref(`t.${owner.key}`)}`
  const ofGateway = owner?.gateway === undefined ? sql`` : sql`and o.gateway = ${owner.gateway}`
  const has = sql.raw(owner === undefined ? 't' : 'o')
  return sql<SealedRow>`select t.ctid::text as place, ${key} as id, t.a, t.b, ${has}.regime, ${has}.mask_at, ${has}.delete_at
    from ${sql.table(table)} t ${from} where ${key} = any(${ids}::uuid[]) ${ofGateway} order by ${key} for update of t`
}

interface Failed {
  id: string
  reason: string
}

/** A row that cannot be read is noted and left as it is: it must not keep all later rows from being split. */
function splitOrNote(codec: Codec, table: SealedTable, row: SealedRow, now: Date, failed: Failed[]) {
  try {
    return splitRow(codec, table, row, now)
  } catch (error) {
    failed.push({ id: row.id, reason: error instanceof Error ? error.name : 'unknown' })
    return null
  }
}

function splitRow(
  codec: Codec,
  { classes }: SealedTable,
  row: SealedRow,
  now: Date,
): { a: Buffer | null; b: Buffer } | null {
  const isMasked = row.mask_at !== null && row.mask_at <= now
  const a = isMasked ? openMasked(codec, row) : codec.open(row.id, 'a', row.a)
  const anew = splitAnew({ a, b: codec.open(row.id, 'b', row.b) }, classes.fields, row.regime, isMasked)
  if (anew === null) return null
  return {
    a: anew.a === undefined ? null : codec.seal(row.id, 'a', anew.a, row),
    b: codec.seal(row.id, 'b', anew.b, row),
  }
}

/** Opens the masked part of a record, if its key still exists. */
function openMasked(codec: Codec, row: SealedRow): unknown {
  try {
    return codec.open(row.id, 'a', row.a)
  } catch {
    return undefined
  }
}
