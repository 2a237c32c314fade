import { expect, test } from 'vitest'
import { FloodWatch } from './flood-watch.ts'

const minute = 60_000

test('a signal floods from its 51st hit in ten minutes, relative to its bank', () => {
  const watch = new FloodWatch()
  for (let hit = 1; hit <= 50; hit += 1) expect(watch.hit(1, 7, hit * 1000)).toBe(false)
  expect(watch.hit(1, 7, 51_000)).toBe(true)

  const busy = new FloodWatch()
  for (let upload = 0; upload < 20_000; upload += 1) busy.upload(1000)
  // Each other signal has four hits: twenty times that is eighty.
  for (let other = 2; other < 9; other += 1) for (let hit = 0; hit < 4; hit += 1) busy.hit(other, 7, 1000)
  for (let hit = 1; hit <= 80; hit += 1) expect(busy.hit(1, 7, 1000 + hit)).toBe(false)
  expect(busy.hit(1, 7, 2000)).toBe(true)
})

test('a signal floods if it matches over one percent of recent uploads', () => {
  const watch = new FloodWatch()
  for (let upload = 0; upload < 6000; upload += 1) watch.upload(1000)
  for (let other = 2; other < 5; other += 1) for (let hit = 0; hit < 10; hit += 1) watch.hit(other, 7, 1000)
  for (let hit = 1; hit <= 60; hit += 1) expect(watch.hit(1, 7, 1000)).toBe(false)
  expect(watch.hit(1, 7, 1000)).toBe(true)
  const spread = new FloodWatch()
  for (let hit = 1; hit <= 500; hit += 1) expect(spread.hit(1, 7, hit * minute)).toBe(false)
})
