import { sql } from 'kysely'
import type { Database } from '../../safeguards/access/access-store.ts'
import { isPartedIn, type PartedSizes } from '../gateway/parted-sizes.ts'

/** The most messages and bytes read in one transaction, to keep it short. One larger message is read alone. */
const mostMessages = 64
const mostBytes = 300_000
/** The number of the oldest waiting messages whose groups are considered. */
const considered = 200

/** Waiting messages to read in one transaction, and the groups to which they belong. */
export interface Waiting {
  ids: string[]
  /** Empty for a message that is read in parts: it does not keep others of its group from being read meanwhile. */
  groups: Group[]
  parted: boolean
}

/** Which messages are read in parts, and whether such a message is wanted. */
export interface Large {
  above: PartedSizes
  wanted: boolean
}

/** Messages of one sender that change the same records. */
export interface Group {
  senderId: string
  key: string
}

interface Candidate {
  id: string
  bytes: number
  attempts: number
  in_file: boolean
  parted: boolean
  sender_id: string
  group_key: string
}

/**
 * Finds waiting messages to read together, without locking them: the oldest, the others of its group, then those of
 * further groups of the same sender, regime, purposes and team. Groups that another reader has in hand (`busy`) are
 * left out. A message that failed before, a large one and one that is read in parts come alone. Returns null if no message
 * waits.
 */
export async function findWaiting(
  db: Database,
  now: Date,
  busy: readonly Group[],
  { above, wanted }: Large,
): Promise<Waiting | null> {
  const isParted = (table: string) => isPartedIn(table, above)
  const isFree = (table: string) => sql`not exists (select from unnest(${busy.map(({ senderId }) => senderId)}::uuid[],
    ${busy.map(({ key }) => key)}::text[]) as b (sender_id, group_key)
    where b.sender_id = ${sql.ref(`${table}.sender_id`)} and b.group_key = ${sql.ref(`${table}.group_key`)})`
  const { rows } = await sql<Candidate>`
    with head as (select *, ${isParted('message')} as parted from message
        where read_at <= ${now} and ${isFree('message')} and (${wanted} or not ${isParted('message')})
        order by read_at, id limit 1),
      oldest as (select m.sender_id, m.group_key, m.read_at from message m, head h
        where m.read_at <= ${now} and ${likeHead} and ${isFree('m')} and not ${isParted('m')} order by m.read_at limit ${considered}),
      groups as (select sender_id, group_key, min(read_at) as since from oldest group by 1, 2 order by since limit ${mostMessages})
    select id, bytes, attempts, raw_file is not null as in_file, parted, sender_id, group_key from head
    union all
    (select m.id, m.bytes, m.attempts, m.raw_file is not null, false, m.sender_id, m.group_key from head h, groups g
      cross join lateral (select * from message w where w.sender_id = g.sender_id and w.group_key = g.group_key and w.read_at <= ${now}
        and not ${isParted('w')}
        order by w.read_at limit ${mostMessages}) m
      where m.id <> h.id and m.attempts = 0 and ${likeHead} and h.attempts = 0
      order by (g.group_key = h.group_key) desc, g.since, m.read_at limit ${mostMessages})`.execute(db)
  const [head, ...others] = rows
  if (head === undefined) return null
  if (head.parted) return { ids: [head.id], groups: [], parted: true }
  if (head.attempts > 0 || head.in_file || head.bytes > mostBytes)
    return { ids: [head.id], groups: [groupOf(head)], parted: false }
  const taken = [head]
  let bytes = head.bytes
  for (const one of others) {
    if (one.in_file || bytes + one.bytes > mostBytes || taken.length === mostMessages) continue
    taken.push(one)
    bytes += one.bytes
  }
  return { ids: taken.map(({ id }) => id), groups: distinct(taken.map(groupOf)), parted: false }
}

/** Finds the oldest waiting message that is read in parts and has at most so many bytes. */
export async function findParted(
  db: Database,
  now: Date,
  above: PartedSizes,
  mostBytes: number,
): Promise<{ id: string; regime: string; purposes: string[] } | null> {
  const { rows } = await sql<{
    id: string
    regime: string
    purposes: string[]
  }>`select id, regime, purposes from message
    where read_at <= ${now} and bytes <= ${Math.floor(mostBytes)} and ${isPartedIn('message', above)}
    order by read_at, id limit 1`.execute(db)
  return rows[0] ?? null
}

const groupOf = ({ sender_id, group_key }: Candidate): Group => ({ senderId: sender_id, key: group_key })
/** Rows of different laws are never read together: each transaction has one purpose. */
const likeHead = sql`m.sender_id = h.sender_id and m.gateway = h.gateway and m.regime = h.regime and m.purposes = h.purposes
  and m.team = h.team`

export const sameGroup = (one: Group, other: Group): boolean => one.senderId === other.senderId && one.key === other.key

const distinct = (groups: readonly Group[]): Group[] =>
  groups.filter((group, place) => groups.findIndex((other) => sameGroup(group, other)) === place)
