import type { Measured } from './bench-beside.ts'
import { type Interval, median, medianInterval } from './median-interval.ts'
import type { Round } from './run-rounds.ts'

/** The results of one kind of work over all rounds. */
export interface Row {
  name: string
  item: string
  /** The number of items that one tree processed in the first round. */
  items: number
  /** Median CPU milliseconds per item. */
  thisMs: number
  olderMs: number
  /** One ratio for each round: CPU time per item of the older commit divided by that of this tree. At 1.03 this tree is 3 % faster. */
  ratios: number[]
  ratio: number
  interval: Interval
  /** For work of a node: medians of both trees. */
  node: { this: NodeFigures; older: NodeFigures } | null
}
/** Items a second on the clock, and statements and commits per item. */
export interface NodeFigures {
  perSecond: number
  statements: number
  commits: number
}
export interface Comparison {
  rows: Row[]
  /** Descriptions of work that gave different outcomes in the two trees. The ratios of such work are not comparable. */
  differences: string[]
}

/** Compares the two trees in each round. Throws if one tree did not do a kind of work. */
export function compareRounds(rounds: readonly Round[]): Comparison {
  const differences = new Set<string>()
  const rows = (rounds[0]?.this ?? []).map(({ name, item, items }): Row => {
    const pairs = rounds.map((round) => ({ this: workNamed(name, round.this), older: workNamed(name, round.older) }))
    for (const pair of pairs)
      if (pair.this.outcome !== pair.older.outcome)
        differences.add(`${name}: this tree ${pair.this.outcome}, older commit ${pair.older.outcome}`)
    const ratios = pairs.map((pair) => perItem(pair.older) / perItem(pair.this))
    return {
      name,
      item,
      items,
      thisMs: 1000 * median(pairs.map((pair) => perItem(pair.this))),
      olderMs: 1000 * median(pairs.map((pair) => perItem(pair.older))),
      ratios,
      ratio: median(ratios),
      interval: medianInterval(ratios),
      node: nodeFigures(pairs),
    }
  })
  return { rows, differences: [...differences] }
}

function nodeFigures(pairs: readonly Record<'this' | 'older', Measured>[]): Row['node'] {
  const of = (tree: 'this' | 'older'): NodeFigures | null => {
    const spent = pairs.flatMap((pair) => {
      const { items, node } = pair[tree]
      return node === undefined ? [] : [{ items, ...node }]
    })
    if (spent.length < pairs.length) return null
    return {
      perSecond: median(spent.map(({ items, seconds }) => items / seconds)),
      statements: median(spent.map(({ items, statements }) => statements / items)),
      commits: median(spent.map(({ items, commits }) => commits / items)),
    }
  }
  const [here, older] = [of('this'), of('older')]
  return here === null || older === null ? null : { this: here, older }
}

const perItem = ({ cpuSeconds, items }: Measured): number => cpuSeconds / items

function workNamed(name: string, measured: readonly Measured[]): Measured {
  const work = measured.find((one) => one.name === name)
  if (work === undefined) throw new Error(`one of the trees did not measure "${name}"`)
  return work
}
