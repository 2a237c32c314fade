import type { CompareSignalsAnswer, SignalInput } from '@entente/contracts'
import {
  compareTexts,
  compareVpdq,
  hamming,
  tlshDistance,
  tlshThreshold,
  tmkMatches,
  tmkRead,
  tmkScore,
  vpdqRadius,
} from '@entente/matching/media'
import type { z } from 'zod'
import { checkRadius } from '../banks/check-bank.ts'
import { largestRadius } from '../index/bank-terms.ts'
import { unpackFrames, unpackText } from '../signals/pack.ts'
import { readSignals } from './read-query.ts'

type Answer = z.infer<typeof CompareSignalsAnswer>

/**
 * Compares two signals of one type without a bank. Errors: `signal-type-unknown`, `signal-invalid`,
 * `radius-out-of-range`.
 */
export function compareSignals(given: { type: string; a: string; b: string; radius?: number | undefined }): Answer {
  const input = (value: string): SignalInput => ({ type: given.type, value })
  const radius = given.radius === undefined ? largestRadius : checkRadius(given.radius, '/radius')
  const [a] = readSignals([input(given.a)], '/a')
  const [b] = readSignals([input(given.b)], '/b')
  if (a === undefined || b === undefined) throw new Error('read signals are there')
  const type = a.type
  if (type === 'pdq') {
    const distance = hamming(a.raw, b.raw)
    return { type, distance, similarity: null, match: distance <= radius, radius }
  }
  if (type === 'tlsh') {
    const distance = tlshDistance(a.value, b.value, { length: false })
    return { type, distance, similarity: null, match: distance <= tlshThreshold, radius: tlshThreshold }
  }
  if (type === 'text') {
    const { exact, jaccard, match } = compareTexts(unpackText(a.raw), unpackText(b.raw))
    return { type, distance: exact ? 0 : null, similarity: jaccard, match, radius: null }
  }
  if (type === 'vpdq') {
    const best = compareVpdq(unpackFrames(a.raw), unpackFrames(b.raw), { radius })
    const similarity = (best?.queryPercent ?? 0) / 100
    return {
      type,
      distance: null,
      similarity,
      match: (best?.because ?? null) !== null,
      radius: Math.min(radius, vpdqRadius),
    }
  }
  if (type === 'tmk') {
    const score = tmkScore(tmkRead(a.raw), tmkRead(b.raw))
    return { type, distance: null, similarity: Math.max(0, score.level2), match: tmkMatches(score), radius: null }
  }
  const same = Buffer.compare(a.raw, b.raw) === 0
  return { type, distance: same ? 0 : null, similarity: null, match: same, radius: 0 }
}
