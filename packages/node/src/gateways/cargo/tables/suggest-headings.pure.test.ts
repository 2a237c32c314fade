import { expect, test } from 'vitest'
import { shippedTable } from './shipped-tables.ts'
import { indexHeadings, mostSuggested, suggestHeadings } from './suggest-headings.ts'

const texts = new Map(shippedTable('hs').rows.map(({ code, text }) => [String(code), String(text)]))
const index = indexHeadings(texts)
const of = (description: string, ...stated: string[]) => suggestHeadings(index, description, stated)

/** Invented descriptions with the heading of their goods. */
const described: readonly (readonly [string, string])[] = [
  ['HYDRAULIC CYLINDER SEALS AND RINGS', '8484'],
  ['BRASS BALL VALVES FOR WATER PIPES', '8481'],
  ['LAPTOP COMPUTERS 14 INCH', '8471'],
  ["MEN'S COTTON SHIRTS", '6205'],
  ['WOODEN OFFICE DESKS', '9403'],
  ['BICYCLE TYRES RUBBER', '4011'],
  ['FROZEN SHRIMPS 20 CTN', '0306'],
  ['ROASTED COFFEE BEANS', '0901'],
  ['PAINT BRUSHES', '9603'],
  ['CENTRIFUGAL PUMPS FOR LIQUIDS', '8413'],
  ['HUNTING RIFLES', '9303'],
  ['PLASTIC BOTTLES', '3923'],
  ['SMARTPHONES', '8517'],
  ['CERAMIC FLOOR TILES', '6907'],
  ['FRESH CUT ROSES', '0603'],
  ['LITHIUM ION BATTERIES', '8507'],
  ['ELECTRIC DETONATORS', '3603'],
  ['LADIES LEATHER HANDBAGS', '4202'],
  ['INSULATED COPPER CABLE', '8544'],
  ['SODIUM CYANIDE', '2837'],
  ['DRIED MANGOES', '0804'],
  ['IRON GATES', '7308'],
  ['EMPTY TINS FOR PELLETS', '7310'],
  ['RED WINE BOTTLED', '2204'],
]

test('the right heading is among the first three for most descriptions', () => {
  const right = described.filter(([description, heading]) => of(description).includes(heading))
  expect(right.length).toBeGreaterThanOrEqual(19)
  for (const [description] of described) expect(of(description).length).toBeLessThanOrEqual(mostSuggested)
})

test('a code that fits the description is no disagreement, in any length', () => {
  expect(of('BRASS BALL VALVES', '8481')).toEqual([])
  expect(of('BRASS BALL VALVES', '8481.80.10')).toEqual([])
  expect(of('BRASS BALL VALVES', '940171', '848180')).toEqual([])
  expect(of('BRASS BALL VALVES', '940171')).toContain('8481')
})

test('a description that the texts hardly know suggests nothing', () => {
  expect(of('ZORBLAX QWERTY', '848180')).toEqual([])
  expect(of('ZORBLAX QWERTY VALVE KRIMSTOP', '940171')).toEqual([])
  expect(of('12 CTN 40 KG, REF 4711', '940171')).toEqual([])
  expect(of('')).toEqual([])
})

test('goods that a text excepts do not count for its heading', () => {
  const own = indexHeadings(
    new Map([
      ['8401', 'Boilers; other than kettles'],
      ['7323', 'Kettles and pans'],
    ]),
  )
  expect(suggestHeadings(own, 'KETTLES', [])).toEqual(['7323'])
})

test('a description of a thousand words costs no more than its first ones', () => {
  const words = Array.from({ length: 1000 }, (_, n) => `WORD${String.fromCharCode(65 + (n % 26))}${n}`).join(' ')
  expect(of(`BRASS VALVES ${words}`)).toEqual([])
})
