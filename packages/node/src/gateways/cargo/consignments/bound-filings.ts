import { isDefective } from '../classes/rejected-codes.ts'
import { correctedIn, newestStating } from './corrected-in.ts'
import { inForceOf, inOrder, isCancelling, type OrderedFiling, seriesOf } from './merge-filings.ts'

/** The most filings of one filer that are merged into a consignment. Amendments over a shipment's life are far fewer. */
export const mostOfFiler = 100
/** A series keeps its first filing, its last cancellation and its newest superseded documents, because later filings may need them. */
const superseded = 2
const leastOfSeries = 4

/** The filings that are merged, and those that are merged no more. */
interface BoundedFilings {
  merged: OrderedFiling[]
  /** Superseded by later filings: nothing of them counts. */
  retired: OrderedFiling[]
  /** In force, but above the limit: their parties and codes still count. */
  leftOut: OrderedFiling[]
}

/**
 * Chooses the filings of one consignment that are merged, at most `mostOfFiler` of each filer, so that a filer that repeats one
 * key cannot make its merge slow. Superseded filings go first, then the filings in force of the series that ended longest
 * ago. Of a document with amendments the document and the newest amendments stay.
 */
export function boundFilings(filings: readonly OrderedFiling[]): BoundedFilings {
  const bounded: BoundedFilings = { merged: [], retired: [], leftOut: [] }
  for (const own of groupBy(filings, ({ filer }) => filer).values()) {
    if (own.length <= mostOfFiler) bounded.merged.push(...own)
    else boundFiler(own, bounded)
  }
  return bounded
}

function boundFiler(own: readonly OrderedFiling[], bounded: BoundedFilings): void {
  const newestFirst = [...groupBy(own, seriesOf).values()]
    .map((series) => series.sort(inOrder))
    .sort((one, other) => inOrder(other.at(-1) as OrderedFiling, one.at(-1) as OrderedFiling))
  let room = mostOfFiler
  for (const series of newestFirst) {
    const inForce = inForceOf(series)
    // Without its cancellation, an earlier document of the series would be in force again.
    const wanted = room < Math.min(leastOfSeries, series.length) ? [] : wantedOf(series, inForce).slice(0, room)
    const kept = new Set(wanted)
    room -= kept.size
    const counts = new Set(inForce.flat())
    for (const filing of series)
      (kept.has(filing) ? bounded.merged : counts.has(filing) ? bounded.leftOut : bounded.retired).push(filing)
  }
}

/** Returns the filings of a series that later merges need, the most important ones first. */
function wantedOf(series: readonly OrderedFiling[], inForce: readonly OrderedFiling[][]): OrderedFiling[] {
  const chain = inForce.at(-1) ?? []
  const first = series.reduce((one, other) => (other.receivedAt < one.receivedAt ? other : one))
  const cancellation = series.findLast(isCancelling)
  const before = series.filter((filing) => !isCancelling(filing)).slice(-superseded)
  // A defect keeps the goods from clearance, however many filings are beside it.
  const corrected = new Set(inForce.flatMap(correctedIn))
  const defective = inForce.flat().findLast(({ id, content }) => isDefective(content) && !corrected.has(id))
  return [
    ...new Set([
      ...(cancellation === undefined ? [] : [cancellation]),
      ...(defective === undefined ? [] : [defective]),
      // An amendment that corrects another one must not be left out before it.
      ...[
        ...chain.slice(0, 1),
        first,
        ...newestStating(chain),
        ...chain.slice(1).reverse(),
        ...inForce.slice(0, -1).flat(),
        ...before,
      ],
    ]),
  ]
}

function groupBy(
  filings: readonly OrderedFiling[],
  keyOf: (one: OrderedFiling) => string,
): Map<string, OrderedFiling[]> {
  const groups = new Map<string, OrderedFiling[]>()
  for (const filing of filings) {
    const key = keyOf(filing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [filing])
    else group.push(filing)
  }
  return groups
}
