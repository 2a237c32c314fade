import { randomUUID } from 'node:crypto'
import type { InspectedGoods, InspectionReasonKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords, updateRecords } from '../../../store/write-records.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import type { ConsignmentRow } from '../consignments/open-version.ts'
import { goodsClasses, goodsOf, inspectionTeams } from './inspection-row.ts'

/**
 * A reason for an inspection. `ref` is the id of the rule, signal or decision, the tag of the table, the hash of the
 * model; empty for a draw or a quota. One consignment is never ordered twice for the same kind and `ref`.
 */
export interface InspectionCause {
  kind: InspectionReasonKind
  ref: string
  /** The version of the rule or signal. */
  version?: number
  text: string | null
  /** The score of the model. */
  value?: number
}

/** An assessed consignment with the reasons that selected it. */
export interface Assessable {
  consignment: ConsignmentRow
  /** Null: the record is masked, so the order keeps what it states. */
  value: MergedConsignment | null
  lane: 'red' | 'yellow' | 'blue'
  /** The reasons that selected it for an inspection. Empty: an open order is only brought up to date. */
  reasons: readonly InspectionCause[]
  /** Its other causes: rules, tables and the model. Their rates count the result too. */
  spoke: readonly InspectionCause[]
  focus?: readonly string[]
  method?: string | null
}

interface Known {
  open: OpenOrder | null
  /** The causes that made an order of this consignment, open or closed. One whose goods nobody inspected counts for its version only. */
  ordered: Set<string>
}
interface OpenOrder {
  id: string
  version: number
  lane: Assessable['lane']
  focus: string[]
  method: string | null
}
const causeOf = ({ kind, ref }: { kind: string; ref: string }): string => `${kind}:${ref}`

/**
 * Orders the inspection of consignments, in one statement more than without an order. A consignment has one open order:
 * further reasons join it, and a newer version brings it up to date. A reason that already made an order makes no
 * second one, so an amendment after the inspection orders nothing anew. An order that ended without an inspection
 * is made again for a newer version. All subjects are of one regime and purpose.
 */
export async function orderInspections(tx: Tx, assessed: readonly Assessable[]): Promise<void> {
  if (assessed.length === 0) return
  let known = await knownOrders(tx, assessed)
  const starting = assessed.filter((one) => known.get(one.consignment.id)?.open == null && isNew(one, known))
  if (starting.length > 0) {
    // Another transaction may order the same consignment: the second one sees the order of the first. An assessment has locked
    // the observation already. The consignment itself is locked by a message that waits for this observation.
    const ids = starting.map(({ consignment }) => consignment.id)
    await sql`select from cargo_observation where consignment_id = any(${ids}::uuid[]) order by consignment_id for update`.execute(
      tx.db,
    )
    const again = await knownOrders(tx, starting)
    known = new Map([...known, ...ids.map((id) => [id, again.get(id) ?? nothing()] as const)])
  }
  const added: Ordered[] = []
  const changed: Ordered[] = []
  for (const one of assessed) {
    const { open, ordered } = known.get(one.consignment.id) ?? nothing()
    const fresh = one.reasons.filter((reason) => !ordered.has(causeOf(reason)))
    if (open !== null) changed.push({ ...joined(open, one), fresh, isOutdated: open.version < one.consignment.version })
    else if (fresh.length > 0) added.push({ ...one, id: randomUUID(), fresh, isOutdated: false })
  }
  await store(tx, added, changed)
}

interface Ordered extends Assessable {
  id: string
  /** The reasons that made no order of this consignment before. */
  fresh: readonly InspectionCause[]
  isOutdated: boolean
}

const lanes = ['red', 'yellow', 'blue'] as const
/** Joins an open order with what a further reason asks for: the stricter lane, and every path to look at. */
function joined(open: OpenOrder, one: Assessable): Omit<Ordered, 'fresh' | 'isOutdated'> {
  const lane = lanes.find((lane) => lane === open.lane || lane === one.lane) ?? open.lane
  const focus = [...new Set([...open.focus, ...(one.focus ?? [])])]
  return { ...one, id: open.id, lane, focus, method: one.method ?? open.method }
}

const nothing = (): Known => ({ open: null, ordered: new Set() })
const isNew = ({ consignment, reasons }: Assessable, known: ReadonlyMap<string, Known>): boolean =>
  reasons.some((reason) => known.get(consignment.id)?.ordered.has(causeOf(reason)) !== true)

/** Reads the orders of consignments, locked: an inspector may close one at this moment. */
async function knownOrders(tx: Tx, assessed: readonly Assessable[]): Promise<Map<string, Known>> {
  const versionOf = new Map(assessed.map(({ consignment: { id, version } }) => [id, version]))
  const ids = [...versionOf.keys()]
  const { rows } = await sql<OpenOrder & { of: string; state: string; outcome: string | null; causes: string[] }>`
    select i.id, i.consignment_id as of, i.consignment_version as version, i.lane, i.focus, i.method, i.state, i.outcome,
      array(select r.kind || ':' || r.ref from cargo_inspection_reason r where r.inspection_id = i.id and r.ordered) as causes
    from cargo_inspection i where i.consignment_id = any(${ids}::uuid[]) order by i.id for no key update of i`.execute(
    tx.db,
  )
  const known = new Map<string, Known>()
  for (const { of, state, outcome, causes, ...order } of rows) {
    const one = known.get(of) ?? nothing()
    if (state !== 'closed') one.open = order
    const isLeftUndone = outcome === 'not-inspected' && order.version < (versionOf.get(of) ?? 0)
    for (const cause of isLeftUndone ? [] : causes) one.ordered.add(cause)
    known.set(of, one)
  }
  return known
}

async function store(tx: Tx, added: readonly Ordered[], changed: readonly Ordered[]): Promise<void> {
  const toInsert = added.map((one) => newRow(tx, one))
  if (toInsert.length > 0) tx.later(insertRecords('cargo_inspection', toInsert))
  const toUpdate = changed.filter(({ isOutdated, fresh }) => isOutdated || fresh.length > 0)
  const open = toUpdate.flatMap((one) => (one.value === null ? [] : [{ ...asked(one), ...stated(tx, one, one.value) }]))
  if (open.length > 0) tx.later(updateRecords('cargo_inspection', 'id', open))
  const masked = toUpdate.filter(({ value }) => value === null).map((one) => ({ id: one.id, ...asked(one) }))
  if (masked.length > 0) tx.later(updateRecords('cargo_inspection', 'id', masked))
  const reasons = [...added, ...changed].flatMap((one) => reasonRows(tx, one))
  const at = ['inspection_id', 'kind', 'ref', 'version'] as const
  if (reasons.length > 0)
    tx.later(insertRecords('cargo_inspection_reason', reasons, { conflict: { at, update: 'none' } }))
  for (const { id, fresh } of [...added, ...changed])
    if (fresh.length > 0) await tx.announce('inspection.changed', id, 1)
  if (added.length > 0)
    await tx.log({ type: 'inspection.order', count: added.length, details: { what: 'inspections' } })
}

const asked = ({ lane, focus = [], method = null }: Ordered) => ({ lane, focus: [...focus], method })

const emptyGoods: InspectedGoods = {
  ...{ description: null, pieces: null, packages: null, grossKg: null, hsCodes: [], unNumbers: [], equipmentIds: [] },
  ...{ seals: [], parties: [] },
}

/** Returns the facts of the newest version about the goods and their arrival. */
function stated(tx: Tx, { id, consignment }: Ordered, value: MergedConsignment | null) {
  return {
    id,
    consignment_version: consignment.version,
    place: value?.consignment.portOfDischarge ?? consignment.destination,
    due_at: consignment.arrives_at,
    ...tx.seal(id, value === null ? emptyGoods : goodsOf(value), goodsClasses, consignment),
  }
}

function newRow(tx: Tx, ordered: Ordered) {
  const { regime, purposes, received_at, mask_at, delete_at } = ordered.consignment
  return {
    ...{ ...stated(tx, ordered, ordered.value), ...asked(ordered) },
    ...{ consignment_id: ordered.consignment.id, ordered_at: tx.now, state: 'open' },
    ...{ regime, purposes, team: inspectionTeams[0], received_at, mask_at, delete_at },
  }
}

function reasonRows(tx: Tx, { id, consignment, fresh, spoke }: Ordered) {
  const row = ({ kind, ref, version = 0, text, value }: InspectionCause, ordered: boolean) => ({
    ...{ inspection_id: id, consignment_id: consignment.id, kind, ref, version, ordered, text },
    ...{ value: value ?? null, at: tx.now },
  })
  const rows = new Map<string, ReturnType<typeof row>>()
  // The causes of the order come last: each replaces the same cause that ordered nothing.
  for (const cause of spoke) rows.set(`${causeOf(cause)}:${cause.version}`, row(cause, false))
  for (const cause of fresh) rows.set(`${causeOf(cause)}:${cause.version}`, row(cause, true))
  return [...rows.values()]
}
