import { expect, test } from 'vitest'
import { interchange, inventedBaplie2, inventedBaplie3 } from '../edifact/invented-edifact.fixture.ts'
import { readText } from '../invented-readings.fixture.ts'

test('version 2.x: what stands before the EQD belongs to its equipment', () => {
  const [message] = readText(inventedBaplie2).messages
  expect(message).toMatchObject({
    ...{ format: 'baplie', formatVersion: 'D.95B SMDG22', consignments: [], loads: [] },
    conveyance: {
      ...{ mode: 'sea', reference: 'V042E', imo: '9074729', name: 'MV LONG ISLET', carrier: 'NORL' },
      ...{ departurePlace: 'NOOSL', nextPlace: 'GBFXT', arrivalAt: '2026-02-05T13:30' },
    },
    equipment: [
      {
        ...{ id: 'TSTU7418520', type: 'container', sizeType: '45R1', full: true, operator: 'NORL', stow: '0010282' },
        ...{ grossKg: 21000, temperatureC: -18, overHeightCm: 35, unNumbers: ['1223'] },
        ...{ portOfLoading: 'NOOSL', portOfDischarge: 'GBFXT', consignmentIds: ['NORL26001'] },
      },
    ],
  })
  expect(message?.equipment.length).toBe(1)
})

test('version 3.x: what stands behind the EQD belongs to it, and a blocked space is no equipment', () => {
  const [message] = readText(inventedBaplie3).messages
  expect(message?.formatVersion).toBe('D.13B SMDG31')
  expect(message?.equipment).toMatchObject([
    {
      id: 'TSTU7418520',
      stow: '0020382',
      full: false,
      vgmKg: 23850,
      grossKg: 23500,
      operator: 'NORL',
      sizeType: '45R1',
    },
  ])
  expect(message?.equipment.length).toBe(1)
})

test('the container that a blocked space waits for is checked by its number', () => {
  const codes = (id: string) =>
    readText(inventedBaplie3.replace('XYZU1234565', id))
      .findings.filter(({ equipment }) => equipment === id)
      .map(({ code, position }) => [code, position?.tag])
  expect(codes('TSTU7418520')).toEqual([])
  expect(codes('TSTU7418521')).toEqual([['CONTAINER_CHECK_DIGIT', 'RFF']])
  expect(codes('BOX1')).toEqual([['CONTAINER_ID_MALFORMED', 'RFF']])
})

test('two pieces of equipment in one cell both have the cell', () => {
  const segments = ['BGM++P+9', 'LOC+147+0010282', 'EQD+CN+TSTU7418520', 'EQD+CN+XYZU1234565', 'MEA+WT++KGM:4000']
  const [message] = readText(interchange({ type: 'BAPLIE:D:95B:UN', segments })).messages
  expect(message?.equipment.map(({ id, stow, grossKg }) => [id, stow, grossKg])).toEqual([
    ['TSTU7418520', '0010282', null],
    ['XYZU1234565', '0010282', 4000],
  ])
})

test('a position in which the input breaks off is dropped', () => {
  const text = inventedBaplie3.slice(0, inventedBaplie3.indexOf('AET+KGM') + 5)
  const reading = readText(text)
  expect(reading.messages[0]?.equipment).toEqual([])
  expect(reading.quarantined).toEqual([{ from: text.indexOf('LOC+147'), to: text.length, reason: 'MESSAGE_TRUNCATED' }])
})
