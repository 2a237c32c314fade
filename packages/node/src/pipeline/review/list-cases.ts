import type { CaseList, CaseListQuery } from '@entente/contracts'
import type { z } from 'zod'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { CaseFile } from '../cases/case-record.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { caseRows } from './case-row.ts'
import { countCases } from './count-cases.ts'
import { fits } from './filter-cases.ts'
import { ownFilter } from './own-filters.ts'
import { decodePlace, encodePlace, isOpenCase, placeOf, queueOrder } from './queue-order.ts'
import { visibleCases } from './visible-cases.ts'

/**
 * Returns the actor's queue: one page of cases in queue order, and the counts. The number of statements does not depend
 * on the number of rows. Throws `body-invalid` for a filter that cannot be applied, or that is not one of the actor's.
 */
export async function listCases(
  access: AccessStore,
  gateways: Gateways,
  query: z.infer<typeof CaseListQuery>,
): Promise<CaseList> {
  const intent = { action: 'case.read', type: 'record.search', decision: 'allow', details: { what: 'queue' } } as const
  return access.transaction(intent, async (tx) => {
    const limit = query.limit ?? 200
    const from = query.next === undefined ? null : decodePlace(query.next)
    const { team, gateway, without, filter: filterId, zone = 'UTC', next: _, limit: __, ...stated } = query
    const kept = filterId === undefined ? undefined : await ownFilter(tx, filterId)
    const filters = kept === undefined ? [stated] : [stated, kept.filter]
    const fitting = filters.map((filter) => fits(tx, { gateways, zone }, filter))
    const kind = gateway ?? kept?.gateway ?? undefined
    let select = tx.db
      .selectFrom('case_file')
      .selectAll()
      .where(visibleCases(tx))
      .where((eb) => eb.and(fitting.map((condition) => condition(eb))))
      .orderBy(queueOrder.forward)
      .limit(limit + 1)
    if (from !== null) select = select.where(queueOrder.after(from))
    if (team !== undefined) select = select.where('team', '=', team)
    if (kind !== undefined) select = select.where('gateway', '=', kind)
    if (without !== undefined) select = select.where('gateway', '!=', without)
    const rows = await select.execute()
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last !== undefined ? encodePlace(placeOf(last)) : null
    const { counts, nextDueAt } = await countCases(tx, { gateway: kind, without, zone, fitting })
    return { items: await caseRows(tx, gateways, page), next, counts, nextDueAt }
  })
}

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
