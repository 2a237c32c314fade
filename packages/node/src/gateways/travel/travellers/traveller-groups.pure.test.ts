import type { Selector, Subject } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { SubjectInContext } from '../../../pipeline/gateway/gateway.ts'
import { travellerGroups } from './traveller-groups.ts'

const now = new Date('2026-11-20T12:00:00Z')
const groupsOf = (selectors: Partial<Selector>[], maskAt: Date | null = null) =>
  travellerGroups(
    {
      subject: { parties: [{ selectors: selectors.map((one) => ({ issuer: null, at: '', ...one })) }] } as Subject,
      row: { received_at: now, mask_at: maskAt } as SubjectInContext['row'],
    },
    now,
  )

test('F9: a traveller is in one group of each attribute', () => {
  expect(
    groupsOf([
      { kind: 'name', value: 'ADA HOLM' },
      { kind: 'nationality', value: 'NOR' },
      { kind: 'nationality', value: 'PAK' },
      { kind: 'document', value: 'X1', issuer: 'D' },
      { kind: 'birth-date', value: '1980-11-21' },
      { kind: 'sex', value: 'F' },
    ]),
  ).toEqual({
    ...{ 'nationality-region': '154', 'issuing-region': '155', 'name-script': 'Latin', sex: 'F', 'age-band': '45-59' },
  })
  const nothing = groupsOf([])
  expect(nothing).toEqual({
    ...{ 'nationality-region': 'not-said', 'issuing-region': 'not-said', 'name-script': 'None' },
    ...{ sex: 'not-said', 'age-band': 'not-said' },
  })
})

test('the age is that on the day of receipt, from the first day that a date may be', () => {
  const ages = ['2008-11-20', '2008-11-21', '1996', '1966-11', '1890-01-01', '2026-12', 'x']
  expect(ages.map((value) => groupsOf([{ kind: 'birth-date', value }])?.['age-band'])).toEqual([
    '18-29',
    'under-18',
    '30-44',
    '60-and-over',
    'not-said',
    'not-said',
    'not-said',
  ])
})

test('a masked traveller has no groups', () => {
  expect(groupsOf([], new Date('2026-11-20T11:00:00Z'))).toBeNull()
  expect(groupsOf([], new Date('2026-11-20T13:00:00Z'))).not.toBeNull()
})
