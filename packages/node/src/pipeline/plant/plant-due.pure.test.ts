import { seededRandom } from '@entente/readers'
import { expect, test } from 'vitest'
import { drawPlants, type PlantingState } from './plant-due.ts'

const state: PlantingState = { cases: 10, drawn: 10, inBlock: 10, plantedInBlock: 0, waiting: 0 }
const never = () => 0.999
test.each([
  ['no new case', {}, never, 0],
  ['a drawn case', { cases: 11 }, () => 0.0299, 1],
  ['a case that is not drawn', { cases: 11 }, () => 0.03, 0],
  ['two missing, 25 cases before the end', { inBlock: 75 }, never, 0],
  ['two missing, 24 cases before the end', { inBlock: 76 }, never, 2],
  ['one missing, 13 cases before the end', { inBlock: 87, plantedInBlock: 1 }, never, 0],
  ['one missing, 12 cases before the end', { inBlock: 88, plantedInBlock: 1 }, never, 1],
  ['one judged and one waiting', { inBlock: 99, plantedInBlock: 1, waiting: 1 }, never, 0],
] satisfies [string, Partial<PlantingState>, () => number, number][])(
  'S20: the draw of a reviewer: %s',
  (_what, given, random, count) => {
    expect(drawPlants({ ...state, ...given }, random)).toBe(count)
  },
)

/** The full count is 50,000 cases: `PLANTED_CASES=50000`. */
const cases = Number(process.env.PLANTED_CASES ?? 5000)
test.each([
  ['one reviewer', [1], 10],
  ['three reviewers', [1, 2, 3], 10],
  ['six reviewers, one ten times as fast as another', [1, 2, 3, 4, 6, 10], 15],
])('S20: the share of planted cases is within its limits for %s', (_what, paces, depth) => {
  const { share, shares, short, blocks } = simulate(paces, depth)
  console.info(
    `planted ${(share * 100).toFixed(2)} % of ${cases} cases, ${short} of ${blocks} blocks with fewer than two`,
  )
  // So few cases as in the suite scatter by a fifth of the share.
  const chance = cases < 50_000 ? 0.01 : 0
  expect(share).toBeGreaterThanOrEqual(0.02)
  expect(share).toBeLessThanOrEqual(0.04 + chance)
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.02 - chance)
})

/** Reviewers take the cases of one queue. A planted case comes up within so many cases, and whoever is next takes it. */
function simulate(paces: readonly number[], depth: number) {
  const below = seededRandom(7)
  const random = () => below(2 ** 30) / 2 ** 30
  const reviewers = paces.map(() => ({ planted: [] as boolean[], drawn: 0, waiting: 0 }))
  const ends = paces.map((_, at) => paces.slice(0, at + 1).reduce((all, one) => all + one, 0))
  const sum = ends.at(-1) as number
  let queue: { due: number; of: number }[] = []
  for (let n = 0; n < cases; n++) {
    const place = random() * sum
    const next = ends.findIndex((end) => place < end)
    const reviewer = reviewers[next] as (typeof reviewers)[number]
    const taken = queue.find(({ due }) => due <= n)
    if (taken !== undefined) {
      queue = queue.filter((one) => one !== taken)
      ;(reviewers[taken.of] as typeof reviewer).waiting -= 1
    }
    reviewer.planted.push(taken !== undefined)
    const done = reviewer.planted.length
    const block = reviewer.planted.slice(Math.floor(done / 100) * 100)
    const plantedInBlock = block.filter((one) => one).length
    const given = {
      cases: done,
      drawn: reviewer.drawn,
      inBlock: block.length,
      plantedInBlock,
      waiting: reviewer.waiting,
    }
    const count = drawPlants(given, random)
    reviewer.drawn = done
    for (let one = 0; one < count; one++) queue.push({ due: n + 1 + Math.floor(random() * depth), of: next })
    reviewer.waiting += count
  }
  const shareOf = (planted: readonly boolean[]) => planted.filter((one) => one).length / planted.length
  const blocks = reviewers.flatMap(({ planted }) =>
    Array.from({ length: Math.floor(planted.length / 100) }, (_, at) => planted.slice(at * 100, at * 100 + 100)),
  )
  return {
    share: shareOf(reviewers.flatMap(({ planted }) => planted)),
    shares: reviewers.map(({ planted }) => shareOf(planted)),
    short: blocks.filter((block) => block.filter((one) => one).length < 2).length,
    blocks: blocks.length,
  }
}
