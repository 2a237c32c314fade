import type { CaseRow } from '@entente/contracts'
import { dayAfter, dayIn } from '../../texts/times.ts'

type GroupName = 'overdue' | 'soon' | 'today' | 'tomorrow' | 'later' | 'decided'
export interface CaseGroup<R> {
  name: GroupName
  rows: R[]
}
const order: GroupName[] = ['overdue', 'soon', 'today', 'tomorrow', 'later', 'decided']
const soonMs = 30 * 60_000

/**
 * Returns the group of a case at `now`. A decided case is never due. `zone` determines which deadlines are today and
 * tomorrow: days end at its midnight, also on the day of a clock change.
 */
export function groupOf(row: Pick<CaseRow, 'dueAt' | 'state'>, now: number, zone: string): GroupName {
  if (row.state === 'decided') return 'decided'
  if (row.dueAt === null) return 'later'
  const due = Date.parse(row.dueAt)
  if (due <= now) return 'overdue'
  if (due - now <= soonMs) return 'soon'
  const [day, today] = [dayIn(due, zone), dayIn(now, zone)]
  return day === today ? 'today' : day === dayAfter(today) ? 'tomorrow' : 'later'
}

/**
 * Groups cases in a fixed order, without empty groups. Inside a group, cases are ordered as by the node: by deadline, then strength, then number of compared fields.
 * Cases without deadline come last. A case of a person who was refused in another case comes first in its group.
 */
export function groupCases<R extends Pick<CaseRow, 'dueAt' | 'rank' | 'state' | 'person'>>(
  rows: readonly R[],
  now: number,
  zone: string,
): CaseGroup<R>[] {
  const dueOf = (row: R): number => (row.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(row.dueAt))
  const sorted = rows.toSorted((a, b) => {
    const raised = Number(isRaised(b)) - Number(isRaised(a))
    if (raised !== 0) return raised
    const [first, second] = [dueOf(a), dueOf(b)]
    if (first !== second) return first - second
    return b.rank.value - a.rank.value || b.rank.compared - a.rank.compared
  })
  const groups = new Map(order.map((name): [GroupName, R[]] => [name, []]))
  for (const row of sorted) groups.get(groupOf(row, now, zone))?.push(row)
  return [...groups].flatMap(([name, rowsOf]) => (rowsOf.length > 0 ? [{ name, rows: rowsOf }] : []))
}

const isRaised = ({ person }: Pick<CaseRow, 'person'>): boolean => (person?.refusedOn ?? null) !== null
