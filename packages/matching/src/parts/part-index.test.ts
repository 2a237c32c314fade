import { expect, test } from 'vitest'
import { markParts } from './mark-parts.ts'
import { PartIndex } from './part-index.ts'
import { readPartQuery } from './part-query.ts'
import { foldPart, partValue, partWords } from './part-words.ts'

const all = { mayRead: () => true, now: 0 }
const idOf = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
const open = { rowClass: 0, until: null }

function indexOf(names: readonly string[]): PartIndex {
  const index = new PartIndex(7)
  for (const [place, name] of names.entries()) index.put(idOf(place), partWords(name), open)
  return index
}
const found = (index: PartIndex, text: string, limits = all) => {
  const ids = index.find(readPartQuery(text), limits).ids(1000)
  return ids.map((id) => Number.parseInt(id.slice(-12), 16)).sort((a, b) => a - b)
}

const names = [
  'BENHAMDAN, Youssef Amine',
  'بن حمدان يوسف',
  'Γιώργος Μπενχάρης',
  '陈本翰',
  'Віталій Бенгаменко',
  'יעקב בנחמו',
  'Ben Hamdan Rachid',
  'Zoë Ångström-Lund',
  'CHEN Benhan',
  'Gauri Bhandari',
  'गौरी बेनहाल',
  "O'Brien, Sean",
]
const index = indexOf(names)

test.each([
  ['benh', [0, 2, 3, 4, 6, 8, 10]],
  ['hamd', [0, 1, 6]],
  ['HAMDÁN', [0, 1, 6]],
  ['حمدان', [0, 1, 6]],
  ['Бенг', [0, 2, 3, 4, 6, 8, 10]],
  ['本翰', [3, 8]],
  ['陈本', [3, 8]],
  ['yous amin', [0]],
  ['amin benh', [0]],
  ['ngstr', [7]],
  ['obri', [11]],
  ['xyzq', []],
])('a search for %j finds every name with such a part, in any script', (text, places) => {
  expect(found(index, text)).toEqual(expect.arrayContaining(places))
  if (places.length === 0) expect(found(index, text)).toEqual([])
})

test('a Latin part finds no name without it', () => {
  expect(found(index, 'benh')).not.toContain(9)
  expect(found(index, 'hamd')).not.toContain(11)
})

test('every word of a search must fit', () => {
  expect(found(index, 'benhamdan rachid')).toEqual([6])
  expect(found(index, 'youssef rachid')).toEqual([])
})

test('whole words come before beginnings, and beginnings before parts inside', () => {
  const some = indexOf(['Albenhash', 'Benhart', 'Benh'])
  expect(some.find(readPartQuery('benh'), all).ids(3)).toEqual([idOf(2), idOf(1), idOf(0)])
})

test('a changed name is found by the new name only', () => {
  const some = indexOf(['Okwuosa'])
  some.put(idOf(0), partWords('Adeyemi'), open)
  expect(found(some, 'okwu')).toEqual([])
  expect(found(some, 'adey')).toEqual([0])
  expect(some.size).toBe(1)
})

test('a row is not found after its time, nor by a caller that may not read its class', () => {
  const some = new PartIndex(7)
  some.put(idOf(1), partWords('Okwuosa'), { rowClass: 7, until: 100 })
  const query = readPartQuery('okwu')
  expect(some.find(query, { mayRead: () => true, now: 99 }).count).toBe(1)
  expect(some.find(query, { mayRead: () => true, now: 100 }).count).toBe(0)
  expect(some.find(query, { mayRead: (rowClass) => rowClass !== 7, now: 0 }).count).toBe(0)
  expect(some.find(query, { mayRead: () => false, now: 0 }).has(idOf(1))).toBe(false)
})

test('a swept index has no text of removed rows and finds all others', () => {
  const some = indexOf(Array.from({ length: 20_000 }, (_, place) => `Name${place} Kept`))
  for (let place = 0; place < 20_000; place += 2) some.remove(idOf(place))
  expect(some.needsSweep).toBe(true)
  const before = some.bytes
  const sweep = some.sweep()
  sweep.next()
  some.put(idOf(30_000), partWords('Meanwhile'), open)
  some.remove(idOf(1))
  for (let step = sweep.next(); step.done !== true; step = sweep.next());
  expect(some.size).toBe(10_000)
  expect(found(some, 'name2')).not.toContain(2)
  expect(found(some, 'name4001')).toEqual([4001])
  expect(found(some, 'name1')).not.toContain(1)
  expect(found(some, 'meanwh')).toEqual([30_000])
  for (let place = 40_000; place < 50_000; place += 1) some.put(idOf(place), partWords(`Later${place}`), open)
  expect(some.size).toBe(20_000)
  expect(found(some, 'later41234')).toEqual([41_234])
  expect(some.bytes).toBeLessThan(before * 1.5)
})

test('random changes leave the same rows as a plain list of names', () => {
  const some = new PartIndex(7)
  const plain = new Map<string, string>()
  let seed = 7
  const next = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * most)
  }
  const word = () => Array.from({ length: 3 + next(5) }, () => 'abcde'[next(5)]).join('')
  for (let turn = 0; turn < 4000; turn += 1) {
    const id = idOf(next(300))
    if (next(3) === 0) {
      some.remove(id)
      plain.delete(id)
    } else {
      const name = `${word()} ${word()}`
      some.put(id, partWords(name), open)
      plain.set(id, name)
    }
    if (turn % 500 === 499) for (const _ of some.sweep());
    if (turn % 40 !== 0) continue
    const part = word().slice(0, 3)
    const expected = [...plain].filter(([, name]) => partWords(name).some((each) => each.includes(part)))
    expect(some.find(readPartQuery(part), all).ids(1000).sort()).toEqual(expected.map(([each]) => each).sort())
  }
})

test('a value is found by any stretch of it', () => {
  const some = new PartIndex(7)
  some.put(idOf(1), partValue('https://benham-aid.example/give'), open)
  for (const text of ['ham-aid.ex', 'benham', 'example/gi', 'benhamaid']) expect(found(some, text)).toEqual([1])
})

test.each([
  ['BENHAMDAN, Youssef', 'hamd', ['HAMD']],
  ['Youssef Benhamdan', 'YOUS benh', ['Yous', 'Benh']],
  ['Віталій Бенгаменко', 'benh', ['Бенг']],
  ['Γιώργος Μπενχάρης', 'benh', ['Μπενχ']],
  ['بن حمدان يوسف', 'hamdan', ['حمدان']],
  ['BENHAMDAN', 'حمدان', ['HAMDAN']],
  ['陈本翰', '本翰', ['本翰']],
  ['Ben Hamdan', 'benham', ['Ben Hamdan']],
  ['benham-aid.example', 'm-aid', ['m-aid']],
  ['Okwuosa', 'benh', []],
])('in %j a search for %j marks %j', (text, query, marked) => {
  expect(markParts(text, query).map(({ from, to }) => text.slice(from, to))).toEqual(marked)
})

test('any text of 200 characters is a search that ends', () => {
  const hostile = indexOf([
    ...names,
    ...['ha', 's', 'sh', 'aiu', 'حا', 'س'].map((piece) => piece.repeat(100).slice(0, 70)),
  ])
  const pieces = [
    'هاب',
    'س',
    'شس',
    'sh',
    'aiuh',
    'a',
    'م',
    'حا',
    '陈',
    '.*',
    '\\',
    '[',
    '\u0000',
    '\ud800',
    'Я',
    ' ',
    'ab ',
    'ъ',
    '김',
    '(a+)+',
    'و',
  ]
  for (const piece of pieces) {
    const text = piece.repeat(200).slice(0, 200)
    expect(hostile.find(readPartQuery(text), all).count).toBeGreaterThanOrEqual(0)
    expect(Array.isArray(markParts('BENHAMDAN, Youssef بن حمدان', text))).toBe(true)
  }
})

test('the memory of a large deletion is used again', () => {
  const large = new PartIndex(7)
  const many = 150_000
  for (let row = 0; row < many; row += 1) large.put(idOf(row), ['tredgold'], open)
  for (let row = 0; row < many; row += 1) large.remove(idOf(row))
  const steps = large.sweep()
  while (steps.next().done !== true);
  const { bytes } = large
  for (let row = 0; row < many; row += 1) large.put(idOf(row), ['okwuosa'], open)
  expect(large.size).toBe(many)
  expect(large.bytes).toBeLessThanOrEqual(bytes)
})

test('a word that was folded lately is not folded again', () => {
  const first = foldPart('Quillfeather')
  expect(foldPart('Quillfeather')).toBe(first)
  expect(foldPart('Quillfeathers').text).not.toBe(first.text)
})
