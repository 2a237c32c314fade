import type pg from 'pg'
import { type ClockExpressions, inTransaction, type SealedColumns } from './sealed-columns.ts'
import { endOf } from './sealing-codec.ts'
import type { WalkDeps } from './walk-sealed.ts'

/** A table with tokens. */
type TokenColumns = SealedColumns & Required<Pick<SealedColumns, 'tokens'>>
export const tokensOf = (tables: readonly SealedColumns[]): TokenColumns[] =>
  tables.filter((one): one is TokenColumns => one.tokens !== undefined)

/** The tokens that are moved: those that an older release stored, or those under keys whose month is over. */
export type Moved = 'plain' | { keys: readonly Buffer[]; now: Date }

/** At most the tokens of so many records are moved in one transaction. */
const mostIds = 500

interface Row {
  place: string
  key: Buffer | null
  regime: string
  mask_at: Date | null
  delete_at: Date
  [column: string]: unknown
}

interface TokenStep {
  last: string | null
  found: number
  count: number
  unreadable: ReadonlySet<string>
}

/**
 * Puts the tokens of the next records under the key of the month in which their clocks end now, in one transaction. Tokens are opened and sealed
 * again, so no record is opened. Of a month that is over, only the tokens of records that live on are moved. Returns the last id of the step, null at
 * the end, and how many rows it found and changed: another transaction may have changed a row meanwhile. A walk through plain tokens ends only
 * when none is left. `unreadable` has the ids of keys, as hexadecimal digits, under which the tokens of a row that lives on do not open.
 */
export function moveTokens(
  deps: Pick<WalkDeps, 'pool' | 'codec' | 'log'>,
  sealed: TokenColumns,
  moved: Moved,
  after: string | null,
  commit?: (client: pg.ClientBase, last: string | null, count: number) => Promise<void>,
): Promise<TokenStep> {
  return inTransaction(deps.pool, async (client) => {
    const codec = deps.codec.session()
    const next = await nextRows(client, sealed, moved, after)
    // Another transaction may have changed a row that the walk has passed. It is still plain, so the walk begins again.
    const again = moved === 'plain' && next.last === null && after !== null
    const { rows, last } = again ? await nextRows(client, sealed, moved, null) : next
    const changed: { row: Row; key: Buffer | null; values: (Buffer | Buffer[] | null)[] }[] = []
    const unreadable: string[] = []
    for (const row of rows) {
      if (moved !== 'plain' && !sealed.tokensEndless && endOf('a', row) <= moved.now) continue
      const key = codec.tokens.keyFor(sealed.tokensEndless ? null : row)
      const anew = (token: Buffer): Buffer | undefined => {
        const hashes = codec.tokens.open(row.key, token)
        return hashes === undefined ? undefined : codec.tokens.seal(key, hashes)
      }
      const values = columnsOf(sealed).map((column) => {
        const value = row[column] as Buffer | Buffer[] | null
        return value === null ? null : Array.isArray(value) ? value.map(anew) : anew(value)
      })
      if (values.flat().includes(undefined)) unreadable.push(row.key?.toString('hex') ?? '')
      else changed.push({ row, key, values: values as (Buffer | Buffer[] | null)[] })
    }
    if (unreadable.length > 0)
      deps.log.error({ event: 'keys.tokens-unreadable', table: sealed.table, rows: unreadable.length })
    await codec.beforeCommit()
    const count = await replaceTokens(client, sealed, changed)
    await commit?.(client, last, count)
    return { last, found: changed.length, count, unreadable: new Set(unreadable) }
  })
}

const columnsOf = ({ tokens, tokenArrays = [] }: TokenColumns): string[] => [...tokens, ...tokenArrays]

/** Reads the next chosen rows, in the order of their ids. */
async function nextRows(client: pg.ClientBase, sealed: TokenColumns, moved: Moved, after: string | null) {
  const { table, owner, id = 't.id', where = 'true' } = sealed
  const columns = columnsOf(sealed)
  const under = moved === 'plain' ? '$1::bytea[] is null and t.token_key is null' : 't.token_key = any($1::bytea[])'
  const hasAny = columns.map((column) => `t.${column} is not null`).join(' or ')
  const condition = `${under} and (${hasAny}) and ${where}`
  const value = moved === 'plain' ? null : moved.keys
  const from = `${table} t ${owner === undefined ? '' : `join ${owner.table} o on o.id = t.${owner.key}`}`
  const ids = await client.query<{ id: string }>(
    `select distinct ${id} as id from ${from} where ${condition} and ($2::uuid is null or ${id} > $2::uuid) order by 1 limit ${mostIds}`,
    [value, after],
  )
  if (ids.rows.length === 0) return { rows: [], last: null }
  const clock = (name: keyof ClockExpressions) =>
    `${sealed.clocks?.[name] ?? `${owner === undefined ? 't' : 'o'}.${name}`} as ${name}`
  const { rows } = await client.query<Row>(
    `select t.ctid::text as place, t.token_key as key, ${columns.map((column) => `t.${column}`).join(', ')},
       ${clock('regime')}, ${clock('mask_at')}, ${clock('delete_at')}
     from ${from} where ${condition} and ${id} = any($2::uuid[])`,
    [value, ids.rows.map((row) => row.id)],
  )
  return { rows, last: ids.rows.at(-1)?.id ?? null }
}

async function replaceTokens(
  client: pg.ClientBase,
  sealed: TokenColumns,
  changed: readonly { row: Row; key: Buffer | null; values: (Buffer | Buffer[] | null)[] }[],
): Promise<number> {
  if (changed.length === 0) return 0
  const given = columnsOf(sealed).map((column, place) => ({
    ...(sealed.tokenArrays?.includes(column) === true
      ? { set: `${column} = v.c${place}::bytea[]`, type: 'text' }
      : { set: `${column} = v.c${place}`, type: 'bytea' }),
    values: changed.map(({ values }) => {
      const value = values[place] ?? null
      return Array.isArray(value) ? arrayText(value) : value
    }),
  }))
  const { rowCount } = await client.query(
    `update ${sealed.table} t set token_key = v.key, ${given.map(({ set }) => set).join(', ')}
     from unnest($1::tid[], $2::bytea[], $3::bytea[], ${given.map(({ type }, place) => `$${place + 4}::${type}[]`).join(', ')})
       as v (place, former, key, ${given.map((_, place) => `c${place}`).join(', ')})
     where t.ctid = v.place and t.token_key is not distinct from v.former`,
    [
      ...[changed.map(({ row }) => row.place), changed.map(({ row }) => row.key), changed.map(({ key }) => key)],
      ...given.map(({ values }) => values),
    ],
  )
  return rowCount ?? 0
}

/** Writes an array of bytes as PostgreSQL reads it. */
const arrayText = (items: readonly Buffer[]): string =>
  `{${items.map((item) => `"\\\\x${item.toString('hex')}"`).join(',')}}`

/**
 * Moves the tokens of an older release that are compared in indexes, before the node serves: until then, equal values would be
 * stored twice. It continues after an interruption.
 */
export async function moveFirstTokens(
  deps: Pick<WalkDeps, 'pool' | 'codec' | 'log'>,
  tables: readonly SealedColumns[],
): Promise<number> {
  const { rowCount } = await deps.pool.query("select from seal_progress where records = 'tokens' and done_at is null")
  let count = 0
  if (rowCount === 0) return count
  for (const sealed of tokensOf(tables).filter(({ tokensFirst }) => tokensFirst === true))
    for (let after: string | null = null; ; ) {
      const step = await moveTokens(deps, sealed, 'plain', after)
      count += step.count
      after = step.last
      if (after === null) break
    }
  deps.log.info({ event: 'keys.tokens-moved', rows: count })
  return count
}
