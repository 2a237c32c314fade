import { type CaseContext, defineSentences } from '@entente/contracts'
import { sql } from 'kysely'
import type { GatewaySubjects, SubjectRegime } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { openNewest } from '../consignments/open-version.ts'
import { isOpen } from '../consignments/status-of.ts'
import type { CargoDeadline } from '../tables/table-columns.ts'
import type { TableSet } from '../tables/table-set.ts'
import { tablesInForce } from '../tables/tables-in-force.ts'
import { type CargoSubject, notAssessed } from './cargo-subject.ts'
import { partiesOf } from './parties-of.ts'

/** Consignments are compared with changed signals until a week after their arrival. */
const afterArrival = sql`interval '7 days'`
const longestGoods = 60

/** English reasons that only statements about goods can give, by key. */
export const cargoReasonEnglish = {
  'cargo.reasons.same-name': () => 'Another firm or person has this name, and its trade is lawful.',
} as const satisfies Record<string, (values: never) => string>
const cargoReason = defineSentences(cargoReasonEnglish)

/** Loads consignments as subjects, in their newest version. A masked consignment has no selectors. */
export async function loadSubjects(tx: Tx, ids: readonly string[]): Promise<CargoSubject[]> {
  const subjects: CargoSubject[] = []
  if (ids.length === 0) return subjects
  const tables = await tablesInForce(tx)
  for (const { open, ...row } of await openNewest(tx, ids)) {
    const opened = await undamagedOr(tx, `consignment:${row.id}`, open, undefined)
    if (opened === undefined) continue
    const { value, masked } = opened
    const { id } = row
    subjects.push({
      subject: {
        ...{ id, gateway: 'cargo', recordId: id, recordVersion: row.version },
        label: labelOf(row.key, value),
        parties: masked ? [] : partiesOf(value),
      },
      row,
      version: row.version,
      value: masked ? null : value,
      assessed: notAssessed(tx.now),
      contextId: id,
      dueAt: dueAt(row, tables),
      removed: row.state === 'cancelled',
      otherScript: null,
      explanations: masked ? [] : [cargoReason('cargo.reasons.same-name')],
    })
  }
  return subjects
}

function labelOf(key: string, { consignment }: MergedConsignment): string {
  const goods = consignment.description?.slice(0, longestGoods).trim()
  return goods === undefined || goods === '' ? key : `${goods} (${key})`
}

/** Returns when a decision is due: before the loading, else before the arrival if the goods are on their way, else never. */
function dueAt(
  { loads_at, arrives_at }: { loads_at: Date | null; arrives_at: Date | null },
  tables: TableSet,
): Date | null {
  const before = (at: Date, deadline: CargoDeadline) => new Date(at.getTime() - tables.deadlineOf(deadline) * 60_000)
  if (loads_at !== null) return before(loads_at, 'case-before-loading')
  return arrives_at === null ? null : before(arrives_at, 'case-before-arrival')
}

/** Reads the regimes of consignments. */
export async function regimesOf(tx: Tx, ids: readonly string[]): Promise<SubjectRegime[]> {
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('cargo_consignment')
    .select(['id', 'regime', 'purposes'])
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .execute()
}

/** Lists open consignments that have not arrived for longer than a week, the most urgent first; without an arrival, those received since `since`. */
export async function recentSubjects(tx: Tx, since: Date): Promise<SubjectRegime[]> {
  return tx.db
    .selectFrom('cargo_consignment')
    .select(['id', 'regime', 'purposes'])
    .where('state', '<>', 'cancelled')
    .where(isOpen('cargo_consignment'))
    .where('delete_at', '>', tx.now)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .where((e) =>
      e.or([e('changed_at', '>=', since), e('arrives_at', '>', sql<Date>`${tx.now}::timestamptz - ${afterArrival}`)]),
    )
    .orderBy(sql`coalesce(loads_at, arrives_at)`)
    .orderBy('id')
    .execute()
}

/** Loads the movements of consignments as the contexts of cases. A consignment is its own context. */
export async function cargoContexts(
  tx: Pick<Tx, 'db' | 'now'>,
  ids: readonly string[],
): Promise<Map<string, CaseContext>> {
  if (ids.length === 0) return new Map()
  const tables = await tablesInForce(tx)
  const rows = await tx.db
    .selectFrom('cargo_consignment')
    .select(['id', 'key', 'mode', 'origin', 'destination', 'conveyance', 'loads_at', 'arrives_at'])
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .execute()
  return new Map(
    rows.map((row) => {
      const route = [row.origin, row.destination].filter((place) => place !== null).join('-')
      const label = [row.conveyance, route, row.key].filter((part) => part !== null && part !== '').join(' ')
      const leavesAt = row.loads_at?.toISOString() ?? null
      const endsAt = row.arrives_at?.toISOString() ?? null
      const due = dueAt(row, tables)?.toISOString() ?? null
      const times = { dueAt: due, leavesAt, closesAt: leavesAt ?? endsAt, endsAt }
      return [row.id, { id: row.id, label, href: null, route: route === '' ? null : route, ...times, details: null }]
    }),
  )
}

/** The tables of a consignment whose rows have clocks of their own. */
// biome-ignore format: one list
const withOwnClocks = ['cargo_filing', 'cargo_assessment', 'cargo_referral', 'cargo_answer', 'cargo_inspection'] as const

/** The clocks of consignments: those of the oldest filing. */
export const consignmentClocks: NonNullable<GatewaySubjects['clocks']> = {
  async facts(tx, ids) {
    const columns = ['id', 'regime', 'received_at'] as const
    const rows = await tx.db
      .selectFrom('cargo_consignment')
      .select(columns)
      .where('id', 'in', [...ids])
      .execute()
    return rows.map(({ id, regime, received_at }) => ({ id, regime, facts: { receivedAt: received_at } }))
  },
  async move(tx, id, clocks) {
    await tx.db.updateTable('cargo_consignment').set(clocks).where('id', '=', id).execute()
    for (const table of withOwnClocks)
      await tx.db.updateTable(table).set(clocks).where('consignment_id', '=', id).execute()
  },
}
