import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { compareVoyageJob } from '../store/jobs.ts'
import { isStowed } from './stowed-container.ts'
import { type Voyage, voyageOf } from './voyage.ts'

/** The voyages that a transaction stores at its end. */
const waiting = new WeakMap<Tx, Map<string, Voyage>>()

/**
 * Stores voyages at the end of the transaction, and asks for the comparison of their manifests and stowage plans. A voyage that is
 * stored already stays as it is.
 */
export async function keepVoyages(tx: Tx, voyages: readonly Voyage[]): Promise<void> {
  if (voyages.length === 0) return
  let own = waiting.get(tx)
  if (own === undefined) {
    own = new Map()
    waiting.set(tx, own)
    tx.lastly(() => storeVoyages(tx))
  }
  for (const voyage of voyages) own.set(voyage.id, voyage)
  await askComparison(
    tx,
    voyages.map(({ id }) => id),
  )
}

/** A consignment before or after its merge. */
interface Voyaging {
  row: { id: string; key: string; voyage_id?: string | null }
  content: Pick<MergedConsignment, 'conveyance'>
}

/** Keeps the voyages of changed consignments, and asks for the comparison of those that they left. A container of a plan changes none. */
export async function noteVoyages(
  tx: Tx,
  changed: readonly Voyaging[],
  before: readonly Voyaging['row'][],
): Promise<void> {
  const declaring = changed.filter(({ row }) => !isStowed(row))
  const ids = new Set(declaring.map(({ row }) => row.id))
  const left = before.flatMap(({ id, voyage_id: voyage }) => (ids.has(id) ? (voyage ?? []) : []))
  await keepVoyages(
    tx,
    declaring.flatMap(({ row, content }) => (row.voyage_id ? (voyageOf(content.conveyance) ?? []) : [])),
  )
  await askComparison(tx, left)
}

/** Voyages are stored in one order, so that two transactions wait for each other instead of failing. */
async function storeVoyages(tx: Tx): Promise<void> {
  const own = [...(waiting.get(tx)?.values() ?? [])].sort((one, other) => (one.id < other.id ? -1 : 1))
  waiting.delete(tx)
  const rows = own.map(({ id, series, imo, names, label }) => ({ id, series, imo, names, label }))
  await insertRecords('cargo_voyage', rows, { conflict: { at: ['id'], update: 'none' } }).execute(tx.db)
}

/** Asks for the comparison of these voyages, once for each while it waits. */
export async function askComparison(tx: Tx, voyageIds: readonly string[], runAt?: Date): Promise<void> {
  for (const voyageId of [...new Set(voyageIds)].sort()) {
    const at = runAt === undefined ? {} : { runAt }
    await tx.enqueue(compareVoyageJob, { voyageId }, { jobKey: `voyage:${voyageId}`, keepsTime: true, ...at })
  }
}
