import { expect, test } from 'vitest'
import type { Agreement } from './agreements.ts'
import { compareAgreements, explainAgreement } from './explain-agreement.ts'

const party = (member: string) =>
  ({ member, country: 'NOR', type: 'state', contribute: true, receive: true }) as Agreement['parties'][number]
const terms: Omit<Agreement, 'signatures'> = {
  schema: 'entente/agreement/v1',
  id: '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
  version: 1,
  title: 'Invented agreement',
  parties: [party('norland.example'), party('sudmark.example')],
  legalBasis: 'Invented treaty, article 4',
  kinds: ['person', 'wallet'],
  purposes: ['border-control'],
  maxTlp: 'amber',
  maxPap: 'green',
  onward: 'none',
  riskCountries: ['UTO', 'XXA'],
  children: 'excluded',
  validFrom: '2026-11-26T00:00:00.000Z',
  validUntil: '2027-11-26T00:00:00.000Z',
  retention: { maxDays: 300, afterEnd: 'erase' },
  review: { everyMonths: 12, nextDue: '2027-05-26T00:00:00.000Z' },
  withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 },
  feedback: null,
  blindCheck: null,
  replaces: null,
}
const effect = (change: Partial<typeof terms>) =>
  compareAgreements(terms, { ...terms, ...change }).map(({ field, widens }) => [field, widens])

test('comparing two versions shows which terms widen, narrow or do both', () => {
  expect(effect({ kinds: ['person', 'wallet', 'url'] })).toEqual([['kinds', true]])
  expect(effect({ kinds: ['person'] })).toEqual([['kinds', false]])
  expect(effect({ kinds: ['person', 'url'] })).toEqual([['kinds', null]])
  expect(effect({ kinds: ['wallet', 'person'] })).toEqual([['kinds', null]])
  expect(effect({ maxTlp: 'red' })).toEqual([['maxTlp', true]])
  expect(effect({ validFrom: '2026-12-01T00:00:00.000Z' })).toEqual([['validFrom', false]])
  expect(effect({ riskCountries: ['UTO'] })).toEqual([['riskCountries', true]])
  expect(effect({ riskCountries: ['UTO', 'XXA', 'XXB'] })).toEqual([['riskCountries', false]])
  // The new list is longer, but a country that was on the old list is now allowed.
  expect(effect({ riskCountries: ['UTO', 'XXB', 'XXC'] })).toEqual([['riskCountries', null]])
  expect(effect({ withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 48 } })).toEqual([['withdrawal', true]])
  // Signals are used for longer, although they are erased an hour sooner.
  expect(effect({ withdrawal: { stopWithinMinutes: 60, eraseWithinHours: 23 } })).toEqual([['withdrawal', null]])
})

test('a changed blind check says whether the other side learns how many were found', () => {
  const of = (tellCount: boolean): typeof terms => ({
    ...terms,
    blindCheck: {
      ...{ kinds: ['media-hash'], learns: ['norland.example'] },
      ...{ tellCount, quotaPerDay: { single: 5, batch: 9 } },
    },
  })
  const about = 'norland.example about media-hash, 5 and 9 a day'
  expect(compareAgreements(of(false), of(true))).toEqual([
    {
      field: 'blindCheck',
      before: `${about}, the other side does not learn how many were found`,
      after: `${about}, the other side learns how many were found`,
      widens: null,
    },
  ])
})

test('an explained agreement names purposes and kinds in words, without codes', () => {
  const blindCheck = { kinds: ['media-hash'], learns: ['norland.example'], quotaPerDay: { single: 5, batch: 9 } }
  const more = { kinds: ['person', 'travel-document'], purposes: ['border-control', 'terrorist-financing'] }
  const sentences = explainAgreement({
    ...terms,
    ...more,
    blindCheck: { ...blindCheck, tellCount: false },
  } as typeof terms)
  const text = sentences.join('\n')
  expect(text).toContain('may contribute signals of people and travel documents.')
  expect(text).toContain('use them for border control and terrorist financing only.')
  expect(text).toContain(
    'norland.example may run blind checks of hashes of media: 5 single checks and 9 in batches a day.',
  )
  for (const code of ['travel-document', 'border-control', 'media-hash']) expect(text).not.toContain(code)
})
