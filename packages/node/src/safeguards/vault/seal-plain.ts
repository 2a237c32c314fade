import type pg from 'pg'
import { moveTokens, tokensOf } from './move-tokens.ts'
import { chunkKeyIdOf } from './seal-chunks.ts'
import type { SealedColumns } from './sealed-columns.ts'
import { type Chosen, partsOf, type SealedPart, sealStep, type WalkDeps } from './walk-sealed.ts'

/** The rows of `seal_progress` that say whether any value may still be unsealed, and any token under no key. */
const all = "'*', 'tokens'"
const nameOf = ({ sealed, column }: SealedPart): string => `${sealed.table}.${column}`

/** How far the values of an older release are sealed. */
export interface PlainProgress {
  /** Whether all are sealed, or there never were any. */
  done: boolean
  /** Columns that are done, and those that were begun. */
  columns: { done: number; begun: number }
  sealed: number
}

/** Reads how far the values of an older release are sealed. */
export async function readPlainProgress(client: Pick<pg.Pool, 'query'>): Promise<PlainProgress> {
  const { rows } = await client.query<{ done: boolean; finished: number; begun: number; sealed: number }>(
    `select coalesce(bool_and(done_at is not null) filter (where records in (${all})), true) as done,
       (count(*) filter (where records not in (${all}) and done_at is not null))::int as finished,
       (count(*) filter (where records not in (${all})))::int as begun, coalesce(sum(sealed), 0)::int as sealed from seal_progress`,
  )
  const [row] = rows
  return {
    done: row?.done ?? true,
    columns: { done: row?.finished ?? 0, begun: row?.begun ?? 0 },
    sealed: row?.sealed ?? 0,
  }
}

/**
 * Seals the values that an older release stored unsealed, and puts its tokens under keys, column by column, one batch in each transaction. Progress is stored with each
 * batch, so an interrupted run continues where it stopped. A run ends after `batches` batches, so that a node can stop in between. Once
 * all are sealed, unsealed bytes count as damaged.
 */
export async function sealPlain(
  deps: WalkDeps & { clock: () => Date },
  tables: readonly SealedColumns[],
  batches = 50,
): Promise<{ sealed: number; done: boolean }> {
  const { pool, clock, log } = deps
  if ((await readPlainProgress(pool)).done) return { sealed: 0, done: true }
  let sealed = 0
  let left = batches
  const works = [
    ...partsOf(tables).map((part) => ({
      name: nameOf(part),
      step: (after: string | null, commit: Commit) => sealStep(deps, { part, after, chosen: unsealed, commit }),
    })),
    ...tokensOf(tables).map((one) => ({
      name: `${one.table}.tokens${one.owner === undefined ? '' : ` of ${one.owner.table}`}`,
      step: (after: string | null, commit: Commit) => moveTokens(deps, one, 'plain', after, commit),
    })),
  ]
  for (const { name, step: take } of works) {
    const state = await begin(pool, name)
    let { after } = state
    if (state.done) continue
    for (;;) {
      if (left-- === 0) return { sealed, done: false }
      const step = await take(after, async (client, last, count) => {
        await client.query(
          'update seal_progress set after = coalesce($2, after), sealed = sealed + $3, done_at = $4 where records = $1',
          [name, last, count, last === null ? clock() : null],
        )
      })
      sealed += step.count
      after = step.last
      if (after === null) break
    }
  }
  await pool.query(`update seal_progress set done_at = $1 where records in (${all}) and done_at is null`, [clock()])
  log.info({ event: 'keys.all-sealed', ...(await readPlainProgress(pool)) })
  return { sealed, done: true }
}

type Commit = NonNullable<Parameters<typeof moveTokens>[4]>

async function begin(pool: pg.Pool, name: string): Promise<{ after: string | null; done: boolean }> {
  await pool.query('insert into seal_progress (records) values ($1) on conflict do nothing', [name])
  const { rows } = await pool.query<{ after: string | null; done: boolean }>(
    'select after, done_at is not null as done from seal_progress where records = $1',
    [name],
  )
  return rows[0] ?? { after: null, done: false }
}

/** Chooses every value that is not sealed. A message may begin like a seal, so its key must be known too. */
const unsealed: Chosen = {
  condition: (column) =>
    `$1::text is null and not (octet_length(${column}) >= 37 and substring(${column} from 1 for 1) = '\\x02'
      and (substring(${column} from 2 for 8) = '\\x0000000000000000' or exists (select from day_key k where k.id = substring(${column} from 2 for 8))))`,
  value: null,
  file: (head) => chunkKeyIdOf(head) === null,
  again: () => true,
}
