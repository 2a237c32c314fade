import { Agreement, AgreementDraft } from '@entente/contracts'
import { expect, test } from 'vitest'
import { type AgreementForm, emptyForm, formOf, readForm } from './agreement-form.ts'

const say = (fault: string) => fault
const filled: AgreementForm = {
  ...emptyForm('norland.example', '2026-11-24'),
  title: ' Returning fighters ',
  legalBasis: 'Invented treaty, article 4',
  kinds: ['person', 'travel-document'],
  purposes: ['border-control'],
  parties: [
    { member: 'norland.example', country: 'nor', type: 'state', contribute: true, receive: true },
    { member: 'sudmark.example', country: '', type: 'body', contribute: false, receive: true },
  ],
  ...{ maxTlp: 'amber', maxPap: 'green', onward: 'none', riskCountries: 'uto; xxa', children: 'excluded' },
  ...{ validUntil: '2028-11-24', maxDays: '900', afterEnd: 'erase', everyMonths: '12', nextDue: '2027-11-01' },
  ...{ feedback: true, dueHours: '72', blind: true, blindKinds: ['travel-document'], learns: 'sudmark.example' },
  ...{ single: '40', batch: '150' },
}

test('a complete form becomes a draft that the contract accepts', () => {
  const read = readForm(filled, say)
  if (!('draft' in read)) throw new Error(JSON.stringify(read.faults))
  expect(AgreementDraft.parse(read.draft)).toEqual(read.draft)
  expect(read.draft).toMatchObject({
    title: 'Returning fighters',
    parties: [{ country: 'NOR' }, { country: null }],
    riskCountries: ['UTO', 'XXA'],
    validUntil: '2028-11-24T00:00:00.000Z',
    feedback: { dueHours: 72 },
    blindCheck: { learns: ['sudmark.example'], tellCount: false, quotaPerDay: { single: 40, batch: 150 } },
  })
})

test('a member that is no longer a party may not run blind checks', () => {
  const learns = 'sudmark.example, oldname.example'
  const read = readForm({ ...filled, learns }, say)
  expect('draft' in read && read.draft.blindCheck?.learns).toEqual(['sudmark.example'])
  const none = readForm({ ...filled, learns: 'oldname.example' }, say)
  expect('faults' in none && none.faults.map(({ at }) => at)).toEqual(['/blindCheck/learns'])
})

test('an empty form has nothing preselected, and all missing fields are reported', () => {
  const read = readForm(emptyForm('norland.example', '2026-11-24'), say)
  expect('faults' in read && read.faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
    ...['/title empty', '/legalBasis empty', '/kinds none-chosen', '/purposes none-chosen'],
    ...['/parties/0/type not-chosen', '/parties/1/member empty', '/parties/1/type not-chosen'],
    ...['/maxTlp not-chosen', '/maxPap not-chosen', '/onward not-chosen', '/children not-chosen'],
    ...['/validUntil empty', '/retention/maxDays empty', '/retention/afterEnd not-chosen'],
    ...['/review/everyMonths empty', '/review/nextDue empty'],
  ])
})

test('invalid numbers, impossible days and a missing party are faults of their fields', () => {
  const read = readForm(
    { ...filled, parties: filled.parties.slice(0, 1), maxDays: 'long', nextDue: '2027-02-30', learns: '' },
    say,
  )
  expect('faults' in read && read.faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
    '/parties too-few',
    '/retention/maxDays not-a-number',
    '/review/nextDue not-a-day',
    '/blindCheck/learns none-chosen',
  ])
})

test('a version that is read into the form and back is unchanged', () => {
  const read = readForm(filled, say)
  if (!('draft' in read)) throw new Error('no draft')
  const { id: _, ...terms } = read.draft
  const version = Agreement.parse({
    ...terms,
    validFrom: '2026-11-24T13:12:11.000Z',
    schema: 'entente/agreement/v1',
    id: '3f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
    version: 1,
    replaces: null,
    signatures: [],
  })
  const again = readForm(formOf(version), say, version)
  expect(again).toEqual({ draft: { ...terms, id: version.id, validFrom: version.validFrom } })
})
