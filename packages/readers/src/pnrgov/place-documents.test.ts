import { expect, test } from 'vitest'
import { codesOf, findingsOf, lea, pnrgov, pushOf, reservation } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const docs = (text: string, ref = ''): string => `SSR+DOCS:HK:1:XY:::::${text}${ref}`
const read = (travellers: string[], afterLeg: string[] = [], before: string[] = []) => {
  const reading = readTravel(pnrgov(['SRC', 'RCI+XY:QZ7K4P', ...before, ...reservation(travellers, afterLeg).slice(2)]))
  return { people: pushOf(reading).reservations[0]!.people, codes: codesOf(reading), reading }
}
const owners = ({ people }: ReturnType<typeof read>) =>
  people.map((person) => [person.given, person.documents.map(({ number }) => number)])

const TWO = ['TIF+ROE+ANN:A:1', 'TIF+BLOGGS+JO:A:2']

test('the traveller reference assigns a document of the reservation or a leg', () => {
  expect(owners(read(TWO, [docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/BLOGGS/JO', '+::1')]))).toEqual([
    ['ANN', ['N1']],
    ['JO', []],
  ])
  expect(owners(read(TWO, [], [docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/X/Y', '+::002')]))).toEqual([
    ['ANN', []],
    ['JO', ['N1']],
  ])
})

test('without a reference, the name at the end of a document assigns it to a traveller', () => {
  expect(owners(read(TWO, [docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/X/Y-1BLOGGS/JO')]))[1]).toEqual(['JO', ['N1']])
  expect(owners(read(TWO, [docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/BLOGGS/JOSEPHINE')]))[1]).toEqual(['JO', ['N1']])
})

test('a hyphen in a document number is not a name', () => {
  const { people } = read(['TIF+ROE+ANN:A:1', docs('/P/NLD/AB-1C23/NLD/03MAR84/F/31JAN29/ROE/ANN')])
  expect(people[0]!.documents).toMatchObject([{ number: 'AB-1C23', nationality: 'NLD', surname: 'ROE', given: 'ANN' }])
})

test('a document that matches no traveller adds no person', () => {
  const { people, codes } = read(TWO, [docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/STRANGER/PAT', '+::9')])
  expect(people.flatMap((person) => person.documents)).toEqual([])
  expect([people.length, codes]).toEqual([2, ['PERSON_WITHOUT_DOCUMENT', 'REFERENCE_UNKNOWN']])
})

test('a document under a traveller is this traveller’s, even if it has another reference', () => {
  const { people, reading } = read(['TIF+ROE+ANN:A:1', docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/ROE/ANN', '+::7')])
  expect(people[0]!.documents).toHaveLength(1)
  expect(findingsOf(reading, 'REFERENCE_UNKNOWN')).toMatchObject([
    { literal: '7', at: '/messages/0/reservations/0/people/0' },
  ])
})

test('a known document number is added again only under another traveller', () => {
  const text = '/P/NLD/N1/NLD/03MAR84/F/31JAN29/ROE/ANN'
  expect(owners(read([TWO[0]!, docs(text), TWO[1]!], [docs(text, '+::2')]))).toEqual([
    ['ANN', ['N1']],
    ['JO', []],
  ])
  expect(owners(read([TWO[0]!, docs(text), docs(text), TWO[1]!, docs(text)]))).toEqual([
    ['ANN', ['N1']],
    ['JO', ['N1']],
  ])
})

test('a document without a number is not added again if all its fields are equal', () => {
  const text = '////NLD/03MAR84/F//ROE/ANN'
  expect(read([TWO[0]!, docs(text)], [docs(text, '+::1'), docs(text, '+::1')]).people[0]!.documents).toHaveLength(1)
})

test('the passport gives birth date, sex and nationality; without one, the first document does', () => {
  const visa = '/V/USA/V1/HUN/04MAR84/U/31JAN29/FARAGO/LEA'
  const { people } = read(['TIF+FARAGO+LEA:A:1', docs(visa), ...lea.slice(2, 3)])
  expect(people[0]).toMatchObject({ birthDate: '1984-03-03', sex: 'F', nationality: 'HUN' })
  expect(read(['TIF+FARAGO+LEA:A:1', docs(visa)]).people[0]).toMatchObject({ birthDate: '1984-03-04', sex: 'U' })
})

test('a visa in DOCO gives the fields of a visa and no expiry', () => {
  const { people } = read([...lea, 'SSR+DOCO:HK:1:XY:::::SZEGED/V/V991/LONDON/22DEC20/GB+::1'])
  expect(people[0]!.documents[1]).toMatchObject({
    ...{ type: 'V', number: 'V991', birthPlace: 'SZEGED', issuePlace: 'LONDON', issued: '2020-12-22', validFor: 'GB' },
    ...{ expires: null, source: 'SSR DOCO' },
  })
  expect(people[0]!.birthPlace).toBe('SZEGED')
})

test('a document without any data is not added', () => {
  const { people, codes } = read([
    'TIF+ROE+ANN:A:1',
    docs('/P/NLD////F///'),
    'SSR+DOCS:HK:1:XY',
    'SSR+DOCO:HK:1:XY::::://///',
  ])
  expect([people[0]!.documents, codes]).toEqual([[], ['DOCUMENT_EMPTY', 'PERSON_WITHOUT_DOCUMENT']])
})

test('an invalid value in a document is null, with a finding', () => {
  const { people, codes } = read(['TIF+ROE+ANN:A:1', docs('//NLD/N1/0/31FEB84/Q/99XXX29/ROE/ANN')])
  expect(people[0]).toMatchObject({ birthDate: null, sex: null, nationality: null })
  expect(people[0]!.documents).toMatchObject([
    { type: null, nationality: null, birthDate: null, expires: null, sex: 'Q' },
  ])
  expect(codes).toEqual(['DATE_INVALID', 'DOCUMENT_TYPE_MISSING', 'NATIONALITY_UNKNOWN', 'SEX_UNKNOWN'])
})

test('a document with another name than its traveller gives a finding', () => {
  expect(read(['TIF+ROE+ANN:A:1', docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/RO E/ANNA MARIA')]).codes).toEqual([])
  expect(read(['TIF+ROE+ANN:A:1', docs('/P/NLD/N1/NLD/03MAR84/F/31JAN29/ROE/BEA')]).codes).toEqual(['NAME_DIFFERS'])
})

test('a known frequent flyer number is not added again; DOCA gives an address', () => {
  const reading = readTravel(
    pnrgov(
      reservation([
        ...lea,
        'FTI+XY:123456',
        'SSR+FQTV:HK:1:XY:::::XY123456',
        'SSR+FQTV:HK:1:QZ:::::/QZ9876543',
        'SSR+DOCA:HK:1:XY:::::R/HUN/5 BRIDGE ROAD/SZEGED/CS/6720',
      ]),
    ),
  )
  expect(pushOf(reading).reservations[0]).toMatchObject({
    frequentFlyer: [
      { carrier: 'XY', number: '123456', travellerRef: '1' },
      { carrier: 'QZ', number: '9876543', travellerRef: '1' },
    ],
    addresses: [
      {
        use: 'R',
        country: 'HUN',
        line: '5 BRIDGE ROAD',
        city: 'SZEGED',
        state: 'CS',
        postal: '6720',
        source: 'SSR DOCA',
      },
    ],
  })
})
