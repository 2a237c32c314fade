import { expect, test } from 'vitest'
import { codesOf, firstReservation, lea, pnrgov, pushOf, reservation } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const contacts = (...segments: string[]) =>
  firstReservation(pnrgov(reservation([...lea, ...segments]))).contacts.map(({ medium, kind, value }) => [
    medium,
    kind,
    value,
  ])

test.each([
  ['CTCE ANN..ROE//POST.EXAMPLE', ['email', 'E', 'ANN_ROE@POST.EXAMPLE']],
  ['CTCE ANN./ROE//POST./BOX.EXAMPLE', ['email', 'E', 'ANN-ROE@POST-BOX.EXAMPLE']],
  ['YY CTCE ANN@POST.EXAMPLE', ['email', 'E', 'ANN@POST.EXAMPLE']],
  ['CTCM 0611223344', ['phone', 'M', '0611223344']],
  ['XY CTC M ?+31 (0)6-1122 3344', ['phone', 'M', '310611223344']],
  ['CTCH0611223344', ['phone', 'H', '0611223344']],
  ['CTCF 0611223344', ['fax', 'F', '0611223344']],
  ['CTCR 00115555555555', ['phone', 'R', '00115555555555']],
  ['CTCR REFUSED', ['other', 'R', null]],
  ['CTCT AAA 555 0100 AGENCY', ['phone', 'T', null]],
  ['CTCM 1234', ['phone', 'M', null]],
  ['CTCM 123456789012345678', ['phone', 'M', null]],
  ['CTCE ANN ROE', ['email', 'E', null]],
  ['xy ctcm 0611223344', ['phone', 'M', '0611223344']],
  ['ctc e ann..roe//post.example', ['email', 'E', 'ann_roe@post.example']],
  ['CTC ANN//POST.EXAMPLE', ['email', null, 'ANN@POST.EXAMPLE']],
])('%s', (text, expected) => {
  expect(contacts(`IFT+4:28::XY+${text}`)).toEqual([expected])
})

test('a text that is neither a phone number nor an e-mail address is not a contact', () => {
  expect(contacts('IFT+4:28::XY+THIS PASSENGER IS A GUEST', 'IFT+4:15:9+CTCM 0611223344')).toEqual([])
})

test('a telephone number that an unescaped separator split is read as one number', () => {
  expect(contacts('IFT+4:28::XY+CTCM +31611223344')).toEqual([['phone', 'M', '31611223344']])
})

test('a contact in a service belongs to the traveller that the service names', () => {
  const list = firstReservation(
    pnrgov(
      reservation(
        [...lea, 'SSR+CTCE:HK:1:XY:::::/ANN..ROE//POST.EXAMPLE', 'TIF+NAGY+TOM:A:2'],
        ['SSR+CTCM:HK:1:XY:::::0611223344+::002', 'SSR+CTCH:HK:1:XY:::::0611223355-1NAGY/TOM'],
      ),
    ),
  ).contacts
  expect(list.map(({ kind, value, travellerRef }) => [kind, value, travellerRef])).toEqual([
    ['E', 'ANN_ROE@POST.EXAMPLE', '1'],
    ['M', '0611223344', '2'],
    ['H', '0611223355', '2'],
  ])
})

test('an unreadable contact keeps its literal', () => {
  const reading = readTravel(pnrgov(reservation([...lea, 'IFT+4:28::XY+CTCT AAA 555 0100 AGENCY'])))
  expect(pushOf(reading).reservations[0]!.contacts[0]).toMatchObject({
    value: null,
    literal: 'CTCT AAA 555 0100 AGENCY',
  })
  expect(codesOf(reading)).toEqual(['CONTACT_UNREADABLE'])
})

test('an address text without telephone numbers is not split', () => {
  const read = (text: string) =>
    firstReservation(pnrgov(['SRC', 'RCI+XY:QZ7K4P', `ADD++702:1 ROAD:OSLO::::0150:${text}`, ...lea])).contacts
  expect(read('M 0611223344 H5550100')).toMatchObject([
    { kind: 'M', value: '0611223344' },
    { kind: 'H', value: '5550100' },
  ])
  expect(read('0150 OSLO')).toMatchObject([{ kind: null, value: null, medium: 'other', literal: '0150 OSLO' }])
  expect(read('ANN//POST.EXAMPLE')).toMatchObject([{ medium: 'email', value: 'ANN@POST.EXAMPLE' }])
})

test.each([
  ['EK CTC M 5432109876', 'phone', 'M', '5432109876'],
  ['ek ctcm 5432109876', 'phone', 'M', '5432109876'],
  ['CTCH5432109876', 'phone', 'H', '5432109876'],
  ['EK CTCE ANN..ROE//POST.EXAMPLE', 'email', 'E', 'ANN_ROE@POST.EXAMPLE'],
  ['EK CTCF ?+31 6 1122', 'fax', 'F', '3161122'],
  ['EK CTC M 5432109876-1ROE/ANN', 'phone', 'M', '5432109876'],
  ['EK CTC M ASK', 'phone', 'M', null],
])('an address text that announces a contact is read as in a free text: %s', (text, medium, kind, value) => {
  const reading = readTravel(pnrgov(['SRC', 'RCI+XY:QZ7K4P', `ADD++700:::::::${text}`, ...lea]))
  expect(pushOf(reading).reservations[0]!.contacts).toMatchObject([{ medium, kind, value }])
  expect(codesOf(reading).includes('CONTACT_UNREADABLE')).toBe(value === null)
})
