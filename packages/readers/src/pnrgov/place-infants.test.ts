import { expect, test } from 'vitest'
import { codesOf, pnrgov, pushOf, reservation } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const MOTHER = ['TIF+OKAFOR+ADA MRS:A:1:1', 'SSR+DOCS:HK:1:XY:::::/P/NGA/A1/NGA/01JUL88/F/12NOV29/OKAFOR/ADA']
const baby = (given: string, number = 'B1'): string =>
  `SSR+DOCS:HK:1:XY:::::/P/NGA/${number}/NGA/20SEP23/FI/25OCT28/OKAFOR/${given}`
const inft = (name: string): string => `SSR+INFT:HK:1:XY:::AAA:BBB:${name}+::1`

const read = (travellers: string[], afterLeg: string[] = []) => {
  const reading = readTravel(pnrgov(reservation(travellers, afterLeg)))
  const { people } = pushOf(reading).reservations[0]!
  const shown = people.map((person) => [
    person.ref,
    person.given,
    person.infant,
    person.birthDate,
    person.documents.map(({ number }) => number),
  ])
  return { people, shown, codes: codesOf(reading) }
}

test('an INFT that repeats an infant traveller adds no person, but gives the birth date', () => {
  const { shown } = read(
    [...MOTHER, 'TIF+OKAFOR+CHIDI:IN:2'],
    [inft('OKAFOR/CHIDI 20SEP23'), inft('OKAFOR/CHIDI 20SEP23')],
  )
  expect(shown).toEqual([
    ['1', 'ADA', false, '1988-07-01', ['A1']],
    ['2', 'CHIDI', true, '2023-09-20', []],
  ])
})

test('an INFT without an infant traveller adds one person, even if it is repeated', () => {
  const { shown, people, codes } = read(MOTHER, [inft('OKAFOR/CHIDI MSTR 20SEP23'), inft('OKAFOR/CHIDI 20SEP23')])
  expect(shown[1]).toEqual([null, 'CHIDI', true, '2023-09-20', []])
  expect(people).toHaveLength(2)
  expect(people[1]).toMatchObject({ title: 'MSTR', surname: 'OKAFOR' })
  expect(codes).toContain('PERSON_FROM_SSR')
})

test('an infant that only INFT names gets its document', () => {
  const { shown } = read([...MOTHER, baby('CHIDI GRACE')], [inft('OKAFOR/CHIDI 20SEP23')])
  expect(shown).toEqual([
    ['1', 'ADA', false, '1988-07-01', ['A1']],
    [null, 'CHIDI', true, '2023-09-20', ['B1']],
  ])
})

test('an infant document under an adult without an infant adds a person', () => {
  const { shown, codes } = read([...MOTHER, baby('CHIDI')])
  expect(shown[1]).toEqual([null, 'CHIDI', true, '2023-09-20', ['B1']])
  expect(codes).toContain('PERSON_FROM_SSR')
})

test('the infant whose name agrees gets a document, else the first infant without one', () => {
  const infants = ['TIF+OKAFOR+CHIDI:IN:2', 'TIF+OKAFOR+NGOZI:IN:3']
  expect(read([...MOTHER, baby('NGOZI AMA', 'B2'), baby('CHIDI', 'B1'), ...infants]).shown.slice(1)).toMatchObject([
    ['2', 'CHIDI', true, '2023-09-20', ['B1']],
    ['3', 'NGOZI', true, '2023-09-20', ['B2']],
  ])
  expect(read([...MOTHER, baby('BABY', 'B9'), ...infants]).shown.slice(1)).toMatchObject([
    ['2', 'CHIDI', true, '2023-09-20', ['B9']],
    ['3', 'NGOZI', true, null, []],
  ])
})

test('an infant document stated in a leg belongs to the infant of that adult', () => {
  const { shown, codes } = read([...MOTHER, 'TIF+OKAFOR+CHIDI:IN:2'], [`${baby('CHIDI')}+::1`])
  expect(shown[1]).toEqual(['2', 'CHIDI', true, '2023-09-20', ['B1']])
  expect(codes).toContain('DOCUMENT_MOVED_TO_INFANT')
})

test('an infant traveller without an INFT gets an INFT with another name', () => {
  const { people, codes } = read([...MOTHER, 'TIF+OKAFOR+CHIDI:IN:2'], [inft('OKAFOR/SUNNY 20SEP23')])
  expect(people).toHaveLength(2)
  expect(codes).toContain('NAME_DIFFERS')
})

test('the infant gets the sex of its document; the document keeps it as sent', () => {
  const { people } = read([...MOTHER, baby('CHIDI'), 'TIF+OKAFOR+CHIDI:IN:2'])
  expect([people[1]!.sex, people[1]!.documents[0]!.sex]).toEqual(['F', 'FI'])
  expect(people[1]!.derived).toContainEqual({ field: 'sex', literal: 'FI', rule: 'infant-sex' })
})
