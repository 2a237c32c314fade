import type { CaseTimeline, TimelineMark } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { DeskGateway } from '../../../app/gateway.ts'
import { entriesOf, kindOf } from './entries.ts'

const mark = (at: string, lane: TimelineMark['lane'], given: Partial<TimelineMark> = {}): TimelineMark => ({
  ...{ at: `2026-11-28T${at}:00.000Z`, lane, key: 'unknown.key', values: {}, text: `${lane} at ${at}.` },
  ...{ form: 'mark', mine: false, ref: null },
  ...given,
})
const timeline = (marks: TimelineMark[]): CaseTimeline => ({
  ...{ lanes: ['messages', 'known', 'matching', 'people', 'answers'], marks, now: '2026-11-28T18:37:00.000Z' },
  ...{ dueAt: null, leavesAt: null, complete: true },
})

test('what became known at one moment is one entry', () => {
  const since = (at: string, text: string) => mark(at, 'known', { form: 'since', text })
  const entries = entriesOf(timeline([since('07:12', 'Name'), since('07:12', 'Booking'), since('12:00', 'Seat')]), [])
  expect(entries.map(({ text }) => text)).toEqual(['Known from now on: Name and Booking.', 'Known from now on: Seat.'])
})

test('the own acts are those of “You”, others keep their name', () => {
  const taken = { key: 'history.taken', values: { by: 'named', name: 'L. Aune' }, text: 'L. Aune took the case.' }
  const entries = entriesOf(
    timeline([mark('09:12', 'people', taken), mark('18:22', 'people', { ...taken, mine: true })]),
    [],
  )
  expect(entries.map(({ text }) => text)).toEqual(['L. Aune took the case.', 'You took the case.'])
})

test('every mark has an entry, and every entry a kind', () => {
  const marks = (['messages', 'known', 'matching', 'people', 'answers'] as const).map((lane) => mark('09:00', lane))
  expect(entriesOf(timeline(marks), []).map(kindOf)).toEqual(['evidence', 'evidence', 'evidence', 'people', 'answers'])
})

test('an act has the words of the gateway of the case', () => {
  const texts: Record<string, string> = { 'goods.decision.acts.look-inside.report': 'inspection on arrival' }
  const gateway = { kind: 'goods', findText: (key: string) => texts[key] } as unknown as DeskGateway
  const decided = (words: string) =>
    mark('09:12', 'people', { key: 'history.decided', values: { by: 'named', name: 'L. Aune', act: 'other', words } })
  const entries = entriesOf(timeline([decided('look inside'), decided('else')]), [gateway], gateway)
  expect(entries.map(({ text }) => text)).toEqual(['L. Aune decided: inspection on arrival.', 'L. Aune decided: else.'])
})
