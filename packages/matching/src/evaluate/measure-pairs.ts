import { round6 } from '../score/round6.ts'
import { mainScript } from './main-script.ts'
import { type Judged, type Measure, measure, shareOf } from './measure.ts'
import type { LabelledPair } from './read-pair.ts'

/** A labelled pair with the score and the verdict of the matcher. */
export interface ScoredPair {
  pair: LabelledPair
  score: number
  match: boolean
}
export interface Slices {
  latin: Measure
  crossScript: Measure
  organisations: Measure
  identity: Measure
}
export interface CalibrationBin {
  from: number
  to: number
  n: number
  meanScore: number | null
  shareSame: number | null
}
/** The measures of the matcher on labelled pairs. All measures except `bySet` and `byCategory` cover the core rows only. */
export interface PairMeasures {
  overall: Measure | null
  bySet: Record<string, Measure>
  byCategory: Record<string, Measure & { right: number }>
  bySlice: Slices
  byScriptPair: Record<string, Measure>
  best: { threshold: number; f1: number } | null
  calibration: CalibrationBin[]
}
interface LabelledScore extends Judged {
  pair: LabelledPair
  score: number
  scripts: readonly [string, string]
}
const core = 'core'
const edges = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]

function grouped<T>(rows: readonly T[], key: (row: T) => string | null): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const name = key(row)
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return [...groups].sort(([x], [y]) => (x < y ? -1 : 1))
}
const measured = (groups: [string, LabelledScore[]][]): Record<string, Measure> =>
  Object.fromEntries(groups.map(([name, rows]) => [name, measure(rows)]))

function slices(rows: readonly LabelledScore[]): Slices {
  const known = ({ pair }: LabelledScore): boolean =>
    (pair.a.birthDates?.length ?? 0) > 0 || (pair.a.documents?.length ?? 0) > 0
  const nameOnly = rows.filter((row) => !known(row))
  return {
    latin: measure(nameOnly.filter(({ scripts: [a, b] }) => a === 'Latin' && b === 'Latin')),
    crossScript: measure(nameOnly.filter(({ scripts: [a, b] }) => a !== b)),
    organisations: measure(rows.filter(({ pair }) => (pair.a.kind ?? 'person') !== 'person')),
    identity: measure(rows.filter(known)),
  }
}

/**
 * Returns the threshold with the highest F1 on these pairs; the highest threshold if several are equal. Returns null where no pair is one identity.
 */
export function bestThreshold(
  rows: readonly { score: number; same: boolean }[],
): { threshold: number; f1: number } | null {
  const same = rows.filter((row) => row.same).length
  if (same === 0) return null
  const sorted = [...rows].sort((x, y) => y.score - x.score)
  let best = { threshold: 0, f1: -1 }
  let found = 0
  for (const [place, row] of sorted.entries()) {
    if (row.same) found += 1
    // A threshold cannot separate pairs with equal scores.
    if (sorted[place + 1]?.score === row.score) continue
    const f1 = (2 * found) / (place + 1 + same)
    if (f1 > best.f1 + 1e-12) best = { threshold: row.score, f1 }
  }
  return { threshold: best.threshold, f1: round6(best.f1) }
}

/**
 * Sorts pairs into bins by score. Returns the mean score of each bin and its share of pairs that are one identity. The last bin includes the score 1.
 */
export function calibrate(rows: readonly { score: number; same: boolean }[]): CalibrationBin[] {
  return edges.slice(1).map((to, place) => {
    const from = edges[place] ?? 0
    const inside = rows.filter(({ score }) => score >= from && (score < to || to === 1))
    const sum = inside.reduce((total, row) => total + row.score, 0)
    return {
      from,
      to,
      n: inside.length,
      meanScore: shareOf(sum, inside.length),
      shareSame: shareOf(inside.filter((row) => row.same).length, inside.length),
    }
  })
}

/**
 * Measures scored pairs against their labels. Pairs without a label are left out. A row is a core row if its set is absent or `core`. The core
 * rows have four slices. In `latin`, both sides are in Latin letters; in `crossScript`, their main scripts differ. In both, side a has neither a
 * birth date nor a document. In `organisations`, the kind is not person. In `identity`, side a has a birth date or a document.
 */
export function measurePairs(scored: readonly ScoredPair[]): PairMeasures {
  const rows = scored.flatMap(({ pair, score, match }): LabelledScore[] =>
    pair.same === null
      ? []
      : [{ pair, score, match, same: pair.same, scripts: [mainScript(pair.a.names), mainScript(pair.b.names)] }],
  )
  const coreRows = rows.filter(({ pair }) => (pair.set ?? core) === core)
  const categories = grouped(rows, ({ pair }) => pair.category)
  return {
    overall: coreRows.length === 0 ? null : measure(coreRows),
    bySet: measured(grouped(rows, ({ pair }) => pair.set ?? core)),
    byCategory: Object.fromEntries(
      categories.map(([name, group]) => [
        name,
        { ...measure(group), right: round6(group.filter(({ same, match }) => same === match).length / group.length) },
      ]),
    ),
    bySlice: slices(coreRows),
    byScriptPair: measured(grouped(coreRows, ({ scripts }) => [...scripts].sort().join('-'))),
    best: bestThreshold(coreRows),
    calibration: calibrate(coreRows),
  }
}
