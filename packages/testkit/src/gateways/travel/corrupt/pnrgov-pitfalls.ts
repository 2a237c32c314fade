import type { Random } from '../../../synthetic/random.ts'
import {
  type Cast,
  type CorruptMessage,
  cast,
  corruptMessage,
  type ExpectedPerson,
  expected,
} from './corrupt-message.ts'
import { countSegments } from './paxlst-parts.ts'

const leg = "TVL+010326:1010:010326:1250+LHR+LIS+X0+417:Y'RPI+1+HK'"
const docs = (p: Cast, sex: string = p.sex, nationality = 'PRT', issuer = 'PRT') =>
  `SSR+DOCS:HK:1:X0:::::/P/${issuer}/${p.document}/${nationality}/${p.ddmmmyy}/${sex}/15JUN31/${p.surname}/${p.given}'`
const tif = (p: Cast, ref = '1', type = 'A') => `TIF+${p.surname}:I+${p.given}:${type}:${ref}'`

/** Returns a push of one reservation with a correct count of segments. */
export function wholePnrgov(body: string, header = '010326:1010:010326:1250+LHR+LIS+X0+417'): string {
  const message = `MSG+:22'ORG+X0:LHR'TVL+${header}'EQN+1'SRC'RCI+X0:QWE4RT::120126:0930'${body}`
  return `UNA:+.? 'UNB+IATA:1+X0RES+BORDER+260301:0900+88++PNRGOV'UNH+1+PNRGOV:11:1:IA'${message}UNT+${countSegments(message) + 2}+1'UNZ+1+88'`
}

/** Returns pitfalls 15 to 27, which concern reservations. */
export function pnrgovPitfalls(random: Random): CorruptMessage[] {
  const [a, b, baby] = [cast(random, 'F'), cast(random), cast(random, 'F')]
  const child = { ...baby, ddmmmyy: '12NOV25', birthDate: '2025-11-12' }
  const simple = (pitfall: string, body: string, findings: string[], person: ExpectedPerson = expected(a)) =>
    corruptMessage(pitfall, wholePnrgov(body), findings, [person])
  const withA = tif(a) + docs(a)
  return [
    titles(),
    corruptMessage(
      '4.16',
      wholePnrgov(`TIF+CHOIR TOUR:G'TIF+${a.surname}:I+${a.given}:A:1'TIF+TBA+X:A:4'${leg}`),
      ['PERSON_WITHOUT_DOCUMENT', 'PERSON_PLACEHOLDER'],
      [{ surname: a.surname, given: a.given, birthDate: null }, { surname: 'TBA' }],
    ),
    corruptMessage(
      '4.17',
      wholePnrgov(
        `TIF+${a.surname}:I+${a.given}:A:1:1'${docs(child, 'FI')}${docs(a)}TIF+${child.surname}:I+${child.given}:IN:2'${leg}`,
      ),
      ['DOCUMENT_MOVED_TO_INFANT'],
      [expected(a), expected(child)],
    ),
    simple(
      '4.18',
      `TIF+${a.surname}:I+${a.given}:A:1'SSR+DOCS:HK:1:X0::::://///03MAR70/F//${a.surname}/${a.given}'${leg}`,
      [],
      { surname: a.surname, given: a.given, birthDate: '1970-03-03' },
    ),
    simple(
      '4.19',
      `${tif(a)}${docs(a, a.sex, 'NLD', 'NL')}${leg}${docs(a, a.sex, 'NLD', 'NLD').replace(/'$/, "+::1'")}`,
      ['DOCUMENT_CONFLICT'],
    ),
    simple('4.20', `${withA}TVL+010326:2350::0110+LHR+LIS+X0+417:Y'`, []),
    simple('4.21a', `${withA}TVL+010326:0900:2575+LHR+LIS+X0+417:Y'`, ['FIELD_DISPLACED']),
    simple('4.21b', `${withA}TVL+010326:0900:020326:2575+LHR+LIS+X0+417:Y'`, ['TIME_INVALID']),
    simple('4.22', `${withA}TVL+010326:1010:010326:1250+LHR+LIS+X0:Q0+417:B'TVL+++++5077:M'`, []),
    simple('4.23', `SSR+CTCE:HK:1:X0:::::ANN..ROE//POST.EXAMPLE'IFT+4:28::X0+CTC M 0611223344'${withA}${leg}`, []),
    simple('4.24', `ADD++700:::::::H5550100 W 555 0101'${withA}${leg}`, []),
    simple(
      '4.25',
      `${withA}${['LHR+MAD+X0+11', 'MAD+LIS+X0+12', 'LIS+OPO+X0+13'].map((way) => `TVL+010326:1010:010326:1250+${way}:Y'DAT+2:010326:0800'ORG+X0++++A'TRI++LHR-001:::1'TIF+${a.surname}:I+${a.given}:A:1'TBD++1:20:700++HP:LHR-1+X0:123456:1:OPO'`).join('')}`,
      ['BAG_TAG_REPEATED'],
    ),
    simple(
      '4.26',
      `${withA}${leg}MSG+8'TVL+010326:1500:030326+LIS:LANTERN HOUSE++HH+40521:ROH'ABI+4+:X0+LHR++X0'SAC+++X'TVL+010226:0600:010226:0900+LHR+LIS+X0+7:Y'`,
      [],
    ),
    simple('4.27', `${withA}TVL+010326:1010:010326:1250+CDG+MAD+X0+9:Y'`, ['HEADER_FLIGHT_NOT_IN_ITINERARY']),
    corruptMessage(
      '4.16b',
      wholePnrgov(`${tif(b)}${leg}`),
      ['PERSON_WITHOUT_DOCUMENT'],
      [{ surname: b.surname, given: b.given, birthDate: null }],
    ),
  ]
}

/** A reader may remove a title that is glued to the given name only if enough letters remain and the title agrees with the sex. */
function titles(): CorruptMessage {
  const person = (given: string, ref: number, sex: string) =>
    `TIF+ROWAN:I+${given}:A:${ref}'SSR+DOCS:HK:1:X0:::::/P/PRT/N00${ref}5512/PRT/03MAR70/${sex}/15JUN31/ROWAN/${given}'`
  const body = person('AMR', 1, 'M') + person('WILLIAMS', 2, 'M') + person('LEEMS', 3, 'F') + person('JOMR', 4, 'M')
  return corruptMessage(
    '4.15',
    wholePnrgov(body + leg),
    [],
    [
      { surname: 'ROWAN', given: 'AMR', title: null },
      { surname: 'ROWAN', given: 'WILLIAMS', title: null },
      { surname: 'ROWAN', given: 'LEE', title: 'MS' },
      { surname: 'ROWAN', given: 'JO', title: 'MR' },
    ],
  )
}
