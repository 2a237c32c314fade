/** What is recorded about one version of a rule. Moments are in ISO 8601, UTC. */
export interface RuleRecord {
  hash: string
  /** Everyone who wrote or edited this version, or one that it was made from. */
  authors: readonly string[]
  /** The back-test of this version, if there was one. `enough`: it read enough, see `isEnough`. */
  test: { hash: string; enough: boolean } | null
  approvedAt: string | null
  /** When a second person refused it. */
  refusedAt?: string | null
  withdrawnAt: string | null
  /** When a later version of the same rule came into force. */
  replacedAt: string | null
  validFrom: string
  validUntil: string
}

export type RuleState = 'draft' | 'tested' | 'refused' | 'approved' | 'active' | 'replaced' | 'expired' | 'withdrawn'
export type RuleRefusal = 'rule-state' | 'rule-untested' | 'rule-validity' | 'same-person'

/** A test needs a history of this size, one or the other. */
const leastDays = 30
const leastConsignments = 10_000
const mostMonths = 12
const dayMs = 86_400_000

/** Returns the state of a version at a moment. A rule expires at `validUntil`, without a grace period. */
export function stateAt(record: RuleRecord, now: string): RuleState {
  const { approvedAt, withdrawnAt, replacedAt, validFrom, validUntil } = record
  const isReached = (moment: string) => Date.parse(moment) <= Date.parse(now)
  if (withdrawnAt !== null && isReached(withdrawnAt)) return 'withdrawn'
  if (record.refusedAt != null && isReached(record.refusedAt)) return 'refused'
  if (approvedAt === null) return isTested(record) ? 'tested' : 'draft'
  if (replacedAt !== null && isReached(replacedAt) && Date.parse(replacedAt) < Date.parse(validUntil)) return 'replaced'
  if (isReached(validUntil)) return 'expired'
  return isReached(validFrom) ? 'active' : 'approved'
}

/** Tests whether a version can never apply again. */
export const isOver = (state: RuleState): boolean => ['refused', 'withdrawn', 'expired', 'replaced'].includes(state)

/** Tests whether a back-test was of exactly this version and read enough. */
const isTested = ({ hash, test }: RuleRecord): boolean => test !== null && test.hash === hash && test.enough

/**
 * Tests whether a back-test read enough for an approval: 10,000 consignments, or all of a period of 30 days. A period without
 * a consignment counts only on a node that has none at all (`isEmpty`), because it can test on nothing else.
 */
export function isEnough(test: {
  count: number
  from: string
  until: string
  complete: boolean
  isEmpty: boolean
}): boolean {
  const { count, from, until, complete, isEmpty } = test
  if (count >= leastConsignments) return true
  const days = (Date.parse(until) - Date.parse(from)) / dayMs
  return complete && days >= leastDays && (count > 0 || isEmpty)
}

/** Returns why a person may not approve a version now, or null. It takes effect at `validFrom`. */
export function refuseApproval(record: RuleRecord, person: string, now: string): RuleRefusal | null {
  const state = stateAt(record, now)
  if (state !== 'draft' && state !== 'tested') return 'rule-state'
  if (record.authors.includes(person)) return 'same-person'
  if (state === 'draft') return 'rule-untested'
  return isValidityAllowed(record) ? null : 'rule-validity'
}

/** Returns why a person may not refuse a version now, or null. An untested version may be refused too. */
export function refuseRefusal(record: RuleRecord, person: string, now: string): RuleRefusal | null {
  const refused = refuseApproval(record, person, now)
  return refused === 'rule-state' || refused === 'same-person' ? refused : null
}

/** Returns why a version cannot be withdrawn now, or null. */
export function refuseWithdrawal(record: RuleRecord, now: string): RuleRefusal | null {
  const state = stateAt(record, now)
  return state === 'approved' || state === 'active' ? null : 'rule-state'
}

/**
 * Returns when a version applies if it is approved at a moment: never before the approval, and for twelve months if its
 * author names no end. A day without a time begins at 00:00 UTC.
 */
export function periodFrom(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  now: string,
): { validFrom: string; validUntil: string } {
  const from = new Date(Math.max(Date.parse(now), validFrom === null ? 0 : Date.parse(validFrom)))
  const until = validUntil === null ? latestEnd(from) : new Date(validUntil)
  return { validFrom: from.toISOString(), validUntil: until.toISOString() }
}

/** Tests whether a rule ends after it begins, and at most twelve months later. */
export function isValidityAllowed({ validFrom, validUntil }: Pick<RuleRecord, 'validFrom' | 'validUntil'>): boolean {
  const [from, until] = [new Date(validFrom), new Date(validUntil)]
  return until > from && until <= latestEnd(from)
}

function latestEnd(from: Date): Date {
  const latest = new Date(from)
  // The 29th of February has no day of that date a year later, and becomes the 1st of March.
  latest.setUTCMonth(from.getUTCMonth() + mostMonths)
  return latest
}
