import { expect, test } from 'vitest'
import { findStatement } from './find-statement.ts'
import type { OpenFiling } from './open-filings.ts'

const filing = (messageId: string, consignment: object, inForce = true) =>
  ({
    foreign: false,
    ordinal: 0,
    readVersion: 1,
    shown: { messageId, inForce },
    content: { consignment },
  }) as unknown as OpenFiling
const [lune, acorn] = [
  { role: 'consignee', name: 'LUNE' },
  { role: 'consignor', name: 'ACORN' },
]
const merged = { description: 'CHAIRS', parties: [acorn, lune] }

test('the newest filing in force that states the value counts', () => {
  const filings = [
    filing('old', { description: 'CHAIRS' }),
    filing('new', { description: 'CHAIRS' }),
    filing('other', { description: 'TABLES' }),
    filing('ended', { description: 'CHAIRS' }, false),
  ]
  expect(findStatement(merged, filings, '/description')?.filing.shown.messageId).toBe('new')
})

test('an element of a list is found at its place in the filing', () => {
  const found = findStatement(merged, [filing('house', { parties: [lune] })], '/parties/1/name')
  expect(found).toMatchObject({ at: '/parties/0/name', filing: { shown: { messageId: 'house' } } })
})

test('a value that nobody states, or that is no value, has no statement', () => {
  expect(findStatement(merged, [filing('a', { description: 'TABLES' })], '/description')).toBeNull()
  expect(findStatement(merged, [filing('a', merged)], '/toString')).toBeNull()
  expect(findStatement(merged, [], '/parties/0/name')).toBeNull()
})
