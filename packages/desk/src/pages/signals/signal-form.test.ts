import { type Signal, SignalDraft, type SignalKind, valuesOfSignals } from '@entente/contracts'
import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'
import { changedFields, emptyForm, formOf, mergeForms, type SignalForm } from './signal-form.ts'

const say = (fault: string) => fault
const filled = {
  ...emptyForm('person', '2026-11-24'),
  names: [{ full: ' Hadley Oram ', family: 'Oram', given: '', script: 'Latn', quality: 'primary' as const }],
  birthDates: '1970-05, 1971',
  nationalities: 'uto',
  birthPlaces: 'Port Lune\n',
  identifiers: [{ type: 'passport', number: 'AB1234567', issuer: 'uto' }],
  purposes: ['border-control' as const],
  basisReference: 'Border Act s. 14',
  tlp: 'amber' as const,
  pap: 'green' as const,
  confidence: '70',
  action: 'interview' as const,
  necessity: 'No milder means finds the person at the border.',
  minor: 'no' as const,
  validUntil: '2027-05-01',
  retainUntil: '2027-06-01',
  reviewDue: '2027-01-01',
}

test('a complete form becomes a draft that the contract accepts', () => {
  const result = readForm(filled, say)
  if (!('draft' in result)) throw new Error(JSON.stringify(result.faults))
  expect(SignalDraft.parse(result.draft)).toEqual(result.draft)
  expect(valuesOfSignals.person.parse(result.draft.value)).toMatchObject({
    names: [{ full: 'Hadley Oram', family: 'Oram', given: null }],
    birthDates: ['1970-05', '1971'],
    nationalities: ['UTO'],
    birthPlaces: ['Port Lune'],
  })
  expect(result.draft.validUntil).toBe('2027-05-01T00:00:00.000Z')
})

test('all missing fields are reported at once, with the pointers of the node', () => {
  const result = readForm(emptyForm('travel-document', ''), say)
  expect('faults' in result && result.faults.map((each) => each.at).sort()).toEqual(
    [
      '/value/documentType',
      '/value/number',
      '/value/issuingState',
      '/purposes',
      '/confidence',
      '/tlp',
      '/pap',
      '/action',
      '/minor',
      '/lawfulBasis/reference',
      '/necessity',
      '/source/lastVerifiedAt',
      '/validFrom',
      '/validUntil',
      '/retainUntil',
      '/reviewDue',
    ].sort(),
  )
})

test('a confidence that is not a number is a fault', () => {
  const result = readForm({ ...filled, confidence: 'high' }, say)
  expect('faults' in result && result.faults).toEqual([
    { code: 'not-a-number', at: '/confidence', message: 'not-a-number' },
  ])
})

test('a day in a wrong format, or one that does not exist, is a fault', () => {
  const result = readForm(
    { ...filled, validUntil: '31.12.2027', reviewDue: '2027-02-30', basisValidUntil: '12/31/2027' },
    say,
  )
  expect('faults' in result && result.faults.map((fault) => `${fault.at} ${fault.code}`)).toEqual([
    '/lawfulBasis/validUntil not-a-day',
    '/validUntil not-a-day',
    '/reviewDue not-a-day',
  ])
})

test('a signal that is read into the form and back is unchanged', () => {
  const result = readForm(filled, say)
  if (!('draft' in result)) throw new Error('not a draft')
  const signal: Signal = {
    ...result.draft,
    labels: [{ scheme: 'watch', version: '1', code: 'a' }],
    validFrom: '2026-11-24T13:12:11.000Z',
    schema: 'entente/signal/v1',
    id: '3f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
    version: 1,
    owner: 'border.example',
    createdAt: '2026-11-24T10:00:00.000Z',
    modifiedAt: '2026-11-24T10:00:00.000Z',
    status: 'active',
    withdrawal: null,
    signature: null,
  }
  const form = formOf(signal)
  if (form === null) throw new Error('no form')
  const again = readForm(form, say, signal)
  if (!('draft' in again)) throw new Error('not a draft')
  expect(changedFields(signal, again.draft)).toEqual([])
  const edited = readForm({ ...form, confidence: '80' }, say, signal)
  expect('draft' in edited && changedFields(signal, edited.draft)).toEqual(['confidence'])
})

test('a signal whose value was erased has no form', () => {
  const result = readForm(filled, say)
  if (!('draft' in result)) throw new Error('not a draft')
  const erased = { ...result.draft, value: null } as Signal
  expect(formOf(erased)).toBeNull()
})

test('a merge overrides only the fields that were changed in the form', () => {
  const before = { ...filled, confidence: '70', tlp: 'amber' as const }
  const merged = mergeForms(before, { ...before, confidence: '80' }, { ...before, confidence: '60', tlp: 'green' })
  expect([merged.confidence, merged.tlp]).toEqual(['80', 'green'])
})

const observables: Partial<Record<SignalKind, [Partial<SignalForm>, object]>> = {
  'media-hash': [
    { algorithm: 'md5', hash: ' 0123456789ABCDEF0123456789ABCDEF ', hashQuality: '80' },
    { algorithm: 'md5', hash: '0123456789abcdef0123456789abcdef', quality: 80, threshold: null, mediaType: null },
  ],
  account: [
    { service: 'social.example', handle: "o'brien" },
    { service: 'social.example', userId: null, handle: "o'brien" },
  ],
  wallet: [
    { chain: 'bitcoin', walletAddress: 'bc1qinvented' },
    { chain: 'bitcoin', address: 'bc1qinvented' },
  ],
  consignment: [
    { hsPrefixes: '3102, 28', routeTo: 'Port Lune', grossMassMinKg: '20' },
    { hsPrefixes: ['3102', '28'], routeTo: 'Port Lune', grossMassMinKg: 20, containerNumber: null },
  ],
}

test.each(Object.entries(observables))(
  'a form of the kind %s becomes an accepted value, and back',
  (kind, [typed, value]) => {
    const form = { ...filled, ...typed, kind: kind as SignalKind, agreements: ['3f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa'] }
    const result = readForm(form, say)
    if (!('draft' in result)) throw new Error(JSON.stringify(result.faults))
    expect(valuesOfSignals[kind as SignalKind].parse(result.draft.value)).toMatchObject(value)
    expect(result.draft.agreements).toEqual(form.agreements)
    const again = readForm(formOf({ ...result.draft, kind } as Signal) ?? form, say)
    expect('draft' in again && again.draft.value).toEqual(result.draft.value)
  },
)

test('an address is sent without normalised form; an unchanged one keeps it', () => {
  const form = { ...filled, kind: 'url' as const, url: 'HTTP://Example.org', urlScope: 'host' as const }
  const result = readForm(form, say)
  if (!('draft' in result)) throw new Error(JSON.stringify(result.faults))
  expect(result.draft.value).toEqual({ url: 'HTTP://Example.org', scope: 'host' })
  const stored = { url: 'HTTP://Example.org', normalised: 'example.org', scope: 'host' }
  const original = { ...result.draft, value: stored } as unknown as Signal
  const again = readForm(form, say, original)
  expect('draft' in again && again.draft.value).toEqual(stored)
  const changed = readForm({ ...form, urlScope: 'domain' }, say, original)
  expect('draft' in changed && changed.draft.value).toEqual({ url: 'HTTP://Example.org', scope: 'domain' })
})

test('an account without name and a consignment with only one fact are incomplete', () => {
  const faults = (typed: Partial<SignalForm>) => {
    const result = readForm({ ...filled, ...typed }, say)
    return 'faults' in result ? result.faults.map(({ at, code }) => `${at} ${code}`) : []
  }
  expect(faults({ kind: 'account', service: 'social.example' })).toEqual(['/value/userId too-little'])
  expect(faults({ kind: 'consignment', routeTo: 'Port Lune' })).toEqual(['/value/containerNumber too-little'])
  expect(faults({ kind: 'consignment', containerNumber: 'MSKU1234565' })).toEqual([])
  expect(faults({ kind: 'consignment', containerNumber: 'MSKU1234565', grossMassMinKg: 'much' })).toEqual([
    '/value/grossMassMinKg not-whole',
  ])
})
