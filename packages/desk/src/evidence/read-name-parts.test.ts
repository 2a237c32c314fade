import type { HitEvidence } from '@entente/contracts'
import { expect, test } from 'vitest'
import { namePartsOf, oneIn, rarityOf } from './read-name-parts.ts'

const item = (part: Partial<HitEvidence>): HitEvidence => ({
  key: 'evidence.text',
  values: {},
  kind: 'token',
  text: '',
  weight: 3,
  a: null,
  b: null,
  role: null,
  relation: 'equal',
  scheme: null,
  frequency: null,
  ...part,
})

test('letters are marked between two spellings, but not between two scripts', () => {
  const [spelt, read] = namePartsOf([
    item({ a: 'Yusuf', b: 'Yosef', relation: 'spelling', frequency: 0.007 }),
    item({ a: 'Tanaka', b: '田中', relation: 'reading', scheme: 'hepburn' }),
  ])
  expect(spelt?.alignment?.places).toEqual([2, 4])
  expect(read).toMatchObject({ alignment: null, scheme: 'hepburn', side: 'for', ticks: 3 })
})

test('missing and contradicting parts count against; parts without weight count on neither side', () => {
  const parts = namePartsOf([
    item({ kind: 'omission', a: 'Amine', relation: 'absent', weight: -1.1 }),
    item({ kind: 'contradiction', a: 'Walid', b: 'Khalid', relation: 'unlike', weight: -5 }),
    item({ kind: 'mixed-script', a: 'Pеtrov', relation: 'look-alike', weight: 0 }),
  ])
  expect(parts.map(({ side, ticks }) => [side, ticks])).toEqual([
    ['against', 2],
    ['against', 4],
    ['neither', 0],
  ])
  expect(parts[1]?.alignment?.places, 'the first letter is another').toEqual([1])
})

test('the list contains only parts of names, not dates, prior or order', () => {
  const old = item({ kind: 'token', relation: null, text: 'The names are alike.' })
  expect(
    namePartsOf([
      item({ kind: 'birth-date', a: '1970', b: '1970' }),
      item({ kind: 'prior', relation: 'prior', weight: -6.5 }),
      item({ a: 'Sun Dawei', b: 'Dawei Sun', relation: 'order', weight: -0.2 }),
      old,
    ]),
  ).toEqual([])
})

test('the frequency of a name is shown with two digits and a word', () => {
  expect([0.003, 0.0003, 0.035, 0.00012].map(oneIn)).toEqual([330, 3300, 29, 8300])
  expect([0.03, 0.003, 0.0006, 0.0002].map(rarityOf)).toEqual(['very-common', 'common', 'uncommon', 'rare'])
})
