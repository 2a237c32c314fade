import type { Machine } from '../report/machine.ts'
import { table } from '../report/print-findings.ts'
import type { Commit } from './check-out.ts'
import type { Comparison, Row } from './compare-rounds.ts'

export interface Reported extends Comparison {
  bench: string
  seed: string
  machine: Machine
  /** Load averages of the last minute: before the first round, and after each round. */
  loads: readonly number[]
  /** The commit of this tree, and whether the tree has uncommitted changes. */
  here: Commit & { changed: boolean }
  older: Commit
  dependencies: string
  rounds: number
}

/** A comparison passes if its interval includes this ratio or a higher one. */
const leastRatio = 0.97

/** Formats the machine, its load, both commits, and the ratio of each kind of work with its interval. */
export function formatComparison(reported: Reported): string[] {
  const { bench, seed, machine, loads, here, older, rows, differences, rounds } = reported
  const { cores, model, memoryGB, platform, node } = machine
  const level = percent(rows[0]?.interval.level ?? 0)
  const range = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`
  const lines = [
    '',
    `bench ${bench} beside ${older.id.slice(0, 7)} · ${cores} cores ${model}, ${memoryGB} GB, ${platform}, Node ${node} · seed ${seed}`,
    `load average of the last minute: ${loads[0]?.toFixed(1)} before, ${range} in the run`,
    `this tree     ${described(here)}${here.changed ? ', with changes that are not committed' : ''}`,
    `older commit  ${described(older)}, dependencies by ${reported.dependencies}`,
    `${rounds} rounds; both trees in each, this tree first in the odd ones`,
    '',
    ...table(
      [
        [
          'work',
          'items',
          'item',
          'this tree',
          'older',
          'unit',
          'ratio',
          `${level} interval`,
          `${leastRatio} or better`,
        ],
        ...rows.map(cells),
      ],
      [1, 3, 4, 6],
    ),
    '',
    'CPU time is user and system time of all processes that do the work; a node is counted with its decoders and its PostgreSQL.',
    'ratio = CPU time per item of the older commit / CPU time per item of this tree, the median of the rounds. 1.00 is equal speed; above 1 this',
    `tree is faster, below 1 slower. The interval covers the true median with ${level} confidence, whatever the distribution (order statistics).`,
  ]
  const nodes = rows.flatMap(({ name, node }) => (node === null ? [] : [nodeCells(name, node)]))
  if (nodes.length > 0)
    lines.push(
      '',
      ...table(
        [
          [
            'work of a node',
            ...['items / s', 'older', 'times'],
            ...['statements / item', 'older', 'commits / item', 'older'],
          ],
          ...nodes,
        ],
        [1, 2, 3, 4, 5, 6, 7],
      ),
      'Items a second on the clock, from the first request until nothing is left to do, with both trees on the same machine one after the other.',
    )
  if (differences.length > 0)
    lines.push(
      '',
      'NOT THE SAME WORK, so its ratio says nothing:',
      ...differences.map((difference) => `  ${difference}`),
    )
  return lines
}

const described = ({ id, date, subject }: Commit): string => `${id.slice(0, 7)} of ${date}, ${subject}`

function cells({ name, item, items, thisMs, olderMs, ratio, interval }: Row): string[] {
  const { unit, factor } =
    Math.max(thisMs, olderMs) < 1 ? { unit: 'CPU µs', factor: 1000 } : { unit: 'CPU ms', factor: 1 }
  const time = (ms: number) => (ms * factor).toFixed(ms * factor < 100 ? 2 : 0)
  return [
    ...[name, String(items), item, time(thisMs), time(olderMs), `${unit} / ${item}`],
    ...[ratio.toFixed(3), `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`],
    interval.high >= leastRatio ? 'in the interval' : 'NOT in the interval',
  ]
}

function nodeCells(name: string, { this: here, older }: NonNullable<Row['node']>): string[] {
  const [rate, count] = [(value: number) => value.toFixed(1), (value: number) => value.toFixed(2)]
  return [
    ...[name, rate(here.perSecond), rate(older.perSecond), count(here.perSecond / older.perSecond)],
    ...[count(here.statements), count(older.statements), count(here.commits), count(older.commits)],
  ]
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
