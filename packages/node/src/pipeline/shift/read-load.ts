import { type Load, loadHours, type Shift } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { isOpenCase } from '../review/queue-order.ts'
import { visibleCases } from '../review/visible-cases.ts'

const hourMs = 3_600_000

/** Counts the open cases of a gateway by the hour in which their answer is due, from the hour that begins at `from`. */
export async function readLoad(tx: Tx, gateway: string, from: Date): Promise<Shift['load'] & { all: Load }> {
  const hour = sql<number | null>`case when due_at <= ${tx.now} then -1
    when due_at < ${new Date(from.getTime() + loadHours * hourMs)} then floor(extract(epoch from due_at - ${from}::timestamptz) / 3600)::int end`
  const rows = await tx.db
    .selectFrom('case_file')
    .select(hour.as('hour'))
    .select((e) => [
      e.fn.countAll<string>().filterWhere('state', '=', 'awaiting-second').as('second'),
      e.fn
        .countAll<string>()
        .filterWhere('state', '<>', 'awaiting-second')
        .filterWhere('assigned_to', 'is', null)
        .as('unassigned'),
      e.fn.countAll<string>().as('all'),
    ])
    .where(visibleCases(tx))
    .where(isOpenCase)
    .where('gateway', '=', gateway)
    .groupBy(sql`1`)
    .execute()
  const loadOf = (place: number | null): Load => {
    const row = rows.find((one) => one.hour === place)
    const [all = 0, second = 0, unassigned = 0] = [row?.all, row?.second, row?.unassigned].map((count) =>
      Number(count ?? 0),
    )
    return { assigned: all - second - unassigned, unassigned, second }
  }
  const overdue = loadOf(-1)
  const hours = Array.from({ length: loadHours }, (_, place) => loadOf(place))
  const later = loadOf(null)
  return {
    overdue,
    hours: hours.map((load, place) => ({ from: new Date(from.getTime() + place * hourMs).toISOString(), ...load })),
    later: sumOf(later),
    all: [overdue, ...hours, later].reduce((one, other) => ({
      assigned: one.assigned + other.assigned,
      unassigned: one.unassigned + other.unassigned,
      second: one.second + other.second,
    })),
  }
}

export const sumOf = ({ assigned, unassigned, second }: Load): number => assigned + unassigned + second
