import type { CargoFormat } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ConsignmentTable } from '../store/schema.ts'
import type { TableSet } from '../tables/table-set.ts'
import { filingDeadline, journeyOf, type Stated } from './filing-deadline.ts'
import type { OrderedFiling } from './merge-filings.ts'
import { issuedAtOf } from './resolve-consignments.ts'
import { isStowed } from './stowed-container.ts'
import { containerNumber, portCode, voyageOf } from './voyage.ts'

interface Given {
  /** The filings that are merged. */
  filings: readonly OrderedFiling[]
  inForce: ReadonlySet<string>
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
  const deadlineOf = (stated: Stated, at: Date) => filingDeadline(tables, journeyOf(stated, journey.mode, at, true))
  // A stowage plan is no filing of goods, so a container of a plan is never late.
  const deadlines = isStowed(row)
    ? []
    : [
        row.file_by,
        deadlineOf(merged, receivedAt),
        ...own.map((one) => deadlineOf(one.content, one.receivedAt)),
      ].filter((at) => at !== null)
  return {
    ...journey,
    // A stowed container is loaded, so a decision is due before its arrival.
    ...(isStowed(row) ? { loads_at: null } : {}),
    consolidation: consignment.consolidation,
    pieces: consignment.pieces,
    origin: consignment.origin ?? consignment.portOfLoading ?? conveyance?.departurePlace ?? null,
    destination: consignment.destination ?? consignment.portOfDischarge ?? conveyance?.arrivalPlace ?? null,
    conveyance: conveyance?.reference ?? consignment.route[0]?.reference ?? null,
    issued_at: issuedAtOf(consignment.issuedAt, receivedAt) ?? row.issued_at,
    file_by: deadlines.reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null),
    ...carriedFacts(row, merged),
    manifested: filings.some(({ id, format }) => manifests.has(format) && given.inForce.has(id)),
  }
}

/** The most containers of one consignment that are compared with stowage plans. */
const mostContainers = 10_000
/** The messages whose containers are compared with stowage plans. */
const manifests: ReadonlySet<CargoFormat> = new Set(['cuscar', 'awmds'])

/** Returns the voyage with the containers and ports of a consignment. A container of a plan declares nothing. */
function carriedFacts(
  row: Pick<Selectable<ConsignmentTable>, 'key' | 'mode'>,
  { consignment, conveyance, loads }: Stated,
) {
  const isSea = (consignment.mode ?? row.mode ?? 'sea') === 'sea'
  const voyage = isSea ? voyageOf(conveyance) : null
  if (voyage === null) return { voyage_id: null, containers: null, port_of_loading: null, port_of_discharge: null }
  const named = [...consignment.equipmentIds, ...loads.flatMap(({ equipmentId }) => equipmentId ?? [])]
  const containers = [...new Set(named.map(containerNumber))].slice(0, mostContainers)
  return {
    voyage_id: voyage.id,
    containers: isStowed(row) ? null : containers,
    port_of_loading: portCode(consignment.portOfLoading),
    port_of_discharge: portCode(consignment.portOfDischarge),
  }
}
