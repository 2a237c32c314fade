import type { CaseRow } from '@entente/contracts'
import { expect, test } from 'vitest'
import { mergeLive } from './merge-live.ts'

const row = (id: string, assignedName: string | null = null): CaseRow => ({ id, assignedName }) as CaseRow

test('a newer answer updates rows without moving or inserting any', () => {
  const merged = mergeLive([row('a'), row('b')], [row('new'), row('b', 'L. Aune'), row('a')])
  expect(merged.rows.map((each) => each.id)).toEqual(['a', 'b'])
  expect(merged.rows[1]?.assignedName).toBe('L. Aune')
  expect(merged.added).toBe(1)
})
test('a case that is no longer open keeps its place and is marked as gone', () => {
  const merged = mergeLive([row('a'), row('b')], [row('b')])
  expect(merged.rows.map((each) => [each.id, each.gone])).toEqual([
    ['a', true],
    ['b', false],
  ])
})
