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
 * Returns whether oversight or the owner only reads the signal. Both may read an expired signal to review, renew or
 * withdraw it, because reading is not a use of the signal.
 */
const readsBack = ({ actor, action }: SignalAccessInput, signal: SignalAttributes): boolean =>
  readActs.includes(action) && (actor.role === 'oversight' || (signal.owner != null && signal.owner === actor.member))
const isReview = ({ actor, action, purpose }: SignalAccessInput): boolean =>
  readActs.includes(action) && actor.role === 'oversight' && purpose === 'human-rights-review'
/** Returns the member that would have the signal after the action. */
const whoGets = ({ actor, action, destination }: SignalAccessInput): string | null =>
  gives.includes(action) || (action === 'export' && destination !== null) ? destination : actor.member

/** The clauses that check the signal itself. The clause `role` uses the table of roles. */
const clauses: Clauses = [
  [
    'member-active',
    ({ actor, action, destination, standings }) => {
      if (standings[actor.member] !== 'active') return failed('clauses.member-not-active', { member: actor.member })
      if (destination === null) return gives.includes(action) ? missing('clauses.no-recipient') : 'pass'
      return passIf(standings[destination] === 'active', 'clauses.member-not-active', { member: destination })
    },
  ],
  [
    'purpose-stated',
    ({ purpose }) => {
      if (purpose == null) return missing('clauses.no-purpose')
      return passIf(Purpose.options.includes(purpose), 'clauses.purpose-unknown')
    },
  ],
  [
    'purpose-of-signal',
    (input, { purposes }) => {
      if (isReview(input)) return 'not-applicable'
      if (purposes == null) return missing('clauses.signal-without-purpose')
      const { purpose } = input
      if (purpose === null) return failed('clauses.no-purpose')
      return passIf(purposes.includes(purpose), 'clauses.purpose-not-of-signal', { purpose })
    },
  ],
  [
    'status',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (signal.status == null) return missing('clauses.no-status')
      return passIf(signal.status === 'active', 'clauses.status', { status: signal.status })
    },
  ],
  [
    'started',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (!isTime(signal.validFrom)) return missing('clauses.no-start')
      return passIf(signal.validFrom <= input.now, 'clauses.not-started')
    },
  ],
  [
    'valid-use',
    (input, signal) => {
      if (readsBack(input, signal)) return 'not-applicable'
      if (!isTime(signal.validUntil)) return missing('clauses.no-end')
      return passIf(input.now < signal.validUntil, 'clauses.use-over')
    },
  ],
  [
    'retention',
    ({ now }, { retainUntil }) => {
      if (!isTime(retainUntil)) return missing('clauses.signal-without-retention')
      return passIf(now < retainUntil, 'clauses.retention-over')
    },
  ],
  [
    'basis-current',
    (input, signal) => {
      // People who must renew or withdraw a signal need to see it after its lawful basis has ended; an analyst does
      // not.
      const { role } = input.actor
      if (readsBack(input, signal) && (role === 'oversight' || role === 'signal-officer')) return 'not-applicable'
      if (signal.basisStated == null) return missing('clauses.basis-not-stated')
      if (!signal.basisStated) return failed('clauses.no-basis')
      if (signal.basisUntil === null) return 'pass'
      if (!isTime(signal.basisUntil)) return missing('clauses.basis-unreadable')
      return passIf(input.now < signal.basisUntil, 'clauses.basis-over')
    },
  ],
  [
    'verified-recently',
    ({ action, now }, { lastVerifiedAt }) => {
      if (action !== 'match' && action !== 'act' && action !== 'release') return 'not-applicable'
      if (!isTime(lastVerifiedAt)) return missing('clauses.verification-unknown')
      return passIf(now < lastVerifiedAt + maximumAgeDays * day, 'clauses.verified-too-long-ago', {
        days: maximumAgeDays,
      })
    },
  ],
  [
    'pap-action',
    ({ action }, { pap }) => {
      const most = papAllows[action]
      // PAP does not limit this action: TLP decides who may get a signal.
      if (most === undefined) return 'not-applicable'
      const place = pap == null ? -1 : (papOrder as readonly string[]).indexOf(pap)
      if (place < 0) return missing('clauses.no-pap')
      const marking = `PAP:${pap?.toUpperCase()}`
      return passIf(place <= papOrder.indexOf(most), 'clauses.pap-forbids', { marking, action })
    },
  ],
  [
    'tlp-recipient',
    (input, { tlp, owner, recipients }) => {
      const who = whoGets(input)
      if (who !== null && owner != null && who === owner) return 'not-applicable'
      if (tlp == null || !(tlpOrder as readonly string[]).includes(tlp)) return missing('clauses.no-tlp')
      if (recipients == null) return missing('clauses.recipients-unknown')
      if (who === null) return missing('clauses.no-recipient')
      const everyone = recipients.includes('*')
      if (tlp === 'red' && everyone) return failed('clauses.red-without-names')
      // A member that passes the signal on must itself be a recipient.
      const named = (member: string) => everyone || member === owner || recipients.includes(member)
      return passIf(named(who) && named(input.actor.member), 'clauses.not-recipient', {
        member: named(who) ? input.actor.member : who,
      })
    },
  ],
  [
    'necessity',
    ({ action }, { necessityStated }) => {
      if (action !== 'match' && action !== 'act') return 'not-applicable'
      if (necessityStated == null) return missing('clauses.no-necessity')
      return passIf(necessityStated, 'clauses.no-necessity')
    },
  ],
  [
    'minor',
    ({ action }, { minor }) => {
      if (minor === false) return 'pass'
      if (minor == null) return missing('clauses.child-not-stated')
      if (action === 'onward' || action === 'export') return failed('clauses.child-onward')
      // Each agreement states whether it covers minors, and the agreement that allows the action must pass its clause
      // for that.
      return 'not-applicable'
    },
  ],
  [
    'second-officer',
    ({ action }, { kind, released }) => {
      if (!leaves.includes(action)) return 'not-applicable'
      if (released == null) return missing('clauses.release-unknown')
      if (released) return 'pass'
      if (kind == null) return missing('clauses.signal-without-kind')
      if (kind !== 'person') return 'not-applicable'
      return failed('clauses.not-released')
    },
  ],
  [
    'false-positive',
    ({ action }, { falsePositive }) => {
      if (!leaves.includes(action)) return 'not-applicable'
      if (falsePositive == null) return missing('clauses.false-positive-unknown')
      return passIf(!falsePositive, 'clauses.false-positive')
    },
  ],
  [
    'quota',
    ({ action, quota }) => {
      if (quota === null) return action === 'blind-check' ? missing('clauses.no-quota') : 'not-applicable'
      return passIf(quota > 0, 'clauses.quota-used')
    },
  ],
]

export const signalClauses = (input: SignalAccessInput) => askAll(clauses, input, input.signal, null)
