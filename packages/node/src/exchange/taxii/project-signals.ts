import type { Purpose } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { agreementStatements } from '../stix/agreement-statements.ts'
import { microsecondsOf } from '../stix/check-object.ts'
import { extensionDefinitions, markingDefinitions, memberIdentity } from '../stix/definitions.ts'
import { currentForm } from '../stix/stix-ids.ts'
import type { StixObject } from '../stix/stix-object.ts'
import type { Collection } from './collections.ts'
import { mayHave, objectsOf } from './out-collection.ts'
import { lockCollection } from './take-numbers.ts'
import type { TaxiiUser } from './users.ts'

export type ProjectDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'>
/**
 * Selects the signals to offer: changed ones, or all signals of some agreements or for one client. If it is empty, all
 * signals are selected.
 */
export interface ProjectSignals {
  signalIds?: string[] | undefined
  agreements?: string[] | undefined
  userId?: string | undefined
}
const atOnce = 500

/**
 * Offers each client the signals to which it has access and that it was not offered yet, with a new time of adding. It
 * also removes signals to which the client no longer has access. Runs as the task `taxii-project`. A second run changes
 * nothing.
 */
export async function projectSignals(deps: ProjectDeps, wanted: ProjectSignals): Promise<void> {
  const { collections, users } = await concerned(deps, wanted)
  for (const collection of collections) {
    for (const user of users) {
      if (wanted.signalIds !== undefined) {
        for (let at = 0; at < wanted.signalIds.length; at += atOnce)
          await projectPart(deps, collection, user, wanted.signalIds.slice(at, at + atOnce))
        continue
      }
      for (let from: string | null = ''; from !== null; ) {
        const ids = await signalsAfter(deps, collection, user, from)
        if (ids.length > 0) await projectPart(deps, collection, user, ids)
        from = ids.length < atOnce ? null : (ids.at(-1) ?? null)
      }
    }
  }
}

const reading = { action: 'record.write', type: 'signal.release', impersonal: true } as const

function concerned(
  deps: ProjectDeps,
  wanted: ProjectSignals,
): Promise<{ collections: Collection[]; users: TaxiiUser[] }> {
  return systemAccess(deps, null).transaction(reading, async (tx) => {
    tx.leavesNoEntry()
    const collections = await tx.db
      .selectFrom('taxii_collection')
      .selectAll()
      .where('kind', '=', 'out')
      .$if(wanted.agreements !== undefined, (q) => q.where('agreement_id', 'in', wanted.agreements ?? []))
      .orderBy('id')
      .execute()
    if (collections.length === 0) return { collections, users: [] }
    const users = await tx.db
      .selectFrom('taxii_user')
      .selectAll()
      .where('disabled_at', 'is', null)
      .$if(wanted.userId !== undefined, (q) => q.where('id', '=', wanted.userId ?? ''))
      .orderBy('id')
      .execute()
    return { collections, users }
  })
}

/** Lists signals of the agreement and signals that were offered before, sorted by id. */
function signalsAfter(deps: ProjectDeps, collection: Collection, user: TaxiiUser, from: string): Promise<string[]> {
  return systemAccess(deps, null).transaction(reading, async (tx) => {
    tx.leavesNoEntry()
    const after = from === '' ? sql`true` : sql`id > ${from}::uuid`
    const { rows } = await sql<{ id: string }>`
      select id from (
        select id from signal where agreements @> array[${collection.agreement_id}]::text[]
        union select signal_id from taxii_entry where collection_id = ${collection.id} and user_id = ${user.id} and signal_id is not null
      ) t where ${after} order by id limit ${atOnce}`.execute(tx.db)
    return rows.map(({ id }) => id)
  })
}

interface Standing {
  id: string
  version: number
  status: string
  may: boolean
  offered: number | null
  shownWithdrawn: boolean | null
}

async function projectPart(
  deps: ProjectDeps,
  collection: Collection,
  user: TaxiiUser,
  ids: readonly string[],
): Promise<void> {
  const intent = {
    action: 'signal.release',
    type: 'signal.release',
    ref: `taxii:${user.id}`,
    details: { what: 'offered to a TAXII client', member: user.member },
  } as const
  await systemAccess(deps, user.purpose as Purpose).transaction(intent, async (tx) => {
    const numbers = await lockCollection(tx, collection.id)
    const own = deps.member.id
    const { rows } = await sql<Standing>`
      select s.id, s.version, s.status, (s.agreements @> array[${collection.agreement_id}]::text[] and ${mayHave(user, own, tx.now, 's')}) as may,
        e.signal_version as offered, e.withdrawn as "shownWithdrawn"
      from signal s left join lateral (select signal_version, withdrawn from taxii_entry e
        where e.collection_id = ${collection.id} and e.user_id = ${user.id} and e.signal_id = s.id limit 1) e on true
      where s.id = any(${ids}::uuid[]) order by s.modified_at, s.id`.execute(tx.db)
    const fresh = rows.filter(({ may, offered, version }) => may && offered !== version)
    // A client that was offered a signal sees its withdrawal, even if the client lost access meanwhile.
    const withdrawn = rows.filter(
      (row) => row.offered !== null && row.status === 'withdrawn' && row.shownWithdrawn === false,
    )
    const lost = rows.filter(({ may, offered, status }) => !may && offered !== null && status !== 'withdrawn')
    const change = [...fresh, ...withdrawn].map(({ id }) => id)
    await takeBack(tx, collection, user, [...change, ...lost.map(({ id }) => id)])
    if (change.length === 0) {
      if (lost.length === 0) tx.leavesNoEntry()
      return
    }
    await offer(tx, deps, { collection, user, numbers }, change)
    await numbers.keep()
  })
}

async function takeBack(tx: Tx, collection: Collection, user: TaxiiUser, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.db
    .deleteFrom('taxii_entry')
    .where('collection_id', '=', collection.id)
    .where('user_id', '=', user.id)
    .where('signal_id', 'in', ids)
    .execute()
}

interface Place {
  collection: Collection
  user: TaxiiUser
  numbers: { next(): bigint }
}

async function offer(tx: Tx, deps: ProjectDeps, place: Place, ids: readonly string[]): Promise<void> {
  const signals = await tx.db
    .selectFrom('signal')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('modified_at')
    .orderBy('id')
    .execute()
  await define(tx, place, [deps.member.id, ...signals.map(({ owner }) => owner)])
  const rows: ReturnType<typeof signalEntry>[] = []
  const node = { own: deps.member.id, key: deps.nodeKey }
  for (const row of signals)
    rows.push(...(await objectsOf(tx, row, node)).map((object) => signalEntry(place, row, object)))
  for (let at = 0; at < rows.length; at += atOnce)
    await tx.db
      .insertInto('taxii_entry')
      .values(rows.slice(at, at + atOnce))
      .execute()
}

/** Adds definitions, markings and identities before the first signal that refers to them. */
async function define(tx: Tx, place: Place, owners: readonly string[]): Promise<void> {
  const { collection, user } = place
  const definitions: StixObject[] = [
    ...extensionDefinitions,
    ...markingDefinitions,
    ...(await agreementStatements(tx, { to: user.member, agreement: collection.agreement_id })),
    ...[...new Set(owners)].sort().map(memberIdentity),
  ]
  const known = await tx.db
    .selectFrom('taxii_entry')
    .select(['object_id', 'version_us'])
    .where('collection_id', '=', collection.id)
    .where('user_id', '=', user.id)
    .where(
      'object_id',
      'in',
      definitions.map(({ id }) => id),
    )
    .execute()
  // A revised definition takes the place of its former version.
  const missing = definitions.filter(
    (object) =>
      !known.some((row) => row.object_id === object.id && BigInt(row.version_us) >= (versionOf(object)?.us ?? 0n)),
  )
  if (missing.length === 0) return
  const ids = missing.map(({ id }) => id)
  const former = tx.db
    .deleteFrom('taxii_entry')
    .where('collection_id', '=', collection.id)
    .where('user_id', '=', user.id)
  await former.where('object_id', 'in', ids).execute()
  const rows = missing.map((object) => ({
    ...entryOf(place, object),
    ...{ signal_id: null, signal_version: null, body: JSON.stringify(object) },
  }))
  await tx.db.insertInto('taxii_entry').values(rows).execute()
}

const signalEntry = (place: Place, row: { id: string; version: number; status: string }, object: StixObject) => ({
  ...entryOf(place, object),
  ...{ signal_id: row.id, signal_version: row.version, withdrawn: row.status === 'withdrawn', body: null },
  form: currentForm,
})

function entryOf({ collection, user, numbers }: Place, object: StixObject) {
  const added = numbers.next()
  const version = versionOf(object)
  return {
    ...{
      collection_id: collection.id,
      user_id: user.id,
      added_us: added,
      object_id: object.id,
      object_type: object.type,
    },
    // The version of an object without timestamps is its time of adding (TAXII 2.1, manifest, 3.2).
    ...{ version_us: version?.us ?? added, version_text: version?.text ?? '' },
  }
}

/** Returns the version of an object: its modified or created time; undefined if it has neither. */
export function versionOf(object: Record<string, unknown>): { us: bigint; text: string } | undefined {
  const text = object.modified ?? object.created
  return typeof text === 'string' ? { us: microsecondsOf(text), text } : undefined
}
