import type { CargoLane, ConsignmentList, ConsignmentQuery, ConsignmentRow } from '@entente/contracts'
import { sql } from 'kysely'
import { readTimeCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { isOpen, statusesOf } from './status-of.ts'

const newestLane = sql<CargoLane | null>`(select a.lane from cargo_assessment a where a.consignment_id = c.id
  order by a.sequence desc limit 1)`

/** Lists the consignments that the actor may see, last changed first, without a name. */
export async function listConsignments(tx: Tx, query: ConsignmentQuery): Promise<ConsignmentList> {
  const limit = query.limit ?? 50
  const after = readTimeCursor(query.next)
  const { status, mode, filer, lane, from, until } = query
  let selected = tx.db
    .selectFrom('cargo_consignment as c')
    .innerJoin('sender as s', 's.id', 'c.filer')
    .select(['c.id', 'c.key', 'c.generation', 'c.level', 'c.mode', 'c.version', 'c.state', 'c.filer'])
    .select(['s.name as filer_name', 'c.origin', 'c.destination', 'c.conveyance', 'c.loads_at', 'c.arrives_at'])
    .select(['c.received_at', 'c.changed_at', 'c.closed_at', newestLane.as('lane')])
    .where(rowsSeen(tx, 'c'))
    .where('c.version', '>', 0)
    .orderBy('c.changed_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
  if (status === 'closed') selected = selected.where(sql<boolean>`c.closed_at >= c.changed_at and not ${isOpen('c')}`)
  else if (status !== undefined) selected = selected.where('c.state', '=', status)
  if (status === 'partial' || status === 'complete') selected = selected.where(isOpen('c'))
  if (mode !== undefined) selected = selected.where('c.mode', '=', mode)
  if (filer !== undefined) selected = selected.where('c.filer', '=', filer)
  // The index of lanes finds the few that are not green; then their newest assessment decides.
  if (lane !== undefined)
    selected = selected
      .where((e) =>
        e.exists(
          e
            .selectFrom('cargo_assessment as a')
            .select('a.id')
            .whereRef('a.consignment_id', '=', 'c.id')
            .where('a.lane', '=', lane),
        ),
      )
      .where(newestLane, '=', lane)
  if (from !== undefined) selected = selected.where('c.changed_at', '>=', new Date(from))
  if (until !== undefined) selected = selected.where('c.changed_at', '<', new Date(until))
  if (after !== null)
    selected = selected.where(sql<boolean>`(c.changed_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const rows = await selected.execute()
  const page = rows.slice(0, limit)
  const statuses = await statusesOf(tx, page)
  const last = page.at(-1)
  return {
    items: page.map(
      (row): ConsignmentRow => ({
        ...{ id: row.id, key: row.key, generation: row.generation, mode: row.mode, version: row.version },
        level: row.level as ConsignmentRow['level'],
        status: statuses.get(row.id) ?? 'complete',
        ...{ filer: row.filer, filerName: row.filer_name, origin: row.origin, destination: row.destination },
        conveyance: row.conveyance,
        loadsAt: row.loads_at?.toISOString() ?? null,
        arrivesAt: row.arrives_at?.toISOString() ?? null,
        receivedAt: row.received_at.toISOString(),
        changedAt: row.changed_at.toISOString(),
        lane: row.lane,
      }),
    ),
    next: rows.length > limit && last !== undefined ? writeCursor([last.changed_at.toISOString(), last.id]) : null,
  }
}
