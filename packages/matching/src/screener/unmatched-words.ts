import { nameWeights as w } from '../names/name-weights.ts'

// Lower bounds of the cost of words without a match, for any role of these words (score-name.ts, weigh-omissions.ts). All are positive, in nats.

const leastContradiction = Math.min(
  ...[w.contradiction.unknown, w.contradiction.known, w.contradiction.given, w.contradiction.family].map(Math.abs),
)
/** Two words that contradict each other: usually, where one is an initial, where one may be a spelling of the other, and fathers' names. */
export const against = leastContradiction
export const againstInitial = Math.min(leastContradiction, Math.abs(w.contradiction.initial))
export const againstAlike = Math.min(leastContradiction * w.contradiction.alike, againstInitial)
export const againstFather = Math.min(Math.abs(w.contradiction.patronymic) * w.contradiction.alike, againstInitial)
/** A missing word, all missing words together at most, and the first missing word where a single word agrees. */
export const absent = Math.abs(w.omission.unknown)
export const absentMost = Math.abs(w.omission.least)
export const absentSole = Math.abs(w.omission.soleAgreement)
/** The first missing word where it is a father's name; generations may contradict each other. */
export const absentFather = Math.min(absentSole, Math.abs(w.contradiction.generation))

/** A word without a match between names of two people: where one other word agrees, and where more agree. */
export const unmatched = { one: Math.min(againstAlike, absentSole), more: Math.min(againstAlike, absent) }
/** The same where a word of little weight (`roles.soft`) may contradict it. */
export const unmatchedWithSoft = {
  one: Math.min(Math.abs(w.contradiction.middle), unmatched.one),
  more: Math.min(Math.abs(w.contradiction.middle), unmatched.more),
}
