import { expect, test } from 'vitest'
import { hitsByDay } from './hits-chart.tsx'

const hits = [{ day: '2026-11-02', hits: 3 }]

test('days without a hit are filled, and the midnight at the end adds no day', () => {
  expect(hitsByDay({ from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' }, hits)).toEqual({
    step: 1,
    columns: [
      { day: '2026-11-01', hits: 0 },
      { day: '2026-11-02', hits: 3 },
      { day: '2026-11-03', hits: 0 },
    ],
  })
})

test('a long test is shown by weeks, and no hit is lost', () => {
  const { step, columns } = hitsByDay({ from: '2026-09-01T00:00:00Z', to: '2026-11-30T12:00:00Z' }, hits)
  expect([step, columns.length, columns[0]?.day]).toEqual([7, 13, '2026-09-01'])
  expect(columns.reduce((sum, one) => sum + one.hits, 0)).toBe(3)
})
