import type { Figure, Findings } from '../report/figure.ts'
import { cpuSeconds } from '../report/measure-cpu.ts'
import { makeTrade } from './scenarios/make-trade.ts'
import { type Judged, simulateNode } from './scenarios/simulate-node.ts'

/** The numbers of ordinary consignments: first those that only make parties and routes known, then the measured ones. */
const [before, ordinary] = [20_000, 50_000]

/**
 * Measures the starting rules on invented trade: how many of the invented misdeclarations they select, at which share of
 * all, and how many lawful goods that look alike get a case. All of it is synthetic: patterns and rules are the work of
 * the same people, so the figures say that the parts work together, and nothing about detection in real trade.
 */
export function measureScenarios({ seed }: { seed: number }): Pick<Findings, 'figures' | 'faults'> {
  let judged: Judged[] = []
  const seconds = cpuSeconds(() => {
    judged = judgeTrade(seed, before, ordinary)
  })
  const { recall, selected, lookAlikes, missed, patterns } = summarise(judged)
  const note = 'synthetic'
  const figures: Figure[] = [
    {
      name: 'misdeclarations selected',
      value: 100 * recall,
      unit: '%',
      goal: { is: 'at least', value: 90 },
      note: `${note}, ${patterns} patterns`,
    },
    { name: 'selected of all', value: 100 * selected, unit: '%', goal: { is: 'at most', value: 3 }, note },
    { name: 'look-alikes with a case', value: 100 * lookAlikes, unit: '%', goal: { is: 'at most', value: 5 }, note },
    { name: 'patterns mostly missed', value: missed.length, unit: 'patterns', note: missed.join('; ') },
    { name: 'CPU a consignment, with reading', value: (1e6 * seconds) / (before + ordinary), unit: 'µs' },
  ]
  return { figures, faults: [] }
}

/** Judges `count` ordinary consignments with the patterns and look-alikes among them, after `first` that only make parties known. */
export const judgeTrade = (seed: number, first: number, count: number): Judged[] =>
  simulateNode(makeTrade(seed, first, count)).slice(first)

/** Counts the selected consignments. `missed` are the patterns with less than half of their consignments selected. */
export function summarise(judged: readonly Judged[]) {
  const share = (of: readonly Judged[], test: (one: Judged) => boolean) =>
    of.filter(test).length / Math.max(1, of.length)
  const of = (kind: Judged['kind']) => judged.filter((one) => one.kind === kind)
  const names = [...new Set(of('pattern').map(({ name }) => name as string))]
  return {
    patterns: names.length,
    recall: share(of('pattern'), ({ isSelected }) => isSelected),
    selected: share(judged, ({ isSelected }) => isSelected),
    lookAlikes: share(of('look-alike'), ({ hasCase }) => hasCase),
    missed: names.filter(
      (name) =>
        share(
          of('pattern').filter((one) => one.name === name),
          ({ isSelected }) => isSelected,
        ) < 0.5,
    ),
  }
}
