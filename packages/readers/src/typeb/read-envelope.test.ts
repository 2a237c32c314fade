import { expect, test } from 'vitest'
import { anna, bytesOf, codesOf, findingsOf, listOf, paxlst } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const text = String.fromCharCode(...paxlst(anna))

test('a teletype header gives priority, addresses, origin and time, before the text', () => {
  const reading = readTravel(bytesOf(`\u0001QU ABCXYZQ DEFXYZQ\r\nGHIXYZQ\r\n.DEFGHIJ 051230\r\n\u0002${text}\u0003`))
  expect(reading.envelope).toEqual({
    priority: 'QU',
    to: ['ABCXYZQ', 'DEFXYZQ', 'GHIXYZQ'],
    from: 'DEFGHIJ',
    time: '051230',
  })
  expect([reading.outcome, codesOf(reading)]).toEqual(['read', ['TYPE_B_HEADER']])
  expect(findingsOf(reading, 'TYPE_B_HEADER')[0]).toMatchObject({ severity: 'info', position: { byte: 1 } })
  expect(listOf(reading).people).toHaveLength(1)
})

test('the framing characters may be absent', () => {
  const { envelope } = readTravel(bytesOf(`QD ABCXYZQ\n.DEFGHIJ 051230\n${text}`))
  expect(envelope).toEqual({ priority: 'QD', to: ['ABCXYZQ'], from: 'DEFGHIJ', time: '051230' })
})

test('other text before the interchange is not read as a header', () => {
  const reading = readTravel(bytesOf(`Dear desk, here it is:\n${text}`))
  expect([reading.envelope, codesOf(reading)]).toEqual([null, ['TEXT_OUTSIDE_INTERCHANGE']])
})
