import { createHash } from 'node:crypto'
import type pg from 'pg'
import { isConflict } from '../../store/postgres/pool.ts'
import type { RecordClocks } from '../access/clocks.ts'
import type { FieldClass } from '../access/codec.ts'

/** SQL expressions for the clocks of a row, over the row `t` and its owner `o`. */
export interface ClockExpressions {
  regime: string
  mask_at: string
  delete_at: string
}

/** The sealed values of a table, and where the clocks of their records are. */
export interface SealedColumns {
  table: string
  /** The sealed columns with their classes. */
  columns: Readonly<Record<string, FieldClass>>
  /** The column with the name of a sealed file of the raw folder. */
  file?: string
  /** The id under which the values are sealed, as an SQL expression over `t`. Default: `t.id`. */
  id?: string
  /** Whether the id is a text and no uuid. */
  isTextId?: boolean
  /** The table whose row has the clocks, and the column that refers to it. Default: the row itself has them. */
  owner?: { table: string; key: string }
  /** Secrets among the settings, which are kept until somebody changes them. */
  hasNoClock?: boolean
  /** Columns with a token of the record, whose key is in `token_key`, and columns with an array of them. */
  tokens?: readonly string[]
  tokenArrays?: readonly string[]
  /** Whether these tokens are under the key that no clock ends, because records of all months are compared by them. */
  tokensEndless?: boolean
  /** Whether these tokens are unique, so that those of an older release are moved before the node serves. */
  tokensFirst?: boolean
  /** SQL over `t` that chooses the rows that belong to this entry. Default: all. */
  where?: string
  /** The clocks, where they are in no columns `regime`, `mask_at` and `delete_at`. */
  clocks?: Partial<ClockExpressions>
}

/** A sealed value, where it was found, and the clocks that its record has now. */
export interface SealedValue extends RecordClocks {
  place: string
  id: string
  value: Buffer
}
/** The name of a sealed file, and the clocks that its record has now. */
export interface SealedFile extends RecordClocks {
  place: string
  id: string
  value: string
}

/** At most so many ids, and about so many bytes, are changed in one transaction, so that no request waits long for a lock. */
const most = { ids: 200, bytes: 4 * 1024 * 1024 }

interface Walk {
  /** SQL over `t` that chooses the rows; `$1` is `value`. */
  condition: string
  value: unknown
  /** The last id of the former step. */
  after: string | null
}

/**
 * Reads the next rows of a walk through one column, in the order of their ids. Returns the last id of the step; null at the end of the walk.
 * The process that serves may not lock rows of tables that it only adds to.
 */
export async function nextRows<R extends SealedValue | SealedFile>(
  client: pg.ClientBase,
  sealed: SealedColumns,
  column: string,
  { condition, value, after }: Walk,
): Promise<{ rows: R[]; last: string | null }> {
  const { table, owner, id = 't.id', isTextId = false } = sealed
  const type = isTextId ? 'text' : 'uuid'
  const from = `${table} t ${owner === undefined ? '' : `join ${owner.table} o on o.id = t.${owner.key}`}`
  const found = await client.query<{ id: string; bytes: string }>(
    `select ${id} as id, sum(octet_length(t.${column})) as bytes from ${table} t
     where t.${column} is not null and ${condition} and ($2::text is null or ${id} > $2::text::${type})
     group by 1 order by 1 limit ${most.ids}`,
    [value, after],
  )
  const ids: string[] = []
  let sum = 0
  for (const { id: one, bytes } of found.rows) {
    sum += Number(bytes)
    if (ids.length > 0 && sum > most.bytes) break
    ids.push(one)
  }
  if (ids.length === 0) return { rows: [], last: null }
  const has = owner === undefined ? 't' : 'o'
  const clock = (name: keyof ClockExpressions) => `${sealed.clocks?.[name] ?? `${has}.${name}`} as ${name}`
  const { rows } = await client.query<R>(
    `select t.ctid::text as place, ${id} as id, t.${column} as value, ${clock('regime')}, ${clock('mask_at')}, ${clock('delete_at')}
     from ${from} where t.${column} is not null and ${condition} and ${id} = any($2::${type}[]) order by ${id}`,
    [value, ids],
  )
  return { rows, last: ids.at(-1) ?? null }
}

/** Seals values anew where `nextRows` found them. A value that was changed meanwhile stays. Returns how many were replaced. */
export async function replaceValues(
  client: pg.ClientBase,
  table: string,
  column: string,
  changed: readonly { place: string; old: Buffer; value: Buffer }[],
): Promise<number> {
  if (changed.length === 0) return 0
  const { rows } = await client.query<{ changed: number }>(
    'select reseal($1, $2, $3::tid[], $4::bytea[], $5::bytea[]) as changed',
    [
      ...[table, column, changed.map(({ place }) => place)],
      ...[changed.map(({ old }) => createHash('sha256').update(old).digest()), changed.map(({ value }) => value)],
    ],
  )
  return rows[0]?.changed ?? 0
}

const mostTries = 5

/** Runs a step of a walk in one transaction, and again if it lost against another one. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {})
      if (!isConflict(error) || tries === mostTries) throw error
    } finally {
      client.release()
    }
  }
}

/** The columns of records that are sealed in two parts. */
export const recordParts = { a: 'a', b: 'b' } as const

/** The clocks of short-lived values, which end at an SQL expression. */
export const endingAt = (at: string) => ({ regime: "'signal'", mask_at: 'null::timestamptz', delete_at: at })
export const endingAfter = (at: string, interval: string) => endingAt(`${at} + interval '${interval}'`)

/** Secrets among the settings. */
export const withoutClock = { hasNoClock: true, clocks: endingAt("'infinity'::timestamptz") } as const

/** Tokens that are unique, whenever the clock of their record ends. */
export const uniqueTokens = { tokensEndless: true, tokensFirst: true } as const

/**
 * A legal hold of two people on a subject keeps its values after their clocks. `root` is the table of the record with the clocks, `row` the row
 * that has `delete_at`, and `id` the SQL of the id of the record.
 */
export const withHolds = (root: string, row = 't', id = `${row}.id`) => ({
  delete_at: `greatest(${row}.delete_at, held_until('${root}', ${id}))`,
})

/** What belongs to a signal. A legal hold on the signal keeps it longer. */
export const ofSignal = {
  owner: { table: 'signal', key: 'signal_id' },
  clocks: {
    delete_at: `greatest(o.delete_at, (select max(h.until) from signal_hold h
      where h.signal_id = o.id and h.approved_at is not null and h.ended_at is null))`,
  },
}
