import type { Purpose, Role, SignalAct } from '@entente/contracts'

/** How a member stands in the coalition. Only who is `active` may do anything or be given anything. */
export type Standing = 'active' | 'unconfirmed' | 'suspended' | 'removed'

/**
 * What decides of a signal, as its row says it. Null or unparsable is not said, and refuses, but for `basisUntil`, which is null where the lawful basis has no
 * end. `recipients` is `['*']` for every party of its agreements. Times in milliseconds.
 */
export interface SignalAttributes {
  id: string
  version: number
  owner: string | null
  kind: string | null
  status: string | null
  purposes: readonly string[] | null
  agreements: readonly string[] | null
  recipients: readonly string[] | null
  tlp: string | null
  pap: string | null
  minor: boolean | null
  validFrom: number | null
  validUntil: number | null
  retainUntil: number | null
  basisStated: boolean | null
  basisUntil: number | null
  necessityStated: boolean | null
  lastVerifiedAt: number | null
  /** When it first came here; of one's own, when it was made. */
  receivedAt: number | null
  /** Two officers released this version, or another member's release brought it here. Asked of kind `person` only. */
  released: boolean | null
  /** A list of false positives that blocks meets its value. */
  falsePositive: boolean | null
}

/** What decides of one agreement: the version that is in force, else its newest. Null or unparsable refuses. */
export interface AgreementAttributes {
  id: string
  version: number
  parties: readonly { member: string; country: string | null; contribute: boolean; receive: boolean }[] | null
  /** Members whose signature under this version stands. */
  signed: readonly string[] | null
  validFrom: number | null
  validUntil: number | null
  /** Members that ended it for themselves. */
  ended: readonly string[] | null
  /** Suspended by this node's own member. */
  suspended: boolean | null
  reviewDue: number | null
  kinds: readonly string[] | null
  purposes: readonly string[] | null
  maxTlp: string | null
  maxPap: string | null
  retentionDays: number | null
  onward: string | null
  children: string | null
  riskCountries: readonly string[] | null
  /** Destinations to which its owner let the actor's member pass this signal on. */
  approved: readonly string[] | null
  /** Legal sign-offs that stand: of who gives, to whom. */
  signedOff: readonly { giver: string; destination: string }[] | null
}

/** All that an answer rests on: nothing else is asked, so that the same input always gets the same answer. Time in milliseconds. */
export interface SignalAccessInput {
  actor: { member: string; role: Role }
  action: SignalAct
  purpose: Purpose | null
  now: number
  signal: SignalAttributes
  /** Those the signal names. One that is named and not here is not known, which refuses. */
  agreements: readonly AgreementAttributes[]
  /** Standing of the actor's member and of the destination; who is missing takes no part. */
  standings: Readonly<Record<string, Standing>>
  /** To whom it is to go: for `release` and `onward` always, for `export` where one is meant. */
  destination: string | null
  /** What is left of a quota; null where the act has none. */
  quota: number | null
}

export const tlpOrder = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export const papOrder = ['clear', 'green', 'amber', 'red'] as const
export const day = 86_400_000
/** So long an agreement goes on after its review was due. */
export const reviewGraceDays = 30
/** So long a suspended agreement leaves with its holders what they were given. */
export const suspensionGraceDays = 30
/** So long after it was last verified a signal of a kind may be matched, acted on or released, in days. */
export const maximumAgeDays = 365
/** Which markings of PAP allow an act; the others are not asked for it. */
export const papAllows: Partial<Record<SignalAct, (typeof papOrder)[number]>> = {
  list: 'red',
  count: 'red',
  read: 'red',
  match: 'red',
  'blind-check': 'amber',
  act: 'green',
}
/** Acts that only look. */
export const looks: readonly SignalAct[] = ['list', 'count', 'read']
/** Acts by which somebody else gets a signal. */
export const gives: readonly SignalAct[] = ['release', 'onward']
/** Acts by which something of a signal leaves this node. */
export const leaves: readonly SignalAct[] = ['release', 'onward', 'export', 'blind-check']
