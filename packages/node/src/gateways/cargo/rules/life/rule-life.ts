import type { CargoRulesReport } from '@entente/contracts'

/** What is recorded about one version of a rule. Moments are in ISO 8601, UTC. */
export interface RuleRecord {
  hash: string
  /** Everyone who wrote or edited this version. */
  authors: readonly string[]
  /** The back-test of this version, if there was one. */
  test: { hash: string; history: CargoRulesReport['history'] } | null
  approvedAt: string | null
  withdrawnAt: string | null
  validFrom: string
  validUntil: string
}

export type RuleState = 'draft' | 'tested' | 'approved' | 'active' | 'expired' | 'withdrawn'
export type RuleRefusal = 'rule-state' | 'rule-untested' | 'rule-validity' | 'same-person'

/** A test needs a history of this size, one or the other. */
const leastDays = 30
const leastConsignments = 10_000
const mostMonths = 12

/** Returns the state of a version at a moment. A rule expires at `validUntil`, without a grace period. */
export function stateAt(record: RuleRecord, now: string): RuleState {
  const { approvedAt, withdrawnAt, validFrom, validUntil } = record
  const isReached = (moment: string) => Date.parse(moment) <= Date.parse(now)
  if (withdrawnAt !== null && isReached(withdrawnAt)) return 'withdrawn'
  if (approvedAt === null) return isTested(record) ? 'tested' : 'draft'
  if (isReached(validUntil)) return 'expired'
  return isReached(validFrom) ? 'active' : 'approved'
}

/** Tests whether the back-test was of exactly this version and on enough consignments or days. */
export function isTested({ hash, test }: RuleRecord): boolean {
  if (test === null || test.hash !== hash) return false
  const { count, from, to } = test.history
  const days = from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / 86_400_000
  return count >= leastConsignments || days >= leastDays
}

/** Returns why a person may not approve a version now, or null. It takes effect at `validFrom`. */
export function refuseApproval(record: RuleRecord, person: string, now: string): RuleRefusal | null {
  const state = stateAt(record, now)
  if (state !== 'draft' && state !== 'tested') return 'rule-state'
  if (record.authors.includes(person)) return 'same-person'
  if (state === 'draft') return 'rule-untested'
  return isValidityAllowed(record) ? null : 'rule-validity'
}

/** Returns why a version cannot be withdrawn now, or null. */
export function refuseWithdrawal(record: RuleRecord, now: string): RuleRefusal | null {
  const state = stateAt(record, now)
  return state === 'approved' || state === 'active' ? null : 'rule-state'
}

/** Tests whether a rule ends after it begins, and at most twelve months later. */
export function isValidityAllowed({ validFrom, validUntil }: Pick<RuleRecord, 'validFrom' | 'validUntil'>): boolean {
  const [from, until] = [new Date(validFrom), new Date(validUntil)]
  const latest = new Date(from)
  latest.setUTCMonth(from.getUTCMonth() + mostMonths)
  // The 29th of February has no day of that date a year later, and becomes the 1st of March.
  return until > from && until <= latest
}
