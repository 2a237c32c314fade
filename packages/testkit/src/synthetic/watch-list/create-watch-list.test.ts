import { expect, test } from 'vitest'
import { createTraffic } from '../../gateways/travel/traffic.ts'
import { createWatchList } from './create-watch-list.ts'
import { watchListCsv, watchListJsonLines, watchListUnXml } from './write-watch-list.ts'

const list = createWatchList(1)
const everyone = createTraffic({
  seed: 1,
  start: new Date('2026-03-01T00:00:00Z'),
  flights: 8,
  corruption: 0,
  watched: list.people,
})

test('a list depends only on its seed', () => {
  expect(createWatchList(1)).toEqual(list)
  expect(createWatchList(2)).not.toEqual(list)
})

test('birth dates have every precision, and names occur in several scripts', () => {
  const large = createWatchList(1, 400)
  const dates = large.people.flatMap((p) => p.birthDates)
  for (const form of [/^\d{4}-\d\d-\d\d$/, /^\d{4}-\d\d$/, /^\d{4}$/, /^\d{4}~$/, /^\d{4}\/\d{4}$/])
    expect(
      dates.some((d) => form.test(d)),
      String(form),
    ).toBe(true)
  expect(large.people.some((p) => p.birthDates.length === 0)).toBe(true)
  const names = large.people.flatMap((p) => p.names.map((n) => n.full)).join(' ')
  for (const script of [
    'Arabic',
    'Cyrillic',
    'Greek',
    'Hebrew',
    'Han',
    'Hangul',
    'Devanagari',
    'Bengali',
    'Ethiopic',
  ]) {
    expect(new RegExp(`\\p{Script=${script}}`, 'u').test(names), script).toBe(true)
  }
  expect(new Set(large.people.map((p) => p.reference)).size).toBe(large.people.length)
})

test('the three formats contain every entry', () => {
  const lines = watchListJsonLines(list)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.length).toBe(40)
  expect(lines.every((entry) => Object.values(entry.properties).every((v) => Array.isArray(v) && v.length > 0))).toBe(
    true,
  )
  const csv = watchListCsv(list)
  const xml = watchListUnXml(list)
  expect(csv.split('\n')[0]).toBe(
    'id,schema,name,aliases,weak_alias,date_of_birth,nationality,gender,place_of_birth,passport,id_number',
  )
  for (const { reference } of [...list.people, ...list.organisations]) {
    expect(csv).toContain(`${reference},`)
    expect(xml).toContain(`<REFERENCE_NUMBER>${reference}</REFERENCE_NUMBER>`)
  }
  expect(xml.match(/<INDIVIDUAL>/g)?.length).toBe(list.people.length)
})

test('a list of twenty thousand entries is complete', () => {
  const large = createWatchList('bench', 20_000)
  expect(large.people.length + large.organisations.length).toBe(20_000)
})

test('every likeness occurs: exact, another spelling, a namesake, a mistyped document', () => {
  expect(new Set(everyone.seated.map((s) => s.likeness))).toEqual(
    new Set(['exact', 'spelling', 'namesake', 'document-typo']),
  )
  const stated = everyone.messages.flatMap((m) => m.stated)
  for (const { reference, likeness } of everyone.seated) {
    const entry = list.people.find((p) => p.reference === reference)
    if (likeness !== 'exact' || !entry) continue
    const { number } = entry.documents.find((d) => d.type === 'passport') ?? entry.person.document
    expect(stated.some((p) => p.documentNumber === number && p.birthDate === entry.person.birthDate)).toBe(true)
  }
})

test('with zero shares no traveller is on the list', () => {
  const none = createTraffic({
    seed: 1,
    start: new Date('2026-03-01T00:00:00Z'),
    flights: 2,
    corruption: 0,
    watched: list.people,
    shares: { exact: 0, spelling: 0, namesake: 0, 'document-typo': 0 },
  })
  expect(none.seated).toEqual([])
})
