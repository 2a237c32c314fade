import { createRandom, type Random } from '../../../synthetic/random.ts'
import { type CorruptMessage, cast, corruptMessage, expected } from './corrupt-message.ts'
import { paxlst, wholePaxlst } from './paxlst-parts.ts'
import { paxlstPitfalls } from './paxlst-pitfalls.ts'
import { pnrgovPitfalls, wholePnrgov } from './pnrgov-pitfalls.ts'

/**
 * Returns one message for each known pitfall and each bad input, with the people that a reader must find and the findings that it must report.
 * `huge` adds the message above 50 MB.
 */
export function corruptMessages(seed: number | string, options: { huge?: boolean } = {}): CorruptMessage[] {
  const random = createRandom(`dirty/${seed}`)
  return [...paxlstPitfalls(random), ...pnrgovPitfalls(random), ...badInput(random, options.huge)]
}

/**
 * Returns one message for each row 1 to 19 of the travel table of bad input in docs/requirements.md. Row 19, a message above 50 MB, is included only
 * with `huge`.
 */
function badInput(random: Random, huge = false): CorruptMessage[] {
  const people = [cast(random), cast(random), cast(random), cast(random)]
  const [a, b, c] = people as [ReturnType<typeof cast>, ReturnType<typeof cast>, ReturnType<typeof cast>]
  const two = paxlst.person(a) + paxlst.person(b)
  const whole = wholePaxlst(two, 2)
  const both = [expected(a), expected(b)]
  const orders = "UNH+2+ORDERS:D:96A:UN'BGM+220+PO7'UNT+3+2'"
  const messages: CorruptMessage[] = [
    corruptMessage('6.1', '', ['NO_INTERCHANGE'], [], 'quarantined'),
    corruptMessage('6.2', 'The list for the evening flight follows by fax.', ['NO_INTERCHANGE'], [], 'quarantined'),
    corruptMessage('6.3', `UNA:+.? '${paxlst.unb}${orders}UNZ+1+77'`, ['MESSAGE_TYPE_UNKNOWN'], [], 'quarantined'),
    corruptMessage(
      '6.4',
      whole.replace("UNZ+1+77'", `${orders}UNZ+2+77'`),
      ['MESSAGE_TYPE_UNKNOWN'],
      both,
      'partly-read',
    ),
    corruptMessage(
      '6.5',
      `${wholePaxlst(two, 2).split('CNT')[0]}NAD+FL+++${c.surname}:${c.given}'DTM+32`,
      ['MESSAGE_TRUNCATED', 'TRAILER_MISSING'],
      [...both, { surname: c.surname, given: c.given }],
      'partly-read',
    ),
    corruptMessage('6.6a', whole.slice(0, whole.indexOf('UNT')), ['TRAILER_MISSING'], both),
    corruptMessage('6.6b', whole.replace("UNZ+1+77'", "UNZ+1+78'"), ['CONTROL_REFERENCE_MISMATCH'], both),
    corruptMessage(
      '6.7',
      whole.replace("UNA:+.? '", "UNA:+.?'").replace(`ATT+2++${a.sex}'`, `ATT+2++${a.sex}’`),
      ['UNA_DAMAGED', 'SEGMENT_UNTERMINATED'],
      both,
    ),
    corruptMessage('6.8a', whole.replace(/'$/, '?'), ['RELEASE_DANGLING'], both),
    corruptMessage('6.8b', `${whole}?`, ['RELEASE_DANGLING|TEXT_OUTSIDE_INTERCHANGE'], both),
    corruptMessage(
      '6.9',
      whole
        .replace(`+++${a.surname}:`, `+++${a.surname.slice(0, 2)}\u0000${a.surname.slice(2)}:`)
        .replace(`:${b.given}'`, `:${b.given}\u00ff'`),
      ['CHARSET_VIOLATION'],
      [expected(a), { surname: b.surname }],
    ),
    corruptMessage('6.10', whole.replace("BGM+745'", "BGM+745'ZZX+1'"), ['SEGMENT_UNKNOWN'], both),
    corruptMessage(
      '6.11',
      whole.replace(`DTM+329:${a.yymmdd}'`, "DTM+329:991332'"),
      ['DATE_INVALID'],
      [{ ...expected(a), birthDate: null }, expected(b)],
    ),
    corruptMessage(
      '6.12',
      wholePaxlst(`NAD+FL'DTM+329:${a.yymmdd}'`, 1),
      ['NAME_MISSING'],
      [{ surname: null, given: null, birthDate: a.birthDate }],
    ),
    corruptMessage('6.13', whole.replace(paxlst.flight, ''), ['FLIGHT_MISSING'], both),
    corruptMessage(
      '6.14',
      wholePnrgov(`TIF+${a.surname}:I+${a.given}:A:1'TVL+010326:1010:010326:1250+LHR+LIS+X0+417:Y'`).replace(
        "RCI+X0:QWE4RT::120126:0930'",
        '',
      ),
      ['LOCATOR_MISSING'],
      [{ surname: a.surname, given: a.given }],
    ),
    corruptMessage('6.15', secondInsideFirst(a, b), ['TRAILER_MISSING'], both),
    corruptMessage(
      '6.16',
      whole.replace('CNT+', `FTX${'X'.repeat(5_000_000)}'CNT+`),
      ['SEGMENT_UNREADABLE'],
      both,
      'partly-read',
    ),
    corruptMessage(
      '6.17a',
      xmlPush([a]).replace('?>', '?><!DOCTYPE IATA_PNRGOV_NotifRQ [<!ENTITY x "y">]>'),
      ['XML_UNSAFE'],
      [],
      'quarantined',
    ),
    corruptMessage('6.17b', xmlPush([a]).replace('<Surname>', '<Surname>&who;'), ['XML_UNSAFE'], [], 'quarantined'),
    corruptMessage(
      '6.18',
      xmlPush([a, b]).split(`<Surname>${b.surname}`)[0] as string,
      ['XML_MALFORMED'],
      [{ surname: a.surname, given: a.given }],
      'partly-read',
    ),
  ]
  if (huge)
    messages.push(corruptMessage('6.19', whole + ' '.repeat(50 * 1024 * 1024), ['INPUT_TOO_LARGE'], [], 'quarantined'))
  return messages
}

function secondInsideFirst(a: ReturnType<typeof cast>, b: ReturnType<typeof cast>): string {
  const first = wholePaxlst(paxlst.person(a), 1)
  const second = wholePaxlst(paxlst.person(b), 1, paxlst.unh.replace('UNH+1', 'UNH+2')).replace(
    /UNT\+(\d+)\+1/,
    'UNT+$1+2',
  )
  return first.slice(0, first.indexOf('UNT')) + second.replace("UNZ+1+77'", "UNZ+2+77'")
}

function xmlPush(people: readonly ReturnType<typeof cast>[]): string {
  const reservations = people.map(
    (p, i) =>
      `<PNR NumberOfPassengers="1"><BookingRefID ID="QWE4R${i}"><CompanyName Code="0Z"/></BookingRefID><Passenger RPH="1"><GivenName>${p.given}</GivenName><Surname>${p.surname}</Surname></Passenger></PNR>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<IATA_PNRGOV_NotifRQ MessageFunction="22"><Originator AirlineCode="0Z"/><FlightLeg CarrierCode="0Z" FlightNumber="417" DepartureDateTime="2026-03-01T10:10:00" ArrivalDateTime="2026-03-01T12:50:00"><DepartureAirport LocationCode="CDG"/><ArrivalAirport LocationCode="LIS"/></FlightLeg><PNRs NumberOfPnrs="${people.length}">${reservations.join('')}</PNRs></IATA_PNRGOV_NotifRQ>`
}
