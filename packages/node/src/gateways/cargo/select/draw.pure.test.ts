import { expect, test } from 'vitest'
import { createDraw, drawKey } from './draw.ts'

const dayKey = Uint8Array.from({ length: 32 }, (_, place) => place)
const draw = createDraw(dayKey)

test('commitment and draws are those of the published vector', () => {
  expect(draw.commitment).toBe('630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd')
  expect(draw.random('air/999-12345675')).toBe(0.3443992727300591)
  expect(draw.random(drawKey('air/999-12345675', 2))).toBe(0.6732624225598802)
  expect(draw.explore('air/999-12345675')).toBe(0.8433650206150671)
})

test('only a second generation of a key is drawn anew', () => {
  expect(drawKey('air/999-12345675', 1)).toBe('air/999-12345675')
  expect(drawKey('air/999-12345675', 3)).toBe('air/999-12345675#3')
})

test('100,000 draws are uniform, and a rate of 5 % is met within 0.2 points', () => {
  const [count, cells] = [100_000, 100]
  const found = new Array<number>(cells).fill(0)
  let selected = 0
  for (let number = 0; number < count; number += 1) {
    const u = draw.random(`sea/MAEU${number}`)
    const cell = Math.floor(u * cells)
    found[cell] = (found[cell] ?? 0) + 1
    if (u < 0.05) selected += 1
  }
  const chiSquare = found.reduce((sum, n) => sum + (n - count / cells) ** 2 / (count / cells), 0)
  // The 99 % quantile of the chi-square distribution with 99 degrees of freedom.
  expect(chiSquare).toBeLessThan(134.642)
  expect(Math.abs(selected / count - 0.05)).toBeLessThan(0.002)
})

test('the key of a day has 32 bytes, and does not leave the draw', () => {
  expect(() => createDraw(dayKey.subarray(1))).toThrow(RangeError)
  expect(Object.keys(draw)).toEqual(['commitment', 'random', 'explore', 'share'])
  const copy = dayKey.slice()
  const held = createDraw(copy)
  copy.fill(0)
  expect(held.random('a')).toBe(draw.random('a'))
})
