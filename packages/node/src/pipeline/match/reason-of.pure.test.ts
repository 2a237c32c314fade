import { compare } from '@entente/matching'
import { expect, test } from 'vitest'
import { reasonOf } from './reason-of.ts'

const today = '2026-11-24'
const reason = (a: object, b: object) =>
  reasonOf(compare({ names: ['Nils Vork'], ...a }, { id: 'x', names: ['Nils Vork'], ...b }, { today }).evidence).text

test('a queue row names what agrees and what differs in a few words', () => {
  expect(reason({ birthDates: ['1971-03-02'] }, { birthDates: ['1971-03-02'] })).toBe('Same name, same birth date')
  expect(
    reason(
      { birthDates: ['1971-03-02'], nationalities: ['NOR'] },
      { birthDates: ['1990-08-09'], nationalities: ['SWE'] },
    ),
  ).toBe('Same name; birth date differs, nationality differs')
  expect(reason({}, {})).toBe('Same name; no birth date to compare')
})

test('an agreeing document comes before the name', () => {
  const both = { documents: [{ number: 'N4471906B', country: 'NOR' }] }
  expect(reason(both, both)).toMatch(/^Same document number, same name/)
})
