import type { Measure } from '@entente/matching'
import { table } from '../../command/output.ts'
import { skippedLines } from '../input/skipped-lines.ts'
import type { Evaluation } from './evaluate-names.ts'

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3))
const heads = ['', 'n', 'same', 'precision', 'recall', 'F1', 'right', 'false alerts', 'missed']
const row = (name: string, m: Measure): string[] => [
  name,
  String(m.n),
  String(m.same),
  share(m.precision),
  share(m.recall),
  share(m.f1),
  share(m.n === 0 ? null : (m.truePositives + m.trueNegatives) / m.n),
  String(m.falsePositives),
  String(m.falseNegatives),
]
const block = (title: string, measures: [string, Measure][]): string[] =>
  measures.length === 0
    ? []
    : ['', ...table([[title, ...heads.slice(1)], ...measures.map(([name, m]) => row(name, m))])]
const slices = (measures: Evaluation['bySlice']): [string, Measure][] => [
  ['Latin letters', measures.latin],
  ['across scripts', measures.crossScript],
  ['organisations', measures.organisations],
  ['with identity', measures.identity],
]

/** Describes an evaluation as tables. */
export function describeEvaluation(result: Evaluation): string[] {
  const { overall, withoutSource, best } = result
  const scripts = Object.entries(result.byScriptPair).sort(([, x], [, y]) => y.n - x.n)
  return [
    `${result.file}: ${result.pairs} pairs compared, ${result.labelled} labelled, ${result.skipped.length} skipped`,
    `threshold ${result.threshold}${best === null ? '' : `; the highest F1, ${share(best.f1)}, would be at ${best.threshold}`}`,
    `engine ${result.version}, tables ${result.tables.slice(0, 12)}; ${Math.round(result.pairsPerSecond)} pairs a second, from a cold start`,
    ...block('core', [
      ...(overall === null ? [] : [['all', overall] as [string, Measure]]),
      ...(overall === null ? [] : slices(result.bySlice)),
    ]),
    ...(withoutSource === undefined || withoutSource.overall === null
      ? []
      : block(`core without "${withoutSource.text}"`, [
          ['all', withoutSource.overall],
          ...slices(withoutSource.bySlice),
        ])),
    ...block('scripts (core)', scripts),
    ...block('set', Object.entries(result.bySet)),
    ...block('category', Object.entries(result.byCategory)),
    ...(overall === null
      ? []
      : [
          '',
          ...table([
            ['score (core)', 'n', 'mean score', 'share same'],
            ...result.calibration.map((bin) => [
              `${bin.from} to ${bin.to}`,
              String(bin.n),
              share(bin.meanScore),
              share(bin.shareSame),
            ]),
          ]),
        ]),
    ...skippedLines(result.skipped),
  ]
}
