import type { Clause } from '@entente/contracts'
import { clauseSentence, failedClause } from '../clause-sentences.ts'
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
/**
 * Returns whether an action shares a signal onward. A release by a member that is not the owner counts as onward
 * sharing.
 */
const isOnward = ({ actor, action, signal }: SignalAccessInput): boolean =>
  action === 'onward' || (action === 'release' && signal.owner !== actor.member)
/** Returns the members that the action concerns: the owner, the actor's member and the destination. */
const concerned = ({ actor, signal, destination }: SignalAccessInput): string[] =>
  [signal.owner, actor.member, destination].filter((member) => member != null)

/** The clauses that check one agreement. */
const clauses: readonly (readonly [string, Question<AgreementAttributes>])[] = [
  [
    'agreement-signed',
    (_input, { parties, signed }) => {
      if (parties == null || parties.length === 0 || signed == null) return missing('clauses.no-parties')
      const without = parties.filter(({ member }) => !signed.includes(member)).map(({ member }) => member)
      return passIf(without.length === 0, 'clauses.not-signed', { members: without.join(', ') })
    },
  ],
  [
    'agreement-period',
    (input, { validFrom, validUntil, ended, suspended }) => {
      if (!isTime(validFrom) || !isTime(validUntil)) return missing('clauses.no-period')
      if (ended == null || suspended == null) return missing('clauses.end-unknown')
      if (input.now < validFrom) return failed('clauses.agreement-not-begun')
      if (input.now >= validUntil) return failed('clauses.agreement-over')
      if (suspended) return failed('clauses.agreement-suspended')
      const gone = concerned(input).find((member) => ended.includes(member))
      return gone === undefined ? 'pass' : failed('clauses.agreement-ended', { member: gone })
    },
  ],
  [
    'agreement-review',
    ({ now }, { reviewDue }) => {
      if (!isTime(reviewDue)) return missing('clauses.no-review')
      return passIf(now <= reviewDue + reviewGraceDays * day, 'clauses.review-overdue')
    },
  ],
  [
    'party',
    (input, { parties }) => {
      const { actor, action, signal, destination } = input
      const getters = gives.includes(action) || destination !== null ? [destination] : []
      if (signal.owner !== actor.member) getters.push(actor.member)
      for (const member of getters) {
        if (member === null) return missing('clauses.no-recipient')
        const party = parties?.find((one) => one.member === member)
        if (party?.receive !== true) return failed('clauses.receives-nothing', { member })
      }
      return 'pass'
    },
  ],
  [
    'owner-party',
    ({ signal }, { parties }) => {
      if (signal.owner == null) return missing('clauses.no-owner')
      const party = parties?.find(({ member }) => member === signal.owner)
      return passIf(party?.contribute === true, 'clauses.contributes-nothing', { member: signal.owner })
    },
  ],
  [
    'kind-covered',
    ({ signal }, { kinds }) => {
      if (signal.kind == null || kinds == null) return missing('clauses.no-kind')
      return passIf(kinds.includes(signal.kind), 'clauses.kind-not-covered', { kind: signal.kind })
    },
  ],
  [
    'purpose-agreed',
    ({ actor, action, purpose }, { purposes }) => {
      // Skip the clause for a review by oversight, because agreements do not limit it.
      if (actor.role === 'oversight' && purpose === 'human-rights-review' && readActs.includes(action))
        return 'not-applicable'
      if (purposes == null) return missing('clauses.agreement-without-purpose')
      if (purpose === null) return failed('clauses.no-purpose')
      return passIf(purposes.includes(purpose), 'clauses.purpose-not-agreed', { purpose })
    },
  ],
  [
    'tlp-max',
    ({ signal }, { maxTlp }) => {
      const [is, most] = [placeIn(tlpOrder, signal.tlp), placeIn(tlpOrder, maxTlp)]
      if (is < 0 || most < 0) return missing('clauses.no-marking')
      return passIf(is <= most, 'clauses.marking-too-strict', { marking: `TLP:${signal.tlp?.toUpperCase()}` })
    },
  ],
  [
    'pap-max',
    ({ signal }, { maxPap }) => {
      const [is, most] = [placeIn(papOrder, signal.pap), placeIn(papOrder, maxPap)]
      if (is < 0 || most < 0) return missing('clauses.no-marking')
      return passIf(is <= most, 'clauses.marking-too-strict', { marking: `PAP:${signal.pap?.toUpperCase()}` })
    },
  ],
  [
    'retention-max',
    (input, { retentionDays }) => {
      const { signal, now, actor } = input
      if (!isTime(retentionDays)) return missing('clauses.agreement-without-retention')
      if (!isTime(signal.retainUntil)) return missing('clauses.signal-without-retention')
      // A recipient that gets the signal from its owner receives it now.
      const received = signal.owner === actor.member ? now : signal.receivedAt
      if (!isTime(received)) return missing('clauses.received-unknown')
      const until = received + retentionDays * day
      return passIf(signal.retainUntil <= until, 'clauses.kept-too-long', { days: retentionDays })
    },
  ],
  [
    'onward',
    (input, { onward, approved }) => {
      if (!isOnward(input)) return 'not-applicable'
      const { signal, destination } = input
      const place = placeIn(tlpOrder, signal.tlp)
      if (place < 0 || onward == null) return missing('clauses.onward-not-stated')
      if (place >= tlpOrder.indexOf('amber+strict'))
        return failed('clauses.never-onward', { marking: `TLP:${signal.tlp?.toUpperCase()}` })
      if (onward === 'same-terms') return 'pass'
      const is = onward === 'with-approval' && destination !== null && approved?.includes(destination) === true
      return passIf(is, onward === 'with-approval' ? 'clauses.onward-not-approved' : 'clauses.onward-forbidden')
    },
  ],
  [
    'destination-risk',
    ({ actor, action, destination }, { parties, riskCountries, signedOff }) => {
      if (action !== 'release' && action !== 'onward' && action !== 'export') return 'not-applicable'
      if (riskCountries == null) return missing('clauses.no-risk-countries')
      if (riskCountries.length === 0) return 'pass'
      if (destination === null) return missing('clauses.no-recipient')
      if (signedOff?.some((one) => one.giver === actor.member && one.destination === destination) === true)
        return 'pass'
      const country = parties?.find(({ member }) => member === destination)?.country
      if (country == null) return missing('clauses.country-unknown', { member: destination })
      return passIf(!riskCountries.includes(country), 'clauses.risk-country', { country })
    },
  ],
  [
    'minor',
    ({ signal, action }, { children }) => {
      if (signal.minor === false) return 'not-applicable'
      if (signal.minor == null) return missing('clauses.child-not-stated')
      if (action === 'onward' || action === 'export') return failed('clauses.child-onward')
      return passIf(children === 'allowed', 'clauses.child-excluded')
    },
  ],
]

/** Returns the result of every clause for one agreement. For an unknown agreement every clause fails. */
export function agreementClauses(
  input: SignalAccessInput,
  id: string,
  agreement: AgreementAttributes | undefined,
): Clause[] {
  if (agreement !== undefined) return askAll(clauses, input, agreement, `${agreement.id}@${agreement.version}`)
  const unknown = clauseSentence('clauses.unknown-agreement')
  return clauses.map(([clause]) => failedClause({ id: clause, agreement: id.slice(0, 80) }, unknown, true))
}
