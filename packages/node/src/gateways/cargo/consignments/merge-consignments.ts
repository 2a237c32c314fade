import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords, updateRecords } from '../../../store/write-records.ts'
import { type MergedConsignment, versionClasses } from '../classes/content-classes.ts'
import { isDefective } from '../classes/rejected-codes.ts'
import type { ConsignmentTable } from '../store/schema.ts'
import type { TableSet } from '../tables/table-set.ts'
import { tablesInForce } from '../tables/tables-in-force.ts'
import { boundFilings } from './bound-filings.ts'
import { checkAcross } from './check-across.ts'
import { filingFindings } from './filing-findings.ts'
import { noteVoyages } from './keep-voyages.ts'
import { addLeftOut, changedPaths, mergeFilings, type OrderedFiling, statedFunction } from './merge-filings.ts'
import { type FilingRow, filingsOf, type NewFiling, noteInForce, orderedOf, storeFilings } from './merged-filings.ts'
import { plainFacts } from './plain-facts.ts'
import { generationMs } from './resolve-consignments.ts'
import { isStowed } from './stowed-container.ts'

type ConsignmentRow = Selectable<ConsignmentTable>

/** The most consignments that are announced one by one. More are announced once, by their message. */
const mostAnnounced = 20

/**
 * Locks consignments and merges their filings into new versions where they state something new,
 * and links houses with their masters. `first` are the filings of consignments that this transaction made, which are not
 * stored yet; it stores them. Returns the consignments that are to be compared again.
 */
export async function mergeConsignments(
  tx: Tx,
  ids: readonly string[],
  messageId: string,
  first: readonly NewFiling[] = [],
): Promise<Set<string>> {
  const made = new Set(first.map(({ consignment_id }) => consignment_id))
  const known = ids.filter((id) => !made.has(id))
  const rows = await rowsOf(tx, ids)
  const filings = await filingsOf(tx, known, first)
  const before = await versionsOf(
    tx,
    rows.filter(({ version }) => version > 0),
  )
  await dropLeftOut(tx, before)
  const tables = await tablesInForce(tx)
  const merged = rows.map((row) =>
    mergeOne(tx, { row, tables, rows: filings.get(row.id) ?? [], before: before.get(row.id) ?? null }),
  )
  const versions = merged.filter(({ isNew }) => isNew)
  if (versions.length > 0) {
    const stored = versions.map(({ row, content, hash, changed }) => ({
      ...{ consignment_id: row.id, version: row.version, at: tx.now, message_id: messageId, changed, hash },
      ...tx.seal(row.id, content, versionClasses, row),
    }))
    tx.later(insertRecords('cargo_version', stored, { bytes: ['a', 'b'] }))
  }
  await updateRecords(
    'cargo_consignment',
    'id',
    merged.map(({ row }) => row),
  ).execute(tx.db)
  const inForce = merged.flatMap((one) => [...one.inForce])
  const aside = merged.flatMap((one) => one.aside)
  await storeFilings(tx, first, { inForce, aside })
  await noteInForce(tx, known, { inForce, aside })
  await noteVoyages(
    tx,
    merged.filter(({ isNew, ended }) => isNew || ended),
    rows,
  )
  await noteDefects(
    tx,
    merged.flatMap((one) => one.judged),
  )
  const linked = await linkHouses(tx, ids)
  const changed = new Set([...merged.filter(({ isNew, ended }) => isNew || ended).map(({ row }) => row.id), ...linked])
  await announce(tx, merged, changed, messageId)
  return changed
}

/**
 * Reads consignments, locked: a reading beside another must not set a version back. The lock lets others refer to the rows: a job
 * that assesses the same goods has locked what this transaction needs next (decision 0025).
 */
async function rowsOf(tx: Tx, ids: readonly string[]): Promise<ConsignmentRow[]> {
  return tx.db
    .selectFrom('cargo_consignment')
    .selectAll()
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .orderBy('key')
    .orderBy('generation')
    .forNoKeyUpdate()
    .execute()
}

/** Forgets what filings above the limit stated, where later readings replaced all of these filings. */
async function dropLeftOut(tx: Tx, before: ReadonlyMap<string, MergedConsignment>): Promise<void> {
  const ids = [...before].flatMap(([id, { leftOut }]) => (leftOut === undefined ? [] : [id]))
  if (ids.length === 0) return
  const rows = await tx.db
    .selectFrom('cargo_consignment')
    .select('id')
    .where((e) => e('id', '=', e.fn.any(e.val(ids))))
    .where(
      sql<boolean>`exists (select from cargo_filing f where f.consignment_id = cargo_consignment.id and f.current and f.set_aside)`,
    )
    .execute()
  const left = new Set(rows.map(({ id }) => id))
  for (const id of ids) if (!left.has(id)) delete before.get(id)?.leftOut
}

/** Opens the newest versions of consignments. */
async function versionsOf(tx: Tx, rows: readonly ConsignmentRow[]): Promise<Map<string, MergedConsignment>> {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const versions = rows.map(({ version }) => version)
  const { rows: stored } = await sql<{ consignment_id: string; a: Buffer | null; b: Buffer }>`
    select v.consignment_id, v.a, v.b from cargo_version v
    join unnest(${ids}::uuid[], ${versions}::int[]) as w (id, version) on v.consignment_id = w.id and v.version = w.version`.execute(
    tx.db,
  )
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    stored.flatMap(({ consignment_id: id, a, b }) => {
      const opened = tx.openIfAllowed<MergedConsignment>({ ...(rowOf.get(id) as ConsignmentRow), a, b })
      return opened === undefined ? [] : [[id, opened.value] as const]
    }),
  )
}

interface Merged {
  /** The row as it is to be stored. */
  row: ReturnType<typeof rowWith>
  content: MergedConsignment
  hash: Buffer
  changed: string[]
  inForce: Set<string>
  /** The filings of which other filings decide anew whether they are defective. */
  judged: string[]
  /** The filings that are merged no more. */
  aside: string[]
  isNew: boolean
  /** The consignment was cancelled now. */
  ended: boolean
}

interface Merging {
  row: ConsignmentRow
  rows: readonly FilingRow[]
  before: MergedConsignment | null
  tables: TableSet
}

function mergeOne(tx: Tx, { row, rows, before, tables }: Merging): Merged {
  const filings = rows.flatMap((filing) => orderedOf(tx, filing))
  if (filings.length === 0) {
    const ended = row.state !== 'cancelled'
    const content = before ?? ({} as MergedConsignment)
    const kept = rowWith(row, { state: 'cancelled', ...(ended ? changedNow(tx) : {}) })
    return {
      row: kept,
      content,
      hash: row.hash ?? Buffer.alloc(0),
      changed: [],
      inForce: new Set(),
      judged: [],
      aside: [],
      isNew: false,
      ended,
    }
  }
  const bounded = boundFilings(filings)
  const leftOut = addLeftOut(before?.leftOut ?? null, bounded.leftOut)
  const { merged: stated, inForce, corrected } = mergeFilings(bounded.merged, leftOut)
  const merged = { ...stated, findingCodes: codesOf(bounded.merged, stated, inForce) }
  const hash = tx.blind(
    'cargo-version',
    JSON.stringify({ ...merged, findingCodes: merged.findingCodes.filter(isOfData) }),
  )
  const isNew = row.hash === null || !row.hash.equals(hash)
  const counted = rows.filter(({ id }) => inForce.size === 0 || inForce.has(id))
  // Earlier versions hold what replaced filings stated, so these count too.
  const oldest = rows.reduce<ConsignmentRow | FilingRow>(
    (one, other) => (other.received_at < one.received_at ? other : one),
    row,
  )
  const newest = counted.reduce((one, other) => (other.received_at > one.received_at ? other : one))
  const state = inForce.size === 0 ? 'cancelled' : stateOf(row, merged)
  const ended = state === 'cancelled' && row.state !== 'cancelled'
  const { regime, purposes, team, received_at, mask_at, delete_at } = oldest
  return {
    row: rowWith(row, {
      ...{ state, hash, version: row.version + (isNew ? 1 : 0) },
      ...(isNew || ended ? changedNow(tx) : {}),
      ...plainFacts(row, merged, { filings: bounded.merged, inForce, receivedAt: newest.received_at, tables }),
      ...{ regime, purposes, team, received_at, mask_at, delete_at },
    }),
    content: merged,
    ...{ hash, inForce, isNew, ended },
    judged: judgedAnew(bounded.merged, rows, { inForce, corrected }),
    aside: [...bounded.retired, ...bounded.leftOut].map(({ id }) => id),
    changed: changedPaths(before, merged),
  }
}

/** A changed consignment is open, also if it was closed while this transaction waited for its row. */
const changedNow = (tx: Tx) => ({ changed_at: tx.now, closed_at: null })

/** Returns the filings in force whose defects others corrected, or do so no more. */
function judgedAnew(
  filings: readonly OrderedFiling[],
  rows: readonly FilingRow[],
  { inForce, corrected }: { inForce: ReadonlySet<string>; corrected: ReadonlySet<string> },
): string[] {
  const before = new Map(rows.map(({ id, defective }) => [id, defective]))
  return filings.flatMap(({ id, content }) =>
    inForce.has(id) && before.get(id) !== (isDefective(content) && !corrected.has(id)) ? [id] : [],
  )
}

/** A message that changes no data makes no new version, although it came late. */
const isOfData = (code: string): boolean => code !== 'OUT_OF_ORDER' && code !== 'REFERENCE_REUSED'

/** The codes of all findings of a consignment: those of its filings in force, and those that only several filings show. */
function codesOf(filings: readonly OrderedFiling[], merged: MergedConsignment, inForce: ReadonlySet<string>): string[] {
  const { consignment, differences, leftOut } = merged
  const facts = filings.map(({ content, ...filing }) => ({
    ...{ ...filing, function: statedFunction(content), reference: content.header.reference },
  }))
  const counted = filings.filter(({ id }) => inForce.has(id))
  const read = counted.flatMap(({ content }) => content.findingCodes ?? content.findings.map(({ code }) => code))
  const across = checkAcross(merged, counted)
  const found = [...across.found, ...filingFindings(consignment.id, facts, differences, leftOut !== undefined)]
  const left = read.filter((code) => !across.isSettled({ code, rule: 'R5' }))
  return [...new Set([...left, ...found.map(({ code }) => code)])].sort()
}

/**
 * A house waits for its master, and a consolidation for its houses. `linkHouses` ends the wait. A container of a stowage plan waits for
 * a declaration.
 */
function stateOf(row: ConsignmentRow, { consignment }: MergedConsignment): string {
  if (isStowed(row)) return 'partial'
  const waits = row.level === 'house' ? row.parent_id === null : row.level === 'master' && consignment.consolidation
  return waits ? 'partial' : 'complete'
}

function rowWith(row: ConsignmentRow, change: Partial<ConsignmentRow>) {
  const { parent_id: _, ...columns } = row
  return { ...columns, ...change }
}

async function noteDefects(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await sql`update cargo_filing set defective = not defective where id = any(${[...ids]}::uuid[])`.execute(tx.db)
}

/** A number that is used again later means another master, so houses far apart from it are not its own. */
const near = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) =>
  sql`abs(extract(epoch from ${one}.first_received_at - ${other}.first_received_at)) <= ${generationMs / 1000}`

/** Links houses with masters that are known now, which completes both. Returns the houses that found their master. */
async function linkHouses(tx: Tx, ids: readonly string[]): Promise<string[]> {
  // Each half begins with the changed consignments: a search for pairs in the whole table would grow with it.
  const { rows: linked } = await sql<{ id: string; parent_id: string }>`
    update cargo_consignment c set parent_id = found.parent_id, state = case c.state when 'partial' then 'complete' else c.state end
    from (
      select h.id, m.id as parent_id from unnest(${[...ids]}::uuid[]) as changed (id) join cargo_consignment h on h.id = changed.id
        cross join lateral (select id from cargo_consignment n where n.key = h.parent_key
          and ${near(sql`n`, sql`h`)} order by n.generation desc limit 1) m
      where h.parent_key is not null and h.parent_id is null
      union
      select h.id, m.id from unnest(${[...ids]}::uuid[]) as changed (id) join cargo_consignment m on m.id = changed.id
        cross join lateral (select * from cargo_consignment g where g.parent_key = m.key and g.parent_id is null
          and ${near(sql`g`, sql`m`)}) h
      where m.level = 'master' and not exists (select from cargo_consignment n
        where n.key = m.key and n.generation > m.generation and ${near(sql`n`, sql`h`)})
    ) found where c.id = found.id
    returning c.id, c.parent_id`.execute(tx.db)
  const masters = [...new Set([...ids, ...linked.map(({ parent_id }) => parent_id)])]
  await sql`update cargo_consignment m set state = 'complete'
    where m.id = any(${masters}::uuid[]) and m.level = 'master' and m.state = 'partial'
      and exists (select from cargo_consignment h where h.parent_id = m.id)`.execute(tx.db)
  return linked.map(({ id }) => id)
}

async function announce(
  tx: Tx,
  merged: readonly Merged[],
  changed: ReadonlySet<string>,
  messageId: string,
): Promise<void> {
  const announced = merged.filter(({ row }) => changed.has(row.id))
  if (announced.length > mostAnnounced) await tx.announce('consignment.changed', messageId, 0)
  else for (const { row } of announced) await tx.announce('consignment.changed', row.id, row.version)
}
