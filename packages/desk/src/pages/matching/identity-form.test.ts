import { expect, test } from 'vitest'
import { emptyDocument, emptyIdentity, type IdentityForm, readIdentity } from './identity-form.ts'

const read = (part: Partial<IdentityForm>, at = '') => readIdentity({ ...emptyIdentity, ...part }, (code) => code, at)
const faultsOf = (part: Partial<IdentityForm>, at = '') => {
  const answer = read(part, at)
  return 'faults' in answer ? answer.faults.map((fault) => `${fault.at} ${fault.code}`) : []
}

test('each line is a name, and empty fields are not sent', () => {
  expect(
    read({ names: ' Osamu Tanaka \n\n田中 修', birthDates: '1970-01-02, 1970', nationalities: 'JPN; Japan' }),
  ).toEqual({
    identity: {
      kind: 'person',
      names: ['Osamu Tanaka', '田中 修'],
      birthDates: ['1970-01-02', '1970'],
      nationalities: ['JPN', 'Japan'],
    },
  })
})

test('a name needs two letters, in Han and Hangul one character', () => {
  expect(faultsOf({})).toEqual(['/names nothing-typed'])
  expect(faultsOf({ names: 'A\n--' })).toEqual(['/names/0 one-letter', '/names/1 no-letter'])
  expect(faultsOf({ names: 'x'.repeat(501) })).toEqual(['/names/0 too-long'])
  expect(faultsOf({ names: '修\n김\nLi' })).toEqual([])
})

test('a document number can replace the name, but a country alone cannot', () => {
  expect(read({ documents: [{ number: ' K4471906B ', country: 'TUN' }, emptyDocument] })).toEqual({
    identity: { kind: 'person', names: [], documents: [{ number: 'K4471906B', country: 'TUN' }] },
  })
  expect(faultsOf({ names: 'Osamu Tanaka', documents: [{ number: '', country: 'JPN' }] })).toEqual([
    '/documents/0/number number-missing',
  ])
})

test('a birth date must exist in the calendar; month and day may be missing', () => {
  expect(faultsOf({ names: 'Olga Reznik', birthDates: '1961-05-17, 1961-05, 1961, 1961~, 1958/1963' })).toEqual([])
  expect(faultsOf({ names: 'Olga Reznik', birthDates: '1985-02-30, 85-13-01, yesterday, 1985-13' })).toEqual([
    '/birthDates/0 not-a-date',
    '/birthDates/1 not-a-date',
    '/birthDates/2 not-a-date',
    '/birthDates/3 not-a-date',
  ])
})

test('a company is sent without birth date and sex', () => {
  expect(read({ kind: 'org', names: 'Quill Corp', birthDates: 'yesterday', gender: 'male' })).toEqual({
    identity: { kind: 'org', names: ['Quill Corp'] },
  })
})

test('faults of two identities name the identity', () => {
  expect(faultsOf({}, '/b')).toEqual(['/b/names nothing-typed'])
})
