import type { PeopleChange } from '@entente/contracts'
import { anyOf } from '../texts/lists.ts'
import { text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'

/** Returns one sentence that says what a change of people does. */
export const changeSentence = (change: PeopleChange): string =>
  text(`people.what.${change.byOperator ? 'rescue' : change.kind}`, {
    account: change.account.name,
    person: change.account.personName,
    role: change.role === null ? '' : text(`role.${change.role}`),
    teams: change.teams?.join(', ') || text('people.noTeams'),
    name: change.personName ?? '',
    subject: change.subject?.subject ?? '',
  })

/** Returns what a change waits for, until when, or how it ended. */
export function changeState(change: PeopleChange, now: number): string {
  const { state, kind, effectiveAt, endsAt } = change
  if (state === 'awaiting-consent') {
    if (change.awaitsSignature)
      return text('people.state.unsigned', { name: change.proposedBy.name, at: instantHere(endsAt ?? '') })
    if (change.nobodyLeft) return text('people.state.nobodyLeft')
    if (change.needs.length === 0) return text('people.state.verifying')
    const needs = change.needs.map((roles) => anyOf(roles.map((role) => text(`role.${role}`))))
    return text('people.state.needs', { needs: needs.join('; '), at: instantHere(endsAt ?? '') })
  }
  if (state === 'waiting' && effectiveAt !== null)
    return text('people.state.waiting', { at: instantHere(effectiveAt), hours: hoursLeft(effectiveAt, now) })
  if (state === 'to-enrol' && endsAt !== null)
    return text('people.state.toEnrol', { at: instantHere(endsAt), hours: hoursLeft(endsAt, now) })
  if (kind === 'suspend' && state === 'done' && endsAt !== null && Date.parse(endsAt) > now)
    return text('people.state.suspended', { at: instantHere(endsAt), hours: hoursLeft(endsAt, now) })
  return state === 'waiting' || state === 'to-enrol' ? '' : text(`people.state.ended.${state}`)
}

/** Returns the hours until a time, rounded up. */
const hoursLeft = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now) / 3_600_000))
