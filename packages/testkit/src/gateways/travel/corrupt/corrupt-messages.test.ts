import type { Person } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import { expect, test } from 'vitest'
import { corruptMessages } from './corrupt-messages.ts'

const messages = [1, 2].flatMap((seed) =>
  corruptMessages(seed, { huge: seed === 1 }).map((message) => [`${message.pitfall} (seed ${seed})`, message] as const),
)

test.each(messages)('pitfall %s: the reading has the right people and reports each deviation', (_, message) => {
  const reading = readTravel(message.bytes)
  expect(reading.outcome).toBe(message.outcome)
  const people: Person[] = reading.messages.flatMap((m) =>
    m.type === 'PAXLST' ? m.people : m.reservations.flatMap((r) => r.people),
  )
  expect(people.map((p) => p.surname)).toEqual(message.people.map((p) => p.surname))
  for (const [i, person] of message.people.entries()) expect(people[i]).toMatchObject(person)
  const codes = reading.findings.map((f) => f.code)
  for (const expected of message.expectFindings) {
    expect(
      expected.split('|').some((code) => codes.includes(code)),
      `${expected} among ${codes.join(' ')}`,
    ).toBe(true)
  }
})

test('every pitfall and every bad input has a message', () => {
  const rows = new Set(corruptMessages(1, { huge: true }).map((m) => m.pitfall.replace(/[a-z]$/, '')))
  const wanted = [
    ...Array.from({ length: 28 }, (_, i) => `4.${i + 1}`),
    ...Array.from({ length: 19 }, (_, i) => `6.${i + 1}`),
  ]
  expect(wanted.filter((row) => !rows.has(row))).toEqual([])
})

test('the same seed gives the same bytes', () => {
  const again = corruptMessages(9)
  corruptMessages(9).forEach((message, i) => {
    expect(Buffer.compare(message.bytes, again[i]?.bytes ?? Buffer.alloc(0)), message.pitfall).toBe(0)
  })
})
