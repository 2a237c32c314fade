import { expect, test } from 'vitest'
import { stillChanges } from './case-row.ts'

const due = new Date('2026-11-24T18:30:00Z')
const flight = { closesAt: '2026-11-24T18:55:00.000Z', endsAt: '2026-11-24T20:40:00.000Z' }
const at = (time: string, state = 'open', context: typeof flight | null = flight) =>
  stillChanges(new Date(`2026-11-24T${time}:00Z`), { due_at: due, state }, context)

test('a decision changes the answer until the doors close, then what the arrival is told, then nothing', () => {
  expect(['18:29', '18:30', '18:54', '18:55', '20:39', '20:40'].map((time) => at(time))).toEqual([
    null,
    'answer',
    'answer',
    'arrival',
    'arrival',
    'nothing',
  ])
})

test('a case without a journey still changes the answer; a decided one changes nothing more', () => {
  expect(at('23:00', 'in-review', null)).toBe('answer')
  expect(at('18:40', 'decided')).toBe(null)
  expect(stillChanges(due, { due_at: null, state: 'open' }, flight)).toBe(null)
})
