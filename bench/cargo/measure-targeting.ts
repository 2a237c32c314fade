import {
  type Declarations,
  explainRow,
  fitTargeting,
  measureTargeting as measure,
  type RankingMeasure,
  readModel,
  scoreRows,
  scoreTargeting,
  writeModel,
} from '@entente/node/cargo-targeting'
import type { Figure, Findings } from '../report/figure.ts'
import { cpuSeconds } from '../report/measure-cpu.ts'
import { readDeclared } from './read-declared.ts'

/** The goals for the precision at 5 % and at 10 %, and for how far it is above that of the table, in percent. */
const goals = [
  { precision: 90, ahead: 15 },
  { precision: 78, ahead: 10 },
] as const
/** So many rows are explained by the model and by its stored copy. */
const explained = 200

/** Trains on one file, measures model and table on the other, and replays scores and reasons from the stored model. */
export function measureTargeting({ data, seed }: { data: string; seed: number }): Pick<Findings, 'figures' | 'faults'> {
  const declared = readDeclared(data)
  if (declared === null) return { figures: [], faults: [] }
  const { train, valid } = declared
  let fitted: ReturnType<typeof fitTargeting> | undefined
  const trainSeconds = cpuSeconds(() => {
    fitted = fitTargeting(train, { seed })
  })
  const { model } = fitted as ReturnType<typeof fitTargeting>
  let scores: ReturnType<typeof scoreTargeting> | undefined
  const scoreSeconds = cpuSeconds(() => {
    scores = scoreTargeting(fitted as ReturnType<typeof fitTargeting>, valid.rows)
  })
  const { metrics, baselines, critical, baseRate } = measure(valid, scores as ReturnType<typeof scoreTargeting>)
  const stored = writeModel(model)
  const [five] = critical
  return {
    figures: [
      ...metrics.flatMap((one, place) =>
        figuresOf(one, baselines[place] as RankingMeasure, goals[place] as (typeof goals)[number]),
      ),
      {
        name: 'critical class in the first 5 %',
        value: percent(five?.recall ?? 0),
        unit: '%',
        beside: { name: 'table', value: percent(critical[2]?.recall ?? 0) },
        note: `${five?.found} of ${five?.of}, 95 % interval ${percent(five?.low ?? 0).toFixed(1)} to ${percent(five?.high ?? 1).toFixed(1)} %`,
      },
      {
        name: 'training',
        value: trainSeconds,
        unit: 'CPU s',
        note: `${train.ids.length} rows, ${model.trees.length} trees`,
      },
      { name: 'scoring', value: valid.ids.length / scoreSeconds, unit: 'rows / CPU s' },
      {
        name: 'stored model',
        value: stored.bytes.length / 1e6,
        unit: 'MB',
        note: `sha256 ${stored.hash}. ${percent(baseRate ?? 0).toFixed(1)} % of the evaluated rows are positive. The labels are fraud with duties: the figures say nothing about detection of weapons or CBRN goods`,
      },
    ],
    faults: replay(model, stored, valid),
  }
}

const percent = (share: number): number => share * 100

function figuresOf(one: RankingMeasure, table: RankingMeasure, goal: (typeof goals)[number]): Figure[] {
  const name = `first ${percent(one.share)} %`
  const [own, other] = [percent(one.precision ?? 0), percent(table.precision ?? 0)]
  return [
    {
      name: `precision, ${name}`,
      value: own,
      unit: '%',
      beside: { name: 'table', value: other },
      goal: { is: 'at least', value: goal.precision },
      note: `${one.k} rows, 95 % interval ${percent(one.low).toFixed(1)} to ${percent(one.high).toFixed(1)} %; table ${percent(table.low).toFixed(1)} to ${percent(table.high).toFixed(1)} %`,
    },
    {
      name: `above the table, ${name}`,
      value: own - other,
      unit: 'points',
      goal: { is: 'at least', value: goal.ahead },
    },
  ]
}

/** Compares scores and reasons of the model with those of its stored copy, bit for bit. */
function replay(
  model: Parameters<typeof writeModel>[0],
  stored: ReturnType<typeof writeModel>,
  { rows }: Declarations,
): string[] {
  const copy = readModel(stored)
  const [scores, again] = [scoreRows(model, rows), scoreRows(copy, rows)]
  const faults = scores.every((score, row) => Object.is(score, again[row]))
    ? []
    : ['the stored model gives other scores']
  for (let row = 0; row < Math.min(explained, rows.count); row += 1) {
    const reason = explainRow(copy, rows, row)
    if (JSON.stringify(reason) !== JSON.stringify(explainRow(model, rows, row)))
      faults.push(`row ${row}: the stored model gives other reasons`)
    if (
      reason.score !== scores[row] ||
      reason.reasons.reduce((sum, one) => sum + one.contribution, reason.base) !== reason.logOdds
    )
      faults.push(`row ${row}: the reasons do not add up to the score`)
  }
  return faults
}
