import type { CargoFormat } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { FiledContent } from '../classes/content-classes.ts'
import type { FilingTable } from '../store/schema.ts'
import { mayFile } from './may-file.ts'
import type { OrderedFiling } from './merge-filings.ts'

/** A stored filing, with the settings of its filer. */
export type FilingRow = Selectable<FilingTable> & { settings: unknown }
/** A filing that is to be stored. */
export type NewFiling = Omit<Selectable<FilingTable>, 'current' | 'in_force' | 'set_aside'>

/**
 * Reads the filings that are merged: few of each filer (see `boundFilings`), and those that were just stored. Adds the `first`
 * ones of new consignments, which are not stored yet.
 */
export async function filingsOf(
  tx: Tx,
  ids: readonly string[],
  first: readonly NewFiling[],
): Promise<Map<string, FilingRow[]>> {
  const by = new Map<string, FilingRow[]>()
  for (const row of [...(await storedOf(tx, ids)), ...(await withSettings(tx, first))]) {
    const known = by.get(row.consignment_id)
    if (known === undefined) by.set(row.consignment_id, [row])
    else known.push(row)
  }
  return by
}

async function storedOf(tx: Tx, ids: readonly string[]): Promise<FilingRow[]> {
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('cargo_filing as f')
    .innerJoin('sender as s', 's.id', 'f.sender_id')
    .selectAll('f')
    .select('s.settings')
    .where((e) => e('consignment_id', '=', e.fn.any(e.val([...ids]))))
    .where('current', '=', true)
    .where('set_aside', '=', false)
    .execute()
}

async function withSettings(tx: Tx, first: readonly NewFiling[]): Promise<FilingRow[]> {
  if (first.length === 0) return []
  const filers = [...new Set(first.map(({ sender_id }) => sender_id))]
  const senders = await tx.db
    .selectFrom('sender')
    .select(['id', 'settings'])
    .where((e) => e('id', '=', e.fn.any(e.val(filers))))
    .execute()
  const settings = new Map(senders.map((sender) => [sender.id, sender.settings]))
  return first.map((row) => ({
    ...{ ...row, current: true, in_force: false, set_aside: false },
    settings: settings.get(row.sender_id) ?? null,
  }))
}

/** Stores filings. One that is stored already stays as it is. */
export async function storeFilings(
  tx: Tx,
  rows: readonly NewFiling[],
  { inForce, aside }: { inForce: readonly string[]; aside: readonly string[] } = { inForce: [], aside: [] },
): Promise<void> {
  if (rows.length === 0) return
  const [counting, left] = [new Set(inForce), new Set(aside)]
  const stored = rows.map((row) => ({ ...row, in_force: counting.has(row.id), set_aside: left.has(row.id) }))
  const conflict = { at: ['message_id', 'read_version', 'ordinal'], update: 'none' } as const
  await insertRecords('cargo_filing', stored, { conflict, bytes: ['a', 'b', 'position'] }).execute(tx.db)
}

/** Opens a filing. One that may not be read any more does not count. */
export function orderedOf(tx: Tx, row: FilingRow): OrderedFiling[] {
  const opened = tx.openIfAllowed<FiledContent>(row)
  if (opened === undefined) return []
  const { id, sender_id: filer, received_at: receivedAt, prepared_at: preparedAt, position } = row
  const format = row.format as CargoFormat
  const foreign = !mayFile(row.settings, format, opened.value)
  const place = { messageId: row.message_id, position: position.toString('hex') }
  return [{ id, filer, foreign, format, receivedAt, preparedAt, ...place, content: opened.value }]
}

/** Notes which filings are in force, and which are merged no more, in one statement. */
export async function noteInForce(
  tx: Tx,
  ids: readonly string[],
  { inForce, aside }: { inForce: readonly string[]; aside: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  const isAside = sql`id = any(${[...aside]}::uuid[])`
  const isInForce = sql`id = any(${[...inForce]}::uuid[])`
  await sql`update cargo_filing set in_force = ${isInForce}, set_aside = ${isAside}
    where consignment_id = any(${[...ids]}::uuid[]) and current and not set_aside and (in_force <> (${isInForce}) or ${isAside})`.execute(
    tx.db,
  )
}
