import type { CargoFinding, CargoFormat, ConsignmentDetail } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { FiledContent, MergedConsignment } from '../classes/content-classes.ts'
import { formatShown } from '../messages/sniff-format.ts'
import { checkAcross } from './check-across.ts'
import { filingFindings } from './filing-findings.ts'
import { mayFile } from './may-file.ts'

/** One message's statement about a consignment, opened. `content` is undefined if this transaction may not read it. */
export interface OpenFiling {
  foreign: boolean
  /** Its place among the consignments of its file, from 0, in this reading. */
  ordinal: number
  readVersion: number
  shown: ConsignmentDetail['filings'][number]
  content: FiledContent | undefined
}

/** A finding with the message whose bytes its position is in; null if only several messages show it. */
type PlacedFinding = CargoFinding & { messageId: string | null }

/**
 * Opens the current filings of consignments, in the order of their receipt, in one statement. Of each consignment the filings
 * in force, whatever their number, and the newest others up to `mostEach` together: a filer may amend its filing thousands of times.
 */
export async function openFilings(
  tx: Tx,
  consignmentIds: readonly string[],
  mostEach?: number,
): Promise<Map<string, OpenFiling[]>> {
  const opened = new Map<string, OpenFiling[]>()
  if (consignmentIds.length === 0) return opened
  const newest = sql<number>`row_number() over (partition by f.consignment_id order by f.in_force desc, f.received_at desc, f.ordinal desc)`
  let query = tx.db
    .selectFrom((from) =>
      from
        .selectFrom('cargo_filing as f')
        .innerJoin('sender as s', 's.id', 'f.sender_id')
        .selectAll('f')
        .select(['s.name as filer_name', 's.settings', newest.as('place')])
        .where((e) => e('f.consignment_id', '=', e.fn.any(e.val([...consignmentIds]))))
        .where('f.current', '=', true)
        .where('f.set_aside', '=', false)
        .as('f'),
    )
    .selectAll()
    .orderBy('received_at')
    .orderBy('ordinal')
  if (mostEach !== undefined) query = query.where((e) => e.or([e('in_force', '=', true), e('place', '<=', mostEach)]))
  for (const { filer_name: filerName, place: _, ...row } of await query.execute()) {
    const content = tx.openIfAllowed<FiledContent>(row)?.value
    const foreign = content !== undefined && !mayFile(row.settings, row.format as CargoFormat, content)
    const shown = {
      ...{ messageId: row.message_id, filer: row.sender_id, filerName, function: row.function },
      format: formatShown(row.format) ?? 'xfwb',
      reference: row.reference,
      preparedAt: row.prepared_at?.toISOString() ?? null,
      receivedAt: row.received_at.toISOString(),
      inForce: row.in_force,
    } as const
    const own = opened.get(row.consignment_id)
    const filing = { foreign, ordinal: row.ordinal, readVersion: row.read_version, shown, content }
    if (own === undefined) opened.set(row.consignment_id, [filing])
    else own.push(filing)
  }
  return opened
}

/**
 * Returns the findings of a consignment: those of its filings in force, and those that only several filings show. A finding of one
 * message that all messages together answer is left out.
 */
export function findingsOf(value: MergedConsignment, filings: readonly OpenFiling[]): PlacedFinding[] {
  const facts = filings.map(({ foreign, shown: { preparedAt, receivedAt, ...shown } }) => ({
    ...{ ...shown, foreign },
    preparedAt: preparedAt === null ? null : new Date(preparedAt),
    receivedAt: new Date(receivedAt),
  }))
  const inForce = filings.flatMap(({ shown, content }) =>
    shown.inForce && content !== undefined ? [{ format: shown.format, messageId: shown.messageId, content }] : [],
  )
  const across = checkAcross(value, inForce)
  const stated = inForce.flatMap(({ messageId, content }) =>
    content.findings.filter((finding) => !across.isSettled(finding)).map((finding) => ({ ...finding, messageId })),
  )
  const ofSeveral = [
    ...across.found,
    ...filingFindings(value.consignment.id, facts, value.differences, value.leftOut !== undefined),
  ]
  return [...stated, ...ofSeveral.map((finding) => ({ ...finding, messageId: null }))]
}
