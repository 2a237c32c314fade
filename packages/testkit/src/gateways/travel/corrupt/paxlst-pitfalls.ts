import type { Random } from '../../../synthetic/random.ts'
import { type CorruptMessage, cast, corruptMessage, expected } from './corrupt-message.ts'
import { paxlst, wholePaxlst } from './paxlst-parts.ts'

/** Returns pitfalls 1 to 14 and 28, which concern syntax and passenger lists. */
export function paxlstPitfalls(random: Random): CorruptMessage[] {
  const [a, b, c] = [cast(random), cast(random), cast(random)]
  const one = wholePaxlst(paxlst.person(a), 1)
  const otherSeparators = one
    .replace("UNA:+.? '", 'UNA;*.? ~')
    .slice(9)
    .replaceAll(':', ';')
    .replaceAll('+', '*')
    .replaceAll("'", '~')
  const flightOf = (departure: string) => paxlst.flight.replace('260301', departure).replace('260301', departure)
  const onDay = (yymmdd: string, body: string) => wholePaxlst(body, 1).replace(paxlst.flight, flightOf(yymmdd))
  return [
    corruptMessage('4.1', `UNA;*.? ~${otherSeparators}`, [], [expected(a)]),
    corruptMessage('4.2a', one.replace("UNA:+.? '", "UNA:+.?'"), ['UNA_DAMAGED'], [expected(a)]),
    corruptMessage('4.2b', one.replace("UNA:+.? '", 'UNA:+.? ” '), ['UNA_DAMAGED'], [expected(a)]),
    corruptMessage(
      '4.3',
      wholePaxlst(`NAD+FL+++O$'NEIL:${b.given}'DTM+329:${b.yymmdd}'`, 1).replace('UNA:+.? ', 'UNA:+.$ '),
      [],
      [{ surname: "O'NEIL", given: b.given }],
    ),
    corruptMessage('4.4', wholePaxlst(`NAD+FL+++HOW??:${a.given}'`, 1), [], [{ surname: 'HOW?', given: a.given }]),
    corruptMessage(
      '4.5',
      wholePaxlst("NAD+FL+++PETERS\r\nEN:ANNA'NAD+FL+++PETERS EN:INGRID'", 2),
      [],
      [
        { surname: 'PETERSEN', given: 'ANNA' },
        { surname: 'PETERS EN', given: 'INGRID' },
      ],
    ),
    corruptMessage(
      '4.6',
      wholePaxlst(
        `NAD+FL+++${a.surname}:${a.given}'DTM+329: 800104'`,
        1,
        `UNA:+.? '${paxlst.unb} UNG +PAXLST+X0+BORDER+260301:0900+77+UN+D:05B'${paxlst.unh}`,
      ).replace(paxlst.unz, "UNE+1+77'UNZ+1+77'"),
      [],
      [{ surname: a.surname, given: a.given, birthDate: '1980-01-04' }],
    ),
    corruptMessage(
      '4.7',
      twoMessages(a, b, c),
      ['MESSAGE_TRUNCATED|TRAILER_MISSING|SEGMENT_UNTERMINATED'],
      [expected(a), { surname: b.surname.slice(0, 2) }, expected(c)],
      'partly-read',
    ),
    corruptMessage(
      '4.8',
      `${one.slice(0, -1)}\r\nsent by desk 4`,
      ['SEGMENT_UNTERMINATED|TEXT_OUTSIDE_INTERCHANGE'],
      [expected(a)],
    ),
    corruptMessage(
      '4.9',
      wholePaxlst(paxlst.person(a) + paxlst.person(b) + paxlst.person(c), 90)
        .replace(/UNT\+\d+/, 'UNT+4')
        .replace('TDT+20+X00417+++X0', 'TDT+20+X00071'),
      ['PERSON_COUNT_MISMATCH', 'CONTROL_COUNT_MISMATCH'],
      [a, b, c].map(expected),
    ),
    corruptMessage(
      '4.10',
      one.replace(
        paxlst.flight,
        "TDT+20+X071'LOC+92+LHR'DTM+189:2603010800:201'LOC+92+MAD'DTM+232:2603011100:201'DTM+189:2603011200:201'LOC+92+LIS'DTM+232:2603011230:201'",
      ),
      ['CONTROL_COUNT_MISMATCH'],
      [expected(a)],
    ),
    corruptMessage(
      '4.11',
      onDay('110704', `NAD+FL+++${a.surname}:${a.given}'DTM+329:150712'`),
      [],
      [{ surname: a.surname, given: a.given, birthDate: '1915-07-12' }],
    ),
    corruptMessage(
      '4.12',
      onDay('180704', `NAD+FL+++${a.surname}:${a.given}'DTM+329:790308'DOC+P+${a.document}'DTM+36:580101'`),
      [],
      [{ surname: a.surname, given: a.given, birthDate: '1979-03-08' }],
    ),
    corruptMessage(
      '4.13',
      wholePaxlst(
        `NAD+FL+++${a.surname}:${a.given}'DOC++N0001234'NAD+FL+++${b.surname}:${b.given}'DOC++'DTM+36:310101'`,
        2,
      ),
      ['DOCUMENT_TYPE_MISSING', 'DOCUMENT_EMPTY'],
      [
        { surname: a.surname, given: a.given },
        { surname: b.surname, given: b.given },
      ],
    ),
    corruptMessage(
      '4.14',
      wholePaxlst(`NAD+FL+++${a.surname}:${a.given}'DOC+P+${a.document}'LOC+91+NZL'`, 1),
      [],
      [{ surname: a.surname, given: a.given }],
    ),
    corruptMessage(
      '4.28',
      wholePaxlst(`NAD+FL+++JO\u008bO:${a.given}'`, 1),
      ['CHARSET_VIOLATION'],
      [{ surname: 'JOãO', given: a.given }],
    ),
  ]
}

/** Returns an interchange of two messages. The first message ends inside its second person. */
function twoMessages(a: ReturnType<typeof cast>, b: ReturnType<typeof cast>, c: ReturnType<typeof cast>): string {
  const first = `${paxlst.unh}${paxlst.bgm}${paxlst.flight}${paxlst.person(a)}NAD+FL+++${b.surname.slice(0, 2)}`
  const second = wholePaxlst(paxlst.person(c), 1, paxlst.unh.replace('UNH+1', 'UNH+2')).replace(
    /UNT\+(\d+)\+1/,
    'UNT+$1+2',
  )
  return `UNA:+.? '${paxlst.unb}${first}\r\n${second}`.replace("UNZ+1+77'", "UNZ+2+77'")
}
