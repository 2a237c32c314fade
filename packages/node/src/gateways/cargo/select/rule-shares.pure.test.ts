import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDraw } from './draw.ts'
import { decideShares, type SharedHit } from './rule-shares.ts'

const draw = createDraw(new Uint8Array(32).fill(9))
const hit = (key: string, given: Partial<SharedHit> = {}): SharedHit => ({
  ...{ ruleId: 'a', key, share: 0.1, mostUnselected: null, draw },
  ...given,
})
const hits = (count: number, given: Partial<SharedHit> = {}) =>
  Array.from({ length: count }, (_, place) => hit(`air/${place}`, given))

test('a rule selects its share of its hits by their draws', () => {
  const { selected, unselected } = decideShares(hits(20_000), new Map())
  const share = selected.filter(Boolean).length / selected.length
  expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
  for (const [place, isSelected] of selected.entries()) expect(isSelected).toBe(draw.share('a', `air/${place}`) < 0.1)
  expect(unselected.get('a')).toBeLessThan(200)
})

test('after so many hits in a row that were not selected the next one is', () => {
  const never = { share: Number.MIN_VALUE, mostUnselected: 3 }
  const { selected, unselected } = decideShares(hits(9, never), new Map([['a', 2]]))
  expect(selected).toEqual([false, true, false, false, false, true, false, false, false])
  expect(unselected.get('a')).toBe(3)
})

test('a hit is selected if nothing is drawn on its day', () => {
  expect(decideShares(hits(5, { draw: null }), new Map()).selected).toEqual(new Array(5).fill(true))
})

test('rules count apart, and the order of a batch decides nothing', () => {
  const given = fc.record({
    ruleId: fc.constantFrom('a', 'b'),
    key: fc.string({ minLength: 1, maxLength: 4 }),
    mostUnselected: fc.option(fc.integer({ min: 1, max: 4 })),
  })
  const batches = fc.uniqueArray(given, { maxLength: 30, selector: ({ ruleId, key }) => `${ruleId}\n${key}` })
  fc.assert(
    fc.property(batches, (batch) => {
      const all = batch.map((one) => hit(one.key, { ...one, share: 0.4 }))
      const { selected, unselected } = decideShares(all, new Map())
      const turned = decideShares(all.toReversed(), new Map())
      expect(turned.selected.toReversed()).toEqual(selected)
      for (const id of ['a', 'b']) {
        const own = decideShares(
          all.filter(({ ruleId }) => ruleId === id),
          new Map(),
        )
        expect(own.unselected.get(id)).toBe(unselected.get(id))
      }
    }),
    { seed: 5 },
  )
})
