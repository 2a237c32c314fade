import { expect, test } from 'vitest'
import { compare } from './score/compare.ts'

const day = { birthDates: ['1971-03-02'], nationalities: ['NOR'] }

test('a twin with another given name does not match the listed person', () => {
  const twin = compare({ names: ['Peter Vork'], ...day }, { id: 'x', names: ['Nils Vork'], ...day })
  expect(twin.verdict).not.toBe('match')
  expect(twin.evidence.some((e) => e.kind === 'contradiction')).toBe(true)
})

test('another spelling of the given name is still a match', () => {
  const same = compare({ names: ['Yusuf Vork'], ...day }, { id: 'x', names: ['Youssef Vork'], ...day })
  expect(same.verdict).toBe('match')
})

test('the same document number matches despite another given name', () => {
  const documents = [{ number: 'N4471906B', country: 'NOR' }]
  const found = compare(
    { names: ['Peter Vork'], ...day, documents },
    { id: 'x', names: ['Nils Vork'], ...day, documents },
  )
  expect(found.verdict).toBe('match')
})

test('a different middle name together with a missing name means another person', () => {
  const stated = (given: string, middle: string, family: string) => ({
    names: [`${given} ${middle} ${family}`],
    parts: { given, middle, family },
  })
  const met = stated('Tariq', 'Sami', 'Hamdan')
  const listed = { id: 'x', names: ['Tariq Nabil Hamdan Qarmouti'] }
  const middle = compare(met, listed).evidence.find((e) => e.a === 'Sami')
  expect(middle).toMatchObject({ kind: 'contradiction', weight: -3 })
  expect(compare(met, listed).verdict).not.toBe('match')
  const alone = compare(met, { id: 'x', names: ['Tariq Nabil Hamdan'] }).evidence.find((e) => e.a === 'Sami')
  expect(alone).toMatchObject({ kind: 'contradiction', weight: -1.5 })
})

test('the words junior and senior contradict each other; junior on both sides does not', () => {
  const kinds = (a: string, b: string) =>
    compare({ names: [a] }, { id: 'x', names: [b] }).evidence.filter((e) => e.kind === 'contradiction')
  expect(kinds('Nils Vork Jr', 'Nils Vork, Junior')).toEqual([])
  expect(kinds('Nils Vork Jr', 'Nils Vork Sr')).toHaveLength(1)
})

test('a second given name contradicts a Korean name, but not a foreign name', () => {
  const korean = (text: string, listed: string) => compare({ names: [text] }, { id: 'x', names: [listed] })
  expect(korean('강 덕수', 'KANG DOK SU').verdict).toBe('match')
  const second = korean('미영 덕수 강', 'KANG DOK SU')
  expect(second.verdict).not.toBe('match')
  expect(second.evidence.find((e) => e.relation === 'second-given-name')?.text).toBe(
    '"미영" is a second given name; a Korean has one, so this is how another person is called.',
  )
  const foreign = korean('올가 스테파노브나 레즈니크', 'Olga Reznik')
  expect(foreign.evidence.some((e) => e.relation === 'second-given-name')).toBe(false)
})

test('an h between consonants that only one script writes lowers the weight', () => {
  const weight = (a: string, b: string) => compare({ names: [a] }, { names: [b] }).evidence[0]?.weight ?? 0
  expect(weight('מאיר', 'Meir')).toBeGreaterThan(weight('מאיר', 'Mahir'))
  expect(weight('مهدي', 'Mehdi')).toBeGreaterThan(weight('مهدي', 'Medi'))
})
