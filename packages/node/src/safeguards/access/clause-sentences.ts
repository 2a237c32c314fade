import { type Clause, defineSentences, type Text } from '@entente/contracts'

type Member = { member: string }
type Marking = { marking: string }
type Days = { days: number }

/** The English sentence for each key of a failed clause. The desk translates the same keys with the same values. */
export const clauseEnglish = {
  'clauses.not-checked': () => 'This condition could not be checked.',
  'clauses.no-purpose': () => 'No purpose was stated.',
  'clauses.role-action': (v: { role: string; action: string }) => `The role ${v.role} may not do ${v.action}.`,
  'clauses.role-purpose': (v: { role: string; purpose: string }) =>
    `The role ${v.role} may not state the purpose ${v.purpose}.`,
  'clauses.role-both': (v: { role: string; action: string; purpose: string }) =>
    `The role ${v.role} may not do ${v.action}. The role ${v.role} may not state the purpose ${v.purpose}.`,
  'clauses.role-lost': (v: { role: string }) => `The account is disabled or no longer has the role ${v.role}.`,
  'clauses.key-scope': (v: { action: string }) => `This key was not made for the action ${v.action}.`,
  'clauses.key-purpose': (v: { purpose: string }) => `This key may not state the purpose ${v.purpose}.`,
  'clauses.key-of-oversight': () => 'Only oversight may revoke a key of oversight.',
  'clauses.no-regime': () => 'The record names no legal regime.',
  'clauses.purpose-not-of-record': (v: { purpose: string; regime: string; usable: string }) =>
    `${v.purpose} is not a purpose of this record (${v.regime}: ${v.usable}).`,
  'clauses.other-sender': () => 'Another sender submitted this.',
  'clauses.no-team': () => 'The record names no team.',
  'clauses.other-team': (v: { team: string }) => `This belongs to the team ${v.team}.`,
  'clauses.colleague': () => 'A colleague has this case.',
  'clauses.no-retention': () => 'The record does not state until when it may be kept.',
  'clauses.retention-over': () => 'The retention period is over.',
  'clauses.masked': () => 'This part is masked.',
  'clauses.no-parties': () => 'The agreement names no parties.',
  'clauses.not-signed': (v: { members: string }) => `The agreement is not signed by ${v.members}.`,
  'clauses.no-agreement': () => 'The signal is shared under no agreement.',
  'clauses.unknown-agreement': () => 'This node has no such agreement.',
  'clauses.no-period': () => 'The agreement does not state its period.',
  'clauses.end-unknown': () => 'It is unknown whether the agreement was ended.',
  'clauses.agreement-not-begun': () => 'The agreement has not begun.',
  'clauses.agreement-over': () => 'The agreement is over.',
  'clauses.agreement-suspended': () => 'The agreement is suspended.',
  'clauses.agreement-ended': (v: Member) => `${v.member} ended the agreement.`,
  'clauses.no-review': () => 'The agreement does not state when it is reviewed.',
  'clauses.review-overdue': () => 'The review of the agreement is overdue.',
  'clauses.no-recipient': () => 'No recipient is stated.',
  'clauses.receives-nothing': (v: Member) => `${v.member} receives nothing under this agreement.`,
  'clauses.no-owner': () => 'The signal has no owner.',
  'clauses.contributes-nothing': (v: Member) => `${v.member} contributes nothing under this agreement.`,
  'clauses.no-kind': () => 'The kind is not stated.',
  'clauses.kind-not-covered': (v: { kind: string }) => `The agreement does not cover ${v.kind}.`,
  'clauses.agreement-without-purpose': () => 'The agreement names no purpose.',
  'clauses.purpose-not-agreed': (v: { purpose: string }) => `The agreement does not allow the purpose ${v.purpose}.`,
  'clauses.no-marking': () => 'A marking is missing.',
  'clauses.marking-too-strict': (v: Marking) => `${v.marking} is stricter than the agreement allows.`,
  'clauses.agreement-without-retention': () => 'The agreement does not state how long a signal may be kept.',
  'clauses.signal-without-retention': () => 'The signal does not state until when it may be kept.',
  'clauses.received-unknown': () => 'It is unknown when the signal was received.',
  'clauses.kept-too-long': (v: Days) => `It would be kept for more than ${v.days} days.`,
  'clauses.onward-not-stated': () => 'It is not stated whether the signal may be passed on.',
  'clauses.never-onward': (v: Marking) => `${v.marking} may not be passed on.`,
  'clauses.onward-not-approved': () => 'Nobody approved passing it on.',
  'clauses.onward-forbidden': () => 'The agreement forbids passing it on.',
  'clauses.no-risk-countries': () => 'The agreement does not state its risk countries.',
  'clauses.country-unknown': (v: Member) => `The country of ${v.member} is not stated.`,
  'clauses.risk-country': (v: { country: string }) => `${v.country} is a risk country under the agreement.`,
  'clauses.child-not-stated': () => 'The signal does not state whether it is about a child.',
  'clauses.child-onward': () => 'A signal about a child may not be passed on.',
  'clauses.child-excluded': () => 'The agreement excludes signals about children.',
  'clauses.member-not-active': (v: Member) => `${v.member} is not active in the exchange.`,
  'clauses.purpose-unknown': () => 'The stated purpose is unknown.',
  'clauses.signal-without-purpose': () => 'The signal names no purpose.',
  'clauses.purpose-not-of-signal': (v: { purpose: string }) => `The signal may not be used for ${v.purpose}.`,
  'clauses.no-status': () => 'The signal does not state its status.',
  'clauses.status': (v: { status: string }) => `The signal is ${v.status}.`,
  'clauses.no-start': () => 'The signal does not state from when it may be used.',
  'clauses.not-started': () => 'The signal may not be used yet.',
  'clauses.no-end': () => 'The signal does not state until when it may be used.',
  'clauses.use-over': () => 'The signal may no longer be used.',
  'clauses.basis-not-stated': () => 'The signal does not state its lawful basis.',
  'clauses.no-basis': () => 'The signal names no lawful basis.',
  'clauses.basis-unreadable': () => 'The end of the lawful basis cannot be read.',
  'clauses.basis-over': () => 'The lawful basis has ended.',
  'clauses.verification-unknown': () => 'The last verification of the source is not stated.',
  'clauses.verified-too-long-ago': (v: Days) => `It was last verified more than ${v.days} days ago.`,
  'clauses.no-pap': () => 'The signal does not state its PAP.',
  'clauses.pap-forbids': (v: Marking & { action: string }) => `${v.marking} does not allow the action ${v.action}.`,
  'clauses.no-tlp': () => 'The signal has no marking.',
  'clauses.recipients-unknown': () => 'The signal does not state its recipients.',
  'clauses.red-without-names': () => 'TLP:RED requires named recipients, and the signal names none.',
  'clauses.not-recipient': (v: Member) => `${v.member} is not among its recipients.`,
  'clauses.no-necessity': () => 'The signal does not state why it is needed.',
  'clauses.release-unknown': () => 'It is not stated whether a second officer released it.',
  'clauses.signal-without-kind': () => 'The signal does not state its kind.',
  'clauses.not-released': () =>
    'A signal about a person leaves this node only after a second officer released this version.',
  'clauses.false-positive-unknown': () => 'It is not stated whether a list of false positives contains it.',
  'clauses.false-positive': () =>
    'A list of false positives contains its value. It leaves this node only if two people approve it.',
  'clauses.no-quota': () => 'No quota was stated.',
  'clauses.quota-used': () => 'The quota is used up.',
} as const satisfies Record<string, (values: never) => string>

export type ClauseKey = keyof typeof clauseEnglish
export type ClauseValues<Key extends ClauseKey> = Parameters<(typeof clauseEnglish)[Key]>
export const clauseSentence = defineSentences(clauseEnglish)

type Head = Pick<Clause, 'id' | 'agreement'>
const reasonless = { because: null, key: null, values: {}, missing: false } as const
export const passedClause = (id: string, agreement: string | null = null): Clause => ({
  ...{ id, agreement, result: 'pass', ...reasonless },
})
export const skippedClause = (id: string, agreement: string | null = null): Clause => ({
  ...{ id, agreement, result: 'not-applicable', ...reasonless },
})
/**
 * Returns a failed clause with its reason. `missing` means that the clause failed because an attribute was not stated.
 */
export const failedClause = ({ id, agreement }: Head, { key, values, text }: Text, missing: boolean): Clause => ({
  ...{ id, agreement, result: 'fail', because: text, key, values, missing },
})

/** Returns the result of the clause `role`. `refused` is the purpose that the role may not state, or null. */
export function roleResult(
  { role, action }: { role: string; action: string },
  mayAct: boolean,
  refused: string | null,
): Clause {
  if (mayAct && refused === null) return passedClause('role')
  const head = { id: 'role', agreement: null }
  if (refused === null) return failedClause(head, clauseSentence('clauses.role-action', { role, action }), false)
  const purpose = refused
  const because = mayAct
    ? clauseSentence('clauses.role-purpose', { role, purpose })
    : clauseSentence('clauses.role-both', { role, action, purpose })
  return failedClause(head, because, false)
}
