import { expect, test } from 'vitest'
import { emptyDocument, emptyIdentity, type IdentityForm, readIdentity } from './identity-form.ts'

const read = (part: Partial<IdentityForm>, at = '') => readIdentity({ ...emptyIdentity, ...part }, (code) => code, at)
const faultsOf = (part: Partial<IdentityForm>, at = '') => {
  const answer = read(part, at)
  return 'faults' in answer ? answer.faults.map((fault) => `${fault.at} ${fault.code}`) : []
}

test('names are one a line; empty fields are not sent', () => {
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

test('empty, one-letter and letterless names are separate faults; Han and Hangul need one character', () => {
  expect(faultsOf({})).toEqual(['/names nothing-typed'])
  expect(faultsOf({ names: 'A\n--' })).toEqual(['/names/0 one-letter', '/names/1 no-letter'])
  expect(faultsOf({ names: 'x'.repeat(501) })).toEqual(['/names/0 too-long'])
  expect(faultsOf({ names: '修\n김\nLi' })).toEqual([])
})

test('a document number replaces a name; a country alone does not', () => {
  expect(read({ documents: [{ number: ' K4471906B ', country: 'TUN' }, emptyDocument] })).toEqual({
    identity: { kind: 'person', names: [], documents: [{ number: 'K4471906B', country: 'TUN' }] },
  })
  expect(faultsOf({ names: 'Osamu Tanaka', documents: [{ number: '', country: 'JPN' }] })).toEqual([
    '/documents/0/number number-missing',
  ])
})

test('a birth date is one of the calendar, known in whole or in part', () => {
  expect(faultsOf({ names: 'Olga Reznik', birthDates: '1961-05-17, 1961-05, 1961, 1961~, 1958/1963' })).toEqual([])
  expect(faultsOf({ names: 'Olga Reznik', birthDates: '1985-02-30, 85-13-01, yesterday, 1985-13' })).toEqual([
    '/birthDates/0 not-a-date',
    '/birthDates/1 not-a-date',
    '/birthDates/2 not-a-date',
    '/birthDates/3 not-a-date',
  ])
})

test('a company has no birth date and no sex, whatever was typed before', () => {
  expect(read({ kind: 'org', names: 'Quill Corp', birthDates: 'yesterday', gender: 'male' })).toEqual({
    identity: { kind: 'org', names: ['Quill Corp'] },
  })
})

test('faults of one of two identities carry which', () => {
  expect(faultsOf({}, '/b')).toEqual(['/b/names nothing-typed'])
})
