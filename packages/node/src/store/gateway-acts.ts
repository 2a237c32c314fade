import type { GatewayVocabulary } from '@entente/contracts'
import type pg from 'pg'
import { withClient } from './postgres/provision.ts'

/**
 * Adds the acts of these gateways to the database, as its owner. The outcome of an act never changes, because decisions
 * refer to it. Throws if a vocabulary gives an act a different outcome than the database has; the node must not start
 * then.
 */
export async function storeGatewayActs(
  owner: pg.PoolConfig,
  vocabularies: readonly Pick<GatewayVocabulary, 'kind' | 'acts'>[],
): Promise<void> {
  const rows = vocabularies.flatMap(({ kind, acts }) =>
    Object.entries(acts).flatMap(([outcome, names]) => names.map((act) => ({ gateway: kind, act, outcome }))),
  )
  const of = (column: keyof (typeof rows)[number]) => rows.map((row) => row[column])
  await withClient(owner, async (client) => {
    await client.query(
      `insert into gateway_act (gateway, act, outcome, adverse)
       select gateway, act, outcome, outcome = 'adverse' from unnest($1::text[], $2::text[], $3::text[]) as t (gateway, act, outcome)
       on conflict (gateway, act) do nothing`,
      [of('gateway'), of('act'), of('outcome')],
    )
    const { rows: changed } = await client.query<{ gateway: string; act: string }>(
      `select t.gateway, t.act from unnest($1::text[], $2::text[], $3::text[]) as t (gateway, act, outcome)
       join gateway_act a using (gateway, act) where a.outcome <> t.outcome`,
      [of('gateway'), of('act'), of('outcome')],
    )
    const [first] = changed
    if (first !== undefined)
      throw new Error(`the act ${first.act} of the gateway ${first.gateway} has another outcome in this database`)
  })
}
