import { type CountedFilters, mostFilters, type OwnFilter } from '@entente/contracts'
import type { Expression, SqlBool } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { fits } from './filter-cases.ts'
import { isOpenCase } from './queue-order.ts'
import { visibleCases } from './visible-cases.ts'

const counting = { action: 'case.read', type: 'record.search', impersonal: true } as const

/**
 * Returns the actor's own filters, each with the number of open cases that fit. All are counted in one statement over the
 * open cases. Opens no record, so the log has no entry.
 */
export async function listOwnFilters(access: AccessStore, gateways: Gateways, zone = 'UTC'): Promise<CountedFilters> {
  return access.transaction(counting, async (tx) => {
    tx.leavesNoEntry()
    const items = await storedFilters(tx)
    if (items.length === 0) return { items: [] }
    const counts = (await tx.db
      .selectFrom('case_file')
      .where(visibleCases(tx))
      .where(isOpenCase)
      .select((eb) =>
        items.map(({ filter, gateway }, place) => {
          const ofGateway: Expression<SqlBool>[] = gateway === null ? [] : [eb('gateway', '=', gateway)]
          const fit = eb.and([fits(tx, { gateways, zone }, filter)(eb), ...ofGateway])
          return eb.fn.countAll<string>().filterWhere(fit).as(`fit${place}`)
        }),
      )
      .executeTakeFirstOrThrow()) as Record<string, string>
    return { items: items.map((item, place) => ({ ...item, count: Number(counts[`fit${place}`]) })) }
  })
}

/** Replaces the actor's own filters. Throws `filter-limit` for more than 20, `body-invalid` for one that cannot be applied. */
export async function keepOwnFilters(
  access: AccessStore,
  gateways: Gateways,
  items: readonly OwnFilter[],
  zone = 'UTC',
): Promise<CountedFilters> {
  if (items.length > mostFilters)
    throw fail('filter-limit', { detail: `${items.length} filters were sent, at most ${mostFilters} are kept.` })
  if (new Set(items.map(({ id }) => id)).size < items.length)
    throw fail('body-invalid', { at: '/items', detail: 'Two filters have one id.' })
  await access.transaction(counting, async (tx) => {
    tx.leavesNoEntry()
    for (const { filter, gateway } of items) {
      fits(tx, { gateways, zone }, filter)
      if (gateway !== null) gateways.of(gateway)
    }
    await tx.db
      .updateTable('account')
      .set({ case_filters: JSON.stringify(items) })
      .where('id', '=', tx.actor.account)
      .execute()
  })
  return listOwnFilters(access, gateways, zone)
}

/** Returns one of the actor's own filters. Throws `body-invalid` for the id of another person's filter. */
export async function ownFilter(tx: Tx, id: string): Promise<OwnFilter> {
  const found = (await storedFilters(tx)).find((item) => item.id === id)
  if (found === undefined) throw fail('body-invalid', { at: '/filter', detail: 'You keep no filter with this id.' })
  return found
}

async function storedFilters(tx: Tx): Promise<OwnFilter[]> {
  if (!/^[0-9a-f-]{36}$/.test(tx.actor.account)) return []
  const row = await tx.db
    .selectFrom('account')
    .select('case_filters')
    .where('id', '=', tx.actor.account)
    .executeTakeFirst()
  return row?.case_filters ?? []
}
