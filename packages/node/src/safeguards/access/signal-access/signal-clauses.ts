import { Purpose } from '@entente/contracts'
import {
  day,
  gives,
  leaves,
  maximumAgeDays,
  papAllows,
  papOrder,
  readActs,
  type SignalAccessInput,
  type SignalAttributes,
  tlpOrder,
} from './attributes.ts'
import { askAll, failed, isTime, missing, passIf, type Question } from './clause.ts'

type Clauses = readonly (readonly [string, Question<SignalAttributes>])[]

/**
 * Returns whether the act only reads as oversight or as owner. Both may read an expired signal, to review, renew or withdraw it; that is
 * not a use of it.
 */
const readsBack = ({ actor, action }: SignalAccessInput, signal: SignalAttributes): boolean =>
  readActs.includes(action) && (actor.role === 'oversight' || (signal.owner != null && signal.owner === actor.member))
const isReview = ({ actor, action, purpose }: SignalAccessInput): boolean =>
  readActs.includes(action) && actor.role === 'oversight' && purpose === 'human-rights-review'
/** Returns the member that would have the signal after the act. */
const whoGets = ({ actor, action, destination }: SignalAccessInput): string | null =>
  gives.includes(action) || (action === 'export' && destination !== null) ? destination : actor.member

/** The clauses that check the signal itself; the clause `role` uses the table of roles. */
const clauses: Clauses = [
  [
    'member-active',
    ({ actor, action, destination, standings }) => {
      if (standings[actor.member] !== 'active') return failed(`${actor.member} takes no part now.`)
      if (destination === null) return gives.includes(action) ? missing('It is not said to whom it is to go.') : 'pass'
      return passIf(standings[destination] === 'active', `${destination} takes no part now.`)
    },
  ],
  [
    'purpose-stated',
    ({ purpose }) => {
      if (purpose == null) return missing('No purpose was stated.')
      return passIf(Purpose.options.includes(purpose), 'What was stated is no purpose.')
    },
  ],
  [
    'purpose-of-signal',
    (input, { purposes }) => {
      if (isReview(input)) return 'not-applicable'
      if (purposes == null) return missing('The signal names no purpose.')
      const { purpose } = input
      return passIf(
        purpose !== null && purposes.includes(purpose),
        `The signal may not be used for ${purpose ?? 'none'}.`,
      )
    },
  ],
  [
    'status',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (signal.status == null) return missing('The signal does not say whether it stands.')
      return passIf(signal.status === 'active', `The signal is ${signal.status}.`)
    },
  ],
  [
    'started',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (!isTime(signal.validFrom)) return missing('The signal does not say from when it may be used.')
      return passIf(signal.validFrom <= input.now, 'The use of the signal has not begun.')
    },
  ],
  [
    'valid-use',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (!isTime(signal.validUntil)) return missing('The signal does not say until when it may be used.')
      return passIf(input.now < signal.validUntil, 'The use of the signal has ended.')
    },
  ],
  [
    'retention',
    ({ now }, { retainUntil }) => {
      if (!isTime(retainUntil)) return missing('The signal does not say until when it may be held.')
      return passIf(now < retainUntil, 'The time for which this may be kept has passed.')
    },
  ],
  [
    'basis-current',
    (input, signal) => {
      // People who must renew or withdraw a signal without a basis have to see it; an analyst does not.
      const { role } = input.actor
      if (readsBack(input, signal) && (role === 'oversight' || role === 'signal-officer')) return 'not-applicable'
      if (signal.basisStated == null) return missing('The signal does not say on which law it rests.')
      if (!signal.basisStated) return failed('The signal names no lawful basis.')
      if (signal.basisUntil === null) return 'pass'
      if (!isTime(signal.basisUntil)) return missing('The end of the lawful basis cannot be read.')
      return passIf(input.now < signal.basisUntil, 'The lawful basis has ended.')
    },
  ],
  [
    'verified-recently',
    ({ action, now }, { lastVerifiedAt }) => {
      if (action !== 'match' && action !== 'act' && action !== 'release') return 'not-applicable'
      if (!isTime(lastVerifiedAt)) return missing('It is not said when the source was last verified.')
      return passIf(
        now < lastVerifiedAt + maximumAgeDays * day,
        `It was last verified more than ${maximumAgeDays} days ago.`,
      )
    },
  ],
  [
    'pap-action',
    ({ action }, { pap }) => {
      const most = papAllows[action]
      // TLP decides who may get a signal, not PAP.
      if (most === undefined) return 'not-applicable'
      const place = pap == null ? -1 : (papOrder as readonly string[]).indexOf(pap)
      if (place < 0) return missing('The signal does not say what may be done with it.')
      return passIf(place <= papOrder.indexOf(most), `PAP:${pap?.toUpperCase()} does not allow to ${action}.`)
    },
  ],
  [
    'tlp-recipient',
    (input, { tlp, owner, recipients }) => {
      const who = whoGets(input)
      if (who !== null && owner != null && who === owner) return 'not-applicable'
      if (tlp == null || !(tlpOrder as readonly string[]).includes(tlp)) return missing('The signal has no marking.')
      if (recipients == null) return missing('The signal does not say who may hold it.')
      if (who === null) return missing('It is not said to whom it is to go.')
      const everyone = recipients.includes('*')
      if (tlp === 'red' && everyone) return failed('TLP:RED is for named recipients, and it names none.')
      // A member that passes the signal on must be a recipient too.
      const named = (member: string) => everyone || member === owner || recipients.includes(member)
      return passIf(
        named(who) && named(input.actor.member),
        `${named(who) ? input.actor.member : who} is not among its recipients.`,
      )
    },
  ],
  [
    'necessity',
    ({ action }, { necessityStated }) => {
      if (action !== 'match' && action !== 'act') return 'not-applicable'
      if (necessityStated == null) return missing('The signal does not say why it is needed.')
      return passIf(necessityStated, 'The signal does not say why it is needed.')
    },
  ],
  [
    'minor',
    ({ action }, { minor }) => {
      if (minor === false) return 'pass'
      if (minor == null) return missing('The signal does not say whether it is about a child.')
      if (action === 'onward' || action === 'export') return failed('What is about a child is not passed on.')
      // Each agreement states whether it covers children; the allowing agreement must pass all of its clauses.
      return 'not-applicable'
    },
  ],
  [
    'second-officer',
    ({ action }, { kind, released }) => {
      if (!leaves.includes(action)) return 'not-applicable'
      if (released == null) return missing('It is not said whether a second officer released it.')
      if (released) return 'pass'
      if (kind == null) return missing('The signal does not say what it is about.')
      if (kind !== 'person') return 'not-applicable'
      return failed('A signal about a person leaves when a second officer released this version.')
    },
  ],
  [
    'false-positive',
    ({ action }, { falsePositive }) => {
      if (!leaves.includes(action)) return 'not-applicable'
      if (falsePositive == null) return missing('It is not said whether a list of false positives knows it.')
      return passIf(
        !falsePositive,
        'A list of false positives knows its value: two people let it through, or it stays.',
      )
    },
  ],
  [
    'quota',
    ({ action, quota }) => {
      if (quota === null) return action === 'blind-check' ? missing('No quota was given.') : 'not-applicable'
      return passIf(quota > 0, 'The quota is used up.')
    },
  ],
]

export const signalClauses = (input: SignalAccessInput) => askAll(clauses, input, input.signal, null)
