import type { CaseList, CaseListQuery } from '@entente/contracts'
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { CaseFile } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { caseRows, openStates } from './case-row.ts'
import { decodePlace, encodePlace, endOfDay, isOpenCase, placeOf, queueOrder } from './queue-order.ts'
import { visibleCases } from './visible-cases.ts'

/** Returns the actor's queue: one page of cases in queue order, and the counts. */
export async function listCases(
  access: AccessStore,
  gateways: Gateways,
  query: z.infer<typeof CaseListQuery>,
): Promise<CaseList> {
  const intent = { action: 'case.read', type: 'record.search', decision: 'allow', details: { what: 'queue' } } as const
  return access.transaction(intent, async (tx) => {
    const limit = query.limit ?? 200
    const from = query.next === undefined ? null : decodePlace(query.next)
    let select = tx.db
      .selectFrom('case_file')
      .selectAll()
      .where(visibleCases(tx))
      .orderBy(queueOrder.forward)
      .limit(limit + 1)
    if (query.state === undefined || openStates.includes(query.state)) select = select.where(isOpenCase)
    if (query.state !== undefined) select = select.where('state', '=', query.state)
    if (from !== null) select = select.where(queueOrder.after(from))
    if (query.team !== undefined) select = select.where('team', '=', query.team)
    if (query.gateway !== undefined) select = select.where('gateway', '=', query.gateway)
    if (query.without !== undefined) select = select.where('gateway', '!=', query.without)
    if (query.with === 'none') select = select.where('assigned_to', 'is', null)
    const assignee = query.with === 'me' ? tx.actor.person : query.assignedTo
    if (assignee !== undefined) select = select.where((eb) => eb(eb.cast<string>('assigned_to', 'text'), '=', assignee))
    if (query.due !== undefined) {
      const until = query.due === '30m' ? new Date(tx.now.getTime() + 30 * 60_000) : endOfDay(tx.now)
      select = select.where(sql<SqlBool>`coalesce(due_at, 'infinity'::timestamptz) < ${until}`)
    }
    if (query.from !== undefined) {
      const source = query.from
      select = select.where((eb) =>
        eb.exists(
          eb
            .selectFrom('hit')
            .select('hit.id')
            .whereRef('hit.case_id', '=', 'case_file.id')
            .where('hit.source', '=', source)
            .where('hit.withdrawn_at', 'is', null),
        ),
      )
    }
    const rows = await select.execute()
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last !== undefined ? encodePlace(placeOf(last)) : null
    return { items: await caseRows(tx, gateways, page), next, counts: await countCases(tx, query) }
  })
}

/** Counts all cases, or those of the given gateways. */
export async function countCases(
  tx: Tx,
  { gateway, without }: Pick<z.infer<typeof CaseListQuery>, 'gateway' | 'without'>,
): Promise<CaseList['counts']> {
  const row = await tx.db
    .selectFrom('case_file')
    .where(visibleCases(tx))
    .where(isOpenCase)
    .$if(gateway !== undefined, (q) => q.where('gateway', '=', gateway ?? ''))
    .$if(without !== undefined, (q) => q.where('gateway', '!=', without ?? ''))
    .select((eb) => [
      eb.fn.countAll<string>().as('open'),
      eb.fn.countAll<string>().filterWhere('assigned_to', '=', personOf(tx)).as('mine'),
      eb.fn.countAll<string>().filterWhere('assigned_to', 'is', null).as('unassigned'),
      eb.fn.countAll<string>().filterWhere('state', '=', 'awaiting-second').as('awaitingSecond'),
    ])
    .executeTakeFirstOrThrow()
  const today = new Date(endOfDay(tx.now).getTime() - 86_400_000)
  const decided = await tx.db
    .selectFrom('decision')
    .innerJoin('case_file', 'case_file.id', 'decision.case_id')
    .where('decision.proposed_at', '>=', today)
    .where('decision.reopened_at', 'is', null)
    .where('case_file.team', 'in', tx.actor.teams.length > 0 ? tx.actor.teams : [''])
    .$if(gateway !== undefined, (q) => q.where('case_file.gateway', '=', gateway ?? ''))
    .$if(without !== undefined, (q) => q.where('case_file.gateway', '!=', without ?? ''))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    open: Number(row.open),
    mine: Number(row.mine),
    unassigned: Number(row.unassigned),
    awaitingSecond: Number(row.awaitingSecond),
    decidedToday: Number(decided.count),
  }
}

// A person key or a sender has no row in `person`, so no case is assigned to it.
const personOf = (tx: Tx): string =>
  /^[0-9a-f-]{36}$/.test(tx.actor.person) ? tx.actor.person : '00000000-0000-0000-0000-000000000000'

/** Returns the cases before and after this one in the actor's queue. A gateway with its own queue has its own order. */
export async function neighbours(
  tx: Tx,
  gateways: Gateways,
  row: CaseFile,
): Promise<{ previous: string | null; following: string | null }> {
  const apart = gateways.all.filter(({ ownQueue }) => ownQueue === true).map(({ vocabulary }) => vocabulary.kind)
  const isApart = apart.includes(row.gateway)
  const queue = tx.db
    .selectFrom('case_file')
    .select('id')
    .where(visibleCases(tx))
    .where(isOpenCase)
    .$if(isApart, (select) => select.where('gateway', '=', row.gateway))
    .$if(!isApart && apart.length > 0, (select) => select.where('gateway', 'not in', apart))
    .limit(1)
  const place = placeOf(row)
  const previous = await queue.where(queueOrder.before(place)).orderBy(queueOrder.backward).executeTakeFirst()
  const following = await queue.where(queueOrder.after(place)).orderBy(queueOrder.forward).executeTakeFirst()
  return { previous: previous?.id ?? null, following: following?.id ?? null }
}
