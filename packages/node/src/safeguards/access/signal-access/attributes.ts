import type { Purpose, Role, SignalAct } from '@entente/contracts'

/** A member's state in the coalition. Only an `active` member may act or receive anything. */
export type Standing = 'active' | 'unconfirmed' | 'suspended' | 'removed'

/**
 * The attributes of a signal that decide access, from its row. A null or unparsable attribute refuses, except `basisUntil`, which is null
 * if the lawful basis has no end. `recipients` is `['*']` for every party of its agreements. Times in milliseconds.
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
  /** When the signal first arrived here; for an own signal, when it was made. */
  receivedAt: number | null
  /** Two officers released this version, or another member's release brought it here. Checked for kind `person` only. */
  released: boolean | null
  /** A blocking list of false positives contains its value. */
  falsePositive: boolean | null
}

/** The attributes of one agreement that decide access: of the version in force, else the newest. Null or unparsable refuses. */
export interface AgreementAttributes {
  id: string
  version: number
  parties: readonly { member: string; country: string | null; contribute: boolean; receive: boolean }[] | null
  /** Members with a valid signature under this version. */
  signed: readonly string[] | null
  validFrom: number | null
  validUntil: number | null
  /** Members that ended the agreement for themselves. */
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
  /** Destinations to which the owner allowed the actor's member to pass this signal on. */
  approved: readonly string[] | null
  /** Legal sign-offs in force, each with giver and destination. */
  signedOff: readonly { giver: string; destination: string }[] | null
}

/** Everything an answer depends on: the same input always gets the same answer. Time in milliseconds. */
export interface SignalAccessInput {
  actor: { member: string; role: Role }
  action: SignalAct
  purpose: Purpose | null
  now: number
  signal: SignalAttributes
  /** The agreements that the signal names. A named agreement that is missing here is unknown, which refuses. */
  agreements: readonly AgreementAttributes[]
  /** States of the actor's member and of the destination; a missing member takes no part. */
  standings: Readonly<Record<string, Standing>>
  /** The receiving member: always set for `release` and `onward`, for `export` if there is one. */
  destination: string | null
  /** The rest of a quota; null if the act has none. */
  quota: number | null
}

export const tlpOrder = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export const papOrder = ['clear', 'green', 'amber', 'red'] as const
export const day = 86_400_000
/** Days for which an agreement continues after its review was due. */
export const reviewGraceDays = 30
/** Days for which a suspended agreement leaves holders the signals they were given. */
export const suspensionGraceDays = 30
/** Days after its last verification for which a signal of a kind may be matched, acted on or released. */
export const maximumAgeDays = 365
/** The strictest PAP marking that allows an act; acts that are missing here are not limited by PAP. */
export const papAllows: Partial<Record<SignalAct, (typeof papOrder)[number]>> = {
  list: 'red',
  count: 'red',
  read: 'red',
  match: 'red',
  'blind-check': 'amber',
  act: 'green',
}
/** Acts that only read. */
export const readActs: readonly SignalAct[] = ['list', 'count', 'read']
/** Acts that give a signal to another member. */
export const gives: readonly SignalAct[] = ['release', 'onward']
/** Acts by which data of a signal leaves this node. */
export const leaves: readonly SignalAct[] = ['release', 'onward', 'export', 'blind-check']
