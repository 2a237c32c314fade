import type { CaseRow } from '@entente/contracts'

type GroupName = 'soon' | 'today' | 'later' | 'decided'
export interface CaseGroup<R> {
  name: GroupName
  rows: R[]
}
const order: GroupName[] = ['soon', 'today', 'later', 'decided']
const soonMs = 30 * 60_000

/**
 * Returns the group of a case at `now`. A decided case is never due. `zone` determines which deadlines are today.
 */
export function groupOf(row: Pick<CaseRow, 'dueAt' | 'state'>, now: number, zone: string): GroupName {
  if (row.state === 'decided') return 'decided'
  const due = row.dueAt === null ? null : Date.parse(row.dueAt)
  if (due !== null && due - now <= soonMs) return 'soon'
  return due !== null && dayIn(due, zone) === dayIn(now, zone) ? 'today' : 'later'
}
const dayIn = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant)

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
  return order
    .map((name) => ({ name, rows: sorted.filter((row) => groupOf(row, now, zone) === name) }))
    .filter((group) => group.rows.length > 0)
}

const isRaised = ({ person }: Pick<CaseRow, 'person'>): boolean => (person?.refusedOn ?? null) !== null
