import type { Purpose, Role, SignalAct } from '@entente/contracts'

/**
 * A member's state among the members that share signals. Only an `active` member may perform actions or receive
 * signals.
 */
export type Standing = 'active' | 'unconfirmed' | 'suspended' | 'removed'

/**
 * The attributes in a signal's row that decide access. An attribute that is null or cannot be parsed causes a refusal.
 * The exception is `basisUntil`, which is null if the lawful basis has no end. `recipients` is `['*']` if every party
 * of the signal's agreements is a recipient. Times are in milliseconds.
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
  /** When the signal first arrived at this node. For an own signal, when it was created. */
  receivedAt: number | null
  /**
   * Whether two officers released this version. A signal that another member released counts as released. Only signals
   * of kind `person` are checked.
   */
  released: boolean | null
  /** Whether a blocking list of false positives contains the signal's value. */
  falsePositive: boolean | null
}

/**
 * The attributes of one agreement that decide access. They come from the version in force, or else from the newest
 * version. An attribute that is null or cannot be parsed causes a refusal.
 */
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
  /** Whether this node's own member suspended the agreement. */
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
  /** The legal sign-offs in force, each with the giving member and the destination. */
  signedOff: readonly { giver: string; destination: string }[] | null
}

/**
 * Everything on which the decision depends. The same input always gives the same decision. Times are in milliseconds.
 */
export interface SignalAccessInput {
  actor: { member: string; role: Role }
  action: SignalAct
  purpose: Purpose | null
  now: number
  signal: SignalAttributes
  /**
   * The agreements that the signal names. If a named agreement is missing here, it is unknown, which causes a refusal.
   */
  agreements: readonly AgreementAttributes[]
  /** States of the actor's member and of the destination. A member that is missing here does not share signals. */
  standings: Readonly<Record<string, Standing>>
  /**
   * The member that would receive the signal. It is always set for `release` and `onward`, and for `export` if there is
   * a recipient.
   */
  destination: string | null
  /** How much of a quota is left; null if the action has no quota. */
  quota: number | null
}

export const tlpOrder = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export const papOrder = ['clear', 'green', 'amber', 'red'] as const
export const day = 86_400_000
/** For this many days after its review was due, an agreement stays in force. */
export const reviewGraceDays = 30
/** For this many days after an agreement was suspended, members keep the signals that they were given under it. */
export const suspensionGraceDays = 30
/**
 * For this many days after its last verification, a signal may be matched, used or released. The number depends on the
 * kind.
 */
export const maximumAgeDays = 365
/** For each action, the strictest PAP marking that allows it. PAP does not limit actions that are missing here. */
export const papAllows: Partial<Record<SignalAct, (typeof papOrder)[number]>> = {
  list: 'red',
  count: 'red',
  read: 'red',
  match: 'red',
  'blind-check': 'amber',
  act: 'green',
}
/** Actions that only read. */
export const readActs: readonly SignalAct[] = ['list', 'count', 'read']
/** Actions that give a signal to another member. */
export const gives: readonly SignalAct[] = ['release', 'onward']
/** Actions by which data of a signal leaves this node. */
export const leaves: readonly SignalAct[] = ['release', 'onward', 'export', 'blind-check']
