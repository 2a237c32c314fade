import { bandOfStrength, defineSentences, type SelectorKind, strengthSteps, type Text } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import type { KeptSignal, SignalHitFound, Threshold } from '../../../pipeline/gateway/compared-subject.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import type { Agreement } from './agreement.ts'

type Sides = Record<'field' | 'a' | 'b', string>
/** English sentences about hits of signals on consignments, by key. */
export const consignmentEnglish = {
  'cargo.signal.agrees': ({ field, a, b }: Sides) => `The ${field} agrees: ${a} here, ${b} in the signal.`,
  'cargo.signal.all': ({ fields }: { fields: string }) => `Everything that the signal states agrees: ${fields}.`,
  'cargo.signal.because': ({ fields }: { fields: string }) => `Same ${fields}`,
  'cargo.signal.reused': () => 'Containers are used again every few weeks, by other firms.',
  'cargo.signal.common': () => 'Other goods share this code, route and mass, and their trade is lawful.',
} as const satisfies Record<string, (values: never) => string>
const sentence = defineSentences(consignmentEnglish)

/** Returns the hit of a signal whose fields all agree. Its score is the lowest of the names that it states, else 1. */
export function consignmentHit(
  subject: CargoSubject,
  signal: KeptSignal,
  agreements: readonly Agreement[],
  { threshold, index }: { threshold: Threshold; index: string },
): SignalHitFound {
  const scores = agreements.flatMap(({ score }) => score ?? [])
  const score = Math.min(1, ...scores)
  const value = strengthSteps * score
  const fields = agreements.map(({ field }) => field).join(', ')
  const { id, version, tlp, source, listVersion } = signal
  return {
    ...{ party: 'goods', signal: { id, version, tlp, source, listVersion }, score, logOdds: null },
    // Without a name nothing was weighed, and no threshold decided.
    threshold: scores.length === 0 ? null : threshold,
    ...{ subjectVersion: subject.version, compared: null, matchedName: null, cells: [], kind: kindOf(agreements) },
    strength: {
      ...{ value, filled: Math.floor(value), hollow: 0, band: bandOfStrength(value) },
      ...{ compared: agreements.length, of: agreements.length },
    },
    selectors: agreements.flatMap(({ selector }) => selector ?? []),
    reasons: [sentence('cargo.signal.all', { fields })],
    because: sentence('cargo.signal.because', { fields }),
    evidence: agreements.map(({ field, a, b, score: weighed }) => ({
      ...sentence('cargo.signal.agrees', { field, a, b }),
      ...{ kind: 'consignment', weight: null, a, b, role: field, scheme: null, frequency: null },
      relation: weighed === null || weighed === 1 ? 'equal' : 'alike',
    })),
    comparison: agreements.map(({ field, a, b, score: weighed }) => ({
      ...{ field, a, b, places: [] },
      relation: weighed === null || a.toUpperCase() === b.toUpperCase() ? 'same' : 'spelling',
    })),
    engine: { ...engineVersion, index },
  }
}

function kindOf(agreements: readonly Agreement[]): SelectorKind {
  const has = (field: Agreement['field']) => agreements.some((one) => one.field === field)
  if (has('container')) return 'container'
  if (has('transport document')) return 'awb'
  return has('consignee') || has('consignor') ? 'name' : 'hs-text'
}

/** Returns the lawful explanations of hits of signals on consignments. */
export function lawfulExplanations(hits: readonly SignalHitFound[]): Text[] {
  if (hits.length === 0) return []
  const ofContainer = hits.some(({ kind }) => kind === 'container')
  const ofGoods = hits.some(({ kind }) => kind === 'hs-text')
  return [
    ...(ofContainer ? [sentence('cargo.signal.reused')] : []),
    ...(ofGoods ? [sentence('cargo.signal.common')] : []),
  ]
}
