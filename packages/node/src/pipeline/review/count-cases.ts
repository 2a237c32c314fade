import type { CaseList } from '@entente/contracts'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Schema } from '../../store/schema.ts'
import { isOpenCase } from './queue-order.ts'
import { casesOfPurpose, visibleCases } from './visible-cases.ts'
import { startOfToday } from './zone-days.ts'

type Condition = (eb: ExpressionBuilder<Schema, 'case_file'>) => Expression<SqlBool>

interface Counted {
  gateway?: string | undefined
  without?: string | undefined
  zone?: string
  /** The conditions of the filters; none counts every open case. */
  fitting?: readonly Condition[]
}

/**
 * Counts the open cases of the queue, all or those of one gateway. `byGateway` counts every gateway with a case that the
 * actor may read; `elsewhere` counts cases of other teams, which the actor may not open.
 */
export async function countCases(
  tx: Tx,
  { gateway, without, zone = 'UTC', fitting = [] }: Counted,
): Promise<Pick<CaseList, 'counts' | 'nextDueAt'>> {
  const counted = await tx.db
    .selectFrom('case_file')
    .where(casesOfPurpose(tx))
    .where(isOpenCase)
    .groupBy('gateway')
    .select((eb) => {
      const visible = visibleCases(tx)(eb)
      const count = (...conditions: Expression<SqlBool>[]) =>
        eb.fn.countAll<string>().filterWhere(eb.and([visible, ...conditions]))
      return [
        'gateway',
        count().as('open'),
        count(eb('assigned_to', '=', personOf(tx))).as('mine'),
        count(eb('assigned_to', 'is', null)).as('unassigned'),
        count(eb('state', '=', 'awaiting-second')).as('awaitingSecond'),
        count(...fitting.map((condition) => condition(eb))).as('fit'),
        eb.fn.countAll<string>().filterWhere('team', 'not in', teamsOf(tx)).as('elsewhere'),
        sql<Date | null>`min(due_at) filter (where ${visible} and due_at > ${tx.now})`.as('nextDueAt'),
      ]
    })
    .execute()
  const asked = counted.filter(
    (row) => (gateway === undefined || row.gateway === gateway) && (without === undefined || row.gateway !== without),
  )
  const sum = (name: 'open' | 'mine' | 'unassigned' | 'awaitingSecond' | 'fit' | 'elsewhere') =>
    asked.reduce((total, row) => total + Number(row[name]), 0)
  const dues = asked.flatMap(({ nextDueAt }) => (nextDueAt === null ? [] : [nextDueAt.getTime()]))
  const isBoundToTeams = tx.actor.role !== 'oversight'
  const decided = await tx.db
    .selectFrom('decision')
    .innerJoin('case_file', 'case_file.id', 'decision.case_id')
    .where('decision.proposed_at', '>=', startOfToday(tx.now, zone))
    .where('decision.reopened_at', 'is', null)
    .where('case_file.team', 'in', teamsOf(tx))
    .$if(gateway !== undefined, (q) => q.where('case_file.gateway', '=', gateway ?? ''))
    .$if(without !== undefined, (q) => q.where('case_file.gateway', '!=', without ?? ''))
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return {
    counts: {
      open: sum('open'),
      mine: sum('mine'),
      unassigned: sum('unassigned'),
      awaitingSecond: sum('awaitingSecond'),
      decidedToday: Number(decided.count),
      byGateway: Object.fromEntries(
        counted.flatMap((row) => (Number(row.open) > 0 ? [[row.gateway, Number(row.open)]] : [])),
      ),
      fit: sum('fit'),
      elsewhere: isBoundToTeams ? sum('elsewhere') : 0,
    },
    nextDueAt: dues.length === 0 ? null : new Date(Math.min(...dues)).toISOString(),
  }
}

const teamsOf = (tx: Tx): string[] => (tx.actor.teams.length > 0 ? [...tx.actor.teams] : [''])

// A person key or a sender has no row in `person`, so no case is assigned to it.
const personOf = (tx: Tx): string =>
  /^[0-9a-f-]{36}$/.test(tx.actor.person) ? tx.actor.person : '00000000-0000-0000-0000-000000000000'
