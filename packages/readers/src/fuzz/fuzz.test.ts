import type { PassengerList, ReservationPush, TravelReading } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anna,
  edi,
  LEG,
  lea,
  omar,
  paxlst,
  paxlstSegments,
  pnrgov,
  reservation,
  usPaxlst,
} from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'
import { sensitiveRanges } from '../sensitive-ranges.ts'
import { mutateMessage, seededRandom } from './mutate.ts'

const CHECK_IN = [
  'SSR+SEAT:HK:1:XY:::AAA:BBB+012A::1',
  'SSR+AVML:HK:1:XY+::1',
  'DAT+2:100524:1500',
  'TRI++7:::1',
  'TIF+FARAGO+LEA MS:A:1',
  'SSD+012A++++Y',
  'TBD++01:18:700+++XY:123456::BBB',
  'EQN+1',
  'RCI+XY:SPLIT1',
  'MSG+8',
  'TVL+100524:1500:120524+BBB:GRAND HOTEL++ZZ+5550:DBL',
  'ABI+1+:DESK+AAA++XY',
  'SAC+++X',
  'TIF+GONE+AWAY:A:9',
]
const FAMILY = [
  'TIF+OKAFOR+ADA MRS:A:1:1',
  'IFT+4:28::XY+CTCE ADA..OKAFOR//POST.EXAMPLE',
  'SSR+DOCS:HK:1:XY:::::/P/NGA/B0000001/NGA/20SEP23/FI/25OCT28/OKAFOR/CHIDI GRACE',
  'SSR+DOCS:HK:1:XY:::::/P/NGA/A0000001/NGA/01JUL88/F/12NOV29/OKAFOR/ADA',
  'SSR+DOCO:HK:1:XY:::::LAGOS/V/V99/LONDON/22DEC20/GB',
  'SSR+INFT:HK:1:XY:::::OKAFOR/CHIDI 20SEP23',
  'TIF+OKAFOR+CHIDI:IN:2',
  'FOP+CC::250.00:VI:XXXXXXXX0001:0828',
  'IFT+4:43+ADA OKAFOR+1 LONG STREET+555 0100',
]
const XML = `<?xml version="1.0" encoding="UTF-8"?><IATA_PNRGOV_NotifRQ><PNRs NumberOfPnrs="1"><PNR><BookingRefID ID="QZ7K4P"/>
<Passenger RPH="1"><GivenName>ANN</GivenName><Surname>ROE</Surname><SSR SSR_Code="AVML"/></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>`

const CLEAN: Uint8Array[] = [
  paxlst(anna, omar),
  edi(...paxlstSegments([anna, omar, anna], { trailer: ['CNT+41+0', 'CNT+42:3'] })),
  usPaxlst('PDT+P/N123:290101:NO+ROE:ANN:M:840217:F+PAX+ZZAAA:YYBBB', 'PDT+V/V77+BLOGGS:JO+CRW+ZZAAA:YYBBB'),
  pnrgov(reservation(lea, CHECK_IN), reservation(FAMILY)),
  pnrgov(reservation(['TIF+CHOIR TOUR:G', 'TIF+TBA+X:A:4', ...lea], [], [...LEG, 'TVL+++++5077:M'])),
]
const SEEDS = [...CLEAN, new TextEncoder().encode(XML)]

/**
 * Counts people from the text alone, without the reader. A person is every NAD other than MS and COA, every PDT, and
 * every TIF before the first TVL that is not a group.
 */
function peopleInText(bytes: Uint8Array): number {
  let people = 0
  let inReservation = false
  let before = false
  for (const segment of new TextDecoder('latin1').decode(bytes).split("'")) {
    const [tag, first = ''] = segment.trim().split('+')
    if (tag === 'NAD' && first !== 'MS' && first !== 'COA') people++
    else if (tag === 'PDT') people++
    else if (tag === 'SRC') [inReservation, before] = [true, true]
    else if (tag === 'TVL' || tag === 'ABI') before = false
    else if (tag === 'TIF' && inReservation && before && !first.endsWith(':G')) people++
  }
  return people
}

function peopleRead(reading: TravelReading): number {
  let people = 0
  for (const message of reading.messages as (PassengerList | ReservationPush)[]) {
    if (message.type === 'PAXLST') people += message.people.length
    else for (const { people: travellers } of message.reservations) people += travellers.length
  }
  return people
}

test('clean messages give exactly the people named in their text', () => {
  for (const bytes of CLEAN) {
    const reading = readTravel(bytes)
    expect(reading.outcome).toBe('read')
    expect(peopleRead(reading)).toBe(peopleInText(bytes))
  }
})

/** Checks the rules that apply to every reading, whatever the input. */
function judge(bytes: Uint8Array, reading: TravelReading): void {
  expect(['read', 'partly-read', 'quarantined']).toContain(reading.outcome)
  if (reading.outcome === 'quarantined')
    expect(reading.findings.some(({ severity }) => severity === 'error')).toBe(true)
  for (const { from, to } of reading.quarantined) {
    if (!(from >= 0 && to > from && to <= bytes.length)) throw new Error(`range ${from}-${to} of ${bytes.length}`)
  }
  for (const { position, literal, code } of reading.findings) {
    if (position !== null && !(position.byte >= 0 && position.byte <= bytes.length))
      throw new Error(`${code} at ${position.byte}`)
    if (literal !== null && literal.length > 120) throw new Error(`${code}: literal of ${literal.length}`)
  }
}

const MESSAGES = Number(process.env.ENTENTE_FUZZ ?? 20_000)

test(`${MESSAGES} damaged messages never throw, and every byte is accounted for`, () => {
  const random = seededRandom(20240510)
  for (let turn = 0; turn < MESSAGES; turn++) {
    const original = SEEDS[random(SEEDS.length)]!
    const bytes = mutateMessage(original, random)
    const copy = bytes.slice()
    const reading = readTravel(bytes)
    judge(bytes, reading)
    if (turn % 20 === 0) {
      expect(bytes).toEqual(copy)
      for (const { from, to } of sensitiveRanges(bytes)) expect(to).toBeGreaterThan(from)
      JSON.stringify(reading)
    }
  }
})

test('reading arbitrary bytes never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => judge(bytes, readTravel(bytes))),
    { numRuns: 500, seed: 7 },
  )
})

// Makes names of any ASCII characters, including the service characters.
const name = fc
  .stringMatching(/^[A-Z][A-Z '?+:*.-]{0,20}[A-Z]$/)
  .map((text) => text.replace(/ +/g, ' '))
  .filter((text) => text !== 'TBA')
const release = (text: string): string => text.replace(/[?+:']/g, (char) => `?${char}`)
const day = fc.record({
  year: fc.integer({ min: 1930, max: 2024 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
})
const two = (value: number): string => String(value).padStart(2, '0')

test('every written person is read, with the intended name and the right century', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ surname: name, given: name, birth: day, wrap: fc.boolean() }), { maxLength: 6 }),
      (people) => {
        const segments = people.map(({ surname, given, birth, wrap }) => {
          const date = `${two(birth.year % 100)}${two(birth.month)}${two(birth.day)}`
          return [`NAD+FL+++${release(surname)}${wrap ? '\r\n' : ''}:${release(given)}`, `DTM+329:${date}`, 'ATT+2++X']
        })
        const list = readTravel(paxlst(...segments)).messages[0] as PassengerList
        expect(list.people.map((person) => [person.surname, person.givenLiteral])).toEqual(
          people.map(({ surname, given }) => [surname, given]),
        )
        for (const [index, { birth }] of people.entries()) {
          // The flight is on 10 May 2024. The birth date is the latest possible date that is not after the flight.
          const stated = `${two(birth.month)}-${two(birth.day)}`
          const later = `20${two(birth.year % 100)}-${stated}`
          expect(list.people[index]!.birthDate).toBe(
            later <= '2024-05-10' ? later : `19${two(birth.year % 100)}-${stated}`,
          )
        }
      },
    ),
    { numRuns: 200, seed: 11 },
  )
})
