import { expect, test } from 'vitest'
import { controlAt, faultAt, faultsOf, fieldId } from './form-faults.ts'
import { ProblemError } from './problem-error.ts'

const problem = {
  type: 'about:blank',
  title: 'The signal cannot be stored',
  status: 422,
  detail: 'Holding ends before use.',
  code: 'retain-before-valid',
  at: '/retainUntil',
  clauses: null,
  requestId: 'r',
}

test('all faults are kept; a problem that names one field is one fault', () => {
  const faults = [{ code: 'a', at: '/tlp', message: 'x' }]
  expect(faultsOf(new ProblemError({ ...problem, errors: faults }))).toEqual(faults)
  expect(faultsOf(new ProblemError(problem))).toEqual([
    { code: 'retain-before-valid', at: '/retainUntil', message: 'Holding ends before use.' },
  ])
  expect(faultsOf(new ProblemError({ ...problem, at: null }))).toEqual([])
  expect(faultsOf(new Error('no connection'))).toEqual([])
})

test('a fault in a list belongs to the field of the list', () => {
  const faults = [{ code: 'date', at: '/value/birthDates/1', message: 'No such day.' }]
  expect(faultAt(faults, '/value/birthDates')).toBe('No such day.')
  expect(faultAt(faults, '/value/birth')).toBeNull()
  const asked: string[] = []
  controlAt('/value/birthDates/1', (id) => {
    asked.push(id)
    return null
  })
  expect(asked).toEqual([fieldId('/value/birthDates/1'), fieldId('/value/birthDates'), fieldId('/value')])
})

test('a wrong form of a value is described by its field; other sentences are unchanged', () => {
  const errors = [
    { code: 'invalid-format', at: '/value/birthDates/0', message: 'Invalid string: must match pattern /^\\d{4}/' },
    { code: 'retain-before-valid', at: '/retainUntil', message: 'Too short a holding.' },
    { code: 'too-big', at: '/other', message: 'Too big: expected number to be <=100' },
  ]
  const words: Record<string, string> = {
    '/value': 'A value.',
    '/value/birthDates': 'A date as far as known.',
    '/retainUntil': 'A day.',
  }
  expect(faultsOf(new ProblemError({ ...problem, errors }), (at) => words[at]).map((fault) => fault.message)).toEqual([
    'A date as far as known.',
    'Too short a holding.',
    '100 at most.',
  ])
})
