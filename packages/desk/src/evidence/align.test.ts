import { expect, test } from 'vitest'
import { align, worthMarking } from './align.ts'
import { cellsOf, nameOfInvisible } from './clusters.ts'

const drawn = (a: string, b: string): [string, string] => {
  const { cells } = align(a, b)
  const side = (name: 'a' | 'b') =>
    cells.map((cell) => (cell[name] === null ? '_' : cell.same ? cell[name] : `[${cell[name]}]`)).join('')
  return [side('a'), side('b')]
}

test('differing characters are aligned', () => {
  expect(drawn('K4471906B', 'K4471506B')).toEqual(['K4471[9]06B', 'K4471[5]06B'])
  expect(align('K4471906B', 'K4471506B')).toMatchObject({ places: [6], length: 9 })
})
test('a missing character is a gap on one side and a mark on the other', () => {
  expect(drawn('BENHAMDAN', 'BEN HAMDAN')).toEqual(['BEN_HAMDAN', 'BEN[ ]HAMDAN'])
})
test('upper and lower case do not differ, including the Turkish letter i', () => {
  expect(align('İstanbul', 'ISTANBUL').places).toEqual([])
})
test('a letter and its combining mark count as one character', () => {
  expect(drawn('Zoe\u0308', 'Zoe')).toEqual(['Zo[\u00eb]', 'Zo[e]'])
})
test('cursive scripts are marked by whole words', () => {
  expect(drawn('يوسف حمدان', 'يوسف همدان')).toEqual(['يوسف [حمدان]', 'يوسف [همدان]'])
})
test('two completely different values are not marked', () => {
  expect(worthMarking(align('MRAD', 'OKONKWO'))).toBe(false)
  expect(worthMarking(align('YOUSSEF', 'YUSUF'))).toBe(true)
})
test('an invisible character has its own cell and is shown by name', () => {
  const cells = cellsOf('AB\u202eC\u200d')
  expect(cells).toEqual(['A', 'B', '\u202e', 'C', '\u200d'])
  expect(cells.map(nameOfInvisible)).toEqual([null, null, 'U+202E', null, 'U+200D'])
})
