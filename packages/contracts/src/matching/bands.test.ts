import { expect, test } from 'vitest'
import { bandOfStrength, type Cell, isPartOfName, mediaStrength, strengthOf } from './bands.ts'

const evidence = (weights: [kind: string, weight: number | null][]) =>
  weights.map(([kind, weight]) => ({ kind, weight }))
const cells = (
  name: Cell['relation'],
  birth: Cell['relation'] = 'not-said',
  document: Cell['relation'] = 'not-said',
  nationality: Cell['relation'] = 'not-said',
) => [
  { id: 'name', relation: name },
  { id: 'birth-date', relation: birth },
  { id: 'document', relation: document },
  { id: 'nationality', relation: nationality },
]
const names: [string, number][] = [
  ['token', 5.3],
  ['token', 5.3],
  ['cap', -0.6],
]
const common: [string, number][] = [
  ['token', 2.5],
  ['token', 2.5],
]
const agreeing: [string, number][] = [...names, ['birth-date', 5], ['nationality', 2.5], ['gender', 0.3]]

test.each([
  ['two common names', common, cells('same'), { value: 2.17, filled: 2, hollow: 0, band: 'slight', compared: 1 }],
  ['two names, nothing else', names, cells('same'), { value: 4.34, filled: 4, hollow: 0, band: 'close', compared: 1 }],
  [
    'the same names and another birth date',
    [...names, ['birth-date', -4.6]],
    cells('same', 'differs'),
    { value: 2.35, filled: 2, hollow: 1, band: 'slight', compared: 2 },
  ],
  [
    'names, birth date, nationality and sex',
    agreeing,
    cells('same', 'same', 'not-said', 'same'),
    { value: 7.73, filled: 7, hollow: 0, band: 'very-close', compared: 3 },
  ],
  [
    'the same and a document that differs in 6 places',
    [...agreeing, ['document', -4]],
    cells('same', 'same', 'differs', 'same'),
    { value: 5.99, filled: 5, hollow: 1, band: 'partial', compared: 4 },
  ],
] as const)('the strength of %s', (_what, weights, relations, expected) => {
  const strength = strengthOf(evidence(weights as unknown as [string, number][]), relations)
  expect(strength).toEqual({ ...expected, value: expect.closeTo(expected.value, 2), of: 4 })
})

test('the prior, the calibration and a line without weight do not count', () => {
  const weights: [string, number | null][] = [...names, ['prior', -6.5], ['prior', 0.4], ['alias-quality', null]]
  expect(strengthOf(evidence(weights), cells('same'))).toEqual(strengthOf(evidence(names), cells('same')))
})

test('one compared cell of four is at most close, a differing birth date or document at most partial', () => {
  const strong = evidence([['document', 20]])
  expect(strengthOf(strong, cells('not-said', 'not-said', 'same')).band).toBe('close')
  expect(strengthOf(strong, cells('same', 'not-said', 'same')).band).toBe('very-close')
  expect(strengthOf(strong, cells('same', 'differs', 'same')).band).toBe('partial')
  expect(strengthOf(strong, cells('same', 'same', 'differs')).band).toBe('partial')
  expect(strengthOf(strong, cells('same', 'same', 'same', 'differs')).band).toBe('very-close')
  expect(strengthOf(strong, []).band).toBe('very-close')
})

test('filled and hollow steps are at most eight; little evidence against it shows one', () => {
  const strength = (weights: [string, number][]) => {
    const { filled, hollow } = strengthOf(evidence(weights), cells('same', 'same'))
    return [filled, hollow]
  }
  expect(strength([['token', 30]])).toEqual([8, 0])
  expect(strength([['token', 30], ['gender', -1.5]])).toEqual([8, 0]) // biome-ignore format: one case a line
  expect(strength([['token', 9], ['gender', -1.5]])).toEqual([3, 1]) // biome-ignore format: one case a line
  expect(strength([['token', 9], ['birth-date', -30]])).toEqual([0, 8]) // biome-ignore format: one case a line
  expect(strength([['cap', -3]])).toEqual([0, 0])
})

test('the limits of the bands are 3.5, 4 and 6', () => {
  const words = [-1, 3.49, 3.5, 3.99, 4, 5.99, 6, 12].map(bandOfStrength)
  expect(words.slice(0, 4)).toEqual(['slight', 'slight', 'partial', 'partial'])
  expect(words.slice(4)).toEqual(['close', 'close', 'very-close', 'very-close'])
})

test('the strength of content falls from 8 for equal bytes to 0 at the limit of the radius', () => {
  const near = (distance: number | null, radius: number | null, similarity: number | null) =>
    mediaStrength({ distance, radius, similarity })
  const values = [near(0, 31, null), near(31, 31, null), near(0, 0, null), near(null, null, null)]
  expect(values.map(({ value, band }) => [value, band])).toEqual([
    [8, 'very-close'],
    [0, 'slight'],
    [8, 'very-close'],
    [8, 'very-close'],
  ])
  expect(near(null, null, 0.5)).toMatchObject({ value: 4, filled: 4, hollow: 0, band: 'close' })
  const [exact] = [mediaStrength({ distance: 0, radius: null, similarity: null }, [{ id: 'bytes', relation: 'same' }])]
  expect(exact).toMatchObject({ band: 'very-close', compared: 1, of: 1 })
})

test('harmless content that is farther away weakens a match, and never an equal hash', () => {
  const near = (distance: number) => ({ distance, radius: 32, similarity: null })
  expect(mediaStrength(near(8), [], near(24))).toMatchObject({ value: 4, filled: 4, hollow: 2, band: 'close' })
  expect(mediaStrength(near(8))).toMatchObject({ value: 6, filled: 6, hollow: 0 })
  expect(mediaStrength(near(0), [], near(24))).toMatchObject({ value: 8, filled: 8, hollow: 0, band: 'very-close' })
})

test.each([
  ['Nils Vork', 'Nils Anders Vork', true],
  ['VORK', 'Vork-Aasen', true],
  ['José', 'JOSE MARIA', true],
  ['رضا', 'رضا بهرامی', true],
  ['Vork Nils', 'Nils Anders Vork', true],
  ['Nils Nils', 'Nils Anders Vork', false],
  ['Nils Vork', 'Nils Vork', false],
  ['Nils Anders Vork', 'Nils Vork', false],
  ['Nils Vorc', 'Nils Anders Vork', false],
  ['', 'Nils', false],
  ['-', 'Nils', false],
])('%s is a part of %s: %s', (part, whole, expected) => {
  expect(isPartOfName(part, whole)).toBe(expected)
})
