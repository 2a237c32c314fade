import type { Selectable } from 'kysely'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ConsignmentTable } from '../store/schema.ts'
import type { TableSet } from '../tables/table-set.ts'
import { filingDeadline } from './filing-deadline.ts'
import type { OrderedFiling } from './merge-filings.ts'
import { instantOf } from './partial-date.ts'
import { issuedAtOf } from './resolve-consignments.ts'

type Stated = Pick<MergedConsignment, 'consignment' | 'conveyance' | 'loads'>
interface Given {
  /** The filings that are merged. */
  filings: readonly OrderedFiling[]
  receivedAt: Date
  tables: Pick<TableSet, 'deadlineOf'>
}

/** Returns the facts of a version that are stored without encryption, by the name of their column. `row` is that of the version before. */
export function plainFacts(row: Selectable<ConsignmentTable>, merged: MergedConsignment, given: Given) {
  const { filings, receivedAt, tables } = given
  const { consignment, conveyance } = merged
  const journey = journeyOf(merged, row.mode, receivedAt)
  // A filer that files late and amends the departure later, or in the same message, stays late.
  const own = filings.filter(({ filer }) => filer === row.filer)
  const journeys = [journey, ...own.map((one) => journeyOf(one.content, journey.mode, one.receivedAt))]
  const deadlines = [row.file_by, ...journeys.map((one) => filingDeadline(tables, one))].filter((at) => at !== null)
  return {
    ...journey,
    consolidation: consignment.consolidation,
    pieces: consignment.pieces,
    origin: consignment.origin ?? consignment.portOfLoading ?? conveyance?.departurePlace ?? null,
    destination: consignment.destination ?? consignment.portOfDischarge ?? conveyance?.arrivalPlace ?? null,
    conveyance: conveyance?.reference ?? consignment.route[0]?.reference ?? null,
    issued_at: issuedAtOf(consignment.issuedAt, receivedAt) ?? row.issued_at,
    file_by: deadlines.reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null),
  }
}

function journeyOf({ consignment, conveyance, loads: carried }: Stated, mode: string | null, receivedAt: Date) {
  const { route } = consignment
  const loads = route[0]?.departureAt ?? conveyance?.departureAt ?? null
  const arrives = conveyance?.arrivalAt ?? route.at(-1)?.arrivalAt ?? null
  return {
    mode: consignment.mode ?? mode,
    contained: consignment.equipmentIds.length > 0 || carried.some(({ equipmentId }) => equipmentId !== null),
    loads_at: instantOf(loads, receivedAt),
    arrives_at: instantOf(arrives, receivedAt),
  }
}
