import { createHash } from 'node:crypto'
import { createDraw, noCounts, selectLanes } from '@entente/node/cargo-select'
import {
  type Declarations,
  labelsOf,
  makeBaseline,
  measureRanking,
  orderByScore,
  pickRows,
  scoreByTable,
  scoreRows,
  trainModel,
} from '@entente/node/cargo-targeting'
import type { Figure, Findings } from '../report/figure.ts'
import { cpuSeconds } from '../report/measure-cpu.ts'
import { readDeclared } from './read-declared.ts'

type Rows = Declarations['rows']

/** The simulated months, the last ones of the file. */
const months = 6
/** The share of the inspections that is drawn uniformly. */
const explorationShare = 0.1
/** A model is trained from so many labelled rows. Before, the table of hit rates chooses. */
const fewestRows = 1000

interface Scenario {
  name: string
  /** Whether all declarations before the simulated months were inspected, as those of the data set were. */
  history: boolean
  /** The share of each day's declarations that is inspected. */
  inspectedShare: number
}
const scenarios: readonly Scenario[] = [
  { name: 'half a year of inspections before, then 10 %', history: true, inspectedShare: 0.1 },
  { name: 'empty node, 10 % inspected', history: false, inspectedShare: 0.1 },
  { name: 'empty node, 30 % inspected', history: false, inspectedShare: 0.3 },
]
const goal = { is: 'at least', value: 85 } as const

/**
 * Simulates six months in which only the labels of inspected rows are revealed: the node's selection gives nine in ten
 * inspections to the highest scores of each day and draws one in ten uniformly; the model is trained anew each month. Then each model is compared with
 * one that knows every label of the same rows, on declarations of the next quarter.
 */
export function measureLoop({ data, seed }: { data: string; seed: number }): Pick<Findings, 'figures' | 'faults'> {
  const declared = readDeclared(data)
  if (declared === null) return { figures: [], faults: [] }
  const { train, valid } = declared
  const first = [...new Set(train.dates.map(monthOf))].sort().at(-months) as string
  const labels = labelsOf(train)
  const evaluated = labelsOf(valid)
  const precisionOf = (known: Int8Array): number => {
    const scores = chooseScores(train.rows, known, valid.rows, seed) as Float64Array
    return 100 * (measureRanking('', orderByScore(scores, valid.ids), evaluated)[0]?.precision ?? 0)
  }
  const before = labels.map((label, row) => (monthOf(train.dates[row] as string) < first ? label : -1))
  const during = labels.map((label, row) => (before[row] === -1 ? label : -1))
  const every = { history: precisionOf(labels), empty: precisionOf(during) }
  const historyAlone = precisionOf(before)
  const figures: Figure[] = []
  for (const scenario of scenarios) {
    process.stderr.write(`  ${scenario.name}\n`)
    let loop: Loop | undefined
    const known = scenario.history ? before : new Int8Array(labels.length).fill(-1)
    const seconds = cpuSeconds(() => {
      loop = simulate(train, first, labels, known, scenario.inspectedShare, seed)
    })
    const { revealed, explored, hitRates } = loop as Loop
    const full = scenario.history ? every.history : every.empty
    const partial = precisionOf(revealed)
    figures.push(
      {
        name: `precision, first 5 %: ${scenario.name}`,
        value: partial,
        unit: '%',
        beside: { name: 'every label', value: full },
        note: `${count(revealed) - count(known)} of ${count(during)} rows inspected, ${seconds.toFixed(1)} CPU s; hits by month: ${hitRates.map((rate) => `${Math.round(rate * 100)} %`).join(', ')}${scenario.history ? `; the inspections before alone: ${historyAlone.toFixed(1)} %` : ''}`,
      },
      {
        name: 'of the precision with every label',
        value: (100 * partial) / full,
        unit: '%',
        goal,
        note: `positive among the drawn inspections ${share(explored)}, among all declarations ${share(during)}`,
      },
    )
  }
  return { figures, faults: [] }
}

const monthOf = (date: string): string => date.slice(0, 7)
const count = (labels: Int8Array): number => labels.reduce((sum, label) => sum + (label < 0 ? 0 : 1), 0)
function share(labels: Int8Array): string {
  const positives = labels.reduce((sum, label) => sum + (label === 1 ? 1 : 0), 0)
  return `${((100 * positives) / count(labels)).toFixed(1)} % of ${count(labels)}`
}

interface Loop {
  /** The labels known at the end; -1 for the other rows. */
  revealed: Int8Array
  /** The labels of the rows that were drawn uniformly. */
  explored: Int8Array
  /** The positive share of the inspections of each month. */
  hitRates: number[]
}

function simulate(
  { rows, dates, ids }: Declarations,
  first: string,
  labels: Int8Array,
  known: Int8Array,
  inspectedShare: number,
  seed: number,
): Loop {
  const revealed = known.slice()
  const explored = new Int8Array(labels.length).fill(-1)
  const hitRates: number[] = []
  const rates = {
    randomRateOf: () => 0,
    expected: { red: inspectedShare, yellow: 0, blue: 0 },
    explorationShare,
    capacity: labels.length,
  }
  // Counts run on from day to day, so that no day rounds its share of inspections down.
  let counts: Parameters<typeof selectLanes>[2] = noCounts
  const simulated = [...dates.keys()].filter((row) => monthOf(dates[row] as string) >= first)
  for (const ofMonth of groupBy(simulated, (row) => monthOf(dates[row] as string))) {
    const scores = chooseScores(rows, revealed, pickRows(rows, ofMonth), seed)
    const scoreOf = new Map(ofMonth.map((row, place) => [row, scores?.[place] ?? null]))
    const inspected: number[] = []
    for (const ofDay of groupBy(ofMonth, (row) => dates[row] as string)) {
      const draw = createDraw(
        createHash('sha256')
          .update(`${seed}/${dates[ofDay[0] as number]}`)
          .digest(),
      )
      const batch = ofDay.map((row) => ({
        key: ids[row] as string,
        stratum: '',
        lane: 'green' as const,
        score: scoreOf.get(row) ?? null,
      }))
      const selected = selectLanes(batch, rates, counts, draw)
      counts = selected.counts
      for (const [place, { lane, by }] of selected.selections.entries()) {
        const row = ofDay[place] as number
        if (lane === 'red') inspected.push(row)
        if (by === 'exploration') explored[row] = labels[row] as number
      }
    }
    for (const row of inspected) revealed[row] = labels[row] as number
    hitRates.push(inspected.filter((row) => labels[row] === 1).length / inspected.length)
  }
  return { revealed, explored, hitRates }
}

/** Scores rows by what the known labels allow: a model, the table of hit rates, or null without any label. */
function chooseScores(rows: Rows, known: Int8Array, scored: Rows, seed: number): Float64Array | null {
  if (count(known) === 0) return null
  if (count(known) < fewestRows) return scoreByTable(makeBaseline(rows, known), scored)
  return scoreRows(trainModel(rows, known, { seed }), scored)
}

/** Returns the rows of each key, in the order of their first row. */
function groupBy(rows: readonly number[], keyOf: (row: number) => string): number[][] {
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()]
}
