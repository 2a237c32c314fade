import type { CargoDeadline } from '../tables/table-columns.ts'
import type { TableSet } from '../tables/table-set.ts'

/** The facts of a consignment on which its deadline for filing depends. */
interface Journey {
  mode: string | null
  /** It names a container, a ULD or a trailer. Goods at sea without one are bulk. */
  contained: boolean | null
  loads_at: Date | null
  arrives_at: Date | null
}

/**
 * Returns the time until which a consignment had to be filed; null without a deadline. The deadlines are those of the table:
 * by mode, before loading where that is stated and else before arrival.
 */
export function filingDeadline(
  tables: Pick<TableSet, 'deadlineOf'>,
  { mode, contained, loads_at: loads, arrives_at: arrives }: Journey,
): Date | null {
  const before = (at: Date | null, deadline: CargoDeadline, usual: number): Date | null =>
    at === null ? null : new Date(at.getTime() - tables.deadlineOf(deadline, usual) * 60_000)
  if (mode === 'air')
    return before(loads, 'filing-air-before-loading', 0) ?? before(arrives, 'filing-air-long-before-arrival', 240)
  if (mode === 'sea' && contained === true)
    return (
      before(loads, 'filing-sea-container-before-loading', 1440) ??
      before(arrives, 'filing-sea-short-before-arrival', 120)
    )
  if (mode === 'sea') return before(arrives, 'filing-sea-bulk-before-arrival', 240)
  if (mode === 'rail') return before(arrives, 'filing-rail-before-arrival', 120)
  if (mode === 'road') return before(arrives, 'filing-road-before-arrival', 60)
  return null
}
