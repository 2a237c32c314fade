import { keyIdOf } from './seal-bytes.ts'
import { chunkKeyIdOf } from './seal-chunks.ts'
import type { SealedColumns } from './sealed-columns.ts'
import { dayOf, endOf } from './sealing-codec.ts'
import { type Chosen, partsOf, sealStep, type WalkDeps } from './walk-sealed.ts'

/** A transaction that began before the end of a day, and a thread that does not know yet that a key retires, end within this time. */
const settledMs = 15 * 60_000

/**
 * Deletes the keys of days that are over, and with them every copy of what was sealed under them. A key retires first. Later, a walk
 * through the sealed tables seals the values anew whose clock has moved, and then the key is deleted. A key stays if a value outside
 * these tables is under it. Repeating the call continues after an interruption.
 */
export async function endDays(
  deps: WalkDeps & { clock: () => Date },
  tables: readonly SealedColumns[],
): Promise<{ retired: number; sealed: number; deleted: number }> {
  const { pool, clock } = deps
  const now = clock()
  const { rowCount } = await pool.query(
    "update day_key set state = 'retiring', retired_at = $1 where state <> 'retiring' and day < $2::date",
    [now, dayOf(new Date(now.getTime() - settledMs))],
  )
  const { rows } = await pool.query<{ id: Buffer }>(
    "select id from day_key where state = 'retiring' and retired_at <= $1",
    [new Date(now.getTime() - settledMs)],
  )
  const ids = rows.map(({ id }) => id)
  const retired = rowCount ?? 0
  if (ids.length === 0) return { retired, sealed: 0, deleted: 0 }
  const chosen = underKeys(ids, now)
  let sealed = 0
  for (let passes = 0; ; passes++) {
    const pass = await walk(deps, tables, chosen)
    sealed += pass.count
    // Only a walk that found nothing more shows that no value which lives on is lost with its key.
    if (pass.found === 0) break
    if (passes === mostPasses) return { retired, sealed, deleted: 0 }
  }
  const used = await keysUsedElsewhere(deps, tables, ids)
  const over = ids.filter((id) => !used.has(id.toString('hex')))
  const deleted = await pool.query("delete from day_key where id = any($1) and state = 'retiring'", [over])
  deps.log.info({ event: 'keys.days-ended', keys: deleted.rowCount, sealed })
  return { retired, sealed, deleted: deleted.rowCount ?? 0 }
}

/** A request may change a value while it is sealed anew, so that another walk finds it. */
const mostPasses = 5

async function walk(
  deps: WalkDeps,
  tables: readonly SealedColumns[],
  chosen: Chosen,
): Promise<{ found: number; count: number }> {
  let [found, count] = [0, 0]
  for (const part of partsOf(tables))
    for (let after: string | null = null; ; ) {
      const step = await sealStep(deps, { part, chosen, after })
      found += step.found
      count += step.count
      after = step.last
      if (after === null) break
    }
  return { found, count }
}

/** Chooses the values that are under these keys and live on. */
function underKeys(ids: readonly Buffer[], now: Date): Chosen {
  const names = new Set(ids.map((id) => id.toString('hex')))
  return {
    condition: (column) => `substring(${column} from 1 for 9) = any($1::bytea[])`,
    value: ids.map((id) => Buffer.concat([Buffer.from([2]), id])),
    file: (head) => names.has(chunkKeyIdOf(head) ?? keyIdOf(head) ?? ''),
    again: (row, fieldClass) => endOf(fieldClass, row) > now,
  }
}

/** Returns the ids of keys under which a value lies that no walk knows. Such a key stays, and the log names the column. */
async function keysUsedElsewhere(
  { pool, log }: WalkDeps,
  tables: readonly SealedColumns[],
  ids: readonly Buffer[],
): Promise<Set<string>> {
  const known = new Set(
    tables.flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table}.${column}`)),
  )
  const { rows } = await pool.query<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'bytea' and c.table_name <> 'day_key'`,
  )
  const used = new Set<string>()
  const heads = ids.map((id) => Buffer.concat([Buffer.from([2]), id]))
  for (const { table, column } of rows.filter((row) => !known.has(`${row.table}.${row.column}`))) {
    const found = await pool.query<{ head: Buffer }>(
      `select distinct substring(${column} from 1 for 9) as head from ${table} where octet_length(${column}) >= 37 and substring(${column} from 1 for 9) = any($1::bytea[])`,
      [heads],
    )
    for (const { head } of found.rows) used.add(head.subarray(1).toString('hex'))
    if (found.rows.length > 0) log.error({ event: 'keys.used-elsewhere', table, column, keys: found.rows.length })
  }
  return used
}
