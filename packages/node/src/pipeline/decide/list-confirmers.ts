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
    const people = await eligible(tx, proposal.id)
    const presences = await presencesOf(tx, { gateways, confirmers: settings }, people)
    const presenceOf = ({ person }: Eligible): Presence => presences.get(person) ?? 'away'
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

/** Returns how available these people are at this moment. */
export async function presencesOf(
  tx: Tx,
  { gateways, confirmers: settings }: ConfirmersDeps,
  people: readonly Pick<Eligible, 'person' | 'accounts'>[],
): Promise<Map<string, Presence>> {
  const ids = people.map(({ person }) => person)
  const present = await settings.presentAmong(ids)
  const onBreak = new Set<string>()
  for (const gateway of gateways.all) for (const person of (await gateway.onBreak?.(tx, ids)) ?? []) onBreak.add(person)
  return new Map(
    people.map(({ person, accounts }) => {
      if (onBreak.has(person)) return [person, 'on-break']
      if (present.get(person) === 'at-desk') return [person, 'at-desk']
      return [person, accounts.some((name) => settings.onCall.includes(name)) ? 'on-call' : 'away']
    }),
  )
}

/** A person who may confirm a proposal. */
export interface Eligible {
  person: string
  name: string
  accounts: string[]
}

async function eligible(tx: Tx, proposal: string): Promise<Eligible[]> {
  return (await eligibleFor(tx, [proposal])).get(proposal) ?? []
}

/**
 * Returns the people who may confirm each of these proposals, by the proposal's id and sorted by name: supervisors of the
 * case's team who neither worked on the case nor opened it before the proposal.
 */
export async function eligibleFor(tx: Tx, proposals: readonly string[]): Promise<Map<string, Eligible[]>> {
  const { rows } = await sql<Eligible & { proposal: string }>`
    select asked.id as proposal, p.id as person, p.name, array_agg(a.name) as accounts
    from proposal asked join case_file k on k.id = asked.case_id
      join account_team t on t.team = k.team join account a on a.id = t.account_id
      join account_role r on r.account_id = a.id join person p on p.id = a.person_id
    where asked.id = any(${[...proposals]}::uuid[])
      and a.state <> 'disabled' and (a.suspended_until is null or a.suspended_until <= ${tx.now}::timestamptz)
      and (a.recovered_at is null or a.recovered_at <= ${tx.now}::timestamptz - interval '7 days')
      and (a.recovery_code_at is null or a.recovery_code_at <= ${tx.now}::timestamptz - interval '1 day')
      and r.role = 'supervisor' and r.state = 'active'
      and not exists (select from case_view v where v.case_id = k.id and v.person_id = p.id and v.first_viewed_at < asked.at)
      and not exists (select from case_note n where n.case_id = k.id and n.person_id = p.id)
      and not exists (select from confirmation c where c.case_id = k.id and c.person_id = p.id)
      and not exists (select from proposal o where o.case_id = k.id and o.person_id = p.id)
    group by asked.id, p.id, p.name order by p.name limit ${200 * Math.max(1, proposals.length)}`.execute(tx.db)
  const found = new Map<string, Eligible[]>()
  for (const { proposal, ...one } of rows) found.set(proposal, [...(found.get(proposal) ?? []), one])
  return found
}
