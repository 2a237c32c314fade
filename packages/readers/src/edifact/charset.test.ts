import { expect, test } from 'vitest'
import { codesOf, findingsOf, listOf, paxlst, UNB } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'
import { charsetNamed, tableForNames } from './charset.ts'

const withSyntax = (syntax: string, bytes: Uint8Array): Uint8Array => {
  const at = UNB.indexOf('UNOA')
  const changed = bytes.slice()
  for (let i = 0; i < 4; i++) changed[at + i] = syntax.charCodeAt(i)
  return changed
}
const surnameOf = (bytes: Uint8Array) => listOf(readTravel(bytes)).people[0]!.surname

test('Latin-1 is read as declared, without a finding', () => {
  const reading = readTravel(withSyntax('UNOC', paxlst(['NAD+FL+++MU\u00d1OZ:JOS\u00c9'])))
  expect(listOf(reading).people[0]).toMatchObject({ surname: 'MUÑOZ', given: 'JOSÉ' })
  expect([codesOf(reading), reading.syntax.usedCharset]).toEqual([[], 'ISO-8859-1'])
})

test('UTF-8 is read as declared, without a finding', () => {
  const reading = readTravel(withSyntax('UNOY', paxlst(['NAD+FL+++MU\u00c3\u0091OZ:\u00d0\u009e'])))
  expect(listOf(reading).people[0]).toMatchObject({ surname: 'MUÑOZ', given: 'О' })
  expect(codesOf(reading)).toEqual([])
})

test('a UTF-8 file that declares ASCII is read as UTF-8, with a finding per character', () => {
  const reading = readTravel(paxlst(['NAD+FL+++MU\u00c3\u0091OZ:ANN']))
  expect(listOf(reading).people[0]!.surname).toBe('MUÑOZ')
  expect(findingsOf(reading, 'CHARSET_VIOLATION')).toHaveLength(1)
  expect(reading.syntax.usedCharset).toBe('UTF-8')
})

test('bytes that are not UTF-8 are read with the first table that makes them letters', () => {
  expect(surnameOf(paxlst(['NAD+FL+++MU\u00d1OZ:ANN']))).toBe('MUÑOZ')
  expect(tableForNames([0xd1])).toBe('Windows-1252')
  expect(tableForNames([0x8b])).toBe('Mac Roman')
  expect(tableForNames([0xa0, 0xa4])).toBe('CP850')
})

test('the table of CP850 has the right 128 characters', () => {
  const { upper } = charsetNamed('CP850')
  expect(upper).toHaveLength(128)
  expect([0x80, 0x9a, 0xa4, 0xe1, 0xff].map((byte) => upper![byte - 128])).toEqual(['Ç', 'Ü', 'ñ', 'ß', '\u00a0'])
})

test('each interchange of a file can have a different character set', () => {
  const latin = withSyntax('UNOC', paxlst(['NAD+FL+++MU\u00d1OZ:ANN']))
  const plain = paxlst(['NAD+FL+++GUIMAR\u008bES:ANN'])
  const both = new Uint8Array(latin.length + plain.length)
  both.set(latin)
  both.set(plain, latin.length)
  const people = readTravel(both).messages.map((message) =>
    message.type === 'PAXLST' ? message.people[0]!.surname : '',
  )
  expect(people).toEqual(['MUÑOZ', 'GUIMARãES'])
})
