import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDraw } from './draw.ts'
import { type Candidate, type DayRates, type LaneCounts, lanes, noCounts, selectLanes } from './select-lanes.ts'

const draw = createDraw(new Uint8Array(32).fill(7))
const rates: DayRates = {
  randomRateOf: (stratum) => (stratum === 'sea' ? 0.2 : 0),
  expected: { red: 0.2, yellow: 0.1, blue: 0.05 },
  explorationShare: 0.1,
  capacity: 50,
}
const candidates = (count: number, given: Partial<Candidate> = {}): Candidate[] =>
  Array.from({ length: count }, (_, place) => ({
    key: `air/${place}`,
    stratum: 'air',
    lane: 'green',
    score: ((place * 37) % count) / count,
    ...given,
  }))

test('criteria keep their lane, and nothing else is drawn or counted for it', () => {
  const none = { ...rates, expected: { red: 0, yellow: 0, blue: 0 } }
  const batch = candidates(9).map((one, place) => ({ ...one, lane: lanes[place % 3] ?? 'red', stratum: 'sea' }))
  const { selections, counts } = selectLanes(batch, none, noCounts, draw)
  expect(selections.map(({ lane, by }) => [lane, by])).toEqual(batch.map(({ lane }) => [lane, 'criteria']))
  expect(counts).toEqual({ red: 3, yellow: 3, blue: 3, green: 0 })
})

test('the random share of a stratum is what its draws say, above the capacity too', () => {
  const none = { ...rates, expected: { red: 0, yellow: 0, blue: 0 }, capacity: 0 }
  const batch = [...candidates(300, { stratum: 'sea' }), ...candidates(5, { stratum: 'road' })].map((one, place) => ({
    ...one,
    key: `x/${place}`,
  }))
  const { selections } = selectLanes(batch, none, noCounts, draw)
  for (const [place, { lane, by, key }] of selections.entries()) {
    const isDrawn = place < 300 && draw.random(key) < 0.2
    expect([lane, by]).toEqual(isDrawn ? ['red', 'random'] : ['green', null])
  }
})

test('a lane below its expected rate gets the highest scores, red first', () => {
  const { selections, counts } = selectLanes(candidates(100), { ...rates, explorationShare: 0 }, noCounts, draw)
  expect(counts).toEqual({ red: 20, yellow: 10, blue: 5, green: 65 })
  const scores = candidates(100).map(({ score }) => score as number)
  for (const [place, { lane }] of selections.entries()) {
    const rank = scores.filter((score) => score > (scores[place] as number)).length
    expect(lane).toBe(rank < 20 ? 'red' : rank < 30 ? 'yellow' : rank < 35 ? 'blue' : 'green')
  }
})

test('a share of the inspections is chosen by each own draw and not by score', () => {
  const { selections } = selectLanes(candidates(400), { ...rates, capacity: 400 }, noCounts, draw)
  for (const { key, by } of selections) expect(by === 'exploration').toBe(draw.explore(key) < 0.02)
  const alone = candidates(400).flatMap(
    (one) => selectLanes([one], { ...rates, capacity: 400 }, noCounts, draw).selections,
  )
  expect(alone.filter(({ by }) => by === 'exploration')).toEqual(selections.filter(({ by }) => by === 'exploration'))
})

test('nothing is promoted to red above the capacity of the day', () => {
  const before = { red: 44, yellow: 0, blue: 0, green: 300 }
  const { counts } = selectLanes(candidates(400), rates, before, draw)
  expect(counts.red).toBe(50)
  expect(selectLanes(candidates(400), rates, { ...before, red: 60 }, draw).counts.red).toBe(60)
})

test('without a model the draw decides, and no key is preferred', () => {
  const batch = candidates(400, { score: null })
  const { selections } = selectLanes(batch, { ...rates, capacity: 400 }, noCounts, draw)
  const red = selections.filter(({ lane }) => lane === 'red').map(({ key }) => draw.explore(key))
  const others = selections.filter(({ lane }) => lane !== 'red').map(({ key }) => draw.explore(key))
  expect(Math.max(...red)).toBeLessThan(Math.min(...others))
})

test('lanes do not depend on the order of a batch, and counts follow from lanes', () => {
  const candidate = fc.record({
    key: fc.string({ minLength: 1, maxLength: 6 }),
    stratum: fc.constantFrom('sea', 'air'),
    lane: fc.constantFrom(...lanes),
    score: fc.option(fc.integer({ min: 0, max: 4 }).map((n) => n / 4)),
  })
  const batches = fc.uniqueArray(candidate, { maxLength: 40, selector: ({ key }) => key })
  fc.assert(
    fc.property(batches, fc.nat(20), fc.nat(9), (batch, capacity, red) => {
      const before: LaneCounts = { ...noCounts, red }
      const given = { ...rates, capacity }
      const { selections, counts } = selectLanes(batch, given, before, draw)
      const turned = selectLanes(batch.toReversed(), given, before, draw)
      expect(turned.selections.toReversed()).toEqual(selections)
      expect(turned.counts).toEqual(counts)
      for (const lane of lanes) {
        const own = selections.filter((one) => one.lane === lane).length
        expect(counts[lane]).toBe(before[lane] + own)
      }
      for (const [place, { lane }] of batch.entries())
        if (lane !== 'green') expect(selections[place]).toMatchObject({ lane, by: 'criteria' })
      const promoted = selections.filter(
        ({ lane, by }) => lane === 'red' && by !== 'criteria' && by !== 'random',
      ).length
      const others = counts.red - promoted
      expect(promoted).toBeLessThanOrEqual(Math.max(0, capacity - others))
    }),
    { seed: 11 },
  )
})
