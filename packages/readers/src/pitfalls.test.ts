import { expect, test } from 'vitest'
import {
  anna,
  bytesOf,
  codesOf,
  edi,
  findingsOf,
  firstReservation,
  LEG,
  lea,
  listOf,
  omar,
  paxlst,
  paxlstSegments,
  pnrgov,
  pnrgovSegments,
  pushOf,
  reservation,
  UNB,
} from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'

// Each test has a message with an error or peculiarity that carriers' messages are known to have.

const FLIGHT_2011 = ['TDT+20+XY71', 'LOC+125+AAA', 'DTM+189:1105101830:201', 'LOC+87+BBB', 'DTM+232:1105102145:201']

test('separators other than the default ones are taken from UNA', () => {
  const text = new TextDecoder().decode(paxlst(anna, omar))
  const other = text.replaceAll(':', ';').replaceAll('+', '*').replaceAll("'", '~')
  const reading = readTravel(bytesOf(`UNA;*.? ~${other}`))
  expect(reading.findings).toEqual([])
  expect(reading.syntax).toMatchObject({ una: 'present', component: ';', element: '*', release: '?', terminator: '~' })
  expect(listOf(reading).people.map((person) => person.surname)).toEqual(['LINDQVIST', 'HADDAR'])
})

test.each([
  ['five characters', "UNA:+.?'\n"],
  ['a typographic quote that closes nothing', 'UNA:+.? \u00e2\u0080\u009d '],
])('2: a damaged UNA (%s) is repaired from the text', (_, una) => {
  const reading = readTravel(bytesOf(una + new TextDecoder().decode(paxlst(anna, omar))))
  expect(codesOf(reading)).toEqual(['UNA_DAMAGED'])
  expect(findingsOf(reading, 'UNA_DAMAGED')[0]).toMatchObject({
    severity: 'warning',
    position: { byte: 0, tag: 'UNA' },
  })
  expect(reading.syntax).toMatchObject({ una: 'damaged', component: ':', element: '+', terminator: "'" })
  expect(listOf(reading).people).toHaveLength(2)
})

test('a release character other than the default one is taken from UNA', () => {
  const segments = paxlstSegments([["NAD+FL+++O$'NEIL:SHAY"]])
  const reading = readTravel(bytesOf(`UNA:+.$ '${new TextDecoder().decode(edi(...segments))}`))
  expect(listOf(reading).people[0]).toMatchObject({ surname: "O'NEIL", given: 'SHAY' })
})

test('a release character after a release character is data', () => {
  const list = listOf(readTravel(paxlst(['NAD+FL+++HOW??:JO'])))
  expect(list.people[0]).toMatchObject({ surname: 'HOW?', given: 'JO' })
  const ends = listOf(readTravel(paxlst(['NAD+FL+++WHO??', 'ATT+2++M'])))
  expect(ends.people[0]).toMatchObject({ surname: 'WHO?', given: null, sex: 'M' })
})

test('a line end inside a value is removed with adjacent blanks; other blanks are kept', () => {
  const read = (name: string) => listOf(readTravel(paxlst([`NAD+FL+++${name}:ANNA`]))).people[0]!.surname
  expect(read('PETERS\nEN')).toBe('PETERSEN')
  expect(read('PETERS \r\n EN')).toBe('PETERSEN')
  expect(read('PETERS EN')).toBe('PETERS EN')
})

test('blanks around tags, elements and components are trimmed', () => {
  const segments = paxlstSegments([['NAD+FL+++ ROE : ANN ', 'DTM+329: 800104']])
  segments.splice(1, 0, ' UNG +PAXLST+XYAIR+BORDER+240510:0830+G1+UN+D:05B')
  segments.splice(-1, 0, 'UNE+1+G1')
  const reading = readTravel(edi(...segments))
  expect(reading.findings.filter(({ code }) => code !== 'CENTURY_AMBIGUOUS')).toEqual([])
  expect(listOf(reading).people[0]).toMatchObject({ surname: 'ROE', given: 'ANN', birthDate: '1980-01-04' })
})

test('a truncated message does not affect the next message; the outcome is `partly-read`', () => {
  const [unb, ...first] = paxlstSegments([anna, omar])
  const second = paxlstSegments([['NAD+FL+++SOLO:HAN']]).slice(1, -1)
  const cut = first.slice(0, 24).join("'\n")
  const bytes = bytesOf(`${unb}'\n${cut}\n${second.join("'\n").replaceAll('M1', 'M2')}'\nUNZ+2+REF0001'\n`)
  const reading = readTravel(bytes)
  expect(reading.outcome).toBe('partly-read')
  expect(codesOf(reading)).toEqual(expect.arrayContaining(['MESSAGE_TRUNCATED', 'SEGMENT_GLUED', 'TRAILER_MISSING']))
  expect(reading.messages.map((message) => (message as { people: unknown[] }).people.length)).toEqual([2, 1])
  expect(reading.messages[1]).toMatchObject({ reference: 'M2', people: [{ surname: 'SOLO', given: 'HAN' }] })
})

test('text below the last trailer changes nothing', () => {
  const text = new TextDecoder().decode(paxlst(anna)).replace(/'\n$/, '')
  const reading = readTravel(bytesOf(`${text}\nsent by desk 4`))
  expect(codesOf(reading)).toEqual(['SEGMENT_UNTERMINATED', 'TEXT_OUTSIDE_INTERCHANGE'])
  expect(reading.outcome).toBe('read')
  expect(findingsOf(reading, 'TEXT_OUTSIDE_INTERCHANGE')[0]).toMatchObject({
    literal: 'sent by desk 4',
    position: { byte: text.length + 1 },
  })
})

test('wrong counts and a missing carrier element do not stop the reading', () => {
  const people = [anna, omar, ['NAD+FL+++ROE:ANN']]
  const flight = ['TDT+20+XY0071', 'LOC+125+AAA', 'DTM+189:2405101830:201', 'LOC+87+BBB']
  const segments = paxlstSegments(people, { flight, trailer: ['CNT+42:90'] })
  segments[segments.length - 2] = 'UNT+4711+M1'
  const reading = readTravel(edi(...segments))
  expect(codesOf(reading)).toEqual(['CONTROL_COUNT_MISMATCH', 'PERSON_COUNT_MISMATCH'])
  expect(reading.outcome).toBe('read')
  expect(listOf(reading)).toMatchObject({ flights: [{ carrier: 'XY', number: '71' }], counts: { people: 3, crew: 0 } })
})

test('an intermediate stop with both times ends one leg and begins the next', () => {
  const flight = [
    'TDT+20+XY71',
    'LOC+92+AAA',
    'DTM+189:2405100800:201',
    'LOC+92+BBB',
    'DTM+232:2405101000:201',
    'DTM+189:2405101100:201',
    'LOC+92+CCC',
    'DTM+232:2405101300:201',
  ]
  const { flights } = listOf(readTravel(edi(...paxlstSegments([anna], { flight }))))
  expect(flights).toMatchObject([
    { from: 'AAA', to: 'BBB', departure: '2024-05-10T08:00', arrival: '2024-05-10T10:00' },
    { from: 'BBB', to: 'CCC', departure: '2024-05-10T11:00', arrival: '2024-05-10T13:00' },
  ])
})

test('a birth date is never after the flight', () => {
  const segments = paxlstSegments([['NAD+FL+++ROE:ANN', 'DTM+329:150712']], { flight: FLIGHT_2011 })
  expect(listOf(readTravel(edi(...segments))).people[0]!.birthDate).toBe('1915-07-12')
})

test('an expiry date is after the birth date and near the flight', () => {
  const flight = ['TDT+20+XY71', 'LOC+125+AAA', 'DTM+189:1805101830:201', 'LOC+87+BBB']
  const person = ['NAD+FL+++ROE:ANN', 'DTM+329:790301', 'DOC+P+N1', 'DTM+36:580101']
  expect(listOf(readTravel(edi(...paxlstSegments([person], { flight })))).people[0]!.documents[0]!.expires).toBe(
    '2058-01-01',
  )
})

test('a document without a type is kept; an empty document gets no expiry or issuer', () => {
  const person = [
    'NAD+FL+++ROE:ANN',
    'DOC++N0001',
    'DTM+36:290101',
    'LOC+91+NZL',
    'DOC++',
    'DTM+36:260505',
    'LOC+91+AUS',
  ]
  const reading = readTravel(paxlst(person))
  expect(listOf(reading).people[0]!.documents).toMatchObject([
    { type: null, number: 'N0001', expires: '2029-01-01', issuer: 'NZL' },
  ])
  expect(codesOf(reading)).toEqual(['DOCUMENT_EMPTY', 'DOCUMENT_TYPE_MISSING'])
})

test('a nationality is never taken from the issuing state', () => {
  const person = listOf(readTravel(paxlst(['NAD+FL+++ROE:ANN', 'DOC+P+N1', 'LOC+91+NZL']))).people[0]!
  expect(person.nationality).toBeNull()
  expect(person.documents[0]!.issuer).toBe('NZL')
})

test('a joined title is removed only if two letters remain and the sex agrees', () => {
  const named = (given: string, sex: string) => {
    const docs = `SSR+DOCS:HK:1:XY:::::////NLD/03MAR84/${sex}//ROE/${given}`
    const { given: name, title } = firstReservation(pnrgov(reservation([`TIF+ROE+${given}:A:1`, docs]))).people[0]!
    return [name, title]
  }
  expect(named('AMR', 'M')).toEqual(['AMR', null])
  expect(named('WILLIAMS', 'M')).toEqual(['WILLIAMS', null])
  expect(named('LEEMS', 'F')).toEqual(['LEE', 'MS'])
  expect(named('JOMR', 'M')).toEqual(['JO', 'MR'])
})

test('a traveller without a document, a placeholder name and a group are read', () => {
  const travellers = ['TIF+CHOIR TOUR:G', 'TIF+ROE+ANN MRS:A:1', 'TIF+TBA+X:A:4']
  const reading = readTravel(pnrgov(reservation(travellers)))
  const { people, groupName } = pushOf(reading).reservations[0]!
  expect(groupName).toBe('CHOIR TOUR')
  expect(people).toMatchObject([
    { surname: 'ROE', given: 'ANN', placeholder: false, documents: [] },
    { surname: 'TBA', given: 'X', ref: '4', placeholder: true },
  ])
  expect(people).toHaveLength(2)
  expect(codesOf(reading)).toEqual(['PERSON_PLACEHOLDER', 'PERSON_WITHOUT_DOCUMENT'])
})

test.each(['EXST', 'CBBG', 'exst', 'EXSTMR', 'EXST MRS'])('a seat that is booked for %s is a placeholder', (code) => {
  const travellers = [...lea, `TIF+FARAGO+${code}:A:2`, `TIF+${code}+LEA MS:A:3`]
  const reading = readTravel(pnrgov(reservation(travellers)))
  expect(pushOf(reading).reservations[0]!.people.map(({ placeholder }) => placeholder)).toEqual([false, true, true])
  expect(findingsOf(reading, 'PERSON_PLACEHOLDER').map(({ at }) => at)).toEqual([
    '/messages/0/reservations/0/people/1/surname',
    '/messages/0/reservations/0/people/2/surname',
  ])
})

test('a baby and her mother each get their own document', () => {
  const travellers = [
    'TIF+OKAFOR+ADA MRS:A:1:1',
    'SSR+DOCS:HK:1:XY:::::/P/NGA/B0000001/NGA/20SEP23/FI/25OCT28/OKAFOR/CHIDI GRACE',
    'SSR+DOCS:HK:1:XY:::::/P/NGA/A0000001/NGA/01JUL88/F/12NOV29/OKAFOR/ADA',
    'TIF+OKAFOR+CHIDI:IN:2',
  ]
  const reading = readTravel(pnrgov(reservation(travellers)))
  expect(pushOf(reading).reservations[0]!.people).toMatchObject([
    { given: 'ADA', birthDate: '1988-07-01', sex: 'F', withInfant: true, documents: [{ number: 'A0000001' }] },
    { given: 'CHIDI', birthDate: '2023-09-20', sex: 'F', infant: true, documents: [{ number: 'B0000001', sex: 'FI' }] },
  ])
  expect(codesOf(reading)).toContain('DOCUMENT_MOVED_TO_INFANT')
})

test('a DOCS text that begins with empty fields is read', () => {
  const docs = 'SSR+DOCS:HK:1:XY::::://///03MAR70/F//ROE/ANN'
  const person = firstReservation(pnrgov(reservation(['TIF+ROE+ANN:A:1', docs]))).people[0]!
  expect(person).toMatchObject({ birthDate: '1970-03-03', sex: 'F', nationality: null })
  expect(person.documents).toMatchObject([{ type: null, number: null, birthDate: '1970-03-03', surname: 'ROE' }])
})

test('a document stated under traveller and leg is one; its first statement counts', () => {
  const docs = (issuer: string) => `SSR+DOCS:HK:1:XY:::::/P/${issuer}/N5550001/NLD/03MAR84/F/31JAN29/ROE/ANN`
  const reading = readTravel(pnrgov(reservation(['TIF+ROE+ANN:A:1', docs('NL')], [`${docs('NLD')}+::1`])))
  expect(pushOf(reading).reservations[0]!.people[0]!.documents).toMatchObject([{ issuer: 'NL', number: 'N5550001' }])
  expect(findingsOf(reading, 'DOCUMENT_CONFLICT')).toHaveLength(1)
})

test('an arrival without a date is on the day of departure', () => {
  const leg = ['TVL+010620:2350::0110+AAA+BBB+XY+417:Y']
  expect(firstReservation(pnrgov(reservation(lea, [], leg))).legs[0]!.arrival).toBe('2020-06-01T01:10')
})

test('a time in a wrong component or an impossible time gives no arrival', () => {
  const read = (times: string) => {
    const reading = readTravel(pnrgov(reservation(lea, [], [`TVL+${times}+AAA+BBB+XY+417:Y`])))
    return [pushOf(reading).reservations[0]!.legs[0]!.arrival, codesOf(reading)]
  }
  expect(read('010620:0900:2575')).toEqual([null, ['FIELD_DISPLACED']])
  expect(read('010620:0900:020620:2575')).toEqual([null, ['TIME_INVALID']])
})

test('a TVL without places gives the second flight number of the previous leg', () => {
  const leg = ['TVL+100524:1830:100524:2145+AAA+BBB+XY:QZ+77:B', 'TVL+++++5077:M']
  expect(firstReservation(pnrgov(reservation(lea, [], leg))).legs).toMatchObject([
    { marketingCarrier: 'XY', operatingCarrier: 'QZ', number: '77', otherNumber: '5077', bookingClass: 'B' },
  ])
})

test('e-mail addresses and telephone numbers are read from free texts', () => {
  const texts = ['IFT+4:28::XY+CTCE ANN..ROE//POST.EXAMPLE', 'IFT+4:28+XY CTC M 0611223344']
  const { contacts } = firstReservation(pnrgov(reservation([...lea, ...texts])))
  expect(contacts).toMatchObject([
    { medium: 'email', kind: 'E', value: 'ANN_ROE@POST.EXAMPLE', travellerRef: '1' },
    { medium: 'phone', kind: 'M', value: '0611223344', travellerRef: '1' },
  ])
})

test('the text of an address may contain several telephone numbers', () => {
  const { contacts, addresses } = firstReservation(
    pnrgov(['SRC', 'RCI+XY:QZ7K4P', 'ADD++700:::::::H5550100 W 555 0101', ...lea, ...LEG]),
  )
  expect(contacts).toMatchObject([
    { medium: 'phone', kind: 'H', value: '5550100' },
    { medium: 'phone', kind: 'W', value: '5550101' },
  ])
  expect(addresses).toEqual([])
})

test('a bag tag stated under three legs gives three entries but counts once', () => {
  const leg = (from: string, to: string) => [
    `TVL+100524:0800:100524:0900+${from}+${to}+XY+417:Y`,
    'DAT+2:100524:0700',
    'TRI++7:::1',
    'TIF+FARAGO+LEA MS:A:1',
    'SSD+012A++++Y',
    `TBD++01:18:700+++XY:123456::${to}`,
  ]
  const { bags, bagTags } = firstReservation(
    pnrgov(reservation(lea, [...leg('BBB', 'CCC'), ...leg('CCC', 'DDD')], leg('AAA', 'BBB'))),
  )
  expect(bags.map((bag) => [bag.from, bag.to, bag.travellerRef, bag.pieces, bag.weight, bag.unit])).toEqual([
    ['AAA', 'BBB', '1', 1, 18, 'kg'],
    ['BBB', 'CCC', '1', 1, 18, 'kg'],
    ['CCC', 'DDD', '1', 1, 18, 'kg'],
  ])
  expect(bagTags).toEqual({ overAllLegs: 3, distinct: ['XY123456'] })
})

test('neither the history nor a hotel makes a leg', () => {
  const after = [
    'MSG+8',
    'TVL+100524:1500:120524+BBB:GRAND HOTEL++ZZ+5550:DBL',
    'RPI+1+HK',
    'ABI+1+:DESK+AAA++XY',
    'DAT+ZT:010424:1010',
    'SAC+++X',
    'TVL+110524:0915::1230+BBB+AAA+XY+418:Y',
    'TIF+OTHER+NAME:A:2',
    'SSR+OTHS:HK:1:XY',
  ]
  const { legs, nonAirCount, people, serviceCounts } = firstReservation(pnrgov(reservation(lea, after)))
  expect(legs).toHaveLength(1)
  expect(nonAirCount).toBe(1)
  expect(people).toHaveLength(1)
  expect(serviceCounts).toEqual({ DOCS: 1 })
})

test('a header flight outside the itinerary gives a finding; all people are kept', () => {
  const leg = ['TVL+100524:0900:100524:1000+CCC+DDD+XY+12:Y']
  const reading = readTravel(edi(...pnrgovSegments([reservation(lea, [], leg)])))
  expect(codesOf(reading)).toEqual(['HEADER_FLIGHT_NOT_IN_ITINERARY'])
  expect(pushOf(reading).reservations[0]!.people).toHaveLength(1)
})

test('a byte beyond ASCII is read with a table in which it is a letter', () => {
  const bytes = paxlst(['NAD+FL+++GUIMAR\u008bES:JOANA'])
  const reading = readTravel(bytes)
  expect(listOf(reading).people[0]!.surname).toBe('GUIMARãES')
  const at = bytes.indexOf(0x8b)
  expect(findingsOf(reading, 'CHARSET_VIOLATION')).toMatchObject([
    { position: { byte: at, tag: 'NAD', element: 4, component: 1 }, message: expect.stringContaining('0x8B') },
  ])
  expect(findingsOf(reading, 'CHARSET_VIOLATION')[0]!.message).toContain('Mac Roman')
  expect(reading.syntax).toMatchObject({ declaredCharset: 'UNOA', usedCharset: 'Mac Roman' })
  expect(UNB.startsWith('UNB+UNOA')).toBe(true)
})
