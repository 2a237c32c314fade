import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadList } from './load-list.ts'

// These tests cover the kinds of bad input in docs/requirements.md that concern lists.
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const individual = (id: string, more = ''): string =>
  `<INDIVIDUAL>${id}<FIRST_NAME>Tebbo Vardak</FIRST_NAME>${more}</INDIVIDUAL>`
const list = (records: string): string =>
  `<CONSOLIDATED_LIST>\n<INDIVIDUALS>\n${records}\n</INDIVIDUALS>\n</CONSOLIDATED_LIST>`
const load = (text: string, format?: 'un-xml' | 'csv' | 'ftm') => loadList(bytes(text), format)
const codes = (text: string, format?: 'un-xml' | 'csv' | 'ftm'): string[] =>
  load(text, format).findings.map((finding) => finding.code)

test('a reversed interval is corrected and reported', () => {
  const text = list(
    individual(
      '<DATAID>1</DATAID>',
      '<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1958</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>',
    ),
  )
  expect(codes(text)).toEqual(['BIRTH_DATE_REVERSED'])
  expect(load(text).entries[0]?.birthDates).toEqual(['1958/1963'])
})
test('unusable values of an entry are reported; the entry is kept', () => {
  const { entries, findings } = load('id,name,dob,nationality,passport\n1,Tebbo Vardak,1985-02-30;1700,Atlantis,none\n')
  expect(findings.map((finding) => [finding.code, finding.severity])).toEqual([
    ['DOCUMENT_UNUSABLE', 'info'],
    ['NATIONALITY_UNKNOWN', 'info'],
    ['BIRTH_DATE_INVALID', 'warning'],
    ['BIRTH_DATE_IMPLAUSIBLE', 'warning'],
  ])
  expect(entries).toMatchObject([{ birthDates: [], nationalities: [], documents: [{ number: 'none' }] }])
})
test('a broken line is skipped; all other lines are read', () => {
  const { entries, findings } = load(
    '{"id":"1","schema":"Person","properties":{"name":["Tebbo Vardak"]}}\n{"id":\n[1]\n',
    'ftm',
  )
  expect(entries).toHaveLength(1)
  expect(findings).toMatchObject([
    { code: 'JSON_MALFORMED', severity: 'error', position: { line: 2 } },
    { code: 'JSON_MALFORMED', severity: 'error', position: { line: 3 } },
  ])
})
test('entries before the end of a truncated list are kept', () => {
  const text = list(individual('<DATAID>1</DATAID>') + individual('<DATAID>2</DATAID>'))
  const { entries, findings } = load(text.slice(0, text.indexOf('<DATAID>2') + 6))
  expect(entries.map((entry) => entry.id)).toEqual(['1'])
  expect(findings).toMatchObject([{ code: 'XML_MALFORMED', severity: 'error', position: { line: 3 } }])
})
test('a document type or an external entity of XML is not expanded', () => {
  const text = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${list(individual('<DATAID>&e;</DATAID>'))}`
  expect(load(text)).toMatchObject({ entries: [], findings: [{ code: 'XML_UNSAFE', severity: 'error' }] })
})
test('the depth and size of XML elements have limits', () => {
  const deep = `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`
  expect(load(deep)).toMatchObject({ entries: [], findings: [{ code: 'XML_LIMIT' }] })
  const bomb = `<!DOCTYPE b [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]><b>&b;</b>`
  expect(load(bomb)).toMatchObject({ entries: [], findings: [{ code: 'XML_UNSAFE' }] })
  const large = new Uint8Array(500 * 1024 * 1024 + 1)
  expect(loadList(large, 'un-xml')).toMatchObject({ entries: [], findings: [{ code: 'XML_LIMIT', severity: 'error' }] })
})
test('damaged characters are kept as wildcards and counted', () => {
  const text = bytes(`<?xml version="1.0" encoding="UTF-8"?>${list(individual('<DATAID>1</DATAID>'))}`)
  const place = new TextDecoder().decode(text).indexOf('Vardak')
  text[place + 1] = 0xe9
  const { entries, findings } = loadList(text)
  expect(entries[0]?.names).toEqual([{ name: 'Tebbo V\ufffdrdak', quality: 'primary' }])
  expect(findings).toMatchObject([{ code: 'ENCODING_DAMAGE', literal: '1' }])
})
test('a list is read in its declared encoding', () => {
  const text = `<?xml version="1.0" encoding="ISO-8859-1"?>${list(individual('<DATAID>1</DATAID>').replace('Tebbo', 'Tébbo'))}`
  const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  expect(loadList(latin)).toMatchObject({ findings: [], entries: [{ names: [{ name: 'Tébbo Vardak' }] }] })
})
test('a record without an id gets the number of its line as id', () => {
  expect(load(list(individual('')))).toMatchObject({
    entries: [{ id: 'line:3' }],
    findings: [{ code: 'ID_MISSING', position: { line: 3 } }],
  })
})
test('if two entries have one id, the later one is kept', () => {
  const text = 'id,name\n1,Tebbo Vardak\n1,Anwar Vardak\n'
  expect(load(text)).toMatchObject({
    entries: [{ names: [{ name: 'Anwar Vardak' }] }],
    findings: [{ code: 'ID_DUPLICATE' }],
  })
})
test('a single value in place of a list of values is accepted', () => {
  const text = '{"id":"1","schema":"Person","properties":{"name":"Tebbo Vardak"}}'
  expect(load(text)).toMatchObject({
    entries: [{ names: [{ name: 'Tebbo Vardak' }] }],
    findings: [{ code: 'FTM_SHAPE', severity: 'info' }],
  })
})
test('a record of another kind is skipped and reported', () => {
  expect(codes('{"id":"1","schema":"Address","properties":{"full":["Quay 1"]}}')).toEqual(['SCHEMA_SKIPPED'])
})
test('a row with a wrong number of cells is skipped; an unclosed quote ends the list', () => {
  expect(load('id,name\n1,Tebbo Vardak,x\n2,Anwar Vardak\n')).toMatchObject({
    entries: [{ id: '2' }],
    findings: [{ code: 'CSV_COLUMNS', severity: 'error', position: { line: 2 } }],
  })
  expect(load('id,name\n1,Tebbo\n2,"Anwar Vardak\n')).toMatchObject({
    entries: [],
    findings: [{ code: 'CSV_QUOTE', position: { line: 3 } }],
  })
})
test('if an entry has too many names, the first 2,000 are kept', () => {
  const aliases = Array.from({ length: 100_000 }, (_, place) => `Tebbo${place}`).join(';')
  const { entries, findings } = load(`id,name,alias\n1,Tebbo Vardak,${aliases}\n`)
  expect(entries[0]?.names).toHaveLength(2000)
  expect(findings).toMatchObject([{ code: 'TOO_MANY_NAMES' }])
})
test('a file that is not a list gives a finding', () => {
  expect(codes('<html><p>x</p></html>')).toEqual(['XML_ROOT'])
  expect(codes('some text\nwithout names\n')).toEqual(['CSV_HEADER'])
  expect(codes('')).toEqual(['CSV_HEADER'])
  expect(codes('id,name\n1,\n')).toEqual(['NAME_EMPTY'])
})
test('a loader never throws, whatever its input', () => {
  const seeds = [
    list(individual('<DATAID>1</DATAID>')),
    'id,name\n1,"Tebbo"\n',
    '{"id":"1","schema":"Person","properties":{"name":["T V"]}}',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 8 }),
      fc.constantFrom('un-xml' as const, 'csv' as const, 'ftm' as const, undefined),
      (seed, edits, format) => {
        const mutated = bytes(seed)
        for (const [place, value] of edits) if (place < mutated.length) mutated[place] = value
        expect(Array.isArray(loadList(mutated, format).findings)).toBe(true)
      },
    ),
    { numRuns: 500, seed: 5 },
  )
})
