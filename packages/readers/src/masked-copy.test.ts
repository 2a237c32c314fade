import { expect, test } from 'vitest'
import { LEG, lea, pnrgov, reservation } from './invented-messages.fixture.ts'
import { maskedCopy } from './masked-copy.ts'

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const edifact = (segments: readonly string[]) => Buffer.from(`UNA:+.? '${segments.map((one) => `${one}'`).join('')}`)
const list = edifact([
  'UNB+UNOA:4+7NAIR+NORLAND+261124:0700+1',
  'UNH+1+PAXLST:D:02B:UN:IATA',
  'BGM+745',
  'TDT+20+7N0412',
  'NAD+FL+++VORK:NILS+2 HARBOUR ST+QUAY',
  'DTM+329:840312',
  'DOC+P:110:111+K4471906B',
  'UNT+7+1',
  'UNZ+1+1',
])

test('a masked copy keeps length, envelope and flight, and nothing of a person', () => {
  const copy = textOf(maskedCopy(list))
  expect(copy.length).toBe(list.length)
  expect(copy).toContain("TDT+20+7N0412'")
  expect(copy).toContain('NAD+**+++****:****+')
  expect(copy).not.toMatch(/VORK|NILS|HARBOUR|840312|4471906/)
})

test('of a push of reservations no detail of a person stays', () => {
  const bytes = pnrgov(reservation(lea, ['SSR+OTHS:HK:1:XY:::::WINDOW PLEASE', 'ABI+1'], LEG))
  const copy = textOf(maskedCopy(bytes))
  expect(copy.length).toBe(bytes.length)
  const words = textOf(bytes).match(/[A-Z0-9]{4,}/g) ?? []
  const kept = words.filter((word) => copy.includes(word))
  expect(kept.filter((word) => !textOf(bytes).slice(0, 200).includes(word))).toEqual([])
})

test('a name with an unescaped separator does not pass for a tag, nor a lost end for a flight', () => {
  const broken = edifact([
    'UNB+UNOA:4+7NAIR+NORLAND+261124:0700+1',
    'UNH+1+PAXLST:D:02B:UN:IATA',
    "NAD+FL+++O'VOR:NILS",
  ])
  expect(textOf(maskedCopy(broken))).not.toMatch(/VOR|NILS/)
  const lost = edifact([
    'UNB+UNOA:4+7NAIR+NORLAND+261124:0700+1',
    'UNH+1+PAXLST:D:02B:UN:IATA',
    'TDT+20+7N1NAD+FL+++VORK:NILS',
  ])
  expect(textOf(maskedCopy(lost))).not.toMatch(/VORK|NILS/)
})

test('of XML and of anything else nothing stays', () => {
  const xml = Buffer.from('<?xml version="1.0"?><Passenger><Surname>VORK</Surname></Passenger>')
  expect(textOf(maskedCopy(xml))).toBe('*'.repeat(xml.length))
  expect(textOf(maskedCopy(Buffer.from('VORK NILS 840312')))).toBe('*'.repeat(16))
})
