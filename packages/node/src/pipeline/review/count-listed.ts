import type { Database, Tx } from '../../safeguards/access/access-store.ts'
import { secondPersonBars } from '../cases/case-people.ts'
import { isOpenCase } from './queue-order.ts'
import { visibleCases } from './visible-cases.ts'

interface Listed {
  /** Rows of the queue. */
  queue: number
  /** Rows of the list of proposals: for a supervisor, those that they could confirm. */
  second: number
  byGateway: Map<string, number>
}

/** Counts the rows of the lists that the navigation opens, by the conditions of those lists. No case is opened. */
export async function countListed(
  db: Database,
  { actor, purpose, now }: Pick<Tx, 'actor' | 'purpose' | 'now'>,
): Promise<Listed> {
  const open = db.selectFrom('case_file').where(visibleCases({ actor, purpose, now })).where(isOpenCase)
  const counted = await open
    .groupBy('gateway')
    .select((eb) => ['gateway', eb.fn.countAll<string>().as('n')])
    .execute()
  const byGateway = new Map(counted.map(({ gateway, n }) => [gateway, Number(n)]))
  const queue = [...byGateway.values()].reduce((sum, n) => sum + n, 0)
  const proposed = await open.where('state', '=', 'awaiting-second').select('id').execute()
  const ids = proposed.map(({ id }) => id)
  const bars = actor.role === 'supervisor' ? (await secondPersonBars({ db }, ids, actor.person)).size : 0
  return { queue, second: ids.length - bars, byGateway }
}
