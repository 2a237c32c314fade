import type { OnShift, Presence, Role, SecondWanted } from '@entente/contracts'
import { caseReference } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { remindersOf } from '../decide/change-proposal.ts'
import { type ConfirmersDeps, eligibleFor, presencesOf } from '../decide/list-confirmers.ts'
import { queueOrder } from '../review/queue-order.ts'
import { visibleCases } from '../review/visible-cases.ts'

const most = { people: 200, second: 20 }
const order: readonly Presence[] = ['at-desk', 'on-break', 'on-call', 'away']

/**
 * Lists the colleagues of the actor's teams, present ones first, with the cases of the gateway that are with them. A case
 * that waits for a second person is not counted: it would show its proposer.
 */
export async function readPeople(tx: Tx, deps: ConfirmersDeps, gateway: string): Promise<OnShift[]> {
  const { rows } = await sql<{ person: string; name: string; accounts: string[]; roles: Role[] }>`
    select p.id as person, p.name, array_agg(distinct a.name) as accounts, array_agg(distinct r.role) as roles
    from account a join person p on p.id = a.person_id join account_role r on r.account_id = a.id
      join account_team t on t.account_id = a.id
    where a.state <> 'disabled' and r.state = 'active' and r.role in ('analyst', 'supervisor')
      and t.team = any(${[...tx.actor.teams]}::text[])
    group by p.id, p.name order by p.name limit ${most.people}`.execute(tx.db)
  const counted = await tx.db
    .selectFrom('case_file')
    .select(['assigned_to', (e) => e.fn.countAll<string>().as('open')])
    .where(visibleCases(tx))
    .where('state', 'in', ['open', 'in-review'])
    .where('gateway', '=', gateway)
    .where('assigned_to', 'is not', null)
    .groupBy('assigned_to')
    .execute()
  const open = new Map(counted.map((row) => [row.assigned_to, Number(row.open)]))
  const presences = await presencesOf(tx, deps, rows)
  const people = rows.map(
    ({ person, name, roles }): OnShift => ({
      ...{ person, name, roles },
      presence: presences.get(person) ?? 'away',
      open: open.get(person) ?? 0,
    }),
  )
  return people.sort((one, other) => order.indexOf(one.presence) - order.indexOf(other.presence))
}

/** Lists the proposals that wait for a second person, in the order of the queue, with who can confirm them. */
export async function readSecondWanted(tx: Tx, deps: ConfirmersDeps, gateway: string): Promise<SecondWanted[]> {
  const cases = await tx.db
    .selectFrom('case_file')
    .select(['id', 'number', 'due_at'])
    .where(visibleCases(tx))
    .where('state', '=', 'awaiting-second')
    .where('gateway', '=', gateway)
    .orderBy(queueOrder.forward)
    .limit(most.second)
    .execute()
  if (cases.length === 0) return []
  const proposals = await tx.db
    .selectFrom('proposal')
    .select(['id', 'case_id', 'act', 'reminded', 'reminded_at'])
    .where(
      'case_id',
      'in',
      cases.map(({ id }) => id),
    )
    .where('state', '=', 'open')
    .execute()
  const eligible = await eligibleFor(
    tx,
    proposals.map(({ id }) => id),
  )
  return cases.flatMap((row): SecondWanted[] => {
    const proposal = proposals.find((one) => one.case_id === row.id)
    if (proposal === undefined) return []
    const able = eligible.get(proposal.id) ?? []
    const you = able.some(({ person }) => person === tx.actor.person)
    return [
      {
        ...{ caseId: row.id, reference: caseReference(row.number), act: proposal.act, you },
        dueAt: row.due_at?.toISOString() ?? null,
        names: you || !deps.confirmers.showNames ? null : able.map(({ name }) => name),
        // With few supervisors, a count says whether the other one is missing, and so is the proposer.
        people: you ? null : able.length,
        reminded: remindersOf(proposal),
      },
    ]
  })
}
