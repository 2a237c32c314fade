import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOf } from './invented-messages.fixture.ts'
import { readTravel } from './read-travel.ts'
import { sensitiveRanges } from './sensitive-ranges.ts'

/** Returns the redacted copy of a message. */
function redacted(bytes: Uint8Array): Uint8Array {
  const kept = bytes.slice()
  for (const { from, to, mask } of sensitiveRanges(bytes)) kept.fill(mask, from, to)
  return kept
}
/** Reads a message as received, redacted once, and redacted twice. All three readings must have the same people and data. */
function readsAlike(bytes: Uint8Array): void {
  const kept = redacted(bytes)
  const [first, second] = [readTravel(bytes), readTravel(kept)]
  expect(second.messages).toEqual(first.messages)
  expect([second.outcome, second.sensitiveRemoved, sensitiveRanges(kept)]).toEqual([first.outcome, 0, []])
  expect(JSON.stringify(first)).not.toMatch(/DIABETIC|PILGRIM|AVML|WCHR/)
}

const piece = fc.constantFrom(
  ...['WINDOW PLEASE', 'PASSENGER IS DIABETIC', 'PILGRIM GROUP', 'CTCM 0611223344', 'CTC M 0611223344', '0611223344'],
  ...['ANN..ROE//POST.EXAMPLE', 'CTCE ANN..ROE//POST.EXAMPLE', '06****3344', '********', 'CTCM ****3344', 'WHO?', 'É'],
)
const text = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.constantFrom('. ', ' ', '; ', '.\r\n'))
  .map(([pieces, between]) => pieces.join(between))
const code = fc.constantFrom('AVML', 'WCHR', 'OTHS', 'CTCM', 'CTCE', 'CTCH', 'BBML')
const name = fc.constantFrom('ROE', 'DOE', 'LINDQVIST', 'O?HARA', 'DIAZ')

/** Makes separators. The order is component, element, release, terminator. */
const separators = fc.constantFrom(":+?'", ';*?~', "*+?'", ":+*'", ':+?*', "=*?'", ":+ '")

test('a redacted EDIFACT message reads the same, whatever its separators', () => {
  const service = fc.oneof(
    fc.record({ kind: fc.constant('SSR'), code, texts: fc.array(text, { maxLength: 2 }) }),
    fc.record({ kind: fc.constant('IFT'), code, texts: fc.array(text, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant('LTS'), code, texts: fc.array(text, { minLength: 1, maxLength: 1 }) }),
  )
  const services = fc.array(service, { maxLength: 3 })
  const people = fc.array(fc.record({ surname: name, given: name, services }), { minLength: 1, maxLength: 3 })
  const booking = fc.record({ before: services, people, after: services, history: services })
  let masked = 0
  fc.assert(
    fc.property(separators, fc.array(booking, { minLength: 1, maxLength: 3 }), ([c, e, r, t], bookings) => {
      const separating = new Set([c, e, r, t].filter((char) => char !== ' '))
      const data = (value: string) =>
        [...value].map((char) => (separating.has(char) ? (r === ' ' ? '-' : `${r}${char}`) : char)).join('')
      const segment = (tag: string, ...elements: string[][]) =>
        [tag, ...elements.map((components) => components.map(data).join(c))].join(e)
      const written = ({ kind, code, texts }: { kind: string; code: string; texts: string[] }) =>
        kind === 'SSR'
          ? segment('SSR', [code, 'HK', '1', 'XY', '', '', 'AAA', 'BBB', ...texts])
          : kind === 'IFT'
            ? segment('IFT', ['4', '28', '', 'XY'], ...texts.map((one) => [one]))
            : segment('LTS', texts)
      const segments = bookings.flatMap(({ before, people, after, history }, place) => [
        'SRC',
        segment('RCI', ['XY', `QZ7K4${place}`]),
        ...before.map(written),
        ...people.flatMap(({ surname, given, services }, index) => [
          segment('TIF', [surname], [given, 'A', `${index + 1}`]),
          segment('SSR', [
            'DOCS',
            'HK',
            '1',
            'XY',
            '',
            '',
            '',
            '',
            `/P/HUN/H55500${place}${index}/HUN/03MAR84/F/31JAN29/${surname}/${given}`,
          ]),
          ...services.map(written),
        ]),
        segment('TVL', ['100524', '1830'], ['AAA'], ['BBB'], ['XY'], ['417', 'Y']),
        ...after.map(written),
        ...(history.length > 0 ? [segment('ABI', ['1']), ...history.map(written)] : []),
      ])
      const una = `UNA${c}${e}.${r} ${t}`
      const head = [
        segment('UNB', ['IATA', '1'], ['XY'], ['BORDER'], ['240509', '1200'], ['PUSH01']),
        segment('UNH', ['P1'], ['PNRGOV', '13', '1', 'IA']),
        segment('MSG', ['', '22']),
        segment('TVL', ['100524', '1830'], ['AAA'], ['BBB'], ['XY'], ['417']),
      ]
      const bytes = bytesOf(
        `${una}${[...head, ...segments].join(`${t}`)}${t}${segment('UNT', [`${segments.length + 4}`], ['P1'])}${t}${segment('UNZ', ['1'], ['PUSH01'])}${t}`,
      )
      readsAlike(bytes)
      if (sensitiveRanges(bytes).length > 0) masked++
    }),
    { numRuns: 400, seed: 4 },
  )
  expect(masked).toBeGreaterThan(200)
})

test('the findings of a message that ends inside a sensitive service do not quote it', () => {
  const whole =
    "UNB+IATA:1+XY+BORDER+240509:1200+R'UNH+P1+PNRGOV:13:1:IA'MSG+:22'TVL+100524:1830+AAA+BBB+XY+417'SRC'RCI+XY:QZ7K4P'TIF+ROE+ANN:A:1'SSR+WCHR:HK:1:XY:::::NEEDS HE"
  readsAlike(bytesOf(whole))
  const reading = readTravel(bytesOf(whole))
  expect([reading.outcome, reading.sensitiveRemoved]).toEqual(['partly-read', 1])
  expect(reading.findings.find(({ code }) => code === 'MESSAGE_TRUNCATED')?.literal).toMatch(/^SSR\+\*+$/)
})

test('no finding quotes a sensitive service, wherever it is in an interchange', () => {
  const begin = "UNB+IATA:1+XY+BORDER+240509:1200+R'"
  const service = (text: string) => `SSR+WCHR:HK:1:XY:::::${text}`
  const message = (type: string, segments: string) => `UNH+P1+${type}'${segments}UNT+3+P1'`
  const push = 'PNRGOV:13:1:IA'
  const places = {
    'before a message': `${begin}${service('NEEDS HELP')}'${message(push, "MSG+:22'")}UNZ+1+R'`,
    'after a message': `${begin}${message(push, "MSG+:22'")}${service('NEEDS HELP')}'UNZ+1+R'`,
    'in a passenger list': `${begin}${message('PAXLST:D:05B:UN', `BGM+745'${service('NEEDS HELP')}'`)}UNZ+1+R'`,
    'in an answer': `${begin}${message('CUSRES:D:05B:UN', `${service('NEEDS \u0001HELP')}'`)}UNZ+1+R'`,
    'too long': `${begin}${message(push, `MSG+:22'${service('NEEDS HELP '.repeat(12_000))}'`)}UNZ+1+R'`,
    'before a trailer that stands too early': `${begin}UNH+P1+${push}'MSG+:22'${service('NEEDS HELP')}UNZ+1+R'`,
  }
  for (const [place, text] of Object.entries(places)) {
    const { findings } = readTravel(bytesOf(text))
    expect(findings.length, place).toBeGreaterThan(0)
    expect(JSON.stringify(findings), place).not.toMatch(/WCHR|NEEDS|HELP/)
  }
})

test('a finding where XML is malformed does not quote a sensitive service', () => {
  const before =
    '<IATA_PNRGOV_NotifRQ><PNRs><PNR><BookingRefID ID="QZ7K4P"/><Passenger RPH="1"><Surname>ROE</Surname><SSR SSRCode="WCHR"><Text>NEEDS HELP'
  for (const broken of [
    before,
    `${before}</Te`,
    `${before}</Text></SSR></Flight></PNR></PNRs></IATA_PNRGOV_NotifRQ>`,
    `${before}</Text></SSR><Remark>Sits well. Is a diabetic.</Remark></Flight></PNR>`,
  ]) {
    const { findings } = readTravel(new TextEncoder().encode(broken))
    const said = findings.flatMap(({ literal }) => literal ?? [])
    expect(said).not.toEqual([])
    expect(said.join()).not.toMatch(/WCHR|NEEDS|HELP|diabetic/)
  }
})

test('a redacted XML push reads the same, with either spelling of the code attribute', () => {
  const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('É', '&#201;')
  const attribute = fc.constantFrom('SSRCode', 'SSR_Code', 'ssrCode')
  const service = fc.oneof(
    fc.tuple(attribute, code, text).map(([of, is, said]) => `<SSR ${of}="${is}"><Text>${escaped(said)}</Text></SSR>`),
    fc.tuple(attribute, code).map(([of, is]) => `<x:SSR ${of}='${is}'/>`),
    text.map((said) => `<OSI><TravelerRefNumber RPH="1"/><Airline Code="XY"/><Text>${escaped(said)}</Text></OSI>`),
    text.map((said) => `<OSI>${escaped(said)}</OSI>`),
    text.map((said) => `<Remarks><Remark>${escaped(said)}</Remark> <Remark><![CDATA[${said}]]></Remark></Remarks>`),
    text.map((said) => `<UnstructuredPNR_History>${escaped(said)}</UnstructuredPNR_History>`),
  )
  const services = fc.array(service, { maxLength: 3 }).map((all) => all.join('\n'))
  const people = fc.array(fc.record({ surname: name, given: name, services }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(services, people, services, (before, people, after) => {
      const passengers = people.map(
        ({ surname, given, services }, index) =>
          `<Passenger RPH="${index + 1}"><GivenName>${given}</GivenName><Surname>${surname}</Surname>${services}<DOC_SSR SSRCode="DOCS"><DOCS TravelDocNbr="H555000${index}" TravelDocType="P" Surname="${surname}"/></DOC_SSR></Passenger>`,
      )
      readsAlike(
        new TextEncoder().encode(
          `<x:IATA_PNRGOV_NotifRQ xmlns:x="urn:x" Function="22"><PNRs NumberOfPnrs="1"><PNR><BookingRefID ID="QZ7K4P"/>${before}${passengers.join('')}<Flight FlightNumber="417">${after}</Flight></PNR></PNRs></x:IATA_PNRGOV_NotifRQ>`,
        ),
      )
    }),
    { numRuns: 400, seed: 5 },
  )
})
