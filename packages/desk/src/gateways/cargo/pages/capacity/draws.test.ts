import type { DrawnConsignment, PublicDraw } from '@entente/contracts'
import { expect, test } from 'vitest'
import { checkDraw, openDraw } from './draws.ts'

// The key is the bytes 0 to 31.
const key = Array.from({ length: 32 }, (_, byte) => byte.toString(16).padStart(2, '0')).join('')
const commitment = '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd'
const draw = (given: Partial<PublicDraw> = {}): PublicDraw => ({
  ...{ day: '2026-03-01', commitment, committedAt: '2026-02-28T23:50:00.000Z', key, revealedAt: null, keyLost: false },
  rates: {
    random: [{ stratum: '*/*/*', rate: 0.35 }],
    expected: { red: 0.5, yellow: 0, blue: 0 },
    ...{ explorationShare: 0.1, capacity: 9 },
  },
  ...{ drawn: 2, selected: 1, notDrawn: 0, ...given },
})
const drawn: DrawnConsignment[] = [
  { key: 'air/999-12345675', stratum: 'air/import/known', selected: 'random' },
  { key: 'air/999-12345675#2', stratum: 'air/import/known', selected: null },
]

test('a draw is computed in the browser as by the node', async () => {
  const open = await openDraw(key)
  expect(open.commitment).toBe(commitment)
  expect(await open.of('air/999-12345675')).toEqual({ random: 0.3443992727300591, explore: 0.8433650206150671 })
  expect((await open.of('air/999-12345675#2')).random).toBe(0.6732624225598802)
})

test('a day whose results follow from its key has no fault', async () => {
  expect(await checkDraw(draw(), drawn)).toEqual({
    ...{ fitsCommitment: true, fitsCounts: true, checked: 2, faults: [] },
  })
})

test('another key, another count and another result are found', async () => {
  expect(await checkDraw(draw({ commitment: '00' }), drawn)).toMatchObject({ fitsCommitment: false })
  expect(await checkDraw(draw({ drawn: 3 }), drawn)).toMatchObject({ fitsCounts: false })
  const changed = drawn.map((one) => ({ ...one, selected: one.selected === null ? ('exploration' as const) : null }))
  const { faults } = await checkDraw(draw(), changed)
  expect(faults.map(({ fault }) => fault)).toEqual(['random-missed', 'not-exploration'])
  const random = drawn.map((one) => ({ ...one, selected: 'random' as const }))
  expect((await checkDraw(draw({ selected: 2 }), random)).faults).toEqual([
    { key: 'air/999-12345675#2', fault: 'not-random' },
  ])
})
