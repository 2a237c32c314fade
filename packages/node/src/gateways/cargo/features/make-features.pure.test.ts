import { expect, test } from 'vitest'
import { consignmentOf } from '../consignment.fixture.ts'
import { factsOf } from './consignment-facts.ts'
import { makeFeatures, prefixesOf } from './make-features.ts'
import { numberNames } from './model-inputs.ts'

const party = (role: 'consignor' | 'consignee' | 'agent', name: string | null, more: object = {}) => ({
  ...{
    role,
    roleAsSent: null,
    id: null,
    name,
    street: null,
    city: null,
    subdivision: null,
    postcode: null,
    country: 'NO',
  },
  ...{ accountId: null, iataAgentCode: null, cassCode: null, taxIds: [], contacts: [], toOrder: false, sameAs: null },
  ...more,
})
const item = (hs: string, grossKg: number | null) => ({ hs, grossKg }) as never
const facts = (given: Parameters<typeof consignmentOf>[0], rate?: number) =>
  factsOf({ consignment: consignmentOf(given), conveyance: null, loads: [], differences: [] }, rate)
const leg = (seq: number, from: string, to: string) => ({
  seq,
  reference: null,
  from,
  to,
  carrier: null,
  departureAt: null,
  arrivalAt: null,
  mode: null,
})

test('a party is the same in any word order, but not in another country', () => {
  const text = (name: string, more = {}) => facts({ parties: [party('consignee', name, more)] }).sightings[0]?.text
  expect(text('Quay Traders AS')).toBe(text('QUAY TRADERS, AS'))
  expect(text('Quay Traders AS')).toBe(text('AS Traders Quay'))
  expect(text('Quay Traders AS')).not.toBe(text('Quay Traders AS', { country: 'SE' }))
  expect(text('TO ORDER', { toOrder: true })).toBeUndefined()
})

test('one consignment counts at most eight codes of its consignee', () => {
  const hsCodes = Array.from({ length: 30 }, (_, n) => `9401${10 + n}`)
  const counted = facts({ hsCodes, parties: [party('consignee', 'Quay Traders AS')] }).sightings
  expect(counted.filter(({ kind }) => kind === 'hsForConsignee')).toHaveLength(8)
})

test('without a rate of the day there is no value: currencies are never compared', () => {
  const given = { grossKg: 10, value: { amount: 40_000, currency: 'JPY' } }
  expect(facts(given).amounts.value).toBeNull()
  expect(facts(given, 0.0062).amounts.value).toBeCloseTo(24.8)
  expect(facts({ ...given, grossKg: 0 }, 0.0062).amounts.value).toBeNull()
})

test('the code of the heaviest goods is the one that is compared', () => {
  expect(facts({ hsCodes: ['610510', '9401.71'], items: [item('610510', 10), item('9401.71', 90)] }).hs).toBe('940171')
  expect(facts({ hsCodes: ['61051000'] }).hs).toBe('610510')
  expect(facts({ hsCodes: ['6105'] }).hs).toBe('6105')
  expect([prefixesOf('610510'), prefixesOf('6105'), prefixesOf(null)]).toEqual([
    ['610510', '6105', '61'],
    ['6105', '61'],
    [],
  ])
})

test('the way of a consignment is its places between both ends', () => {
  const ends = { origin: 'IST', destination: 'OSL' }
  expect(facts({ ...ends, route: [leg(2, 'FRA', 'OSL'), leg(1, 'IST', 'FRA')] }).via).toEqual(['FRA'])
  expect(facts({ ...ends, route: [leg(1, 'IST', 'OSL')] }).via).toEqual([])
  expect(facts(ends).via).toBeNull()
  expect(facts({ origin: 'TRIST', destination: 'NOOSL', routeCountries: ['TR', 'DE', 'NO'] }).via).toEqual(['DE'])
})

test('a measure has no distance if peers are too few or mostly equal', () => {
  const one = consignmentOf({ grossKg: 100, pieces: 10 })
  const z = (counters: object) =>
    makeFeatures(one, facts({ grossKg: 100, pieces: 10 }), { receivedAt: 0, ...counters }).features['z.kgPerPiece']
  const peers = { 'hs.kgPerPiece.n': 30, 'hs.kgPerPiece.median': 0, 'hs.kgPerPiece.mad': 0.5 }
  expect(z(peers)).toBeCloseTo(2 * Math.log(10))
  expect(z({ ...peers, 'hs.kgPerPiece.n': 29 })).toBeNull()
  expect(z({ ...peers, 'hs.kgPerPiece.mad': 0 })).toBeNull()
  expect(z({})).toBeNull()
})

test('a detour is a way that few consignments of a known route take', () => {
  const given = { origin: 'IST', destination: 'OSL', route: [leg(1, 'IST', 'DXB'), leg(2, 'DXB', 'OSL')] }
  const detour = (stated: number, same: number) =>
    makeFeatures(consignmentOf(given), facts(given), { receivedAt: 0, 'route.stated': stated, 'route.same': same })
      .features.detour
  expect([detour(19, 0), detour(100, 4), detour(100, 5)]).toEqual([null, 1, 0])
})

test('the quality of a filer is smoothed by 20 pseudo-consignments of all filers', () => {
  const quality = (consignments: number, errors: number) =>
    makeFeatures(consignmentOf(), facts({}), {
      ...{ receivedAt: 0, 'all.consignments': 1000, 'all.errors': 100 },
      ...{ 'filer.consignments': consignments, 'filer.errors': errors },
    }).quality
  expect(quality(0, 0)).toBeCloseTo(0.9)
  expect(quality(20, 20)).toBeCloseTo(1 - 22 / 40)
  expect(makeFeatures(consignmentOf(), facts({}), {}).quality).toBe(1)
})

test('each feature is a column of a model, and no column is about a person', () => {
  const { features } = makeFeatures(consignmentOf(), facts({}), { receivedAt: Date.UTC(2026, 10, 29, 23) })
  expect(Object.keys(features).sort()).toEqual([...numberNames].sort())
  // 29 November 2026 is a Sunday.
  expect(features).toMatchObject({ weekday: 6, night: 1, valueAbsent: 1 })
  expect(numberNames.filter((name) => /nation|relig|gender|sex|ethnic|birth|name|country/i.test(name))).toEqual([])
})
