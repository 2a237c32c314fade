import type { Confirmers, Presence } from '@entente/contracts'
import { sql } from 'kysely'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type CaseFile, findCase } from '../cases/case-record.ts'
import { onCase } from '../cases/on-case.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { ownProposal, remindersOf } from './change-proposal.ts'

export interface ConfirmersDeps {
  gateways: Gateways
  confirmers: ConfirmersSettings
}
export interface ConfirmersSettings {
  /** Whether the member shows the names of the people who may confirm. */
  showNames: boolean
  /** The accounts of people who can be reached by telephone. */
  onCall: readonly string[]
  /** Returns which of these people have a live connection, and whether they used the desk in the last minutes. */
  presentAmong: (persons: readonly string[]) => Promise<Map<string, 'at-desk' | 'away'>>
}

/**
 * Lists the people who may confirm the own proposal, with their presence at this moment: supervisors of the team who neither worked on the
 * case nor opened it before the proposal. The list would name the proposer to others by leaving them out, so only the proposer gets it.
 * Errors: `no-proposal`, `not-owner`, `already-confirmed`.
 */
export async function listConfirmers(
  access: AccessStore,
  { gateways, confirmers: settings }: ConfirmersDeps,
  caseId: string,
): Promise<Confirmers> {
  const intent = onCase(caseId, 'case.propose', 'record.read', { decision: 'allow', details: { part: 'confirmers' } })
  return access.transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const row = (await findCase(tx, caseId)) as CaseFile
    const proposal = await ownProposal(tx, row)
    const people = await eligible(tx, row, proposal.at)
    const ids = people.map(({ person }) => person)
    const present = await settings.presentAmong(ids)
    const onBreak = new Set<string>()
    for (const gateway of gateways.all)
      for (const person of (await gateway.onBreak?.(tx, ids)) ?? []) onBreak.add(person)
    const presenceOf = ({ person, accounts }: (typeof people)[number]): Presence => {
      if (onBreak.has(person)) return 'on-break'
      const here = present.get(person)
      if (here === 'at-desk') return here
      return accounts.some((name) => settings.onCall.includes(name)) ? 'on-call' : 'away'
    }
    const items = people.map((one) => ({
      person: settings.showNames ? one.person : null,
      name: settings.showNames ? one.name : null,
      role: 'supervisor' as const,
      presence: presenceOf(one),
    }))
    const order: Presence[] = ['at-desk', 'on-break', 'on-call', 'away']
    items.sort((one, other) => order.indexOf(one.presence) - order.indexOf(other.presence))
    return { items, reminded: remindersOf(proposal) }
  })
}

/** Returns the people of the case's team who may confirm a proposal made at this time, sorted by name. */
async function eligible(
  tx: Tx,
  row: CaseFile,
  since: Date,
): Promise<{ person: string; name: string; accounts: string[] }[]> {
  const { rows } = await sql<{ person: string; name: string; accounts: string[] }>`
    select p.id as person, p.name, array_agg(a.name) as accounts
    from account a join person p on p.id = a.person_id
      join account_role r on r.account_id = a.id join account_team t on t.account_id = a.id
    where a.state <> 'disabled' and (a.suspended_until is null or a.suspended_until <= ${tx.now}::timestamptz)
      and (a.recovered_at is null or a.recovered_at <= ${tx.now}::timestamptz - interval '7 days')
      and r.role = 'supervisor' and r.state = 'active' and t.team = ${row.team}
      and not exists (select from case_view v where v.case_id = ${row.id} and v.person_id = p.id and v.first_viewed_at < ${since}::timestamptz)
      and not exists (select from case_note n where n.case_id = ${row.id} and n.person_id = p.id)
      and not exists (select from confirmation c where c.case_id = ${row.id} and c.person_id = p.id)
      and not exists (select from proposal o where o.case_id = ${row.id} and o.person_id = p.id)
    group by p.id, p.name order by p.name limit 200`.execute(tx.db)
  return rows
}
