import type { CaseList, CaseRow } from '@entente/contracts'
import { expect, test } from 'vitest'
import { keyOf, queryClient } from '../app/query.ts'
import { leaveLists, withoutCase } from './leave-lists.ts'

const list = (...ids: string[]): CaseList =>
  ({ items: ids.map((id) => ({ id }) as CaseRow), next: null }) as unknown as CaseList
const idsOf = (page: CaseList | undefined) => page?.items.map(({ id }) => id)

test('a case leaves each page of a list and keeps the others in their order', () => {
  const pages = { pages: [list('a', 'b'), list('c', 'd')], pageParams: [null, 'x'] }
  const left = withoutCase(pages, 'c')
  expect(left.pages.map(idsOf)).toEqual([['a', 'b'], ['d']])
  expect(left).toMatchObject({ pageParams: [null, 'x'] })
  expect(idsOf(withoutCase(list('a', 'b'), 'a'))).toEqual(['b'])
})

test('every cached list that no page shows loses the case and is read again', () => {
  queryClient.clear()
  const keys = [keyOf('/v1/cases', { limit: 200 }), keyOf('/v1/cases', { state: 'decided' })]
  for (const key of keys) queryClient.setQueryData(key, list('a', 'b'))
  queryClient.setQueryData(keyOf('/v1/cases/a'), { id: 'a' })
  leaveLists('a')
  for (const key of keys) {
    expect(idsOf(queryClient.getQueryData(key))).toEqual(['b'])
    expect(queryClient.getQueryState(key)?.isInvalidated).toBe(true)
  }
  expect(queryClient.getQueryData(keyOf('/v1/cases/a'))).toEqual({ id: 'a' })
})
