import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fail } from '../../errors.ts'

/** A case's position in the queue: group, deadline, rank, id. `at` is the time for which the groups were computed. */
export interface QueuePlace {
  at: string
  group: number
  due: string
  rank: number
  id: string
}

/** Returns the order of the queue: due within 30 minutes, second person wanted, due today, later; within a group by deadline, then by closeness. */
export function queueOrder(at: Date) {
  const soon = new Date(at.getTime() + 30 * 60_000)
  const midnight = endOfDay(at)
  const group = sql<number>`case when due_at <= ${soon} then 0 when state = 'awaiting-second' then 1 when due_at < ${midnight} then 2 else 3 end`
  const due = sql<Date>`coalesce(due_at, 'infinity'::timestamptz)`
  const places = sql`(${group}, ${due}, -rank_value, id)`
  const tuple = (place: QueuePlace): RawBuilder<unknown> =>
    sql`(${place.group}::int, ${place.due}::timestamptz, ${-place.rank}::real, ${place.id}::uuid)`
  return {
    group,
    after: (place: QueuePlace) => sql<SqlBool>`${places} > ${tuple(place)}`,
    before: (place: QueuePlace) => sql<SqlBool>`${places} < ${tuple(place)}`,
    forward: sql`${group}, ${due}, -rank_value, id`,
    backward: sql`${group} desc, ${due} desc, -rank_value desc, id desc`,
  }
}

export const endOfDay = (at: Date): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1))

export function placeOf(
  at: Date,
  row: { group: number; due_at: Date | null; rank_value: number; id: string },
): QueuePlace {
  const due = row.due_at?.toISOString() ?? 'infinity'
  return { at: at.toISOString(), group: row.group, due, rank: row.rank_value, id: row.id }
}

export const encodePlace = (place: QueuePlace): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** Throws `body-invalid` for a `next` that this node did not issue. */
export function decodePlace(next: string): QueuePlace {
  try {
    const place = JSON.parse(Buffer.from(next, 'base64url').toString()) as QueuePlace
    const dates = [place.at, ...(place.due === 'infinity' ? [] : [place.due])]
    const sound =
      dates.every((at) => !Number.isNaN(Date.parse(at))) &&
      Number.isInteger(place.group) &&
      Number.isFinite(place.rank) &&
      /^[0-9a-f-]{36}$/.test(place.id)
    if (sound) return place
  } catch {}
  throw fail('body-invalid', { at: '/next', detail: 'This is no place in the list.' })
}
