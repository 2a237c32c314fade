import { sql } from 'kysely'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { StoredReading } from '../classes/content-classes.ts'
import { type FiledMessage, filingRow, lawOf } from '../consignments/filing-row.ts'
import { mergeConsignments } from '../consignments/merge-consignments.ts'
import { storeFilings } from '../consignments/merged-filings.ts'
import { resolveConsignments } from '../consignments/resolve-consignments.ts'
import { stowedConsignment, stowedKey } from '../consignments/stowed-container.ts'
import { stowedFrom } from '../store/voyage-schema.ts'
import type { UndeclaredContainer } from './compare-voyages.ts'

/**
 * The most undeclared containers of one voyage that become consignments. More mean that a whole manifest is missing: supervisors get an
 * alarm, and the queue stays usable.
 */
export const mostUndeclared = 20
/** The most that one filer of plans adds in a day, over all voyages. */
const mostOfFiler = 100
const dayMs = 86_400_000

type Wanted = UndeclaredContainer & { key: string }
interface Known {
  id: string
  key: string
  state: string
  found: boolean
  /** Its filings that count, as `nameOf` writes them. */
  filed: string[]
}

/**
 * Makes a consignment of each undeclared container, stated by its stowage plan, and ends those that are declared or not stowed
 * any more. Only these have cases, because no other consignment is about the container. Returns the consignments that
 * changed.
 */
export async function keepUndeclared(
  tx: Tx,
  voyageIds: readonly string[],
  undeclared: readonly UndeclaredContainer[],
  since: Date,
): Promise<string[]> {
  const known = new Map((await knownOf(tx, voyageIds, since)).map((row) => [row.key, row]))
  const wanted = await limited(tx, undeclared, known)
  const keys = new Set(wanted.map(({ key }) => key))
  const over = [...known.values()].filter(({ key, state, found }) => !keys.has(key) && (state !== 'cancelled' || found))
  const fresh = wanted.filter((one) => known.get(one.key)?.filed.includes(nameOf(one)) !== true)
  const filed = await fileContainers(tx, fresh)
  const idOf = (key: string) => known.get(key)?.id ?? filed.ids.get(key)
  const again = wanted.flatMap(({ key }) => (known.get(key)?.state === 'cancelled' ? [idOf(key) as string] : []))
  await setState(tx, again, 'partial')
  await setState(
    tx,
    over.map(({ id }) => id),
    'cancelled',
  )
  const added = await storeUndeclared(
    tx,
    wanted.flatMap(({ key, stowed }) => {
      const id = idOf(key)
      return id === undefined || known.get(key)?.found === true ? [] : [{ id, container: stowed.container }]
    }),
    over,
  )
  return [...filed.changed, ...again, ...added, ...over.map(({ id }) => id)]
}

const nameOf = ({ plan: { messageId, readVersion }, stowed: { ordinal } }: UndeclaredContainer): string =>
  `${messageId} ${readVersion} ${ordinal + stowedFrom}`

async function knownOf(tx: Tx, voyageIds: readonly string[], since: Date): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select c.id, c.key, c.state, exists (select from cargo_equipment_finding f where f.consignment_id = c.id offset 0) as found,
      array(select f.message_id || ' ' || f.read_version || ' ' || f.ordinal from cargo_filing f
        where f.consignment_id = c.id and f.current) as filed
    from cargo_consignment c where c.voyage_id = any(${[...voyageIds]}::uuid[]) and c.key like 'stowed/%'
      and c.first_received_at > ${since} order by c.generation`.execute(tx.db)
  return rows
}

/** Chooses the containers that become consignments: those that are ones already, then the others in their order. */
async function limited(
  tx: Tx,
  undeclared: readonly UndeclaredContainer[],
  known: ReadonlyMap<string, Known>,
): Promise<Wanted[]> {
  const all = undeclared.map((one) => ({ ...one, key: stowedKey(one.plan.voyage.label, one.stowed.container) }))
  const rankOf = ({ key }: Wanted) => {
    const row = known.get(key)
    return row === undefined ? 2 : row.state === 'cancelled' ? 1 : 0
  }
  all.sort((one, other) => rankOf(one) - rankOf(other) || (one.key < other.key ? -1 : 1))
  const senders = await sendersOf(tx, all.slice(0, mostUndeclared))
  const left = new Map<string, number>()
  const wanted: Wanted[] = []
  for (const one of all.slice(0, mostUndeclared)) {
    const { sender, today } = senders.get(one.plan.messageId) ?? { sender: '', today: mostOfFiler }
    const room = left.get(sender) ?? mostOfFiler - today
    if (!known.has(one.key) && room <= 0) continue
    if (!known.has(one.key)) left.set(sender, room - 1)
    wanted.push(one)
  }
  const [first] = all
  if (first !== undefined && wanted.length < all.length)
    // One alarm for each filer: plans without an end must not fill the list of alarms.
    await raiseAlarm(tx, 'cargo-equipment-undeclared', `sender:${senders.get(first.plan.messageId)?.sender}`, {
      ...{ value: all.length, limit: mostUndeclared, message: first.plan.messageId },
    })
  return wanted
}

/** Returns the filers of plans, and how many containers each of them added in a day. */
async function sendersOf(
  tx: Tx,
  undeclared: readonly Wanted[],
): Promise<Map<string, { sender: string; today: number }>> {
  if (undeclared.length === 0) return new Map()
  const messages = [...new Set(undeclared.map(({ plan }) => plan.messageId))]
  const { rows } = await sql<{ id: string; sender: string; today: number }>`
    select m.id, m.sender_id as sender, (select count(*)::int from cargo_consignment c where c.filer = m.sender_id
      and c.key like 'stowed/%' and c.first_received_at > ${new Date(tx.now.getTime() - dayMs)}) as today
    from message m where m.id = any(${messages}::uuid[])`.execute(tx.db)
  return new Map(rows.map(({ id, ...one }) => [id, one]))
}

/** Stores filings of containers, as if their plan had stated consignments. */
async function fileContainers(
  tx: Tx,
  fresh: readonly Wanted[],
): Promise<{ ids: Map<string, string>; changed: string[] }> {
  const ids = new Map<string, string>()
  const changed: string[] = []
  for (const messageId of [...new Set(fresh.map(({ plan }) => plan.messageId))].sort()) {
    const own = fresh.filter(({ plan }) => plan.messageId === messageId)
    const message = await openPlan(tx, own[0] as Wanted)
    if (message === null) continue
    const { received_at: receivedAt, sender_id: senderId } = message.row
    const found = await resolveConsignments(
      tx,
      own.map(({ key }) => ({
        ...{ key, formerKey: null, parentKey: null, level: 'declaration', mode: 'sea', senderId, receivedAt },
        ...{ issuedAt: null, law: lawOf(message.row) },
      })),
    )
    const rows = own.flatMap(({ key, plan, stowed }, at) => {
      const head = message.reading.messages[plan.place]
      const id = found.ids[at]
      if (head === undefined || id === undefined) return []
      ids.set(key, id)
      const consignment = stowedConsignment({ key, ...stowed, kg: stowed.vgmKg ?? stowed.grossKg })
      const content = {
        ...{ message: plan.place, header: head.header, conveyance: head.conveyance, consignment },
        ...{ loads: [], findings: [], findingCodes: [] },
      }
      const place = { version: plan.readVersion, ordinal: stowed.ordinal + stowedFrom }
      return [filingRow(tx, id, { message: message.row, ...place, format: 'baplie', content })]
    })
    if (rows.length === 0) continue
    const isFirst = ({ consignment_id: id }: (typeof rows)[number]) => found.made.has(id)
    await storeFilings(
      tx,
      rows.filter((row) => !isFirst(row)),
    )
    const merged = [...new Set(rows.map((row) => row.consignment_id))]
    changed.push(...(await mergeConsignments(tx, merged, messageId, rows.filter(isFirst))))
  }
  return { ids, changed }
}

async function openPlan(
  tx: Tx,
  { plan: { messageId, readVersion } }: Wanted,
): Promise<{ row: FiledMessage; reading: StoredReading } | null> {
  const row = await tx.db
    .selectFrom('message')
    .innerJoin('reading', 'reading.message_id', 'message.id')
    .selectAll('message')
    .select(['reading.a', 'reading.b'])
    .where('message.id', '=', messageId)
    .where('reading.version', '=', readVersion)
    .executeTakeFirst()
  if (row === undefined) return null
  const reading = tx.openIfAllowed<StoredReading>(row as PersonalRow)?.value
  return reading === undefined ? null : { row: row as MessageRow, reading }
}

async function setState(tx: Tx, ids: readonly string[], state: 'partial' | 'cancelled'): Promise<void> {
  if (ids.length === 0) return
  await sql`update cargo_consignment c set state = ${state}, changed_at = ${tx.now}
    from (select id from cargo_consignment where id = any(${[...ids]}::uuid[]) order by key, generation for no key update) o
    where c.id = o.id and c.state <> ${state}`.execute(tx.db)
}

/** Stores the findings of undeclared containers, and drops those of others. Returns the consignments with a new one. */
async function storeUndeclared(
  tx: Tx,
  added: readonly { id: string; container: string }[],
  over: readonly { id: string }[],
): Promise<string[]> {
  if (over.length > 0)
    await tx.db
      .deleteFrom('cargo_equipment_finding')
      .where(
        'consignment_id',
        'in',
        over.map(({ id }) => id),
      )
      .execute()
  if (added.length === 0) return []
  const code = 'EQUIPMENT_UNDECLARED'
  const rows = added.map(({ id, container }) => ({
    consignment_id: id,
    ...{ container, code, expected: null, actual: container },
  }))
  const conflict = { at: ['consignment_id', 'container', 'code'], update: 'none' } as const
  await insertRecords('cargo_equipment_finding', rows, { conflict }).execute(tx.db)
  return added.map(({ id }) => id)
}
