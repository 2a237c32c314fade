import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadList } from './load-list.ts'
import { readDateNote } from './load-un-xml.ts'
import { parseCsv } from './parse-csv.ts'
import { readLines } from './read-lines.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('loadCsv finds columns by name, splits values at semicolons and reads doubled quotes', () => {
  const text =
    '\ufeffID,Full Name,Aliases,weak_alias,Date of birth,Nationality,Gender,Place_of_Birth,Passports,ID numbers,Type\r\n7,"Vardak, Tebbo",Tebo Vardak;Anwar Vardak,"The ""Ferryman""",1961-05-17;1962~,FR;DE,M,Izmir,AB1234567,99887766,person\r\n'
  const { list, entries, findings } = loadList(bytes(text))
  expect(findings).toEqual([])
  expect(list.format).toBe('csv')
  expect(entries).toEqual([
    {
      id: '7',
      kind: 'person',
      names: [
        { name: 'Vardak, Tebbo', quality: 'primary' },
        { name: 'Tebo Vardak', quality: 'good' },
        { name: 'Anwar Vardak', quality: 'good' },
        { name: 'The "Ferryman"', quality: 'low' },
      ],
      birthDates: ['1961-05-17', '1962~'],
      nationalities: ['FRA', 'DEU'],
      nationalitiesAsWritten: ['FR', 'DE'],
      gender: 'male',
      birthPlaces: ['Izmir'],
      documents: [
        { number: 'AB1234567', numberRaw: 'AB1234567', type: 'passport' },
        { number: '99887766', numberRaw: '99887766', type: 'national-id' },
      ],
    },
  ])
})
test('loadCsv detects the separator, joins the parts of a name and reads the kind', () => {
  expect(loadList(bytes('id;first_name;last_name\n1;Tebbo;Vardak\n')).entries).toMatchObject([
    { names: [{ name: 'Tebbo Vardak' }], parts: { given: 'Tebbo', family: 'Vardak' } },
  ])
  expect(loadList(bytes('id\tname\tschema\n1\tVardak Lines\tCompany\n')).entries).toMatchObject([{ kind: 'org' }])
})
test.each(['utf-16le', 'utf-16be'])('a list in %s is read by its byte order mark', (encoding) => {
  const little = Uint8Array.from(
    [...'\ufeffid\tname\n1\tŁucja Vardak\n'].flatMap((letter) => [
      letter.charCodeAt(0) & 255,
      letter.charCodeAt(0) >> 8,
    ]),
  )
  const big = little.map((_, place) => little[place ^ 1] ?? 0)
  expect(loadList(encoding === 'utf-16le' ? little : big)).toMatchObject({
    list: { format: 'csv' },
    findings: [],
    entries: [{ id: '1', names: [{ name: 'Łucja Vardak' }] }],
  })
})
test('a line break in quotes belongs to the cell, and line numbers count it', () => {
  const { entries, findings } = loadList(bytes('id,name\n1,"Tebbo\nVardak"\n2\n'))
  expect(entries).toMatchObject([{ names: [{ name: 'Tebbo Vardak' }] }])
  expect(findings).toMatchObject([{ code: 'CSV_COLUMNS', position: { line: 4 } }])
})
// Cuts a text into pieces at given places, as when a program reads a file in pieces.
const inPieces = (text: string, cuts: readonly number[]): string[] => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((x, y) => x - y), text.length]
  return places.slice(1).map((to, place) => text.slice(places[place], to))
}
test('parseCsv returns the written cells for any pieces of the text', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' '), maxLength: 6 })
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (rows, cuts) => {
        const text = `id,name\n${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}`
        const read = [...parseCsv(inPieces(text, cuts))].slice(1)
        expect(read.map((row) => ('cells' in row ? row.cells : row.code))).toEqual(rows)
        const lines = rows.map((row) => row.join('').split('\n').length)
        expect(read.map(({ line }) => line)).toEqual(
          rows.map((_, place) => 2 + lines.slice(0, place).reduce((a, b) => a + b, 0)),
        )
      },
    ),
    { seed: 6 },
  )
})
test('readLines returns the same lines for any pieces of the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r'), maxLength: 40 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      (text, cuts) => {
        const expected = text
          .split('\n')
          .flatMap((line, place) => (line.trim() === '' ? [] : [{ line: place + 1, text: line.trim() }]))
        expect([...readLines(inPieces(text, cuts))]).toEqual(expected)
      },
    ),
    { seed: 7 },
  )
})
test('loadFtm reads names by property, parts of names and nested documents', () => {
  const line = JSON.stringify({
    id: 'x1',
    schema: 'Person',
    caption: 'Tebbo Vardak',
    properties: {
      name: ['Tebbo Vardak'],
      alias: ['Tebo Vardak'],
      previousName: ['Anwar Vardak'],
      weakAlias: ['Ferryman'],
      firstName: ['Tebbo'],
      fatherName: ['Anwar'],
      lastName: ['Vardak'],
      birthDate: ['1961', '1961-05'],
      nationality: ['fr'],
      gender: ['female'],
      passportNumber: ['AB1234567'],
      identificiation: [{ schema: 'Passport', properties: { number: ['XY7654321'], country: ['de'] } }],
    },
  })
  expect(loadList(bytes(line)).entries).toMatchObject([
    {
      id: 'x1',
      kind: 'person',
      names: [{ quality: 'primary' }, { quality: 'good' }, { quality: 'former' }, { quality: 'low' }],
      parts: { given: 'Tebbo', patronymic: 'Anwar', family: 'Vardak' },
      birthDates: ['1961', '1961-05'],
      nationalities: ['FRA'],
      gender: 'female',
      documents: [
        { number: 'AB1234567', type: 'passport' },
        { number: 'XY7654321', type: 'passport', country: 'de' },
      ],
    },
  ])
})
test.each([
  ['Nov. 1973', '1973-11'],
  ['March 1964', '1964-03'],
  ['12 May 1970', '1970-05-12'],
  ['Between Mar. and Apr. 1969', '1969'],
  ['11/02/1398 (Hijri Calendar)', '1976/1978'],
  ['about forty', null],
])('the note %j is %s', (note, date) => {
  expect(readDateNote(note)).toBe(date)
})
