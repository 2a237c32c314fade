import type { Entry, Identity } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from '../score/compare.ts'
import { anyEntry, anySubject, isComparable } from './names.fixture.ts'
import { Screener } from './screener.ts'

const entries = fc
  .array(anyEntry, { minLength: 1, maxLength: 40 })
  .map((list) => list.map((entry, place) => ({ ...entry, id: `e${place}` })))

test('a search equals a comparison with every entry', () => {
  fc.assert(
    fc.property(entries, anySubject.filter(isComparable), fc.constantFrom(0.5, 0.35, 0.8), (list, one, threshold) => {
      const screener = Screener.build(list, { threshold })
      const hits = screener.screen(one, { weak: true })
      expect(hits).toEqual(screener.screen(one, { weak: true, exhaustive: true }))
      for (const hit of hits) {
        const entry = list.find((item) => item.id === hit.entryId)
        const { entryId: _entryId, ...comparison } = hit
        if (entry && isComparable(entry)) expect(comparison).toEqual(compare(one, entry, { threshold }))
      }
    }),
    { numRuns: 150, seed: 3 },
  )
})
const two = (value: number): string => String(value).padStart(2, '0')
/** Makes dates of all precisions, near and far apart; many differ by a typing slip. */
const date = fc
  .tuple(fc.constantFrom(1938, 1958, 1978, 1979, 1980, 1981, 1982, 1985, 1991, 2031), fc.nat(3), fc.nat(3), fc.nat(11))
  .map(([year, month, day, how]) =>
    how === 0
      ? `${year}`
      : how === 1
        ? `${year}~`
        : how === 2
          ? `${year}-${two(month + 1)}`
          : how === 3
            ? `${year}/${year + 2}`
            : `${year}-${two(month * 3 + 1)}-${two(day * 4 + 1)}`,
  )
const dated = fc.record({
  id: fc.constant(''),
  names: fc.array(
    fc
      .tuple(
        fc.constantFrom('Yusuf', 'Tebbo', 'Tebo', '大伟', 'Abou'),
        fc.constantFrom('Qarmouti', 'Qarmuti', 'Vardak', 'al-Bakr', '孙'),
      )
      .map((words) => words.join(' ')),
    { minLength: 1, maxLength: 2 },
  ),
  birthDates: fc.oneof(
    { weight: 4, arbitrary: fc.array(date, { minLength: 1, maxLength: 1 }) },
    fc.array(date, { maxLength: 2 }),
  ),
  nationalities: fc.constantFrom<string[]>([], ['FRA'], ['MAR']),
})
test('a search equals a comparison with every entry for any birth dates', () => {
  fc.assert(
    fc.property(
      fc.array(dated, { minLength: 30, maxLength: 60 }),
      dated,
      fc.constantFrom(0.5, 0.2, 0.7),
      (list, one, threshold) => {
        const today = '2026-01-01'
        const birthDates = one.birthDates.filter((text) => !text.startsWith('2031') && !text.endsWith('/2033'))
        const screener = Screener.build(
          list.map((entry, place) => ({ ...entry, id: `e${place}` })),
          { threshold },
        )
        const { names, nationalities } = one
        const subjects: Identity[] = [{ names, birthDates, nationalities }, { names, birthDates }, { names }]
        for (const subject of subjects) {
          const options = { weak: true, limit: 1000, today }
          expect(screener.screen(subject, options)).toEqual(screener.screen(subject, { ...options, exhaustive: true }))
        }
      },
    ),
    { numRuns: 40, seed: 5 },
  )
})
test('hits are ordered by score, then by entry id, up to the limit', () => {
  const screener = Screener.build([
    { id: 'b', names: ['Yusuf Qarmouti'] },
    { id: 'a', names: ['Yusuf Qarmouti'] },
    { id: 'c', names: ['Yusuf Qarmouti'], birthDates: ['1981-05-17'] },
  ])
  const one = { names: ['Yusuf Qarmouti'], birthDates: ['1981-05-17'] }
  expect(screener.screen(one).map((hit) => hit.entryId)).toEqual(['c', 'a', 'b'])
  expect(screener.screen(one, { limit: 2 }).map((hit) => hit.entryId)).toEqual(['c', 'a'])
})
test('weak hits are returned only on request', () => {
  const screener = Screener.build([{ id: 'a', names: ['Ali Hasan'] }])
  expect(screener.screen({ names: ['Ali Ali Hasan'] })).toEqual([])
  expect(screener.screen({ names: ['Ali Ali Hasan'] }, { weak: true })).toMatchObject([{ verdict: 'weak' }])
})
test('the next search finds an added entry, but no replaced or removed entry', () => {
  const screener = Screener.build([{ id: 'a', names: ['Marta Brzezowska'] }])
  const find = (text: string): string[] => screener.screen({ names: [text] }).map((hit) => hit.entryId)
  expect(find('Yusuf Qarmouti')).toEqual([])
  screener.add({ id: 'b', names: ['Yusuf Qarmouti'] })
  expect(find('Youssef Qarmuti')).toEqual(['b'])
  screener.add({ id: 'b', names: ['Tebbo Vardak'] })
  expect(find('Youssef Qarmuti')).toEqual([])
  expect(find('Tebbo Vardak')).toEqual(['b'])
  expect(screener.remove('b')).toBe(true)
  expect(find('Tebbo Vardak')).toEqual([])
  expect(screener.stats).toMatchObject({ entries: 1, names: 1, version: 3 })
})
test('many removals do not change the search for other entries', () => {
  const entry = (place: number): Entry => ({
    id: `e${place}`,
    names: [`Tebbo${String.fromCharCode(97 + (place % 26))}a Vardak`],
    documents: [{ number: `AB${100000 + place}` }],
  })
  const screener = Screener.build(Array.from({ length: 3000 }, (_, place) => entry(place)))
  for (let place = 0; place < 2500; place += 1) screener.remove(`e${place}`)
  expect(screener.stats.entries).toBe(500)
  expect(screener.screen({ names: ['Unlike'], documents: [{ number: 'AB102700' }] }).map((hit) => hit.entryId)).toEqual(
    ['e2700'],
  )
  expect(screener.screen({ names: ['Unlike'], documents: [{ number: 'AB100007' }] })).toEqual([])
})
test('a document number finds its entry under any name, also with misread digits', () => {
  const screener = Screener.build([{ id: 'd', names: [], documents: [{ number: 'AB1234507', country: 'FRA' }] }])
  expect(
    screener.screen({ names: ['Marta Brzezowska'], documents: [{ number: 'ab 12345O7', country: 'FR' }] }),
  ).toMatchObject([{ entryId: 'd', matchedName: null }])
})
test('if two entries have one id, the later counts; statistics count unusable entries', () => {
  const screener = Screener.build([
    { id: 'a', names: ['Marta Brzezowska'] },
    { id: 'a', names: ['Tebbo Vardak'] },
    { id: 'x', names: ['-'] },
  ])
  expect(screener.screen({ names: ['Marta Brzezowska'] })).toEqual([])
  expect(screener.stats).toMatchObject({ entries: 2, unusable: 1 })
})
test('the statistics count the scored pairs', () => {
  const screener = Screener.build([
    { id: 'a', names: ['Marta Brzezowska'] },
    { id: 'b', names: ['Tebbo Vardak'] },
    { id: 'c', names: ['Anwar Qulzai'] },
  ])
  expect(screener.stats.scored).toBe(0)
  screener.screen({ names: ['Marta Brzezowska'] })
  expect(screener.stats.scored).toBe(1)
  screener.screen({ names: ['Marta Brzezowska'] }, { exhaustive: true })
  expect(screener.stats.scored).toBe(4)
})
