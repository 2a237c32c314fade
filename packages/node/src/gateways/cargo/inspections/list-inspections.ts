import type {
  InspectedGoods,
  InspectionList,
  InspectionQuery,
  InspectionReason,
  InspectionRow,
} from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Gateway } from '../../../pipeline/gateway/gateway.ts'
import { readCursor, writeCursor } from '../../../pipeline/messages/cursor.ts'
import { rowsSeen } from '../../../pipeline/messages/open-messages.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type InspectionOrder, inspectionTeams, teamFor } from './inspection-row.ts'

/** Stands for an order without an arrival in the order of the list. */
const never = 'infinity'
const dayMs = 24 * 60 * 60_000

/** Lists the orders that the actor may see, first arrival first. */
export async function listInspections(tx: Tx, query: InspectionQuery): Promise<InspectionList> {
  const limit = query.limit ?? 50
  const { day, place, lane, state, consignment } = query
  const dueAt = sql<string>`coalesce(i.due_at, ${sql.lit(never)})`
  let selected = withConsignment(tx)
    .where(rowsSeen({ actor: asInspector(tx), purpose: tx.purpose, now: tx.now }, 'i'))
    .orderBy(dueAt)
    .orderBy('i.id')
    .limit(limit + 1)
  if (day !== undefined) {
    const begins = new Date(`${day}T00:00:00Z`)
    selected = selected.where('i.due_at', '>=', begins).where('i.due_at', '<', new Date(begins.getTime() + dayMs))
  }
  if (place !== undefined) selected = selected.where('i.place', '=', place)
  if (lane !== undefined) selected = selected.where('i.lane', '=', lane)
  if (state !== undefined) selected = selected.where('i.state', '=', state)
  if (consignment !== undefined) selected = selected.where('i.consignment_id', '=', consignment)
  const after = readCursor(query.next, 2)
  if (after !== null) {
    const [at, id] = after
    const isTime = at === never || !Number.isNaN(Date.parse(at ?? ''))
    if (!isTime || !/^[0-9a-f-]{36}$/.test(id ?? ''))
      throw fail('body-invalid', { at: '/next', detail: 'This place in the list is not known.' })
    selected = selected.where(sql<boolean>`(${dueAt}, i.id) > (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await selected.execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await inspectionRows(tx, shown),
    next:
      rows.length > limit && last !== undefined ? writeCursor([last.due_at?.toISOString() ?? never, last.id]) : null,
  }
}

/** Officers of cargo see the orders of the team of inspectors. */
function asInspector({ actor }: Tx): Tx['actor'] {
  const isEither = inspectionTeams.some((team) => actor.teams.includes(team))
  return { ...actor, teams: isEither ? [inspectionTeams[0]] : [] }
}

const withConsignment = (tx: Pick<Tx, 'db'>) =>
  tx.db
    .selectFrom('cargo_inspection as i')
    .innerJoin('cargo_consignment as c', 'c.id', 'i.consignment_id')
    .selectAll('i')
    .select(['c.key', 'c.mode', 'c.conveyance'])
type Listed = InspectionOrder & { key: string; mode: string | null; conveyance: string | null }

/** Returns one order as lists show it. Its access must have been checked. */
export async function inspectionRow(tx: Tx, id: string): Promise<InspectionRow> {
  const rows = await withConsignment(tx).where('i.id', '=', id).execute()
  const [row] = await inspectionRows(tx, rows)
  if (row === undefined) throw fail('not-found')
  return row
}

async function inspectionRows(tx: Tx, rows: readonly Listed[]): Promise<InspectionRow[]> {
  const reasons = await reasonsOf(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => {
    const opened = tx.openIfAllowed<InspectedGoods>({ ...row, team: teamFor(tx.actor) })
    if (opened === undefined) return []
    return [
      {
        ...{ id: row.id, consignmentId: row.consignment_id, key: row.key, mode: row.mode, conveyance: row.conveyance },
        ...{ place: row.place, lane: row.lane as InspectionRow['lane'], state: row.state as InspectionRow['state'] },
        outcome: row.outcome as InspectionRow['outcome'],
        orderedAt: row.ordered_at.toISOString(),
        dueAt: row.due_at?.toISOString() ?? null,
        closedAt: row.closed_at?.toISOString() ?? null,
        reasons: reasons.get(row.id) ?? [],
        ...{ goods: opened.value, masked: opened.masked },
      },
    ]
  })
}

/** Returns the reasons of each order, without the ids of signals: inspectors see no cases. */
async function reasonsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, InspectionReason[]>> {
  const rows = await tx.db
    .selectFrom('cargo_inspection_reason')
    .select(['inspection_id', 'kind', 'text', 'at'])
    .where((e) => e('inspection_id', '=', e.fn.any(e.val([...ids]))))
    .where('ordered', '=', true)
    .orderBy('at')
    .orderBy('kind')
    .execute()
  const reasons = new Map<string, InspectionReason[]>()
  for (const { inspection_id: id, kind, text, at } of rows) {
    const reason = { kind: kind as InspectionReason['kind'], text, at: at.toISOString() }
    reasons.set(id, [...(reasons.get(id) ?? []), reason])
  }
  return reasons
}

/** Counts the orders without a result whose goods arrive until the end of the day, in UTC, for the navigation. */
export const countDue: NonNullable<Gateway['badges']> = async (db, now, day) => {
  const begins = new Date(`${day ?? now.toISOString().slice(0, 10)}T00:00:00Z`)
  const { count } = await db
    .selectFrom('cargo_inspection')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('state', '<>', 'closed')
    .where('due_at', '<', new Date(begins.getTime() + dayMs))
    .where('delete_at', '>', now)
    .executeTakeFirstOrThrow()
  return { inspectionsDue: Number(count) }
}
