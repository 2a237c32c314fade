import type { DisparityReport } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { inBackground } from '../match/in-background.ts'
import { makeReports } from './make-reports.ts'
import { evaluatedFrom } from './period.ts'

/**
 * Evaluates each month that is over, once: stores its reports, raises an alarm about its disparities, and deletes its counts and its people. All of it
 * is one transaction for each month.
 */
export async function closePeriods(deps: Pick<CoreDeps, 'store' | 'member' | 'log'>): Promise<void> {
  const open = await inBackground(deps, async (tx) => {
    const rows = await tx.db
      .selectFrom('disparity_period')
      .select(['gateway', 'period'])
      .where('closed_at', 'is', null)
      .orderBy('period')
      .execute()
    return rows.filter(({ period }) => evaluatedFrom(period) <= tx.now)
  })
  for (const { gateway, period } of open) {
    const reports = await inBackground(deps, (tx) => closePeriod(tx, gateway, period))
    deps.log.info({ event: 'disparity.evaluated', gateway, period, reports })
  }
}

async function closePeriod(tx: Tx, gateway: string, period: string): Promise<number> {
  const still = await tx.db
    .selectFrom('disparity_period')
    .select('period')
    .where('gateway', '=', gateway)
    .where('period', '=', period)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (still === undefined) return 0
  const of = <T extends 'disparity_count' | 'disparity_finding' | 'disparity_subject'>(table: T) =>
    tx.db
      .deleteFrom(table as 'disparity_count')
      .where('gateway', '=', gateway)
      .where('period', '=', period)
  const counts = await of('disparity_count').returningAll().execute()
  await of('disparity_finding').execute()
  await of('disparity_subject').execute()
  const reports = makeReports(gateway, period, counts)
  await tx.db
    .insertInto('disparity_report')
    .values({ gateway, period, made_at: tx.now, reports: JSON.stringify(reports) })
    .execute()
  await tx.db
    .updateTable('disparity_period')
    .set({ closed_at: tx.now })
    .where('gateway', '=', gateway)
    .where('period', '=', period)
    .execute()
  const records = reports.flatMap(alarmsOf)
  if (records.length > 0)
    await raiseAlarm(tx, 'disparity', `disparity:${gateway}.${period}`, { value: records.length, limit: 0, records })
  return reports.length
}

/** Names each group with an alarm: measure, attribute, group, and source where it is about one. */
const alarmsOf = ({ measure, attribute, source, groups }: DisparityReport): string[] =>
  groups
    .filter(({ status }) => status === 'alarm')
    .map(({ group }) => [measure, attribute, group, ...(source === null ? [] : [source])].join(' '))
