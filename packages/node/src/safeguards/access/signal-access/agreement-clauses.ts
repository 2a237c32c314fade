import type { Clause } from '@entente/contracts'
import {
  type AgreementAttributes,
  day,
  gives,
  papOrder,
  readActs,
  reviewGraceDays,
  type SignalAccessInput,
  tlpOrder,
} from './attributes.ts'
import { askAll, failed, isTime, missing, passIf, type Question } from './clause.ts'

const placeIn = (order: readonly string[], marking: string | null): number =>
  marking == null ? -1 : order.indexOf(marking)
/** Returns whether the act is onward sharing: a release by a member other than the owner is. */
const isOnward = ({ actor, action, signal }: SignalAccessInput): boolean =>
  action === 'onward' || (action === 'release' && signal.owner !== actor.member)
/** Returns the members concerned: the owner, the actor's member and the destination. */
const concerned = ({ actor, signal, destination }: SignalAccessInput): string[] =>
  [signal.owner, actor.member, destination].filter((member) => member != null)

/** The clauses that check one agreement. */
const clauses: readonly (readonly [string, Question<AgreementAttributes>])[] = [
  [
    'agreement-signed',
    (_input, { parties, signed }) => {
      if (parties == null || parties.length === 0 || signed == null) return missing('The agreement names no parties.')
      const without = parties.filter(({ member }) => !signed.includes(member)).map(({ member }) => member)
      return passIf(without.length === 0, `It is not signed by ${without.join(', ')}.`)
    },
  ],
  [
    'agreement-period',
    (input, { validFrom, validUntil, ended, suspended }) => {
      if (!isTime(validFrom) || !isTime(validUntil)) return missing('The agreement does not say for how long it holds.')
      if (ended == null || suspended == null) return missing('It is not known whether the agreement was ended.')
      if (input.now < validFrom) return failed('The agreement has not begun.')
      if (input.now >= validUntil) return failed('The agreement is over.')
      if (suspended) return failed('The agreement is suspended.')
      const gone = concerned(input).find((member) => ended.includes(member))
      return passIf(gone === undefined, `${gone} ended the agreement.`)
    },
  ],
  [
    'agreement-review',
    ({ now }, { reviewDue }) => {
      if (!isTime(reviewDue)) return missing('The agreement does not say when it is reviewed.')
      return passIf(now <= reviewDue + reviewGraceDays * day, 'The review of the agreement is overdue.')
    },
  ],
  [
    'party',
    (input, { parties }) => {
      const { actor, action, signal, destination } = input
      const getters = gives.includes(action) || destination !== null ? [destination] : []
      if (signal.owner !== actor.member) getters.push(actor.member)
      for (const member of getters) {
        if (member === null) return missing('It is not said to whom it is to go.')
        const party = parties?.find((one) => one.member === member)
        if (party?.receive !== true) return failed(`${member} receives nothing under this agreement.`)
      }
      return 'pass'
    },
  ],
  [
    'owner-party',
    ({ signal }, { parties }) => {
      if (signal.owner == null) return missing('The signal has no owner.')
      const party = parties?.find(({ member }) => member === signal.owner)
      return passIf(party?.contribute === true, `${signal.owner} contributes nothing under this agreement.`)
    },
  ],
  [
    'kind-covered',
    ({ signal }, { kinds }) => {
      if (signal.kind == null || kinds == null) return missing('The kind is not said.')
      return passIf(kinds.includes(signal.kind), `The agreement does not cover ${signal.kind}.`)
    },
  ],
  [
    'purpose-agreed',
    ({ actor, action, purpose }, { purposes }) => {
      // Agreements do not cover a review by oversight.
      if (actor.role === 'oversight' && purpose === 'human-rights-review' && readActs.includes(action))
        return 'not-applicable'
      if (purposes == null) return missing('The agreement names no purpose.')
      return passIf(
        purpose !== null && purposes.includes(purpose),
        `The agreement is not for ${purpose ?? 'no purpose'}.`,
      )
    },
  ],
  [
    'tlp-max',
    ({ signal }, { maxTlp }) => {
      const [is, most] = [placeIn(tlpOrder, signal.tlp), placeIn(tlpOrder, maxTlp)]
      if (is < 0 || most < 0) return missing('A marking is not said.')
      return passIf(is <= most, `TLP:${signal.tlp?.toUpperCase()} is more than the agreement allows.`)
    },
  ],
  [
    'pap-max',
    ({ signal }, { maxPap }) => {
      const [is, most] = [placeIn(papOrder, signal.pap), placeIn(papOrder, maxPap)]
      if (is < 0 || most < 0) return missing('A marking is not said.')
      return passIf(is <= most, `PAP:${signal.pap?.toUpperCase()} is more than the agreement allows.`)
    },
  ],
  [
    'retention-max',
    (input, { retentionDays }) => {
      const { signal, now, actor } = input
      if (!isTime(retentionDays)) return missing('The agreement does not say how long a signal is held.')
      if (!isTime(signal.retainUntil)) return missing('The signal does not say until when it may be held.')
      // A recipient that gets it from its owner receives it now.
      const received = signal.owner === actor.member ? now : signal.receivedAt
      if (!isTime(received)) return missing('It is not known when the signal was received.')
      return passIf(
        signal.retainUntil <= received + retentionDays * day,
        `It would be held for more than ${retentionDays} days.`,
      )
    },
  ],
  [
    'onward',
    (input, { onward, approved }) => {
      if (!isOnward(input)) return 'not-applicable'
      const { signal, destination } = input
      const place = placeIn(tlpOrder, signal.tlp)
      if (place < 0 || onward == null) return missing('It is not said whether it may be passed on.')
      if (place >= tlpOrder.indexOf('amber+strict'))
        return failed(`TLP:${signal.tlp?.toUpperCase()} is never passed on.`)
      if (onward === 'same-terms') return 'pass'
      const is = onward === 'with-approval' && destination !== null && approved?.includes(destination) === true
      return passIf(is, onward === 'with-approval' ? 'Nobody approved passing it on.' : 'The agreement forbids it.')
    },
  ],
  [
    'destination-risk',
    ({ actor, action, destination }, { parties, riskCountries, signedOff }) => {
      if (action !== 'release' && action !== 'onward' && action !== 'export') return 'not-applicable'
      if (riskCountries == null) return missing('The agreement does not say which countries are of risk.')
      if (riskCountries.length === 0) return 'pass'
      if (destination === null) return missing('It is not said to whom it is to go.')
      if (signedOff?.some((one) => one.giver === actor.member && one.destination === destination) === true)
        return 'pass'
      const country = parties?.find(({ member }) => member === destination)?.country
      if (country == null) return missing(`It is not said in which country ${destination} is.`)
      return passIf(!riskCountries.includes(country), `${country} is on the agreement's list of risk.`)
    },
  ],
  [
    'minor',
    ({ signal, action }, { children }) => {
      if (signal.minor === false) return 'not-applicable'
      if (signal.minor == null) return missing('The signal does not say whether it is about a child.')
      if (action === 'onward' || action === 'export') return failed('What is about a child is not passed on.')
      return passIf(children === 'allowed', 'The agreement leaves out what is about a child.')
    },
  ],
]

/** Returns every clause of one agreement. For an unknown agreement every clause fails. */
export function agreementClauses(
  input: SignalAccessInput,
  id: string,
  agreement: AgreementAttributes | undefined,
): Clause[] {
  if (agreement !== undefined) return askAll(clauses, input, agreement, `${agreement.id}@${agreement.version}`)
  return clauses.map(([clause]) => ({
    id: clause,
    agreement: id.slice(0, 80),
    result: 'fail',
    because: 'This node has no such agreement.',
    missing: true,
  }))
}
