import { type Lag, lagDays, type MemberLag } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

interface Row {
  member: string
  step: keyof MemberLag
  n: number
  half: number
  ninth: number
}

/**
 * Measures how long each member took in the last thirty days. Signals that changed before the member joined are left out:
 * they came when it joined. So are those that changed after they were first received, because only that time is known.
 */
export async function lagByMember(tx: Tx): Promise<Map<string, MemberLag>> {
  const since = new Date(tx.now.getTime() - lagDays * 86_400_000)
  const { rows } = await sql<Row>`
    with took (member, step, seconds) as (
      select s.origin, 'signals', extract(epoch from s.received_at - s.modified_at)
      from signal s join peer p on p.member = s.origin
      where s.received and s.received_at >= ${since} and s.modified_at between p.since and s.received_at
      union all
      select d.member, r.step, extract(epoch from r.at - d.since) from erasure_duty d,
        lateral (values ('stopped', d.stopped_at), ('erased', d.erased_at)) as r (step, at)
      where d.since >= ${since} and r.at is not null
    )
    select member, step, count(*)::int as n, 1000 * greatest(0, percentile_cont(0.5) within group (order by seconds))::float as half,
      1000 * greatest(0, percentile_cont(0.9) within group (order by seconds))::float as ninth
    from took group by member, step`.execute(tx.db)
  const lags = new Map<string, MemberLag>()
  for (const { member, step, n, half, ninth } of rows) {
    const lag: Lag = { n, half: Math.round(half), ninth: Math.round(ninth) }
    lags.set(member, { ...(lags.get(member) ?? noLag), [step]: lag })
  }
  return lags
}

export const noLag: MemberLag = { signals: null, stopped: null, erased: null }
