import { caseReference, type FoundItem, mostRecents, type RecentRequest, type Recents } from '@entente/contracts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fail } from '../../errors.ts'
import { recentSignals } from '../../exchange/signals/find-signals.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { foundItem } from '../../safeguards/names/found-by-type.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { contextsOf } from './case-row.ts'
import { memberItem, typesFor } from './find.ts'
import { visibleCases } from './visible-cases.ts'

const own = { action: 'recents.own', type: 'recents.read', decision: 'allow', impersonal: true } as const

/**
 * Keeps that a person opened a page: its type, id and time, without a label. The oldest of more than 20 are deleted. Error:
 * `body-invalid` for a type that this node does not have.
 */
export async function keepRecent(
  access: AccessStore,
  gateways: Gateways,
  { type, id }: z.infer<typeof RecentRequest>,
): Promise<void> {
  await access.transaction(own, async (tx) => {
    tx.leavesNoEntry()
    if (!typesFor(tx, gateways).includes(type))
      throw fail('body-invalid', { at: '/type', detail: 'Your role opens no page of this type.' })
    const { person } = tx.actor
    await sql`insert into recent_page (person_id, type, ref, at) values (${person}, ${type}, ${id}, ${tx.now})
      on conflict (person_id, type, ref) do update set at = excluded.at`.execute(tx.db)
    await sql`delete from recent_page r where person_id = ${person} and not exists (select from (select type, ref from recent_page
      where person_id = ${person} order by at desc, type, ref limit ${mostRecents}) k where k.type = r.type and k.ref = r.ref)`.execute(
      tx.db,
    )
  })
}

/**
 * Lists the pages that a person opened last, with what may be said without opening a record: no name. So the log has no
 * entry. Leaves out what the actor may not open now for the stated purpose, and what is masked.
 */
export async function listRecents(access: AccessStore, gateways: Gateways): Promise<Recents> {
  return access.transaction({ ...own, impersonal: false }, async (tx) => {
    tx.leavesNoEntry()
    const rows = await tx.db
      .selectFrom('recent_page')
      .select(['type', 'ref', 'at'])
      .where('person_id', '=', tx.actor.person)
      .orderBy('at', 'desc')
      .limit(mostRecents)
      .execute()
    const items = new Map<string, FoundItem>()
    for (const type of typesFor(tx, gateways)) {
      const ids = rows.filter((row) => row.type === type).map(({ ref }) => ref)
      if (ids.length === 0) continue
      for (const item of await describe(tx, gateways, type, ids)) items.set(`${type} ${item.id}`, item)
    }
    return {
      items: rows.flatMap(({ type, ref, at }) => {
        const item = items.get(`${type} ${ref}`)
        return item === undefined ? [] : [{ ...item, openedAt: at.toISOString() }]
      }),
    }
  })
}

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

async function describe(tx: Tx, gateways: Gateways, type: string, ids: readonly string[]): Promise<FoundItem[]> {
  if (type === 'case') return recentCases(tx, gateways, ids.filter(isUuid))
  if (type === 'signal') return recentSignals(tx, ids.filter(isUuid))
  if (type === 'member') {
    const rows = await tx.db.selectFrom('member_standing').selectAll().where('member', 'in', ids).execute()
    return rows.map((row) => memberItem(row))
  }
  const gateway = gateways.all.find(({ vocabulary }) => vocabulary.finds?.includes(type))
  return (await gateway?.finds?.recent(tx, type, ids)) ?? []
}

async function recentCases(tx: Tx, gateways: Gateways, ids: readonly string[]): Promise<FoundItem[]> {
  if (ids.length === 0) return []
  const rows = await tx.db
    .selectFrom('case_file')
    .select(['id', 'number', 'state', 'due_at', 'gateway', 'context_id'])
    .where(visibleCases(tx))
    .where('id', 'in', ids)
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .execute()
  const contexts = await contextsOf(tx, gateways, rows)
  return rows.map((row) => {
    const reference = caseReference(row.number)
    return foundItem({
      ...{ type: 'case', kind: 'case', id: row.id, href: `/cases/${row.id}`, label: reference, detail: row.state },
      case: { id: row.id, reference, state: row.state, dueAt: row.due_at?.toISOString() ?? null },
      context: contexts.get(row.context_id ?? '') ?? null,
    })
  })
}
