import {
  type Comparison,
  compare,
  engineVersion,
  type Measure,
  measurePairs,
  type PairMeasures,
  type Slices,
} from '@entente/matching'
import { printResult, progressBar } from '../../command/output.ts'
import { dropUnusable, type Skip, type Skipped } from '../input/drop-unusable.ts'
import { loadTables } from '../input/load-tables.ts'
import { readThreshold } from '../input/threshold.ts'
import { describeEvaluation } from './describe-evaluation.ts'
import { type PairRow, readPairs } from './read-pairs.ts'

export interface EvaluateOptions {
  threshold?: string
  evidence?: boolean
  withoutSource?: string
  json?: boolean
}

interface PairResult extends Pick<Comparison, 'score' | 'logOdds' | 'verdict'> {
  id: string
  evidence?: Comparison['evidence']
}
/** The output of `entente evaluate names --json`. `withoutSource` is present only on request. */
export interface Evaluation extends PairMeasures {
  file: string
  version: string
  tables: string
  threshold: number
  pairs: number
  labelled: number
  skipped: Skipped[]
  seconds: number
  pairsPerSecond: number
  withoutSource?: { text: string; leftOut: number; overall: Measure | null; bySlice: Slices }
  results: PairResult[]
}

/**
 * Scores every pair of a file and compares the verdicts with the labels. The exit status is 1 if rows or birth dates were skipped. Fails with
 * `threshold-invalid`, `file-not-found`, `file-unreadable` or `no-pairs` before printing.
 */
export function evaluateNames(file: string, options: EvaluateOptions): 0 | 1 {
  const threshold = readThreshold(options.threshold)
  const { rows, skipped } = readPairs(file)
  const { scored, seconds } = scoreRows(rows, threshold, skipped, options)
  const measures = measurePairs(scored)
  const evaluation: Evaluation = {
    file,
    version: engineVersion.code,
    tables: engineVersion.tables,
    threshold,
    pairs: scored.length,
    labelled: scored.filter(({ pair }) => pair.same !== null).length,
    skipped: skipped.sort((x, y) => x.line - y.line),
    ...measures,
    seconds,
    pairsPerSecond: seconds > 0 ? scored.length / seconds : 0,
    ...(options.withoutSource === undefined ? {} : { withoutSource: without(options.withoutSource, scored) }),
    results: scored.map(({ result }) => result),
  }
  printResult(options.json, evaluation, () => describeEvaluation(evaluation))
  return skipped.length > 0 ? 1 : 0
}

type Scored = PairRow & { score: number; match: boolean; result: PairResult }

/** Measures only the time of the comparisons, without a warm-up. */
function scoreRows(
  rows: readonly PairRow[],
  threshold: number,
  skipped: Skipped[],
  { evidence: evidenceToo, json }: EvaluateOptions,
): { scored: Scored[]; seconds: number } {
  const today = new Date().toISOString().slice(0, 10)
  const options = { threshold, today }
  const bar = progressBar('comparing', json !== true)
  const scored: Scored[] = []
  loadTables()
  const start = performance.now()
  for (const [place, row] of rows.entries()) {
    const { id, line, pair } = row
    const skip: Skip = (code, message) => skipped.push({ line, code, message })
    const comparison = dropUnusable([pair.a, pair.b], ['/a', '/b'], today, skip, ([a, b]) => compare(a!, b!, options))
    if (comparison !== null) {
      const { score, logOdds, verdict, evidence } = comparison
      const result = { id, score, logOdds, verdict, ...(evidenceToo ? { evidence } : {}) }
      scored.push({ ...row, score, match: verdict === 'match', result })
    }
    if (place % 1000 === 999) bar.update(place + 1, rows.length)
  }
  const seconds = (performance.now() - start) / 1000
  bar.end()
  return { scored, seconds }
}

function without(text: string, scored: readonly Scored[]): NonNullable<Evaluation['withoutSource']> {
  const kept = scored.filter(({ pair }) => !(pair.source ?? '').includes(text))
  const { overall, bySlice } = measurePairs(kept)
  return { text, leftOut: scored.length - kept.length, overall, bySlice }
}
