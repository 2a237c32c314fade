import type { SignalDetail } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { requireSignalAccess, signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { readHolds } from './holds/read-holds.ts'
import { releaseOf } from './release/release-state.ts'
import { openSignal, type SignalRow } from './stored/signal-row.ts'

/** Reads a signal with its list, its versions, and the outcome of its hits at this node. */
export async function readSignal(tx: Tx, id: string): Promise<SignalDetail> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
  if (row === undefined) throw fail('not-found')
  const signal = openSignal(tx, row)
  const list =
    row.list_id === null
      ? null
      : await tx.db
          .selectFrom('list')
          .select(['id', 'title', 'version'])
          .where('id', '=', row.list_id)
          .executeTakeFirst()
  const versions = await tx.db
    .selectFrom('signal_version as v')
    .leftJoin('account as a', 'a.id', 'v.by_account')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .select(['v.version', 'v.at', 'v.change', 'p.name'])
    .where('v.signal_id', '=', id)
    .orderBy('v.version', 'desc')
    .execute()
  const hits = await tx.db
    .selectFrom('counted_hit as h')
    .innerJoin('case_file as c', 'c.id', 'h.case_id')
    .select((e) => [
      e.fn.countAll<string>().as('hits'),
      e.fn.countAll<string>().filterWhere('c.state', 'not in', ['decided', 'closed']).as('open'),
    ])
    .where('h.signal_id', '=', id)
    .executeTakeFirstOrThrow()
  const opinions = await opinionsOf(tx, id)
  const total = (outcome: 'confirmed' | 'mistaken') => opinions.reduce((sum, one) => sum + one[outcome], 0)
  return {
    ...signal,
    list: list ?? null,
    use: {
      hits: Number(hits.hits),
      open: Number(hits.open),
      confirmed: total('confirmed'),
      mistaken: total('mistaken'),
    },
    feedback: opinions.filter(({ from }) => from !== tx.actor.member),
    disputed: total('confirmed') > 0 && total('mistaken') > 0,
    sameAs: await sameValue(tx, row),
    versions: versions.map((v) => ({
      version: v.version,
      at: v.at.toISOString(),
      by: v.name ?? 'the node',
      change: v.change,
    })),
    release: await releaseOf(tx, row),
    falsePositives: row.status === 'active' ? await findingsOf(tx, id) : [],
    hold: (await readHolds(tx, { signal: id })).find(({ state }) => state !== 'ended') ?? null,
  }
}

async function findingsOf(tx: Tx, id: string): Promise<SignalDetail['falsePositives']> {
  const rows = await tx.db
    .selectFrom('false_positive_finding')
    .select(['list_id', 'entry', 'found_at'])
    .where('signal_id', '=', id)
    .orderBy('found_at')
    .orderBy('list_id')
    .execute()
  return rows.map((row) => ({ list: row.list_id, entry: row.entry, foundAt: row.found_at.toISOString() }))
}

/** Sums the feedback on a signal by member. This member is included. */
async function opinionsOf(tx: Tx, id: string): Promise<SignalDetail['feedback']> {
  const from = sql<string>`coalesce(from_member, ${tx.actor.member})`
  const counted = (outcome: string) => sql<number>`(count(*) filter (where outcome = ${outcome}))::int`
  const rows = await tx.db
    .selectFrom('counted_feedback')
    .select([
      from.as('from'),
      counted('confirmed').as('confirmed'),
      counted('mistaken').as('mistaken'),
      counted('not-useful').as('notUseful'),
    ])
    .where('signal_id', '=', id)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute()
  return rows.map((row) => {
    const reviewed = row.confirmed + row.mistaken + row.notUseful
    return { ...row, precision: reviewed === 0 ? null : Math.round((100 * row.confirmed) / reviewed) }
  })
}

/**
 * Lists signals of other owners that have the same value and that this actor may list. Each of them has separate terms.
 */
async function sameValue(tx: Tx, row: SignalRow): Promise<SignalDetail['sameAs']> {
  if (row.value_key === null) return []
  const { member, role } = tx.actor
  return tx.db
    .selectFrom('signal')
    .select(['id', 'owner'])
    .where('kind', '=', row.kind)
    .where('value_key', '=', row.value_key)
    .where('status', '=', 'active')
    .where('owner', '<>', row.owner)
    .where(signalAccessSql({ member, role, action: 'list', purpose: tx.purpose, now: tx.now }))
    .orderBy('owner')
    .limit(50)
    .execute()
}
