import type pg from 'pg'
import type { DayKeyStore, StoredDayKey } from './key-ring.ts'

const versionOf = `count(*) || ':' || coalesce(max(epoch), 0) || ':' || count(*) filter (where state <> 'living') || ':'
  || coalesce(extract(epoch from max(made_at)), 0)`

/** Reads all day keys, the oldest first. */
export async function readDayKeys(pool: pg.Pool): Promise<StoredDayKey[]> {
  const { rows } = await pool.query<StoredDayKey>(
    'select id, regime, class, day::text as day, epoch, sealed, state from day_key order by made_at, id',
  )
  return rows
}

/**
 * The day keys in the database. `pool` has a connection that no other transaction uses: keys are stored and loaded while transactions
 * wait for them, so all other connections may be in use.
 */
export function dayKeyStore(pool: pg.Pool): DayKeyStore {
  return {
    load: () => readDayKeys(pool),
    async insert(keys) {
      const of = <T>(get: (key: StoredDayKey) => T) => keys.map(get)
      // One statement is a transaction. A repeated insert after a lost answer changes nothing.
      await pool.query(
        `insert into day_key (id, regime, class, day, epoch, sealed)
         select * from unnest($1::bytea[], $2::text[], $3::text[], $4::date[], $5::int[], $6::bytea[])
         on conflict (id) do nothing`,
        [
          ...[of(({ id }) => id), of(({ regime }) => regime), of((key) => key.class), of(({ day }) => day)],
          ...[of(({ epoch }) => epoch), of(({ sealed }) => sealed)],
        ],
      )
    },
    async version() {
      const { rows } = await pool.query<{ version: string }>(`select ${versionOf} as version from day_key`)
      return rows[0]?.version ?? ''
    },
  }
}
