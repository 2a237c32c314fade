import { expect, test } from 'vitest'
import { differsUnweighed, mistakenOf100, sidesOf, trackOf } from './evidence-sides.ts'

const unsaid = { a: null, b: null, role: null, relation: null, scheme: null, frequency: null }
const item = (kind: string, weight: number | null) => ({
  ...{ key: 'evidence.text', values: {}, text: kind },
  ...{ kind, weight, ...unsaid },
})

test('each side starts with its heaviest sentence; neither contains prior or cap', () => {
  const { supports, against } = sidesOf([
    item('prior', -9),
    item('token', 2),
    item('birth-date', 6),
    item('document', -3),
    item('omission', -0.4),
    item('cap', -1),
    item('nationality', 0),
    item('note', null),
  ])
  expect(supports.map((each) => [each.kind, each.ticks])).toEqual([
    ['birth-date', 4],
    ['token', 2],
  ])
  expect(against.map((each) => [each.kind, each.ticks])).toEqual([
    ['document', 3],
    ['omission', 1],
  ])
})
test('no share is shown if fewer than 30 hits were reviewed', () => {
  expect(mistakenOf100({ reviewed: 29, mistaken: 20 })).toBeNull()
  expect(mistakenOf100({ reviewed: 240, mistaken: 170 })).toBe(71)
  expect(mistakenOf100(null)).toBeNull()
})
test('the track record is that of the same source and band', () => {
  const track = (source: string, band: string, reviewed: number) => ({
    source,
    band,
    reviewed,
    mistaken: 1,
    months: 12,
    kind: 'name' as const,
  })
  const tracks = [
    track('Harbour', 'close', 50),
    track('Sudmark', 'slight', 90),
    track('Sudmark', 'close', 40),
    track('Sudmark', 'close', 60),
  ]
  expect(trackOf(tracks, 'Sudmark', 'close')?.reviewed).toBe(60)
  expect(trackOf(tracks, 'Sudmark', 'partial')).toBeNull()
})

test('a differing field is named only if no sentence weighs it', () => {
  const row = (field: string, relation: 'same' | 'differs' | 'not-said') => ({
    field,
    a: 'x',
    b: 'y',
    relation,
    places: [],
  })
  const comparison = [
    row('document', 'differs'),
    row('nationality', 'differs'),
    row('sex', 'same'),
    row('name', 'differs'),
  ]
  expect(differsUnweighed({ comparison, evidence: [item('nationality', -1), item('document', 0)] })).toEqual([
    'document',
  ])
  expect(differsUnweighed({ comparison, evidence: [item('document', 6), item('nationality', -1)] })).toEqual([])
})
