import { randomUUID } from 'node:crypto'
import {
  type OidcSubject,
  type PeopleChangeKind,
  proposalDays,
  type QuorumName,
  quorums,
  type Role,
} from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { rolesOfPerson } from '../accounts/create-account.ts'
import { readFounding } from '../accounts/founding.ts'
import { announceToOversight } from '../announce-to-oversight.ts'
import { rolesCompatible } from '../roles.ts'
import { carryOut, refuseBelowFloor } from './carry-out.ts'
import { nobodyCanConsent } from './consent-to-change.ts'
import { takesTeam } from './outdated-changes.ts'
import { type Population, readPopulation } from './population.ts'
import { type Proposed, quorumOf } from './quorum-of.ts'
import { attestProposal } from './sign-proposal.ts'
import { changeOf, lockPeopleFor, type StoredChange } from './stored-change.ts'
import { refuseTie, tiedSubject } from './tie-subject.ts'

const day = 86_400_000

export interface Proposal {
  kind: Exclude<PeopleChangeKind, 'suspend'>
  accountId: string
  reason: string
  role?: Role
  teams?: readonly string[]
  personName?: string
  /** The subject to tie; absent if the node has no provider. */
  subject?: OidcSubject
  gone?: boolean
  /** The account that gets the role of which a revocation would leave too few people. */
  successor?: string
  /** Whether the owner of the account chooses a password with a code once the change takes effect. */
  enrols?: boolean
  /** Whether the proposer states to know the human of a new account. */
  knowsHuman?: boolean
}

/**
 * Proposes a change of an account or a role. During founding it takes effect at once, except a reset, which always needs
 * two people. Otherwise it waits for the signature of its proposer (`signProposal`), for its consents, and then for the time of its quorum. Errors: `role`, `not-found`,
 * `incompatible-roles`, `last-of-role`, `change-state` if the actor proposed the same change already or it has no effect.
 */
export async function proposeChange(tx: Tx, given: Proposal): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const account = await tx.db
    .selectFrom('account')
    .select(['id', 'person_id', 'state'])
    .where('id', '=', given.accountId)
    .executeTakeFirst()
  if (account === undefined) throw fail('not-found')
  if (account.state === 'disabled') throw fail('change-state', { detail: 'This account is disabled.' })
  const population = await readPopulation(tx.db, tx.now)
  const accountRoles = population.holders.filter((one) => one.account === account.id).map(({ role }) => role)
  await refuseNeedless(tx, given, accountRoles)
  const proposed: Proposed = {
    kind: given.kind,
    role: given.role ?? null,
    accountRoles,
    takesTeam: given.kind === 'team' && (await takesTeam(tx, account.id, given.teams ?? [])),
    gone: given.gone === true,
    concerned: account.person_id,
    proposer: tx.actor,
  }
  const quorum = quorumOf(proposed, population)
  refuseProposer(tx.actor.role, quorum, proposed, population)
  const subject = given.kind === 'untie' ? await tiedSubject(tx, account.id) : given.subject
  const id = randomUUID()
  const isFounding = (await readFounding(tx.db, tx.now)).over === null
  const needs = isFounding && given.kind !== 'recover' ? [] : await needsFor(tx, given, quorum)
  await tx.db
    .insertInto('people_change')
    .values({
      ...{ id, kind: given.kind, quorum, account_id: account.id, role: given.role ?? null, reason: given.reason },
      ...{ teams: given.teams === undefined ? null : [...given.teams], person_name: given.personName ?? null },
      subject: subject === undefined ? null : JSON.stringify(subject),
      ...{ successor_id: given.successor ?? null, enrols: given.enrols ?? given.kind === 'recover' },
      ...{ proposed_by: tx.actor.person, proposed_role: tx.actor.role, proposed_at: tx.now },
      ...{
        needs: JSON.stringify(needs),
        wait_hours: isFounding ? 0 : await waitFor(tx, given, quorum, account.person_id),
      },
      ...{ state: 'awaiting-consent', ends_at: new Date(tx.now.getTime() + proposalDays * day) },
      knows_human: given.knowsHuman === true,
      first_by: given.kind === 'grant' && given.enrols === true ? tx.actor.person : null,
    })
    .execute()
  const change = await changeOf(tx.db, id)
  await refuseBelowFloor(tx, change, 'proposal')
  if (needs.length === 0) await carryOut(tx, { ...change, effective_at: tx.now })
  else if (nobodyCanConsent(change, population))
    await announceToOversight(tx.db, 'nobody-to-consent', `change:${id}`, tx.now)
  if (needs.length > 0) await attestProposal(tx, change)
  if (!isFounding || given.kind === 'recover') await notify(tx, change)
  await tx.announce('people.changed', id, 1)
  tx.note({ change: id, quorum })
  return changeOf(tx.db, id)
}

/** Refuses a proposer without the role of the quorum. A supervisor proposes an administrator only if none is left. */
function refuseProposer(role: Role, quorum: QuorumName, { gone }: Proposed, population: Population): void {
  const { proposes }: { proposes: readonly Role[] } = quorums[quorum]
  const isLeft = quorum === 'administrator-gone' && !gone && population.peopleWith('administrator').size > 0
  if (proposes.includes(role) && !isLeft) return
  throw fail('role', {
    detail: isLeft
      ? 'An administrator proposes this. State that none can act any more, if that is so.'
      : `The role ${role} may not propose this.`,
  })
}

/** Refuses a change that has no effect or is proposed already. */
async function refuseNeedless(tx: Tx, given: Proposal, roles: readonly Role[]): Promise<void> {
  const { kind, role } = given
  if (kind === 'grant' && role !== undefined) {
    const person = tx.db.selectFrom('account').select('person_id').where('id', '=', given.accountId)
    const { person_id: personId } = await person.executeTakeFirstOrThrow()
    const all = await rolesOfPerson(tx.db, personId)
    if (!rolesCompatible([...new Set([...all, role])])) throw fail('incompatible-roles')
    if (roles.includes(role)) throw fail('change-state', { detail: 'The account has this role already.' })
  }
  if (kind === 'revoke' && (role === undefined || !roles.includes(role)))
    throw fail('not-found', { detail: 'The account does not have this role.' })
  if (kind === 'recover' && roles.length === 0)
    throw fail('change-state', { detail: 'This account has no role. Grant one first.' })
  if (kind === 'tie') await refuseTie(tx, given.accountId, given.subject)
  // Only a proposal of the same person: nobody blocks a change about themselves by proposing it first.
  const open = await tx.db
    .selectFrom('people_change')
    .select('id')
    .where('account_id', '=', given.accountId)
    .where('kind', '=', kind)
    .where('proposed_by', '=', tx.actor.person)
    .where('role', 'is not distinct from', role ?? null)
    .where((e) =>
      e.or([
        e('state', '=', 'waiting'),
        e.and([e('state', '=', 'awaiting-consent'), e('ends_at', '>', tx.now)]),
        e.and([e('state', '=', 'to-enrol'), e('kind', '=', 'recover'), e('ends_at', '>', tx.now)]),
      ]),
    )
    .executeTakeFirst()
  if (open !== undefined)
    throw fail('change-state', { detail: 'You proposed the same change already: wait for it or withdraw it.' })
}

/**
 * Returns the hours that a change waits. A new account for a person who has one already waits a day, so that this person
 * sees it before somebody acts in their name.
 */
async function waitFor(tx: Tx, given: Proposal, quorum: QuorumName, person: string): Promise<number> {
  const { waitHours } = quorums[quorum]
  if (given.enrols !== true) return waitHours
  const other = await tx.db
    .selectFrom('account')
    .select('id')
    .where('person_id', '=', person)
    .where('id', '<>', given.accountId)
    .executeTakeFirst()
  return other === undefined ? waitHours : Math.max(waitHours, 24)
}

/**
 * Returns the consents of a quorum. If the person concerned alone stopped the same change in the last fourteen days,
 * oversight must consent too, and the person concerned cannot stop it again.
 */
async function needsFor(tx: Tx, given: Proposal, quorum: QuorumName): Promise<(readonly Role[])[]> {
  const { consents }: { consents: readonly (readonly Role[])[] } = quorums[quorum]
  if (!['revoke', 'disable', 'team', 'person', 'untie'].includes(given.kind)) return [...consents]
  const before = await tx.db
    .selectFrom('people_change as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .innerJoin('people_objection as o', 'o.change_id', 'c.id')
    .select(['c.id', 'o.person_id', 'a.person_id as concerned'])
    .where('c.account_id', '=', given.accountId)
    .where('c.kind', '=', given.kind)
    .where('c.role', 'is not distinct from', given.role ?? null)
    .where('o.at', '>', new Date(tx.now.getTime() - proposalDays * day))
    .orderBy('o.at', 'desc')
    .executeTakeFirst()
  return before !== undefined && before.person_id === before.concerned ? [...consents, ['oversight']] : [...consents]
}

/** Raises an alarm about changes of which oversight and the others concerned are notified at once. */
async function notify(tx: Tx, change: StoredChange): Promise<void> {
  if (change.quorum === 'grant' || change.quorum === 'remove') return
  await announceToOversight(tx.db, 'people-change', `change:${change.id}`, tx.now)
}
