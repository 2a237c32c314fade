import type { CargoParty } from '@entente/contracts'
import { expect, test } from 'vitest'
import { consignmentOf } from '../consignment.fixture.ts'
import { partiesOf } from './parties-of.ts'

const partyOf = (given: Partial<CargoParty>): CargoParty => ({
  ...{ role: 'consignee', roleAsSent: null, id: null, name: null, street: null, city: null, subdivision: null },
  ...{ postcode: null, country: null, accountId: null, iataAgentCode: null, cassCode: null, taxIds: [] },
  ...{ contacts: [], toOrder: false, sameAs: null },
  ...given,
})
const parties = (given: Partial<CargoParty>[]) =>
  partiesOf({
    ...{ consignment: consignmentOf({ parties: given.map(partyOf) }), conveyance: null, loads: [], differences: [] },
  })

test('a named party is of unknown kind and has its place in the record', () => {
  const [consignor, notify] = parties([
    {
      ...{ role: 'consignor', name: 'NORDVIK MACHINE TOOLS', street: 'MILL LANE 4', city: 'BERGEN', country: 'NO' },
      ...{ taxIds: [{ value: 'NO99887766', country: 'NO' }], contacts: [{ type: 'TE', value: '4755501234' }] },
    },
    { role: 'notify', name: 'LUNE TRADERS' },
  ])
  expect(consignor).toEqual({
    ...{ id: 'consignor', role: 'consignor', kind: 'unknown' },
    selectors: [
      { kind: 'name', value: 'NORDVIK MACHINE TOOLS', issuer: null, at: '/consignment/parties/0/name' },
      { kind: 'address', value: 'MILL LANE 4, BERGEN, NO', issuer: null, at: '/consignment/parties/0/street' },
      { kind: 'phone', value: '4755501234', issuer: null, at: '/consignment/parties/0/contacts/0/value' },
      { kind: 'tax-id', value: 'NO99887766', issuer: 'NO', at: '/consignment/parties/0/taxIds/0/value' },
    ],
  })
  expect(notify?.id).toBe('notify')
})

test('a consignee to order, one that repeats another, and one without a name are not compared', () => {
  const roles = (given: Partial<CargoParty>[]) => parties(given).map(({ id }) => id)
  expect(roles([{ name: 'TO ORDER', toOrder: true }])).toEqual(['goods'])
  expect(roles([{ name: 'ACORN FOODS' }, { role: 'notify', name: 'ACORN FOODS', sameAs: 'consignee' }])).toEqual([
    ...['consignee', 'goods'],
  ])
  expect(roles([{ street: 'MILL LANE 4' }])).toEqual(['goods'])
  expect(roles([{ name: 'ACORN FOODS' }, { name: 'LUNE TRADERS' }])).toEqual(['consignee', 'consignee-2', 'goods'])
})

test('the vessel and the goods are parties; the goods are an item', () => {
  const conveyance = {
    ...{ mode: 'sea' as const, reference: '114W', id: null, idType: null, name: 'MV LUNE', imo: '1234567' },
    ...{ registration: null, carrier: null, nationality: null, departurePlace: null, departureAt: null },
    ...{ arrivalPlace: null, arrivalAt: null, nextPlace: null, entryOffice: null, exitOffice: null },
  }
  const change = { id: 'LNE4711', mode: 'sea' as const, equipmentIds: ['TSTU7418520'], description: 'PUMPS' }
  const all = partiesOf({ consignment: consignmentOf(change), conveyance, loads: [], differences: [] })
  expect(all.map(({ id, kind }) => [id, kind])).toEqual([
    ['vessel', 'vessel'],
    ['goods', 'item'],
  ])
  expect(all.flatMap(({ selectors }) => selectors.map(({ kind, value }) => [kind, value]))).toEqual([
    ...[
      ['name', 'MV LUNE'],
      ['vessel-imo', '1234567'],
      ['awb', 'LNE4711'],
    ],
    ...[
      ['container', 'TSTU7418520'],
      ['hs-text', 'PUMPS'],
    ],
  ])
})

test('no number of other parties or containers hides one', () => {
  const junk = Array.from({ length: 300 }, (_, at) => ({ name: `JUNK ${at}` }))
  const all = parties([
    ...junk,
    { name: 'ACORN FOODS' },
    { role: 'importer', name: 'ACORN FOODS' },
    { name: 'ACORN FOODS' },
  ])
  expect(all.slice(-3).map(({ id }) => id)).toEqual(['consignee-301', 'importer', 'goods'])
  const equipmentIds = Array.from({ length: 201 }, (_, at) => `TSTU${at}`)
  const [goods] = partiesOf({
    consignment: consignmentOf({ equipmentIds }),
    conveyance: null,
    loads: [],
    differences: [],
  })
  expect(goods?.selectors.filter(({ kind }) => kind === 'container')).toHaveLength(201)
})

test('every number of transport is a selector, and a local reference is none', () => {
  const numbers = (given: Parameters<typeof consignmentOf>[0]) =>
    partiesOf({ consignment: consignmentOf(given), conveyance: null, loads: [], differences: [] })
      .flatMap(({ selectors }) => selectors)
      .map(({ kind, value, issuer }) => [kind, value, issuer])
  const documents = [
    { type: 'N741', id: '999-00000011' },
    { type: 'N730', id: 'CMR-1' },
  ]
  expect(numbers({ level: 'house', id: 'HB-1', masterId: '998-00000022', documents })).toEqual([
    ...[
      ['awb', 'HB-1', null],
      ['awb', '998-00000022', '998'],
      ['awb', '999-00000011', '999'],
    ],
  ])
  expect(numbers({ level: 'declaration', id: 'LRN-1', documents })).toEqual([['awb', '999-00000011', '999']])
})
