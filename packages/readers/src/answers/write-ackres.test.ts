import { expect, test } from 'vitest'
import { codesOf, lea, pnrgov, pushOf, reservation } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'
import { writeAckres, writeGovreq } from './write-ackres.ts'

const reading = readTravel(pnrgov(reservation(lea)))
const options = { controlReference: 'A1', preparedAt: '2024-05-09T12:00:01.000Z' }

test('an ACKRES has the version of the push and is addressed to its sender', () => {
  const text = new TextDecoder().decode(writeAckres(pushOf(reading), reading.interchange, 'accepted', options))
  expect(text).toBe(
    "UNB+UNOA:4+BORDER+XY+240509:1200+A1'UNH+P1+ACKRES:13:1:IA+XY417/100524'MSG+:23+3'UNT+3+P1'UNZ+1+A1'",
  )
  const read = readTravel(new TextEncoder().encode(text))
  expect([read.outcome, read.format, codesOf(read)]).toEqual(['quarantined', 'ACKRES', ['MESSAGE_TYPE_UNKNOWN']])
})

test('a rejection states its error code, even if the push was unreadable', () => {
  const rejected = (code?: string) =>
    new TextDecoder().decode(
      writeAckres(null, null, 'rejected', code === undefined ? options : { ...options, errorCode: code }),
    )
  expect(rejected()).toContain("MSG+:23+7'ERC+118'UNT+4+1'")
  expect(rejected('114')).toContain("ERC+114'")
})

test('a GOVREQ is written only if the caller accepts its unverified layout', () => {
  const flight = { carrier: 'XY', number: '0417', from: 'AAA', to: 'BBB', departure: '2024-05-10T18:30' }
  const request = { ...flight, sender: 'BORDER', recipient: 'XYAIR' }
  const how = { ...options, messageReference: 'G1' }
  expect(writeGovreq(request, { ...how, unverifiedLayout: false })).toBeNull()
  expect(new TextDecoder().decode(writeGovreq(request, { ...how, unverifiedLayout: true })!)).toContain(
    "UNH+G1+GOVREQ:11:1:IA'MSG+:22'ORG+BORDER'TVL+100524:1830+AAA+BBB+XY+417'UNT+5+G1'",
  )
})
