import { expect, test } from 'vitest'
import { drawSample } from './measure-recall.ts'

const draw = (size: number, of: number): number[] => {
  const sample = drawSample(size)
  for (let place = 0; place < of; place += 1) sample.offer({ id: String(place), identity: { names: [] } })
  return sample.drawn().map(({ id }) => Number(id))
}

test("a sample has the requested size and the file's order, and is repeatable", () => {
  expect(draw(5, 3)).toEqual([0, 1, 2])
  const sample = draw(100, 10_000)
  expect(new Set(sample).size).toBe(100)
  expect(sample).toEqual([...sample].sort((x, y) => x - y))
  expect(draw(100, 10_000)).toEqual(sample)
})
test('a sample is spread over the whole file', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const place of draw(2000, 20_000)) tenths[Math.floor(place / 2000)]! += 1
  // 200 are expected in each part; the bounds are seven standard deviations away.
  for (const count of tenths) expect(Math.abs(count - 200)).toBeLessThan(95)
})
