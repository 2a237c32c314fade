import type { Comparison, Entry, Identity } from '@entente/contracts'
import { ArgumentError } from '../errors/argument-error.ts'
import { calibrationOf, scoreOfSum } from './calibrate.ts'
import { type ReadIdentity, readSubject } from './read-identity.ts'
import { round6 } from './round6.ts'
import { type PairScore, scorePair } from './score-pair.ts'
import { calibrationEvidence, writeEvidence } from './write-evidence.ts'

/** The default threshold. Above this score, two sides are more likely one identity than not. */
export const defaultThreshold = 0.5
export const weakThreshold = 0.2

export function checkThreshold(threshold: number | undefined): number {
  if (threshold === undefined) return defaultThreshold
  if (typeof threshold !== 'number' || !(threshold > 0 && threshold < 1))
    throw new ArgumentError('threshold-invalid', 'A threshold is a number between 0 and 1.', '/threshold')
  return threshold
}

/** Makes the public result of a pair's score. The weights of its evidence add up to `logOdds` exactly. */
export function toComparison(pair: PairScore, threshold: number): Comparison {
  const evidence = writeEvidence(pair)
  const sum = round6(evidence.reduce((total, item) => total + item.weight, 0))
  const calibration = calibrationOf(sum)
  if (calibration !== 0) evidence.push(calibrationEvidence(calibration))
  const logOdds = round6(sum + calibration)
  const score = scoreOfSum(sum)
  const verdict = score >= threshold ? 'match' : score >= Math.min(weakThreshold, threshold) ? 'weak' : 'none'
  const name = pair.name
  const matchedName =
    name && name.score.links.length > 0 ? { a: name.a.read.text, b: name.b.read.text, quality: name.b.quality } : null
  return { score, logOdds, threshold, verdict, matchedName, evidence }
}
const compareRead = (a: ReadIdentity, b: ReadIdentity, threshold: number): Comparison =>
  toComparison(scorePair(a, b), threshold)

/**
 * Compares a subject (`a`, from traffic) with an entry or another identity (`b`) and explains the result in one sentence per piece of evidence.
 * The score is 0..1 to six places; the verdict is `match` from `threshold` (default 0.5), `weak` from 0.2, `none` below. The same input gives the
 * same result. With `today` (`YYYY-MM-DD`), birth dates in the future are rejected.
 *
 * Method: weights of evidence in nats add up to log-odds (Fellegi and Sunter 1969), corrected as docs/decisions/0027 describes.
 * @throws ArgumentError for an identity without a usable name or document, a name over 500 characters or 60 words, an invalid or implausible birth
 * date, an invalid threshold. It throws nothing else.
 */
export function compare(
  a: Identity,
  b: Identity | Entry,
  options: { threshold?: number; today?: string } = {},
): Comparison {
  const threshold = checkThreshold(options.threshold)
  return compareRead(readSubject(a, options.today), readSubject(b, options.today), threshold)
}
