import {
  type ClassMeasure,
  type Declarations,
  modelName,
  type RankingMeasure,
  tableName,
} from '@entente/node/cargo-targeting'
import { table } from '../../../command/output.ts'
import type { TargetingEvaluation } from './evaluate-targeting.ts'

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3))
const interval = ({ low, high }: { low: number; high: number }): string => `${share(low)} to ${share(high)}`
const names: Record<string, string> = {
  [modelName]: 'boosted trees',
  [tableName]: 'table of HS6 and origin',
}
const nameOf = (model: string): string => names[model] ?? model
const percent = (part: number): string => `${Math.round(part * 100)} %`

const rankingRow = (one: RankingMeasure): string[] => [
  nameOf(one.model),
  percent(one.share),
  String(one.k),
  share(one.precision),
  interval(one),
  share(one.recall),
  one.lift === null ? '-' : one.lift.toFixed(2),
]
const classRow = (one: ClassMeasure): string[] => [
  nameOf(one.model),
  percent(one.share),
  String(one.k),
  `${one.found} of ${one.of}`,
  share(one.recall),
  interval(one),
]

/** Describes an evaluation as tables. */
export function describeTargeting(evaluation: TargetingEvaluation, read: readonly Declarations[]): string[] {
  const { model, evaluatedOn, baseRate, metrics, baselines, critical, unlabelled, dataset } = evaluation
  return [
    `${read.map(({ file, ids }) => `${file}: ${ids.length} rows`).join('; ')} (sha256 ${dataset.sha256.slice(0, 12)})`,
    ...unreadableLines(read),
    `model ${model.kind} ${model.version}, ${model.trees} trees, seed ${model.seed}, trained in ${model.trainSeconds.toFixed(1)} s, sha256 ${model.hash.slice(0, 12)}`,
    ...(baseRate === null
      ? [`evaluated on ${evaluatedOn}.csv: ${unlabelled} rows have no label, so nothing is measured`]
      : [
          `evaluated on ${evaluatedOn}.csv: ${share(baseRate)} of its rows are positive, which any order would find`,
          '',
          ...table([
            ['', 'first', 'rows', 'precision', '95 % interval', 'recall', 'lift'],
            ...[...metrics, ...baselines].map(rankingRow),
          ]),
        ]),
    ...(critical.length === 0
      ? []
      : [
          '',
          ...table([
            ['critical class', 'first', 'rows', 'found', 'recall', '95 % interval'],
            ...critical.map(classRow),
          ]),
        ]),
    '',
    evaluation.note,
  ]
}

/** Names the first unreadable cells of each file, and counts them all. */
function unreadableLines(read: readonly Declarations[]): string[] {
  return read.flatMap(({ file, unreadable: { count, first } }) =>
    count === 0
      ? []
      : [
          `${file}: ${count} numbers or dates cannot be read and count as absent`,
          ...first.map(({ line, column, literal }) => `  line ${line}: ${column} is ${JSON.stringify(literal)}`),
        ],
  )
}
