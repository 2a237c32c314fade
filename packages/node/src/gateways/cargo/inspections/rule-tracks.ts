import { defineSentences } from '@entente/contracts'
import { wilsonInterval } from '@entente/matching'
import { sql } from 'kysely'
import type { GatewayRuleTrack } from '../../../pipeline/gateway/gateway.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** English sentences about the record of a rule, by key. */
export const ruleTrackEnglish = {
  'cargo.track.none': () => 'No consignment that this rule picked was inspected yet.',
  'cargo.track.inspected': ({ inspected, found, low, high }: Inspected) =>
    `Of ${inspected} inspected consignments this rule picked, ${found} had a finding; the true share is between ${low} and ${high} of 100 (95 % interval).`,
} as const satisfies Record<string, (values: never) => string>
interface Inspected {
  inspected: number
  found: number
  low: number
  high: number
}
const sentence = defineSentences(ruleTrackEnglish)

/**
 * Returns how often inspections of consignments that these versions of rules picked had a finding. Goods that nobody
 * inspected do not count. Rules of every effect are counted.
 */
export async function ruleTracks(
  tx: Pick<Tx, 'db'>,
  rules: readonly { id: string; version: number }[],
): Promise<GatewayRuleTrack[]> {
  if (rules.length === 0) return []
  const { rows } = await sql<{ ref: string; version: number; inspected: string; found: string }>`
    select r.ref, r.version, count(distinct i.id) as inspected, count(distinct i.id) filter (where i.outcome = 'found') as found
    from unnest(${rules.map(({ id }) => id)}::text[], ${rules.map(({ version }) => version)}::int[]) as w (ref, version)
    join cargo_inspection_reason r on r.kind = 'rule' and r.ref = w.ref and r.version = w.version
    join cargo_inspection i on i.id = r.inspection_id and i.state = 'closed' and i.outcome <> 'not-inspected'
    group by r.ref, r.version`.execute(tx.db)
  return rules.map(({ id, version }) => {
    const row = rows.find((one) => one.ref === id && one.version === version)
    const [inspected, found] = [Number(row?.inspected ?? 0), Number(row?.found ?? 0)]
    const { low, high } = wilsonInterval(found, inspected)
    const values = { inspected, found, low: Math.round(100 * low), high: Math.round(100 * high) }
    const text = inspected === 0 ? sentence('cargo.track.none') : sentence('cargo.track.inspected', values)
    return { ruleId: id, version, reviewed: inspected, confirmed: found, low, high, text }
  })
}
