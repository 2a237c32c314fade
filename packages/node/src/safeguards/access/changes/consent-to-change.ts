import { consentAfterDays, type Role, removeOversightWithConsentHours } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { type GivenSignature, recordAct } from '../acts/record-act.ts'
import { refuseUnproven } from '../grants.ts'
import { noteSameBrowser } from '../note-same-browser.ts'
import { carryOut, successorOf } from './carry-out.ts'
import { consentAct } from './consent-act.ts'
import { effectOf } from './hold-effect.ts'
import { type Population, type RoleHolder, readPopulation } from './population.ts'
import { missingConsents } from './quorum-of.ts'
import { findUnsigned } from './sign-proposal.ts'
import { backersOf, changeOf, isProposer, lockPeopleFor, needsOf, type StoredChange } from './stored-change.ts'

const hour = 3_600_000
const day = 24 * hour

/**
 * Records the consent of a second person, with the act that they signed. With the last consent the waiting time begins, or the change takes effect at
 * once; a signed consent counts once the verifier found it right (`completeConsent`). Errors: those of `recordAct`; `not-found`, `change-state`, `same-person` for the proposer and for a repeated consent, `concerned`,
 * `consent-too-new` if one of two people granted the other's role in the last seven days,
 * `recently-recovered`, `grant-unsigned`, `human-not-known` for a new account, `role` if this role is not needed.
 */
export async function consentToChange(
  tx: Tx,
  id: string,
  knowsHuman: boolean,
  signature: GivenSignature | null,
): Promise<StoredChange> {
  await lockPeopleFor(tx)
  const change = await changeOf(tx.db, id)
  tx.about(`account:${change.account_id}`)
  const isEarly = speedsUp(change, tx.actor.role)
  if (change.state !== 'awaiting-consent' && !(change.state === 'waiting' && isEarly)) throw fail('change-state')
  if (change.state === 'awaiting-consent' && change.ends_at !== null && change.ends_at <= tx.now)
    throw fail('change-state', { detail: 'This proposal has ended.' })
  await refuseSecondPerson(tx, change)
  if ((await findUnsigned(tx.db, [change])).has(id))
    throw fail('change-state', { detail: 'The person who proposed it signs it first.' })
  if (asksForHuman(change) && !knowsHuman) throw fail('human-not-known', { at: '/knowsHuman' })
  const before = needsOf(change)
  const method = await recordAct(tx, signature, consentAct(change, knowsHuman))
  await tx.db
    .insertInto('people_consent')
    .values({
      ...{ change_id: id, person_id: tx.actor.person, role: tx.actor.role, at: tx.now, knows_human: knowsHuman },
      act_id: signature?.actId ?? null,
    })
    .execute()
  await takeHalf(tx, change)
  await noteSameBrowser(tx, [...backersOf(change), change.proposed_by], `change:${id}`)
  const after = await changeOf(tx.db, id)
  if (needsOf(after).length === before.length && !isEarly)
    throw fail('role', { detail: `The role ${tx.actor.role} is not needed for this change.` })
  if (needsOf(after).length === 0 && method === 'attested') await beginToWait(tx, after)
  await tx.announce('people.changed', id, 1)
  tx.note({ change: id, kind: change.kind, role: change.role })
  return changeOf(tx.db, id)
}

/** Whether those who agree to a change must know the human: the account is new, so nobody has met its owner in it. */
export const asksForHuman = ({ kind, knows_human }: StoredChange): boolean => kind === 'grant' && knows_human

/** Whether a consent of this role shortens the wait of a removal of oversight. */
export const speedsUp = (change: StoredChange, role: Role): boolean =>
  change.quorum === 'remove-oversight' && role === 'oversight'

async function refuseSecondPerson(tx: Tx, change: StoredChange): Promise<void> {
  const { person, role } = tx.actor
  if (change.concerned === person) throw fail('concerned', { detail: 'The change is about you.' })
  if (isProposer(change, person) || change.consents.some((each) => each.person === person)) throw fail('same-person')
  await refuseUnproven(tx)
  const { holders } = await readPopulation(tx.db, tx.now)
  const since = new Date(tx.now.getTime() - consentAfterDays * day)
  const granted = (one: RoleHolder, by: string): boolean => one.grantedBy === by && one.grantedAt > since
  const backers = new Set([...backersOf(change), change.proposed_by])
  const isNew = holders.some(
    (one) =>
      (one.person === person && one.role === role && [...backers].some((by) => by !== person && granted(one, by))) ||
      (backers.has(one.person) && one.person !== person && granted(one, person)),
  )
  if (isNew)
    throw fail('consent-too-new', {
      detail: 'One of the two people granted the other a role in the last seven days. Another person must consent.',
    })
}

/** The second person of a code is the first who consents and has no half yet. */
async function takeHalf(tx: Tx, change: StoredChange): Promise<void> {
  if (!change.enrols || change.first_by === tx.actor.person || change.second_by !== null) return
  const part = change.first_by === null ? 'first_by' : 'second_by'
  await tx.db
    .updateTable('people_change')
    .set({ [part]: tx.actor.person })
    .where('id', '=', change.id)
    .execute()
}

/** Begins the waiting time of a change that has its consents, or carries it out if it does not wait. Errors: those of `carryOut`. */
export async function beginToWait(tx: Tx, change: StoredChange): Promise<void> {
  const isSooner = change.quorum === 'remove-oversight' && change.consents.some(({ role }) => role === 'oversight')
  const hours = isSooner ? Math.min(change.wait_hours, removeOversightWithConsentHours) : change.wait_hours
  const successor =
    change.successor_id === null || change.role === null
      ? undefined
      : await successorOf(tx, change.successor_id, change.role)
  const planned = new Date(Math.max(tx.now.getTime() + hours * hour, successor?.effective_at?.getTime() ?? 0))
  const at = change.effective_at !== null && change.effective_at < planned ? change.effective_at : planned
  const effective = await effectOf(tx.db, { ...change, wait_hours: hours, effective_at: at })
  if (effective <= tx.now) return carryOut(tx, { ...change, effective_at: tx.now })
  await tx.db
    .updateTable('people_change')
    .set({ state: 'waiting', wait_hours: hours, effective_at: effective, ends_at: null })
    .where('id', '=', change.id)
    .execute()
}

/** Returns whether no person exists who could give one of the missing consents. */
export function nobodyCanConsent(change: StoredChange, { holders }: Population): boolean {
  const given = change.consents.map(({ person }) => person)
  const able = holders.filter(
    ({ person, counts }) =>
      counts && person !== change.concerned && !isProposer(change, person) && !given.includes(person),
  )
  const missing = needsOf(change)
  const people = [...new Set(able.map(({ person }) => person))]
  return !canFill(
    missing,
    people.map((person) => able.filter((one) => one.person === person).map(({ role }) => role)),
  )
}

/** Returns whether different people can fill all missing consents, each with one of their roles. */
function canFill(missing: readonly (readonly Role[])[], people: readonly (readonly Role[])[]): boolean {
  const [first, ...rest] = missing
  if (first === undefined) return true
  return people.some(
    (roles, place) =>
      roles.some((role) => first.includes(role)) &&
      canFill(
        rest,
        people.filter((_, other) => other !== place),
      ),
  )
}

/** Returns whether a person in a role could give a missing consent now to a signed proposal, for the desk. The node checks again. */
export function mayConsent(change: StoredChange, who: { person: string; role: Role }, now: Date): boolean {
  const isOpen = change.state === 'awaiting-consent' && change.ends_at !== null && change.ends_at > now
  const isEarly = change.state === 'waiting' && speedsUp(change, who.role)
  if (!isOpen && !isEarly) return false
  if (change.concerned === who.person || isProposer(change, who.person)) return false
  if (change.consents.some(({ person }) => person === who.person)) return false
  if (speedsUp(change, who.role)) return true
  const after = missingConsents(change.needs as Role[][], [...change.consents, { role: who.role }])
  return after.length < needsOf(change).length
}
