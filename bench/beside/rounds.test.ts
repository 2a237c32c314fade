import { expect, test } from 'vitest'
import type { Measured } from './bench-beside.ts'
import { compareRounds } from './compare-rounds.ts'
import { type Round, runRounds, type Tree } from './run-rounds.ts'

const work = (cpuSeconds: number, more: Partial<Measured> = {}): Measured => ({
  ...{ name: 'reading', item: 'reservation', items: 100, outcome: '100 read' },
  cpuSeconds,
  ...more,
})
const round = (here: Measured, older: Measured): Round => ({ first: 'this', this: [here], older: [older] })

test('the trees alternate, and each round reverses their order', async () => {
  const order: Tree[] = []
  const rounds = await runRounds(
    3,
    async (tree) => {
      order.push(tree)
      return [work(tree === 'this' ? 1 : 2)]
    },
    () => {},
  )
  expect(order).toEqual(['this', 'older', 'older', 'this', 'this', 'older'])
  expect(rounds.map(({ first }) => first)).toEqual(['this', 'older', 'this'])
  expect(rounds.map((one) => [one.this[0]?.cpuSeconds, one.older[0]?.cpuSeconds])).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ])
})

test('a ratio above 1 means that this tree needs less CPU time per item', () => {
  const [row] = compareRounds([round(work(2), work(3))]).rows
  expect(row).toMatchObject({ ratio: 1.5, thisMs: 20, olderMs: 30, ratios: [1.5] })
})

test('the CPU time of a tree is divided by the number of items that it processed', () => {
  const [row] = compareRounds([round(work(2, { items: 200 }), work(2))]).rows
  expect(row?.ratio).toBe(2)
})

test('the ratio is the median of the ratios of pairs, not the ratio of medians', () => {
  // The machine was three times slower in the second round.
  const { rows } = compareRounds([round(work(1), work(2)), round(work(3), work(6)), round(work(1), work(1))])
  expect(rows[0]).toMatchObject({ ratios: [2, 2, 1], ratio: 2, interval: { low: 1, high: 2, level: 0.75 } })
})

test('the rate, statements and commits of a node are medians per item', () => {
  const node = (seconds: number, statements: number) => ({ node: { seconds, statements, commits: 50 } })
  const { rows } = compareRounds([
    round(work(1, node(1, 1000)), work(1, node(2, 2000))),
    round(work(1, node(1, 1200)), work(1, node(4, 2000))),
    round(work(1, node(2, 1400)), work(1, node(2, 2000))),
  ])
  expect(rows[0]?.node).toEqual({
    this: { perSecond: 100, statements: 12, commits: 0.5 },
    older: { perSecond: 50, statements: 20, commits: 0.5 },
  })
  expect(compareRounds([round(work(1), work(1))]).rows[0]?.node).toBeNull()
})

test('work with different outcomes is listed once', () => {
  const pair = round(work(1), work(1, { outcome: '99 read' }))
  expect(compareRounds([pair, pair]).differences).toEqual(['reading: this tree 100 read, older commit 99 read'])
  expect(compareRounds([round(work(1), work(1))]).differences).toEqual([])
})

test('work that only one tree did is an error', () => {
  expect(() => compareRounds([round(work(1), work(1, { name: 'other' }))])).toThrow('did not measure "reading"')
})
