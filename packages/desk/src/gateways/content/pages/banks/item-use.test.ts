import { expect, test } from 'vitest'
import { itemUse } from './item-use.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
test('an item that a person disabled is off until the chosen time', () => {
  expect(itemUse({ state: 'quarantined', disableUntil: '2026-11-25T00:00:00.000Z' }, now)).toBe('off')
  expect(itemUse({ state: 'active', disableUntil: '9999-12-31T23:59:59.999Z' }, now)).toBe('off')
})
test('after the chosen time a disabled item has the state that the node determined', () => {
  expect(itemUse({ state: 'active', disableUntil: '2026-11-24T11:00:00.000Z' }, now)).toBe('active')
  expect(itemUse({ state: 'suspended', disableUntil: null }, now)).toBe('suspended')
})
