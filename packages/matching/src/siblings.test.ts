import { expect, test } from 'vitest'
import { compare } from './compare.ts'

const day = { birthDates: ['1971-03-02'], nationalities: ['NOR'] }

test('a sibling of the listed person is no match: same rare surname, birth date and nationality, another given name', () => {
  const twin = compare({ names: ['Peter Vork'], ...day }, { id: 'x', names: ['Nils Vork'], ...day })
  expect(twin.verdict).not.toBe('match')
  expect(twin.evidence.some((e) => e.kind === 'contradiction')).toBe(true)
})

test('another spelling of the given name is still a match', () => {
  const same = compare({ names: ['Yusuf Vork'], ...day }, { id: 'x', names: ['Youssef Vork'], ...day })
  expect(same.verdict).toBe('match')
})

test('the same document number still matches, whatever the given name', () => {
  const documents = [{ number: 'N4471906B', country: 'NOR' }]
  const holder = compare(
    { names: ['Peter Vork'], ...day, documents },
    { id: 'x', names: ['Nils Vork'], ...day, documents },
  )
  expect(holder.verdict).toBe('match')
})
