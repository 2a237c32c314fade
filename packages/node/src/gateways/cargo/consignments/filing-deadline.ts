import type { MergedConsignment } from '../classes/content-classes.ts'
import type { CargoDeadline } from '../tables/table-columns.ts'
import type { TableSet } from '../tables/table-set.ts'
import { instantOf } from './partial-date.ts'

export type Stated = Pick<MergedConsignment, 'consignment' | 'conveyance' | 'loads'>

/** The facts of a consignment on which its deadline for filing depends. */
interface Journey {
  mode: string | null
  /** It names a container, a ULD or a trailer. Goods at sea without one are bulk. */
  contained: boolean | null
  loads_at: Date | null
  arrives_at: Date | null
}

const dayMs = 86_400_000

/**
 * Returns the facts of a journey as a merged consignment or one filing states them. `mode` is used if none is stated. A date without a time
 * is the begin of its day, or with `dayEnds` its end: nobody is late because a format has no time of the day.
 */
export function journeyOf(
  { consignment, conveyance, loads: carried }: Stated,
  mode: string | null,
  receivedAt: Date,
  dayEnds = false,
) {
  const { route } = consignment
  const at = (text: string | null) => {
    const begin = instantOf(text, receivedAt)
    return dayEnds && begin !== null && text?.includes('T') === false ? new Date(begin.getTime() + dayMs - 1) : begin
  }
  return {
    mode: consignment.mode ?? mode,
    contained: consignment.equipmentIds.length > 0 || carried.some(({ equipmentId }) => equipmentId !== null),
    loads_at: at(route[0]?.departureAt ?? conveyance?.departureAt ?? null),
    arrives_at: at(conveyance?.arrivalAt ?? route.at(-1)?.arrivalAt ?? null),
  }
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
