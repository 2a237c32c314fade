import { nameWeights as w } from '../names/name-weights.ts'

// What words that find no answer take away at least, whatever else is known of them (score-name.ts, weigh-omissions.ts).

const unlikeMost = Math.min(
  ...[w.contradiction.unknown, w.contradiction.known, w.contradiction.given, w.contradiction.family].map(Math.abs),
)
/** Of two words that stand against each other: usually, where one is an initial, and where one may be a spelling of the other. */
export const against = unlikeMost
export const againstInitial = Math.min(unlikeMost, Math.abs(w.contradiction.initial))
export const againstAlike = Math.min(unlikeMost * w.contradiction.alike, againstInitial)
export const againstFather = Math.min(Math.abs(w.contradiction.patronymic) * w.contradiction.alike, againstInitial)
/** Of a word that is only missing, of all of them together at most, and of the first where a single word agrees. */
export const absent = Math.abs(w.omission.unknown)
export const absentMost = Math.abs(w.omission.least)
export const absentSole = Math.abs(w.omission.soleAgreement)
/** The same of a father's name, where generations may stand against each other. */
export const absentFather = Math.min(absentSole, Math.abs(w.contradiction.generation))

/**
 * What a word of several that finds no answer takes away at least, between two people: where one word agrees, where more do; and the same where
 * a word may stand against it that counts for little.
 */
export const alone = { one: Math.min(againstAlike, absentSole), more: Math.min(againstAlike, absent) }
export const aloneBySoft = {
  one: Math.min(Math.abs(w.contradiction.middle), alone.one),
  more: Math.min(Math.abs(w.contradiction.middle), alone.more),
}
