import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import table from '../tables/vague-terms.json' with { type: 'json' }
import { shippedCheckTables } from './check-tables.ts'
import { createDescriptionJudge } from './vague-descriptions.ts'

const { judgeDescription } = shippedCheckTables()

describe('a vague term alone', () => {
  test('every term of the list is vague, in any case, singular or plural', () => {
    for (const term of table.terms) {
      const singular = term.replace(/S$/, '')
      for (const text of [term, term.toLowerCase(), singular, `${singular}S`, ` ${term.replaceAll(' ', ' - ')}. `])
        expect(judgeDescription(text).state, text).toBe('isolated')
    }
  })

  test.each([
    'GENERAL CARGO, 12 CTNS',
    '20 PALLETS S.T.C. PARTS / 1,250.5 KGS',
    'CONSOLIDATED CARGO AS PER ATTACHED MANIFEST HAWB: abc-00012345 VOL.WGHT.: 12.5 KG',
    'Freight of all kinds',
    'CONSOLIDATION AS PER ATTACHED CARGO MANIFEST',
    'SPARE PARTS PO 4500012 INV NO. 77/A',
    'TOOLS AND ACCESSORIES ETC.',
    'MACHINERY 120X80X60CM 3X20FT 5PCS',
    'NON-HAZARDOUS CHEMICALS, NOT RESTRICTED',
    'ＰＡＲＴＳ',
    '4 CASES 20 KG',
  ])('%s says nothing of the goods', (text) => {
    expect(judgeDescription(text).state).toBe('isolated')
  })

  test('the terms are listed once, the longest first where they overlap', () => {
    expect(judgeDescription('SPARE PARTS, TOOLS, SPARE PARTS')).toEqual({
      state: 'isolated',
      terms: ['SPARE PARTS', 'TOOLS'],
    })
    expect(judgeDescription('NON HAZARDOUS CHEMICALS')).toMatchObject({ terms: ['NON HAZARDOUS CHEMICALS'] })
  })
})

describe('a vague term beside other words', () => {
  test('a term of several words is always vague', () => {
    expect(judgeDescription('SPARE PARTS FOR WEAVING LOOMS TYPE JACQUARD')).toEqual({
      state: 'embedded',
      terms: ['SPARE PARTS'],
    })
  })

  test('a term of one word is vague beside fewer than three words', () => {
    expect(judgeDescription('BRASS PARTS TURNED').state).toBe('embedded')
    expect(judgeDescription('BRASS PARTS TURNED THREADED').state).toBe('plain')
  })

  test('numbers, units, references and codes are no other words', () => {
    expect(judgeDescription('TOOLS 40 CTNS HAWB XY-1234 LOT A7B 9C2D').state).toBe('embedded')
    expect(judgeDescription('PARTS A7B').state).toBe('embedded')
  })
})

test.each([
  'HAND TOOLS - SPANNERS AND WRENCHES',
  'GARMENT STEAMER SPARE ELEMENTS',
  'OPTICAL LENS BLANKS',
  'COTTON T-SHIRTS',
  'NOT DANGEROUS GOODS - PAINT BRUSHES',
  'PAPER BAGS',
  'STEEL DRUMS, EMPTY',
  'LIQUIDAMBAR LUMBER',
  'CERAMIC TILES, SECURE CARGO, NOT RESTRICTED',
  'FROZEN SHRIMP 20 CTNS',
  'رخام',
  '陶瓷砖',
  'BAGS',
])('%s describes goods', (text) => {
  expect(judgeDescription(text).state).toBe('plain')
})

test('a text without letters and digits is no description', () => {
  for (const text of ['', '   ', '. - /', '***']) expect(judgeDescription(text).state).toBe('missing')
})

test('another list replaces the terms', () => {
  const judge = createDescriptionJudge({ ...table, terms: ['BRIC-A-BRAC'] })
  expect(judge('BRIC A BRAC')).toEqual({ state: 'isolated', terms: ['BRIC-A-BRAC'] })
  expect(judge('GENERAL CARGO').state).toBe('plain')
})

test('case, punctuation and added boilerplate do not change the judgement', () => {
  const word = fc.constantFrom('SPARE', 'PARTS', 'GENERAL', 'CARGO', 'BRASS', 'PUMP', 'TOOLS', 'AS', 'PER', 'INVOICE')
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(' ', ', ', ' / ', '. '),
      (words, by) => {
        const plain = judgeDescription(words.join(' '))
        expect(judgeDescription(words.join(by).toLowerCase())).toEqual(plain)
        expect(judgeDescription(`12 CTNS ${words.join(' ')} NOT RESTRICTED 40 KG`)).toEqual(plain)
      },
    ),
  )
})

test('any text is judged without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(['missing', 'plain', 'isolated', 'embedded']).toContain(judgeDescription(text).state)
    }),
  )
  for (const piece of ['SPARE ', 'AS PER ATTACHED ', 'HAWB-', 'A-', '1X', '\u0301'])
    expect(judgeDescription(piece.repeat(200_000))).toBeDefined()
})
