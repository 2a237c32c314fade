import type { CargoParty } from '@entente/contracts'
import { expect, test } from 'vitest'
import { otherRolesOf } from './parties-panel.tsx'

const party = (role: CargoParty['role'], more: Partial<CargoParty> = {}): CargoParty => ({
  ...{ role, roleAsSent: null, id: null, name: 'Lune Traders AS', street: null, city: null, subdivision: null },
  ...{ postcode: null, country: null, accountId: null, iataAgentCode: null, cassCode: null, taxIds: [], contacts: [] },
  ...{ toOrder: false, sameAs: null, ...more },
})
const rolesOf = (parties: CargoParty[]) => otherRolesOf(parties[0] as CargoParty, parties)

test('a party shows its other roles once, however its name is written', () => {
  const written = party('notify', { name: 'LUNE TRADERS A.S.' })
  expect(rolesOf([party('consignor'), party('consignee', { name: 'Acorn Foods' }), written, written])).toEqual([
    'notify',
  ])
})

test('an equal number is enough, and another country contradicts an equal name', () => {
  expect(rolesOf([party('consignor', { id: 'NO 77' }), party('agent', { id: 'no-77', name: null })])).toEqual(['agent'])
  expect(rolesOf([party('consignor', { country: 'NO' }), party('agent', { country: 'SE' })])).toEqual([])
  expect(rolesOf([party('consignor', { country: 'NO' }), party('agent')])).toEqual(['agent'])
})

test('bearers, nameless parties and those that the message calls the same have no other role', () => {
  expect(
    rolesOf([party('consignee', { name: 'TO ORDER', toOrder: true }), party('notify', { name: 'TO ORDER' })]),
  ).toEqual([])
  expect(rolesOf([party('consignee', { name: null }), party('notify', { name: null })])).toEqual([])
  expect(rolesOf([party('notify', { sameAs: 'consignee' }), party('consignee')])).toEqual([])
  expect(rolesOf([party('consignor'), party('consignor')])).toEqual([])
})
