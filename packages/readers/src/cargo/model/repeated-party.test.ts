import { expect, test } from 'vitest'
import { blankParty } from './blank.ts'
import { completeRepeatedParties, repeatedRole } from './repeated-party.ts'

test.each([
  ['SAME AS CONSIGNEE', 'notify', 'consignee'],
  ['Same as cnee.', 'notify', 'consignee'],
  ['**SAME AS THE CONSIGNEE**', 'notify', 'consignee'],
  ['SAME AS ABOVE', 'notify', 'consignee'],
  ['SAME', 'notify', 'consignee'],
  ['AS PER CONSIGNEE', 'notify', 'consignee'],
  ['SAME AS SHIPPER', 'consignee', 'consignor'],
] as const)('%s of a %s means the %s', (name, own, role) => {
  expect(repeatedRole(name, own)).toBe(role)
})

test.each([
  ['SAMESUN TRADING', 'notify'],
  ['SAME AS ABOVE', 'consignor'],
  ['SAME AS CONSIGNEE', 'consignee'],
  ['CONSIGNEE', 'notify'],
  ['AS LOGISTICS', 'notify'],
  ['SAME AS LAST TIME', 'notify'],
] as const)('%s of a %s is a name', (name, own) => {
  expect(repeatedRole(name, own)).toBeNull()
})

test('a repeated party has the data of its model and keeps what it states itself', () => {
  const consignee = { ...blankParty('consignee'), id: 'C1', name: 'OAK LTD', city: 'Suva', country: 'FJ' }
  consignee.contacts = [{ type: 'TE', value: '1' }]
  const notify = { ...blankParty('notify'), name: 'SAME AS CONSIGNEE', city: 'Nadi' }
  completeRepeatedParties([consignee, notify])
  expect(notify).toMatchObject({ id: 'C1', name: 'OAK LTD', city: 'Nadi', country: 'FJ', sameAs: 'consignee' })
  expect(notify.contacts).toEqual(consignee.contacts)
  expect(notify.contacts).not.toBe(consignee.contacts)
  expect(consignee.sameAs).toBeNull()
})

test('the name stays if the party that it means is missing', () => {
  const notify = { ...blankParty('notify'), name: 'SAME AS CONSIGNEE' }
  completeRepeatedParties([notify])
  expect(notify).toMatchObject({ name: 'SAME AS CONSIGNEE', sameAs: null })
})
