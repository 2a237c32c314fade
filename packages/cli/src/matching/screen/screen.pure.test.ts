import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, loadList } from '@entente/matching'
import { afterAll, expect, test } from 'vitest'
import { CommandFailure } from '../../command/failure.ts'
import { entente } from '../../run-entente.fixture.ts'
import { type Screening, screenFile } from './screen-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'entente-screen-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const listText =
  'id,name,alias,date_of_birth,nationality,reference\nL1,Tebbo Anwar Vardak,Ferryman Vardak,1961-05-17,FRA,XXi.001\nL2,Marta Brzezowska,,1970,POL,\nL3,Yusuf Hamdan Qarmouti,,,,\n'
const list = file('list.csv', listText)
const screen = async (...args: string[]) => {
  const ended = await entente(['screen', '--list', list, ...args, '--json'])
  return { ...ended, result: (ended.stdout === '' ? null : JSON.parse(ended.stdout)) as Screening }
}
const passengers = file(
  'passengers.csv',
  [
    'passenger_id,full_name,first_name,middle_name,last_name,gender,date_of_birth,place_of_birth,nationality,script,name_origin',
    'p1,Tebo Vardak,Tebo,,Vardak,male,1961-05-17,,France,Latin,North',
    'p2,Marta Brzezowska,Marta,,Brzezowska,female,1999-12-01,,Poland,Latin,North',
    'p3,Lena Oldemark,Lena,,Oldemark,female,1980-02-02,,Sweden,Latin,North',
    'p4,أنور الصمدي,أنور,,الصمدي,,1990-01-02,,Iraq,Arabic,',
  ].join('\n'),
)

test('screen: hits equal those of compare, groups have rates, and every field is present', async () => {
  const more = ['--group-by', 'name_origin', '--group-by', 'gender', '--sample-recall', '3']
  const { status, stderr, result } = await screen(passengers, ...more)
  expect([status, stderr]).toEqual([0, ''])
  expect(Object.keys(result)).toEqual([
    ...['lists', 'threshold', 'screened', 'alerted', 'skipped', 'subjects', 'groups', 'recall', 'stats'],
  ])
  expect(result).toMatchObject({
    lists: [{ file: list, format: 'csv', generatedAt: null, entries: 3, names: 4, findings: {} }],
    threshold: 0.5,
    screened: 4,
    alerted: 1,
    skipped: [],
    groups: { name_origin: { '': { n: 1, alerted: 0, rate: 0 }, North: { n: 3, alerted: 1, rate: 1 / 3 } } },
  })
  expect(Object.keys(result.groups?.gender ?? {})).toEqual(['', 'female', 'male'])
  // The interval is that of 1 in 3 by Wilson's formula.
  expect(result.groups?.name_origin?.North).toMatchObject({
    low: expect.closeTo(0.06149, 4),
    high: expect.closeTo(0.79234, 4),
  })
  expect(result.subjects).toMatchObject([
    {
      id: 'p1',
      names: ['Tebo Vardak'],
      truncated: false,
      hits: [{ entryId: 'L1', list, entryName: 'Tebbo Anwar Vardak', reference: 'XXi.001', verdict: 'match' }],
    },
  ])
  const entry = loadList(new TextEncoder().encode(listText)).entries[0]!
  const { list: _list, entryName: _name, reference: _reference, entryId: _id, ...hit } = result.subjects[0]!.hits[0]!
  expect(hit).toEqual(
    compare(
      {
        kind: 'person',
        names: ['Tebo Vardak'],
        parts: { given: 'Tebo', family: 'Vardak' },
        gender: 'male',
        birthDates: ['1961-05-17'],
        nationalities: ['France'],
      },
      entry,
    ),
  )
  expect(result.recall).toMatchObject({ sampled: 3, exhaustiveHits: 1, found: 1, recall: 1, missed: [] })
  const { stats } = result
  expect(Object.keys(stats)).toEqual([
    ...['buildSeconds', 'seconds', 'subjectsPerSecond', 'candidatesPerSubject', 'p50Ms', 'p99Ms', 'peakRssBytes'],
  ])
  for (const value of Object.values(stats)) expect(value).toBeGreaterThan(0)
  expect(stats.p99Ms).toBeGreaterThanOrEqual(stats.p50Ms)
})
test('screen: without dates the namesake alerts too; groups and recall are optional', async () => {
  const { status, result } = await screen(passengers, '--names-only')
  expect(status).toBe(0)
  expect(result).toMatchObject({ alerted: 2, groups: null, recall: null })
  expect(result.subjects.map(({ id }) => id)).toEqual(['p1', 'p2'])
  for (const { hits } of result.subjects)
    for (const { evidence } of hits)
      for (const { kind } of evidence) expect(['birth-date', 'nationality', 'gender']).not.toContain(kind)
})
test('screen: --weak shows weak hits without alerts; --exhaustive finds the same hits', async () => {
  const subjects = file(
    'weak.jsonl',
    '{"names":["Tebbo Vardak"]}\n{"id":"s2","names":["Marta Brzezowska"],"colour":7}\n',
  )
  const [first, weak, all] = await Promise.all([
    screen(subjects, '--group-by', 'colour'),
    screen(subjects, '--threshold', '0.999999', '--weak'),
    screen(subjects, '--exhaustive'),
  ])
  expect(first.result.subjects.map(({ id }) => id)).toEqual(['line:1', 's2'])
  expect(first.result.groups).toMatchObject({ colour: { '': { n: 1, alerted: 1 }, '7': { n: 1, alerted: 1 } } })
  expect(weak.result.alerted).toBe(0)
  expect(weak.result.subjects.flatMap(({ hits }) => hits.map(({ verdict }) => verdict))).toEqual(['weak', 'weak'])
  expect(all.result.subjects).toEqual(first.result.subjects)
  expect(all.result.stats.candidatesPerSubject).toBe(3)
})
test('screen: entries of several lists keep their ids, their list and their order', async () => {
  const second = file('second.csv', 'id,name\nL1,Tebbo Anwar Vardak\nA0,Tebbo Anwar Vardak\n')
  const subject = file('listed.jsonl', '{"names":["Tebbo Anwar Vardak"]}')
  const { status, result } = await screen(subject, '--list', second)
  expect(status).toBe(0)
  expect(result.lists.map(({ file: name, entries }) => [name, entries])).toEqual([
    [list, 3],
    [second, 2],
  ])
  expect(result.subjects[0]?.hits.map((hit) => [hit.entryId, hit.list]).sort()).toEqual([
    ['A0', second],
    ['L1', list],
    ['L1', second],
  ])
})
test('screen: more than fifty hits are truncated and marked', async () => {
  const names = Array.from({ length: 51 }, (_, place) => `M${place},Tebbo Anwar Vardak`).join('\n')
  const many = file('many.csv', `id,name\n${names}\n`)
  const subject = file('one.jsonl', '{"names":["Tebbo Anwar Vardak"]}')
  const { result } = await screen(subject, '--list', many)
  expect(result.subjects[0]).toMatchObject({ truncated: true })
  expect(result.subjects[0]?.hits).toHaveLength(50)
})
test('screen: invalid rows are skipped (rows 1, 2, 5, 6, 8 to 10, 22)', async () => {
  const csv = file(
    'rows.csv',
    [
      'id,full_name,dob,nationality,passport',
      'r2,Tebbo Vardak,1985-02-30,,',
      'r3,Tebbo Vardak,1879,,',
      'r4,Tebbo Vardak',
      'r5,Dr.,1961,,',
      `r6,${'a'.repeat(501)},1961,,`,
      'r7,Tebbo Vardak,1963/1958,Atlantis,none',
      '',
    ].join('\n'),
  )
  const jsonl = file(
    'rows.jsonl',
    '{"names":\n{"names":"Tebbo"}\n{"names":["Tebbo Vardak"],"birthDates":["yesterday"]}\n',
  )
  const [first, second] = await Promise.all([screen(csv), screen(jsonl)])
  expect([first.status, first.stderr]).toEqual([1, ''])
  expect(first.result.skipped.map(({ line, code }) => [line, code])).toEqual([
    [2, 'birth-date-invalid'],
    [3, 'birth-date-implausible'],
    [4, 'csv-columns'],
    [5, 'name-empty'],
    [6, 'name-too-long'],
  ])
  expect(first.result).toMatchObject({ screened: 3, alerted: 3 })
  expect(second.status).toBe(1)
  expect(second.result.skipped.map(({ line, code }) => [line, code])).toEqual([
    [1, 'json-malformed'],
    [2, 'identity-invalid'],
    [3, 'birth-date-invalid'],
  ])
  expect(second.result).toMatchObject({ screened: 1 })
})
test('screen: unusual values are used, or ignored without an error (rows 3, 7, 8, 9)', async () => {
  const rows = file(
    'odd.csv',
    'id,full_name,dob,nationality,passport\nr1,\u202eTebbo\u0000 Vardak,1963/1958,Atlantis,none\n',
  )
  const { status, stderr, result } = await screen(rows)
  expect([status, stderr]).toEqual([0, ''])
  expect(result).toMatchObject({ screened: 1, alerted: 1, skipped: [] })
  expect(result.subjects[0]?.hits[0]?.evidence.map(({ kind }) => kind)).toContain('birth-date')
})
test('screen: findings are counted, and errors end with 1 (rows 15, 18 to 21, 25)', async () => {
  const person = (id: string, name: string) =>
    `<INDIVIDUAL><DATAID>${id}</DATAID><FIRST_NAME>${name}</FIRST_NAME></INDIVIDUAL>`
  const cut = file(
    'cut.xml',
    `<CONSOLIDATED_LIST><INDIVIDUALS>${person('1', 'Anwar Q\ufffdlzai')}${person('', 'Anwar B')}${person('1', 'Anwar C')}<INDIV`,
  )
  const aliases = Array.from({ length: 2001 }, (_, place) => `"Tebbo A${place}"`).join(',')
  const ftm = file('list.jsonl', `{"id":"1","schema":"Person","properties":{"name":"Anwar","alias":[${aliases}]}}`)
  const subject = file('nobody.jsonl', '{"names":["Lena Oldemark"]}')
  const { status, result } = await screen(subject, '--list', cut, '--list', ftm)
  expect(status).toBe(1)
  expect(result.lists.slice(1)).toMatchObject([
    {
      format: 'un-xml',
      entries: 2,
      findings: { XML_MALFORMED: 1, ENCODING_DAMAGE: 1, ID_MISSING: 1, ID_DUPLICATE: 1 },
    },
    { format: 'ftm', entries: 1, names: 2000, findings: { FTM_SHAPE: 1, TOO_MANY_NAMES: 1 } },
  ])
  const fine = await screen(subject, '--list', ftm)
  expect(fine.status).toBe(0)
})
const xml = (body: string) => `<CONSOLIDATED_LIST>${body}</CONSOLIDATED_LIST>`
const unsafe = file('unsafe.xml', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${xml('&e;')}`)
const open = file('open.csv', 'id,name\n1,Tebbo\n2,"Tebbo Vardak\n')

test('screen: unusable input ends with 2 and no output (rows 14, 16, 22, 23)', async () => {
  const cases = [
    [['--list', join(folder, 'absent.xml'), passengers], 'file-not-found'],
    [['--list', unsafe, passengers], 'xml-unsafe'],
    [['--list', list, open], 'csv-quote'],
    [['--list', list, passengers, '--threshold', '1.5'], 'threshold-invalid'],
    [[passengers], 'usage'],
  ] as const
  for (const [args, code] of cases) {
    const ended = await entente(['screen', ...args, '--json'])
    expect(ended, code).toMatchObject({ status: 2, stdout: '' })
    expect(ended.stderr).toMatch(new RegExp(`^${code}: .+\n$`))
  }
})
test.each([
  ['file-not-found', list, join(folder, 'absent.csv'), {}],
  ['file-unreadable', folder, passengers, {}],
  ['list-empty', file('empty.xml', xml('')), passengers, {}],
  ['list-empty', file('cut-at-once.xml', '<CONSOLIDATED_LIST><INDIV'), passengers, {}],
  ['list-empty', file('no-names.csv', 'id,colour\n1,red\n'), passengers, {}],
  ['xml-limit', file('deep.xml', xml('<a>'.repeat(101))), passengers, {}],
  ['csv-quote', file('quote.csv', 'id,name\n1,"Tebbo Vardak\n'), passengers, {}],
  ['csv-header', list, file('header.csv', 'id,colour\n1,red\n'), {}],
  ['no-names', list, file('none.csv', 'id,name\n'), {}],
  ['no-names', list, file('none.jsonl', ''), {}],
  ['column-unknown', list, file('group.csv', 'id,name\n1,Tebbo Vardak\n'), { groupBy: ['origin'] }],
  ['threshold-invalid', list, passengers, { threshold: 'high' }],
  ['sample-invalid', list, passengers, { sampleRecall: 'all' }],
])('screen fails with %s: list %s, names %s, %j', (code, listFile, names, options) => {
  let failure: unknown = null
  try {
    screenFile(names, { list: [listFile], ...options })
  } catch (error) {
    failure = error
  }
  expect(failure).toBeInstanceOf(CommandFailure)
  expect(failure).toMatchObject({ code, status: 2 })
})
test('screen: an unclosed quote is reported with its line (row 22)', () => {
  expect(() => screenFile(open, { list: [list] })).toThrow('(line 3)')
  expect(() => screenFile(passengers, { list: [open] })).toThrow('at line 3')
})
test('screen: without --json the output has hits, rates and intervals', async () => {
  const { status, stdout, stderr } = await entente([
    ...['screen', '--list', list, passengers, '--group-by', 'name_origin', '--sample-recall', '4'],
  ])
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('4 screened at threshold 0.5, 1 alert (25.00 %), 0 skipped')
  expect(stdout).toMatch(/^p1 +[01]\.\d{3} +match +XXi\.001 +Tebbo Anwar Vardak +Tebo Vardak$/m)
  expect(stdout).toMatch(/^North +3 +1 +33\.33 % +6\.15 % to 79\.23 % +1\.3 x$/m)
  expect(stdout).toMatch(/^\(not stated\) +1 +0 /m)
  expect(stdout).toContain('index: found 1 of the 1 hits')
})
