import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { readCursor, writeCursor } from '../messages/cursor.ts'

/**
 * A position in a list of flights. `snapshot` states which transactions had ended when the first page was read
 * (PostgreSQL: `pg_snapshot`). All pages of a list have the order of that moment.
 */
export interface FlightPlace {
  snapshot: string
  group: number
  at: string
  key: string
}
export type FlightOrder = 'departure' | 'board'

/** A flight's group on the board, its departure, and its key. The indexes of `flight` have exactly these expressions. */
const groupOf = (state: RawBuilder<unknown>) =>
  sql`(case ${state} when 'late' then 0 when 'incomplete' then 1 when 'cancelled' then 3 when 'closed' then 3 else 2 end)`
const timeOf = (departsAt: RawBuilder<unknown>) => sql`coalesce(${departsAt}, 'infinity'::timestamptz)`
const current = { group: groupOf(sql.ref('state')), at: timeOf(sql.ref('departs_at')) }
const columnsOf = (order: FlightOrder, { group, at } = current) =>
  order === 'board' ? sql`${group}, ${at}, key` : sql`${at}, key`

const after = (order: FlightOrder, place: FlightPlace, columns = current) => {
  const values = sql`${place.at}::timestamptz, ${place.key}`
  const tuple = order === 'board' ? sql`${place.group}::int, ${values}` : values
  return sql<SqlBool>`(${columnsOf(order, columns)}) > (${tuple})`
}

/**
 * Selects `id`, `place_group`, `place_at` and `key` of the flights after a place, in order, at most `limit`. A flight whose
 * state or departure changed after the first page keeps the place it had then: no flight is listed twice or left out. Exceptions: a
 * list of one state leaves out a flight that leaves the state, and more than 16 changes, another day of departure or a merge
 * of two flights between two pages may move a flight.
 */
export function flightsAfter(
  order: FlightOrder,
  wanted: RawBuilder<SqlBool>,
  place: FlightPlace | null,
  limit: number,
): RawBuilder<unknown> {
  const columns = sql`id, ${current.group} as place_group, ${current.at} as place_at, key`
  const inOrder = sql`order by ${columnsOf(order)} limit ${limit}`
  if (place === null) return sql`select ${columns} from flight where ${wanted} ${inOrder}`
  const snapshot = sql`${place.snapshot}::pg_snapshot`
  // A restored database has numbers of transactions that its new server has not reached. They are before every snapshot.
  const ended = sql`pg_snapshot_xmax(pg_current_snapshot())`
  const stayed = sql`(moved is null or moved >= ${ended} or pg_visible_in_snapshot(moved, ${snapshot}))`
  const moved = sql`moved >= pg_snapshot_xmin(${snapshot}) and moved < ${ended} and not pg_visible_in_snapshot(moved, ${snapshot})`
  const until = sql`(p.place ->> 'until')::xid8`
  const then = {
    group: groupOf(sql`coalesce(before.place ->> 'state', state)`),
    at: timeOf(
      sql`(case when before.place is null then departs_at else (before.place ->> 'departs')::timestamptz end)`,
    ),
  }
  return sql`(select ${columns} from flight where ${wanted} and ${stayed} and ${after(order, place)} ${inOrder})
    union all
    (select id, ${then.group}, ${then.at}, key from flight left join lateral (
        select p.place from jsonb_array_elements(places) with ordinality as p (place, n)
        where ${until} < ${ended} and not pg_visible_in_snapshot(${until}, ${snapshot}) order by n limit 1
      ) as before on true
      where ${wanted} and ${moved} and ${after(order, place, then)} order by ${columnsOf(order, then)} limit ${limit})`
}

/** The order of the rows that `flightsAfter` selects, in a table `page`. */
export const placeOrder = (order: FlightOrder) =>
  order === 'board' ? sql`page.place_group, page.place_at, page.key` : sql`page.place_at, page.key`

export const writePlace = (order: FlightOrder, { snapshot, group, at, key }: FlightPlace): string =>
  writeCursor([order, snapshot, String(group), at, key])

/** Reads a place in a list of this order. Throws `body-invalid` for a text that `writePlace` did not write for this order. */
export function readPlace(order: FlightOrder, next: string | undefined): FlightPlace | null {
  const values = readCursor(next, 5)
  if (values === null) return null
  const [written, snapshot, group, at, key] = values.map((value) => value ?? '') as [
    string,
    string,
    string,
    string,
    string,
  ]
  const sound = written === order && isSnapshot(snapshot) && /^[0-3]$/.test(group) && isTime(at) && !key.includes('\0')
  if (sound) return { snapshot, group: Number(group), at, key }
  throw fail('body-invalid', { at: '/next', detail: 'This place is not of this list. Begin again without it.' })
}

const isTime = (at: string): boolean =>
  at === 'infinity' ||
  (/^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at)

/** Tests the text of a `pg_snapshot`: the first open transaction, the first one not begun, and the open ones between. */
function isSnapshot(text: string): boolean {
  const parts = /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/.exec(text)
  if (parts === null) return false
  const [least, most] = [BigInt(parts[1] as string), BigInt(parts[2] as string)]
  const open = parts[3] === '' ? [] : (parts[3] as string).split(',').map(BigInt)
  return (
    least > 0n &&
    least <= most &&
    open.every((id, n) => id >= least && id < most && (n === 0 || id > (open[n - 1] as bigint)))
  )
}
