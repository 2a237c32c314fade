import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { type Judged, type JudgementAlarm, judgementAlarms } from './judgement-limits.ts'

/** The alarm of each finding. */
const codes = {
  accepts: 'acceptance-rate',
  hastes: 'review-speed',
  missed: 'planted-miss',
  'missed-again': 'planted-miss-again',
  without: 'planting-stopped',
} as const satisfies Record<JudgementAlarm['is'], string>

const days = 30
/** Two missed planted cases must be acted on within so many days. */
const actWithinDays = 5
/** An acknowledged alarm whose cause goes on is raised again after so many days. */
const againAfterDays = 7

/** The least seconds of viewing before an act. */
interface LeastTimes {
  minReviewSecondsAdverse: number
  minReviewSecondsOther: number
}

interface JudgementDeps extends Pick<CoreDeps, 'store' | 'member'> {
  gateways: Gateways
  review: LeastTimes
}

/**
 * Job `check-judgement`: raises alarms about people and queues that accept nearly everything, judge in haste, miss planted cases or get
 * none. An alarm about a person names their account; one about a queue concerns everybody who judged in it, so none of them can acknowledge
 * it. Nothing else about a person is stored or shown.
 */
export async function checkJudgement(deps: JudgementDeps): Promise<void> {
  const intent = { action: 'record.write', type: 'oversight.read', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const planting = new Set(
      deps.gateways.all.filter(({ plants }) => plants !== undefined).map((g) => g.vocabulary.kind),
    )
    const accounts = await accountsOf(tx)
    for (const { gateway, person, people, ...judged } of await judgedIn(tx, deps.review)) {
      for (const { is, value, limit } of judgementAlarms(judged)) {
        const code = codes[is]
        if (code === 'planting-stopped' && !planting.has(gateway)) continue
        const ref = person === null ? `queue:${gateway}` : `account:${accounts.get(person) ?? person}`
        if (await isKnown(tx, { code, ref, value })) continue
        const actBy = new Date(tx.now.getTime() + actWithinDays * 86_400_000).toISOString()
        const urgent = code === 'planted-miss-again' ? { actBy } : {}
        await raiseAlarm(tx, code, ref, { gateway, value, limit, days, people, ...urgent })
      }
    }
  })
}

/** Returns whether somebody acknowledged this alarm in the last days, so that it is not raised every hour. A further miss is another alarm. */
async function isKnown(tx: Tx, { code, ref, value }: { code: string; ref: string; value: number }): Promise<boolean> {
  const isMiss = code.startsWith('planted-miss')
  const since = new Date(tx.now.getTime() - (isMiss ? days : againAfterDays) * 86_400_000)
  const { rows } = await sql`select from alarm where code = ${code} and ref = ${ref} and acknowledged_at > ${since}
    and (not ${isMiss}::boolean or (detail ->> 'value')::numeric >= ${value}::numeric) limit 1`.execute(tx.db)
  return rows.length > 0
}

type Row = Judged & { gateway: string; person: string | null; people: string[] }

/** Reads the figures of each person and queue that judged anything in the last thirty days. */
async function judgedIn(tx: Tx, review: LeastTimes): Promise<Row[]> {
  const since = new Date(tx.now.getTime() - days * 86_400_000)
  const { rows: answers } = await sql<{
    gateway: string
    person: string | null
    people: string[]
    n: number
    accepted: number
    margin: number | null
  }>`with judged as (
      select p.gateway, p.person_id, 'first' as part, p.outcome not in ('no-action', 'exempt') as accepted,
        p.active_ms / 1000.0 - case when p.adverse then ${review.minReviewSecondsAdverse}::int else ${review.minReviewSecondsOther}::int end as margin
      from counted_proposal p where p.at > ${since} and p.state <> 'withdrawn'
      union all
      select c.gateway, a.person_id, 'second', a.agree,
        v.active_ms / 1000.0 - case when a.agree then ${review.minReviewSecondsAdverse}::int else ${review.minReviewSecondsOther}::int end
      from counted_confirmation a join case_file c on c.id = a.case_id
        left join case_view v on v.case_id = a.case_id and v.person_id = a.person_id where a.at > ${since})
    select gateway, person_id as person, array_agg(distinct person_id::text) as people, count(*)::int as n,
      count(*) filter (where accepted)::int as accepted, percentile_cont(0.5) within group (order by margin)::float as margin
    from judged group by grouping sets ((gateway, part, person_id), (gateway, part))`.execute(tx.db)
  const { rows: planted } = await sql<{
    gateway: string
    person: string | null
    misses: number
    latest: number
    plantedLatest: number
  }>`select gateway, person_id as person, misses, latest, planted_latest as "plantedLatest"
    from planted_figures(${since}::timestamptz, ${tx.now}::timestamptz)`.execute(tx.db)
  const found = new Map<string, Row>()
  const rowOf = (gateway: string, person: string | null): Row => {
    const key = `${gateway} ${person}`
    const row = found.get(key) ?? {
      ...{ gateway, person, people: person === null ? [] : [person] },
      ...{ answers: [], misses: 0, latest: 0, plantedLatest: 0 },
    }
    found.set(key, row)
    return row
  }
  for (const { gateway, person, people, n, accepted, margin } of answers) {
    const row = rowOf(gateway, person)
    row.answers.push({ n, accepted, medianMargin: margin })
    row.people = [...new Set([...row.people, ...people])]
  }
  for (const { gateway, person, ...figures } of planted) Object.assign(rowOf(gateway, person), figures)
  return [...found.values()]
}

/** An alarm names an account, because whom an alarm concerns is checked by account. */
async function accountsOf(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.db.selectFrom('account').select(['id', 'person_id']).orderBy('created_at', 'desc').execute()
  return new Map(rows.map(({ id, person_id }) => [person_id, id]))
}
