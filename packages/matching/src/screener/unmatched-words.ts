import { nameWeights as w } from '../names/name-weights.ts'

// Lower bounds of the cost of words without a match, whatever their roles (score-name.ts, weigh-omissions.ts). All numbers are positive and in nats.

const leastContradiction = Math.min(
  ...[w.contradiction.unknown, w.contradiction.known, w.contradiction.given, w.contradiction.family].map(Math.abs),
)
/** Costs of two words that contradict each other: in general, if one is an initial, if one may be a spelling of the other, and for fathers' names. */
export const against = leastContradiction
export const againstInitial = Math.min(leastContradiction, Math.abs(w.contradiction.initial))
export const againstAlike = Math.min(leastContradiction * w.contradiction.alike, againstInitial)
export const againstFather = Math.min(Math.abs(w.contradiction.patronymic) * w.contradiction.alike, againstInitial)
/** Costs of a missing word, of all missing words together at most, and of the first missing word if only a single word agrees. */
export const absent = Math.abs(w.omission.unknown)
export const absentMost = Math.abs(w.omission.least)
export const absentSole = Math.abs(w.omission.soleAgreement)
/** The cost of the first missing word if it is a father's name. Words for a generation may contradict each other, so their cost is included. */
export const absentFather = Math.min(absentSole, Math.abs(w.contradiction.generation))

/** The cost of a word without a match in names of two people: `one` if one other word agrees, `more` if more words agree. */
export const unmatched = { one: Math.min(againstAlike, absentSole), more: Math.min(againstAlike, absent) }
/** The same costs as `unmatched`, if a word of little weight (`roles.soft`) may contradict the word. */
export const unmatchedWithSoft = {
  one: Math.min(Math.abs(w.contradiction.middle), unmatched.one),
  more: Math.min(Math.abs(w.contradiction.middle), unmatched.more),
}
