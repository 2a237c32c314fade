import { NewSignalList } from '@entente/contracts'
import { expect, test } from 'vitest'
import { emptyListForm, readListForm } from './list-form.ts'

const say = (fault: string) => fault

test('a complete list fits the contract', () => {
  const read = readListForm(
    {
      ...emptyListForm,
      title: 'Norland watch list',
      format: 'csv',
      reference: 'Gazette 2026/14',
      purposes: ['border-control'],
      basisReference: 'Border Act s. 14',
      tlp: 'amber',
      pap: 'green',
      confidence: '80',
      action: 'interview',
      necessity: 'No milder means finds the listed at the border.',
      minor: 'no',
      validDays: '365',
      retainDays: '730',
      reviewDays: '180',
    },
    say,
  )
  if (!('list' in read)) throw new Error(JSON.stringify(read.faults))
  expect(NewSignalList.parse(read.list)).toEqual(read.list)
})

test('all missing fields are reported, and none gets a default', () => {
  const read = readListForm({ ...emptyListForm, validDays: 'a year', basisValidUntil: '31.12.2027' }, say)
  const faults = 'faults' in read ? Object.fromEntries(read.faults.map((each) => [each.at, each.code])) : {}
  expect(faults).toEqual({
    '/title': 'empty',
    '/format': 'none-chosen',
    '/terms/reference': 'empty',
    '/terms/purposes': 'none-chosen',
    '/terms/lawfulBasis/reference': 'empty',
    '/terms/lawfulBasis/validUntil': 'not-a-day',
    '/terms/tlp': 'none-chosen',
    '/terms/pap': 'none-chosen',
    '/terms/confidence': 'empty',
    '/terms/action': 'none-chosen',
    '/terms/necessity': 'empty',
    '/terms/minor': 'none-chosen',
    '/terms/validDays': 'not-a-number',
    '/terms/retainDays': 'empty',
    '/terms/reviewDays': 'empty',
  })
})
