import { type Moved, moveTokens, tokensOf } from './move-tokens.ts'
import { keyIdOf } from './seal-bytes.ts'
import { chunkKeyIdOf } from './seal-chunks.ts'
import type { SealedColumns } from './sealed-columns.ts'
import { dayOf, endOf } from './sealing-codec.ts'
import { type Chosen, partsOf, sealStep, type WalkDeps } from './walk-sealed.ts'

/** A step of the clock of more than this, ahead or back, may be a mistake. */
const mostStepMs = 48 * 3_600_000
const leastStepMs = -3_600_000
/** After such a step no key retires and none is deleted for this many looks: a day, because the node looks each hour. */
const looksToWait = 24
/** A transaction that began before the end of a day, and a thread that does not know yet that a key retires, end within this time. */
const settledMs = 15 * 60_000

/**
 * Deletes the keys of days that are over, and with them every copy of what was sealed under them. A key retires first. Later, a walk
 * through the sealed tables seals the values anew whose clock has moved, and then the key is deleted. A key stays if a value outside
 * these tables is under it, or tokens of a record that lives on which this process cannot open. Repeating the call continues after an interruption.
 *
 * If the clock stepped by days since the last call, the next calls delete nothing: a wrong clock must not erase records, and somebody has a day
 * to correct it. A node that was off for days waits too.
 */
export async function endDays(
  deps: WalkDeps & { clock: () => Date },
  tables: readonly SealedColumns[],
): Promise<{ retired: number; sealed: number; deleted: number }> {
  const { pool, clock } = deps
  const now = clock()
  const nothing = { retired: 0, sealed: 0, deleted: 0 }
  if (await mustWait(deps, now)) return nothing
  // The clock may have been wrong, and was set back.
  await pool.query("update day_key set state = 'living' where state = 'retiring' and retired_at > $1", [now])
  const { rowCount } = await pool.query(
    "update day_key set state = 'retiring', retired_at = $1 where state <> 'retiring' and day < $2::date",
    [now, dayOf(new Date(now.getTime() - settledMs))],
  )
  const { rows } = await pool.query<{ id: Buffer; class: string }>(
    "select id, class from day_key where state = 'retiring' and retired_at <= $1",
    [new Date(now.getTime() - settledMs)],
  )
  const ids = rows.map(({ id }) => id)
  const retired = rowCount ?? 0
  if (ids.length === 0) return { ...nothing, retired }
  const tokenKeys = rows.flatMap((row) => (row.class === 'index' ? [row.id] : []))
  // Another thread may have made a key since this one last read them.
  await deps.codec.tokens.know(tokenKeys)
  const chosen = underKeys(ids, now)
  let sealed = 0
  let unreadable: ReadonlySet<string>
  for (let passes = 0; ; passes++) {
    const pass = await walk(deps, tables, chosen, { keys: tokenKeys, now })
    sealed += pass.count
    unreadable = pass.unreadable
    // Only a walk that found nothing more shows that no value which lives on is lost with its key.
    if (pass.found === 0) break
    if (passes === mostPasses) return { ...nothing, retired, sealed }
  }
  const used = await keysUsedElsewhere(deps, tables, ids)
  const over = ids.filter((id) => !used.has(id.toString('hex')) && !unreadable.has(id.toString('hex')))
  const deleted = await pool.query("delete from day_key where id = any($1) and state = 'retiring'", [over])
  deps.log.info({ event: 'keys.days-ended', keys: deleted.rowCount, sealed })
  return { retired, sealed, deleted: deleted.rowCount ?? 0 }
}

/** Notes this look. Returns whether keys are left alone, because the clock stepped by days within the last looks. */
async function mustWait({ pool, log }: WalkDeps, now: Date): Promise<boolean> {
  const { rows } = await pool.query<{ stepped: number | null; waits: number }>(
    `with before as (select looked_at, waits from key_keeping),
       step as (select extract(epoch from $1::timestamptz - (select looked_at from before)) * 1000 as ms),
       noted as (
         insert into key_keeping (looked_at, waits) values ($1, 0)
         on conflict (only_row) do update set looked_at = excluded.looked_at,
           waits = case when (select ms from step) between $2 and $3 then greatest(0, key_keeping.waits - 1) else $4 end
         returning waits
       )
     select case when ms between $2 and $3 then null else ms end::float8 as stepped, waits from noted, step`,
    [now, leastStepMs, mostStepMs, looksToWait],
  )
  const [row] = rows
  if (row === undefined || row.waits === 0) return false
  if (row.stepped !== null) {
    const hours = Math.round(row.stepped / 3_600_000)
    log.error({ event: 'keys.clock-stepped', hours, looksToWait })
  }
  return true
}

/** A request may change a value while it is sealed anew, so that another walk finds it. */
const mostPasses = 5

async function walk(
  deps: WalkDeps,
  tables: readonly SealedColumns[],
  chosen: Chosen,
  moved: Extract<Moved, object>,
): Promise<{ found: number; count: number; unreadable: ReadonlySet<string> }> {
  let [found, count] = [0, 0]
  const unreadable = new Set<string>()
  for (const part of partsOf(tables))
    for (let after: string | null = null; ; ) {
      const step = await sealStep(deps, { part, chosen, after })
      found += step.found
      count += step.count
      after = step.last
      if (after === null) break
    }
  // No index has the keys of tokens, so a walk reads the whole tables: at the end of a month, and not each day.
  for (const one of moved.keys.length === 0 ? [] : tokensOf(tables))
    for (let after: string | null = null; ; ) {
      const step = await moveTokens(deps, one, moved, after)
      found += step.found
      count += step.count
      for (const id of step.unreadable) unreadable.add(id)
      after = step.last
      if (after === null) break
    }
  return { found, count, unreadable }
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
