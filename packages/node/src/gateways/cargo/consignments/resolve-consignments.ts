import { randomUUID } from 'node:crypto'
import type { CargoConsignment } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { FilingTable } from '../store/schema.ts'
import { instantOf } from './partial-date.ts'

/** How a filing names its consignment. */
export interface FiledKey {
  key: string
  /** The key under which the consignment may be known from before. */
  formerKey: string | null
  parentKey: string | null
  level: CargoConsignment['level']
  mode: string | null
  senderId: string
  receivedAt: Date
  issuedAt: Date | null
  law: Pick<FilingTable, 'regime' | 'purposes' | 'team'> & {
    received_at: Date
    mask_at: Date | null
    delete_at: Date
  }
}

/**
 * A filer states the issue itself. One far from the receipt is not believed: with the date of last year, a filer could split
 * goods from their case, and houses from their master. Two dates that are believed are less than `generationMs` apart.
 */
const issueMs = 100 * 86_400_000

/** Returns when a contract was issued; null if unknown or far from its receipt. */
export function issuedAtOf(issuedAt: string | null, receivedAt: Date): Date | null {
  const issued = instantOf(issuedAt, receivedAt)
  return issued === null || Math.abs(issued.getTime() - receivedAt.getTime()) > issueMs ? null : issued
}

interface Known {
  id: string
  key: string
  generation: number
  issued_at: Date | null
  first_received_at: Date
}

/** Waybill numbers are used again after about a year. Filings further apart speak of different goods. */
export const generationMs = 300 * 86_400_000

/**
 * Finds the consignments of filings, and makes the missing ones, locked until the transaction ends. Returns their ids in
 * the order of the filings, and which of them it made. Consignments are locked in the order of their keys, so that two transactions wait for each
 * other instead of failing.
 */
export async function resolveConsignments(
  tx: Tx,
  given: readonly FiledKey[],
): Promise<{ ids: string[]; made: ReadonlySet<string> }> {
  if (given.length === 0) return { ids: [], made: new Set() }
  await lockFamilies(tx, given)
  await renameDeclarations(tx, given)
  const filed = await withoutAliases(tx, given)
  const known = new Map<string, Known[]>()
  const keys = [...new Set(filed.map(({ key }) => key))].sort()
  for (const row of await lockByKey(tx, keys)) known.set(row.key, [...(known.get(row.key) ?? []), row])
  const fresh: (Known & { of: FiledKey })[] = []
  const places = filed.map((of) => {
    const found = generationOf(known.get(of.key) ?? [], of)
    if (found !== undefined) return found
    const generation = Math.max(0, ...(known.get(of.key) ?? []).map((row) => row.generation)) + 1
    const row = { id: randomUUID(), key: of.key, generation, issued_at: of.issuedAt, first_received_at: of.receivedAt }
    known.set(of.key, [...(known.get(of.key) ?? []), row])
    fresh.push({ ...row, of })
    return row
  })
  const others = await insertFresh(tx, fresh)
  const made = new Set(fresh.flatMap((row) => (others.has(nameOf(row)) ? [] : [row.id])))
  return { ids: places.map((row) => others.get(nameOf(row)) ?? row.id), made }
}

const nameOf = ({ key, generation }: Pick<Known, 'key' | 'generation'>): string => `${generation} ${key}`

/** Returns the use of a key that a filing means: the nearest in time. */
function generationOf(rows: readonly Known[], { issuedAt, receivedAt }: FiledKey): Known | undefined {
  const apart = ({ issued_at, first_received_at }: Known): number =>
    issuedAt !== null && issued_at !== null
      ? Math.abs(issuedAt.getTime() - issued_at.getTime())
      : Math.abs(receivedAt.getTime() - first_received_at.getTime())
  const near = rows.filter((row) => apart(row) <= generationMs)
  return near.reduce<Known | undefined>(
    (best, row) => (best === undefined || apart(row) < apart(best) ? row : best),
    undefined,
  )
}

async function lockByKey(tx: Tx, keys: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`select id, key, generation, issued_at, first_received_at from cargo_consignment
    where key = any(${[...keys]}::text[]) order by key, generation for no key update`.execute(tx.db)
  return rows
}

/** Inserts consignments. Returns the ids of those that another transaction inserted meanwhile, by key and generation. */
async function insertFresh(tx: Tx, fresh: readonly (Known & { of: FiledKey })[]): Promise<Map<string, string>> {
  if (fresh.length === 0) return new Map()
  const rows = [...fresh]
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ id, key, generation, issued_at, first_received_at, of }) => ({
      ...{ id, key, generation, issued_at, first_received_at },
      ...{ parent_key: of.parentKey, level: of.level, mode: of.mode, filer: of.senderId, ...of.law },
      ...{ state: 'complete', consolidation: false, version: 0, hash: null, changed_at: tx.now },
    }))
  const insert = insertRecords('cargo_consignment', rows, {
    conflict: { at: ['key', 'generation'], update: 'none' },
    returning: ['id'],
  })
  const inserted = new Set(((await insert.execute(tx.db)).rows as { id: string }[]).map(({ id }) => id))
  const met = fresh.filter(({ id }) => !inserted.has(id)).map(({ key }) => key)
  if (met.length === 0) return new Map()
  return new Map((await lockByKey(tx, met.sort())).map((row) => [nameOf(row), row.id]))
}

/**
 * Gives declarations their number as key, once it is known. The former key stays as an alias, and further filings of the
 * same filer under it mean the same declaration. Nobody renames the declaration of another filer.
 */
async function renameDeclarations(tx: Tx, filed: readonly FiledKey[]): Promise<void> {
  const renamed = filed.filter(({ formerKey }) => formerKey !== null)
  if (renamed.length === 0) return
  const former = renamed.map(({ formerKey }) => formerKey as string)
  const keys = renamed.map(({ key }) => key)
  const senders = renamed.map(({ senderId }) => senderId)
  await sql`with renamed as (
      update cargo_consignment c set key = n.key
      from (select distinct on (former, sender) former, key, sender
        from unnest(${former}::text[], ${keys}::text[], ${senders}::uuid[]) as t (former, key, sender)) n
      where c.key = n.former and c.filer = n.sender and not exists (select from cargo_consignment o where o.key = n.key and o.generation = c.generation)
      returning c.id, n.former)
    insert into cargo_alias (key, consignment_id) select distinct on (former) former, id from renamed
    on conflict (key) do update set consignment_id = excluded.consignment_id`.execute(tx.db)
}

/**
 * Locks masters with their houses until the transaction ends, so that of two transactions the later one sees both and links them. Families share 256
 * locks: a lock for each family of a large batch would fill the lock table of PostgreSQL.
 */
async function lockFamilies(tx: Tx, filed: readonly Pick<FiledKey, 'key' | 'parentKey' | 'level'>[]): Promise<void> {
  const tops = [
    ...new Set(filed.flatMap(({ key, parentKey, level }) => (level === 'declaration' ? [] : [parentKey ?? key]))),
  ]
  if (tops.length === 0) return
  await sql`select pg_advisory_xact_lock(k) from (
    select distinct hashtextextended('cargo', 0) + (hashtextextended(top, 0) & 255) as k from unnest(${tops}::text[]) as t (top) order by k) as locks`.execute(
    tx.db,
  )
}

/** Locks the families of consignments that are known already, before their rows are locked. */
export async function lockFamiliesOf(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.db
    .selectFrom('cargo_consignment')
    .select(['key', 'parent_key as parentKey', 'level'])
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .execute()
  await lockFamilies(tx, rows as Pick<FiledKey, 'key' | 'parentKey' | 'level'>[])
}

/** Returns the filings with the present key where they use a former key of a declaration of their filer. */
async function withoutAliases(tx: Tx, filed: readonly FiledKey[]): Promise<readonly FiledKey[]> {
  const declared = filed.filter(({ level }) => level === 'declaration').map(({ key }) => key)
  if (declared.length === 0) return filed
  const { rows } = await sql<{ former: string; key: string; filer: string }>`
    select a.key as former, c.key, c.filer from cargo_alias a join cargo_consignment c on c.id = a.consignment_id
    where a.key = any(${declared}::text[])`.execute(tx.db)
  const present = new Map(rows.map(({ former, key, filer }) => [`${filer} ${former}`, key]))
  return filed.map((one) => ({ ...one, key: present.get(`${one.senderId} ${one.key}`) ?? one.key }))
}
