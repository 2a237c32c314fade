import { expect, test } from 'vitest'
import { typedWords } from '../../parts/fit-parts.ts'
import { readTyped } from './find-types.ts'
import { groupItems, readyItems } from './group-items.ts'

const types = [
  { type: 'case', prefix: 'c' },
  { type: 'person', prefix: 'p' },
  { type: 'action', prefix: '>' },
]
test.each([
  ['c:benh', { type: 'case', words: 'benh' }],
  ['P: benh', { type: 'person', words: 'benh' }],
  ['p:', { type: 'person', words: '' }],
  ['> print', { type: 'action', words: 'print' }],
  ['>', { type: 'action', words: '' }],
  ['ｐ：李', { type: 'person', words: '李' }],
  ['p：李', { type: 'person', words: '李' }],
  ['x:benh', null],
  ['benh', null],
  ['cp:benh', null],
  ['/ benh', null],
])('the prefix of %s is read', (typed, expected) => {
  expect(readTyped(typed, types)).toEqual(expected)
})

const item = (type: string, to: string, label: string, detail?: string) => ({ type, to, label, detail })
const held = [
  item('case', '/cases/1', 'BENHAMDAN, Youssef', 'C-4812'),
  item('person', '/records/1', 'ABENHAUER, Sofia'),
  item('case', '/cases/2', 'Benhur, Leyla', 'C-4831'),
]
const recent = [item('case', '/cases/1', 'C-4812'), item('signal', '/signals/1', 'S-20931, person')]
const desk = [item('page', '/queue', 'Queue'), item('action', 'print', 'Print C-4812')]
const group = (typed: string, type: string | null = null) =>
  groupItems(
    [
      { source: 'held', ready: readyItems(held) },
      { source: 'recent', ready: readyItems(recent) },
      { source: 'desk', ready: readyItems(desk) },
    ],
    typedWords(typed),
    type,
  ).map(({ source, items }) => [source, ...items.map(({ to }) => to)])

test('items are grouped by source, and those that fit at the beginning of a word come first', () => {
  expect(group('benh')).toEqual([['held', '/cases/1', '/cases/2', '/records/1']])
})

test('an item that an open page holds is not repeated among the recent ones', () => {
  expect(group('4812')).toEqual([
    ['held', '/cases/1'],
    ['desk', 'print'],
  ])
})

test('a type leaves out items of other types', () => {
  expect(group('benh', 'person')).toEqual([['held', '/records/1']])
  expect(group('', 'case')).toEqual([['held', '/cases/1', '/cases/2']])
})

test('without words only the recent items are shown', () => {
  expect(group('')).toEqual([['recent', '/cases/1', '/signals/1']])
})

test('a section of all types has few items, one of a chosen type has at most fifty', () => {
  const many = Array.from({ length: 70 }, (_, at) => item('case', `/cases/${at}`, `Benh ${at}`))
  const count = (type: string | null) =>
    groupItems([{ source: 'held', ready: readyItems(many) }], ['benh'], type)[0]?.items.length
  expect(count(null)).toBe(6)
  expect(count('case')).toBe(50)
})
