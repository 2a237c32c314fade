import { expect, test } from 'vitest'
import {
  anna,
  bytesOf,
  codesOf,
  edi,
  findingsOf,
  listOf,
  omar,
  paxlst,
  paxlstSegments,
  usPaxlst,
} from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const personOf = (...segments: string[]) => {
  const reading = readTravel(paxlst(['NAD+FL+++ROE:ANN', ...segments]))
  return { person: listOf(reading).people[0]!, codes: codesOf(reading) }
}

test('the function code of NAD gives the kind of person; COA is not a person', () => {
  const kinds = ['FL', 'FM', 'DDU', 'DDT', 'ZZ'].map((code) => [`NAD+${code}+++ROE:ANN`])
  const reading = readTravel(
    edi(...paxlstSegments([...kinds, ['NAD+COA+++AGENT']], { trailer: ['CNT+41:2', 'CNT+42:3'] })),
  )
  expect(listOf(reading).people.map(({ type }) => type)).toEqual([
    'passenger',
    'crew',
    'transit-passenger',
    'transit-crew',
    'passenger',
  ])
  expect(listOf(reading)).toMatchObject({ counts: { people: 5, crew: 2 }, control: { qualifier: '41', declared: 2 } })
  expect(codesOf(reading)).toEqual(['FUNCTION_MISSING'])
})

test('the segments of a person may come in any order', () => {
  const shuffled = [anna[0]!, ...anna.slice(10), ...anna.slice(1, 10)]
  const plain = listOf(readTravel(paxlst(anna))).people
  expect(listOf(readTravel(paxlst(shuffled))).people).toEqual(plain)
})

test('the measures and bag tags of a person are read', () => {
  expect(personOf('MEA+CT++2', 'MEA+WT++LBR:31.5', 'FTX+BAG+++XY1', 'FTX+BAG+++XY2:3').person.bags).toEqual({
    pieces: 2,
    weight: 31.5,
    unit: 'lb',
    tags: [
      { number: 'XY1', count: 1 },
      { number: 'XY2', count: 3 },
    ],
  })
  expect(personOf('FTX+BAG+++XY1').person.bags).toMatchObject({ pieces: null, weight: null, unit: null })
  expect(personOf().person.bags).toBeNull()
})

test('places, references, verification and tickets of a person are read', () => {
  const { person } = personOf(
    ...['LOC+178+AAA', 'LOC+179+BBB', 'LOC+22+CCC', 'LOC+174+NOR', 'LOC+180+:::OSLO NORWAY', 'GEI+4+173'],
    ...['RFF+AVF:QZ7K4P', 'RFF+ABO:U1', 'RFF+AEA:G1', 'RFF+CR:C1', 'RFF+SEA:007C', 'RFF+YZY:1231234567890C1'],
  )
  expect(person).toMatchObject({
    ...{ embarkation: 'AAA', debarkation: 'BBB', clearance: 'CCC', residence: 'NOR', birthPlace: 'OSLO NORWAY' },
    ...{ verified: true, seat: '7C', tickets: ['1231234567890C1'] },
    references: { recordLocator: 'QZ7K4P', uniqueReference: 'U1', governmentReference: 'G1', customerReference: 'C1' },
  })
  expect(personOf('GEI+4+174').person.verified).toBe(false)
  expect(personOf('LOC+180+OSL').person.birthPlace).toBe('OSL')
})

test.each([
  ['NAT+2+NOR', 'NOR', []],
  ['NAT+2+NO', 'NO', ['COUNTRY_CODE_FORM']],
  ['NAT+2+XXB', 'XXB', []],
  ['NAT+2+0', null, ['NATIONALITY_UNKNOWN']],
  ['NAT+2+-', null, ['NATIONALITY_UNKNOWN']],
  ['NAT+2+', null, []],
])('%s is nationality %s', (segment, nationality, codes) => {
  const read = personOf(segment)
  expect([read.person.nationality, read.codes]).toEqual([nationality, codes])
})

test('an invalid sex is null; a sex in a wrong component is not moved', () => {
  expect(personOf('ATT+2++Q')).toMatchObject({ person: { sex: null }, codes: ['SEX_UNKNOWN'] })
  expect(personOf('ATT+2+F')).toMatchObject({ person: { sex: null }, codes: ['FIELD_DISPLACED'] })
  expect(personOf('ATT+2++X')).toMatchObject({ person: { sex: 'X' }, codes: [] })
})

test('an expired document gives a finding', () => {
  expect(personOf('DOC+P+N1', 'DTM+36:230101')).toMatchObject({
    person: { documents: [{ expires: '2023-01-01' }] },
    codes: ['DOCUMENT_EXPIRED'],
  })
})

test('the title rule uses the sex that is stated after the name', () => {
  const reading = readTravel(paxlst(['NAD+FL+++ROE:JOMR', 'ATT+2++M'], ['NAD+FL+++ROE:WILLIAMS', 'ATT+2++M']))
  expect(listOf(reading).people).toMatchObject([
    {
      given: 'JO',
      title: 'MR',
      givenLiteral: 'JOMR',
      derived: [{ field: 'given', literal: 'JOMR', rule: 'title-glued' }],
    },
    { given: 'WILLIAMS', title: null, derived: [] },
  ])
})

test('the flight gives the reference date also for people stated before it', () => {
  const late = [
    ['NAD+FL+++ROE:ANN', 'DTM+329:150712'],
    ['TDT+20+XY71', 'LOC+125+AAA', 'DTM+189:1105101830:201', 'LOC+87+BBB'],
  ]
  const reading = readTravel(edi(...paxlstSegments(late, { flight: [], trailer: ['CNT+42:1'] })))
  expect(listOf(reading).people[0]!.birthDate).toBe('1915-07-12')
  expect(listOf(reading).flights).toMatchObject([{ from: 'AAA', to: 'BBB' }])
  expect(codesOf(reading)).toEqual(['SEGMENT_OUT_OF_ORDER'])
})

test('a segment of a person before any person is reported and ignored', () => {
  const segments = paxlstSegments([anna])
  segments.splice(5, 0, 'ATT+2++M')
  segments[segments.length - 2] = `UNT+${segments.length - 2}+M1`
  const reading = readTravel(edi(...segments))
  expect(codesOf(reading)).toEqual(['SEGMENT_OUT_OF_ORDER'])
  expect(listOf(reading).people[0]!.sex).toBe('F')
})

test('an unescaped separator makes a segment too long, with a finding', () => {
  const reading = readTravel(paxlst(['NAD+FL+++ROE:ANN+A+B+C+D+E+F']))
  expect(findingsOf(reading, 'SEPARATOR_UNESCAPED')).toMatchObject([
    { position: { tag: 'NAD', element: 10 }, literal: 'F' },
  ])
  expect(listOf(reading).people[0]).toMatchObject({ surname: 'ROE', given: 'ANN' })
})

test('a part that states the number of people of all parts gives an info finding', () => {
  const unh = (part: string) => `UNH+M1+PAXLST:D:05B:UN:IATA+XY417/240510+${part}`
  const severity = (part: string) => {
    const reading = readTravel(edi(...paxlstSegments([anna], { unh: unh(part), trailer: ['CNT+42:300'] })))
    return [listOf(reading).part, findingsOf(reading, 'PERSON_COUNT_MISMATCH')[0]!.severity]
  }
  expect(severity('02:C')).toEqual([{ number: 2, flag: 'C' }, 'info'])
  expect(severity('3')).toEqual([{ number: 3, flag: null }, 'info'])
  expect(severity('01:F')).toEqual([{ number: 1, flag: 'F' }, 'notice'])
})

test('after a hundred findings of one code, one finding counts the rest', () => {
  const people = Array.from({ length: 140 }, () => ['NAD+FL+++ROE:ANN', 'NAT+2+0'])
  const found = findingsOf(readTravel(paxlst(...people)), 'NATIONALITY_UNKNOWN')
  expect(found).toHaveLength(101)
  expect(found[100]).toMatchObject({ message: '40 more of NATIONALITY_UNKNOWN in this file', position: null })
  expect(found[99]!.at).toBe('/messages/0/people/99/nationality')
})

test('in the US dialect, stops are joined to legs, and one segment is one person', () => {
  const bytes = usPaxlst(
    "PDT+P/N123:290101:NO+O?'DEA:ANN:M:840217:F+PAX+ZZAAA:YYBBB",
    'PDT+A/C77:991231+BLOGGS:JO:F:651301+CRW',
    'PDT+:250101:NO+TRANSIT:TOM+ITI+ZZAAA:YYBBB',
  )
  const reading = readTravel(bytes)
  const list = listOf(reading)
  expect(list).toMatchObject({
    ...{ dialect: 'us', version: '001:000:XY', document: null, counts: { people: 3, crew: 1 } },
    reportingParty: {
      name: 'DESK NINE',
      contacts: [
        { value: '555-0100', kind: 'TE' },
        { value: '555-0101', kind: 'FX' },
      ],
    },
    flights: [
      {
        carrier: 'XY',
        number: '417',
        from: 'AAA',
        to: 'BBB',
        departure: '2024-05-10T18:30',
        arrival: '2024-05-10T21:45',
      },
    ],
  })
  expect(list.people).toMatchObject([
    {
      ...{ type: 'passenger', surname: "O'DEA", given: 'ANN', middle: 'M', sex: 'F', birthDate: '1984-02-17' },
      ...{ embarkation: 'AAA', debarkation: 'BBB', nationality: null },
      documents: [{ type: 'P', number: 'N123', issuer: 'NO', expires: '2029-01-01', source: 'PDT' }],
    },
    // The sex is in the component of the middle name. It is read as the middle name.
    {
      type: 'crew',
      surname: 'BLOGGS',
      middle: 'F',
      sex: null,
      birthDate: null,
      documents: [{ type: 'A', number: 'C77' }],
    },
    { type: 'transit-passenger', surname: 'TRANSIT', documents: [] },
  ])
  expect(codesOf(reading)).toEqual(['DATE_INVALID', 'DOCUMENT_EMPTY', 'DOCUMENT_EXPIRED'])
})

test('in the US dialect, a transit point states only its arrival; its departure is unknown', () => {
  const text = String.fromCharCode(...usPaxlst())
  const transit = text.replace("LOC+008+YYBBB:50'", "LOC+PT+XXCCC'\nDTM+132+240510+2000'\nLOC+8+YYBBB:50'")
  expect(listOf(readTravel(bytesOf(transit))).flights).toMatchObject([
    { from: 'AAA', to: 'CCC', departure: '2024-05-10T18:30', arrival: '2024-05-10T20:00' },
    { from: 'CCC', to: 'BBB', departure: null, arrival: '2024-05-10T21:45' },
  ])
})

test('all messages of a group and all interchanges of a file are read', () => {
  const [unb, ...rest] = paxlstSegments([anna])
  const message = rest.slice(0, -1)
  const second = message.map((segment) => segment.replace('M1', 'M2'))
  const group = [unb!, 'UNG+PAXLST+A+B+240510:0830+G1+UN+D:05B', ...message, ...second, 'UNE+2+G1', 'UNZ+1+REF0001']
  const reading = readTravel(edi(...group, ...paxlstSegments([omar])))
  expect(reading.messages.map((list) => list.reference)).toEqual(['M1', 'M2', 'M1'])
  expect([reading.outcome, codesOf(reading)]).toEqual(['read', []])
})
