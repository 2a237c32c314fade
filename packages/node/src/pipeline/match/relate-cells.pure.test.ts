import { compare, type Identity } from '@entente/matching'
import { expect, test } from 'vitest'
import { relateCells, statedBy } from './relate-cells.ts'

const today = '2026-11-24'
/** Returns the cells as `relation` or `relation how`, by id. */
function related(a: Partial<Identity>, b: Partial<Identity>): Record<string, string> {
  const [record, entry] = [
    { names: ['Nils Vork'], ...a },
    { id: 'x', names: ['Nils Vork'], ...b },
  ]
  const { evidence } = compare(record, entry, { today })
  const cells = relateCells(evidence, statedBy(record, entry))
  return Object.fromEntries(cells.map(({ id, relation, how }) => [id, how === null ? relation : `${relation} ${how}`]))
}
const names = (a: string, b: string) => related({ names: [a] }, { names: [b] }).name
const dates = (a: string, b: string) => related({ birthDates: [a] }, { birthDates: [b] })['birth-date']
const document = (number: string, country = 'NOR') => ({ documents: [{ number, country }] })

test('what one side does not give is not said', () => {
  const nothing = { 'birth-date': 'not-said', document: 'not-said', nationality: 'not-said' }
  expect(related({}, {})).toEqual({ name: 'same', ...nothing })
  expect(related({ birthDates: ['1971-03-02'], nationalities: ['NOR'], ...document('N4471906B') }, {})).toEqual({
    name: 'same',
    ...nothing,
  })
  const only = related({ names: [], ...document('N4471906B') }, { names: [], ...document('N4471906B') })
  expect(only).toEqual({ ...nothing, name: 'not-said', document: 'same' })
})

test.each([
  ['Nils Vork', 'VORK, Nils', 'same'],
  ['Selma Drabikova', 'Сельма Драбикова', 'same script'],
  ['Mohammed Qarmouti', 'Muhammad Qarmouti', 'alike spelling'],
  ['Nils Anders Vork', 'Nils Vork', 'alike part'],
  ['Nils Vork', 'Olena Petrenko', 'differs'],
])('the names %s and %s are %s', (a, b, relation) => {
  expect(names(a, b)).toBe(relation)
})

test.each([
  ['1971-03-02', '1971-03-02', 'same'],
  ['1971-03-02', '1971-03-03', 'alike oneDay'],
  ['1971-03-31', '1971-04-01', 'alike oneDay'],
  ['1971-12-31', '1972-01-01', 'alike oneDay'],
  ['1971-03-02', '1971-02-03', 'alike exchanged'],
  ['1971-03-02', '1971-03', 'alike month'],
  ['1971-03-02', '1971', 'alike year'],
  ['1971-03-02', '1971~', 'alike year'],
  ['1971-01-01', '1971-01-01', 'alike dayUnknown'],
  ['1971-03-02', '1971-03-04', 'differs'],
  ['1971-03-02', '1971-03-12', 'differs'],
  ['1971-03-02', '1972-03-02', 'differs'],
  ['1971-03-02', '1990', 'differs'],
])('the birth dates %s and %s are %s', (a, b, relation) => {
  expect(dates(a, b)).toBe(relation)
})

test('a document with at most two differing places or another issuer is alike', () => {
  const relation = (a: object, b: object) => related(a, b).document
  const own = document('N4471906B')
  expect(relation(own, document('N4471906B'))).toBe('same')
  expect(relation(own, document('N 4471906-B'))).toBe('same')
  expect(relation(own, document('N4471906B', 'SWE'))).toBe('alike issuer')
  expect(relation(own, document('N4471506B'))).toBe('alike places')
  expect(relation(own, document('N4471586B'))).toBe('alike places')
  expect(relation(own, document('N4471587B'))).toBe('differs')
  expect(relation(own, document('N447190B'))).toBe('differs')
})

test('a nationality is the same or differs, and no cell contains a value', () => {
  const cells = relateCells(
    compare(
      { names: ['Nils Vork'], nationalities: ['NOR'], birthDates: ['1971-03-02'], ...document('N4471906B') },
      { id: 'x', names: ['Nils Vork'], nationalities: ['SWE'], birthDates: ['1971-03-03'], ...document('N4471506B') },
      { today },
    ).evidence,
    { names: true, documents: { a: [], b: [] } },
  )
  expect(cells.at(-1)).toEqual({ id: 'nationality', relation: 'differs', how: null })
  expect(JSON.stringify(cells)).not.toMatch(/Vork|NOR|SWE|1971|447/)
})
