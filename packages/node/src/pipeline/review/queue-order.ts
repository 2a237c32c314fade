import { type SqlBool, sql } from 'kysely'
import { fail } from '../../errors.ts'

/** A case's position in the queue. */
export interface QueuePlace {
  due: string
  strength: number
  compared: number
  id: string
}

/**
 * The order of the queue: by deadline, then the strongest evidence, then the most fields that could be compared. Cases without a
 * deadline are last. The indexes `case_queue` and `case_state` have exactly these expressions.
 */
const columns = sql`coalesce(due_at, 'infinity'::timestamptz), (-strength), (-compared_fields), id`
const tuple = ({ due, strength, compared, id }: QueuePlace) =>
  sql`(${due}::timestamptz, ${-strength}::real, ${-compared}::smallint, ${id}::uuid)`

export const queueOrder = {
  forward: columns,
  backward: sql`coalesce(due_at, 'infinity'::timestamptz) desc, (-strength) desc, (-compared_fields) desc, id desc`,
  after: (place: QueuePlace) => sql<SqlBool>`(${columns}) > ${tuple(place)}`,
  before: (place: QueuePlace) => sql<SqlBool>`(${columns}) < ${tuple(place)}`,
}

/** The condition of the index `case_queue`. The states are written out, because a parameter cannot prove the condition. */
export const isOpenCase = sql<SqlBool>`state in ('open', 'in-review', 'awaiting-second')`

export function placeOf(row: {
  due_at: Date | null
  strength: number
  compared_fields: number
  id: string
}): QueuePlace {
  const due = row.due_at?.toISOString() ?? 'infinity'
  return { due, strength: row.strength, compared: row.compared_fields, id: row.id }
}

export const encodePlace = (place: QueuePlace): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** Throws `body-invalid` for a `next` that this node did not issue. */
export function decodePlace(next: string): QueuePlace {
  try {
    const place = JSON.parse(Buffer.from(next, 'base64url').toString()) as QueuePlace
    const sound =
      (place.due === 'infinity' || !Number.isNaN(Date.parse(place.due))) &&
      Number.isFinite(place.strength) &&
      Number.isInteger(place.compared) &&
      Math.abs(place.compared) < 32_768 &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(place.id)
    if (sound) return place
  } catch {}
  throw fail('body-invalid', { at: '/next', detail: 'This is no place in the list.' })
}
