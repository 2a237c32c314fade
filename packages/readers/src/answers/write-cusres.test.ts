import { expect, test } from 'vitest'
import { anna, bytesOf, codesOf, edi, listOf, omar, paxlst, paxlstSegments } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'
import { readCusres } from './read-cusres.ts'
import { type CusresOptions, readRequestEnvelope, writeCusres } from './write-cusres.ts'

const bytes = paxlst(anna, omar)
const request = readTravel(bytes)
const options: CusresOptions = { controlReference: 'C1', preparedAt: '2024-05-10T08:31:02.000Z' }
const answers = [
  { recordLocator: 'QZ7K4P', uniqueReference: 'UPR0001', code: '0Z', text: 'OK TO BOARD' },
  { recordLocator: 'QZ7K4P', uniqueReference: 'UPR0002', code: '2Z', text: "ASK: 'WHY+HOW?'" },
]
const textOf = (answer: Uint8Array): string => new TextDecoder().decode(answer)

test('a reply repeats the references of the request and answers each person in order', () => {
  const { transactionRevision } = readRequestEnvelope(bytes)
  const reply = writeCusres(listOf(request), request.interchange, answers, {
    ...options,
    transactionRevision: transactionRevision!,
  })
  expect(textOf(reply).split(/(?<=[^?]')/)).toEqual([
    "UNB+UNOA:4+BORDER+XYAIR+240510:0831+C1'",
    "UNH+M1+CUSRES:D:05B:UN:IATA+XY417/240510+01:F'",
    "BGM+962'",
    "RFF+TN:TRX77:::2'",
    "RFF+AF:XY417'",
    "DTM+189:2405101830:201'",
    "DTM+232:2405102145:201'",
    "LOC+125+AAA'",
    "LOC+87+BBB'",
    "ERP+2'",
    "RFF+AVF:QZ7K4P'",
    "RFF+ABO:UPR0001'",
    "ERC+0Z'",
    "FTX+AAP+++OK TO BOARD'",
    "ERP+2'",
    "RFF+AVF:QZ7K4P'",
    "RFF+ABO:UPR0002'",
    "ERC+2Z'",
    "FTX+AAP+++ASK?: ?'WHY?+HOW???''",
    "UNT+19+M1'",
    "UNZ+1+C1'",
  ])
})

test('readCusres returns what writeCusres wrote, including service characters', () => {
  const reply = readCusres(
    writeCusres(listOf(request), request.interchange, answers, { ...options, unsolicited: true }),
  )
  expect(reply).toEqual({
    ...{ sender: 'BORDER', controlReference: 'C1', version: 'D:05B:UN:IATA', reference: 'M1' },
    ...{ accessReference: 'XY417/240510', document: '132', transactionReference: 'TRX77', transactionRevision: null },
    ...{ flight: 'XY417', departure: '2405101830', arrival: '2405102145', from: 'AAA', to: 'BBB' },
    people: answers,
    errors: [],
  })
  const reading = readTravel(writeCusres(listOf(request), request.interchange, answers, options))
  // A reader of messages gives an answer no records, but finds nothing else wrong with it.
  expect([reading.outcome, reading.format, codesOf(reading)]).toEqual([
    'quarantined',
    'CUSRES',
    ['MESSAGE_TYPE_UNKNOWN'],
  ])
})

test('the reply to an unreadable request states an error of the whole message', () => {
  const reply = readCusres(writeCusres(null, null, [], { ...options, sender: 'BORDER' }))
  expect(reply).toMatchObject({ document: '962', people: [], errors: [{ code: '118', text: 'UNABLE TO PROCESS' }] })
})

test('the reply to a readable request can also state an error of the message', () => {
  const reply = textOf(
    writeCusres(listOf(request), request.interchange, [], { ...options, error: { code: '118', text: '' } }),
  )
  expect(reply).toContain("LOC+87+BBB'ERP+1'ERC+118'UNT+")
})

test('the reply to a request in a functional group is in a group too', () => {
  const segments = paxlstSegments([anna], { unh: 'UNH+M1+PAXLST:D:02B:UN:IATA' })
  const grouped = edi(
    segments[0]!,
    'UNG+PAXLST+A+B+240510:0830+G1+UN+D:02B',
    ...segments.slice(1, -1),
    'UNE+1+G1',
    segments.at(-1)!,
  )
  const { group } = readRequestEnvelope(grouped)
  expect([group, readRequestEnvelope(bytes).group]).toEqual([true, false])
  const reading = readTravel(grouped)
  const reply = textOf(writeCusres(listOf(reading), reading.interchange, answers, { ...options, group }))
  expect(reply).toContain("UNG+CUSRES+BORDER+XYAIR+240510:0831+C1+UN+D:02B'UNH+M1+CUSRES:D:02B:UN:IATA++01:F'")
  expect(reply).toMatch(/'UNE\+1\+C1'UNZ\+1\+C1'$/)
  expect(codesOf(readTravel(bytesOf(reply)))).toEqual(['MESSAGE_TYPE_UNKNOWN'])
})

test('text with accents is written in ASCII, without accents', () => {
  const [first] = answers
  const reply = readCusres(
    writeCusres(listOf(request), request.interchange, [{ ...first!, text: 'VÉRIFIÉ ☂\n' }], options),
  )
  expect(reply!.people[0]!.text).toBe('VERIFIE ?')
})

test('readCusres returns null for any other message', () => {
  expect([readCusres(bytes), readCusres(bytesOf('hello')), readCusres(new Uint8Array(0))]).toEqual([null, null, null])
})
