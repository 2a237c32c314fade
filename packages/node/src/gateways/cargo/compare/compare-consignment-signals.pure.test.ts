import type { CargoParty, ConsignmentValue } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeptSignal, KeptSignals } from '../../../pipeline/gateway/compared-subject.ts'
import { consignmentOf } from '../consignment.fixture.ts'
import { type CargoSubject, notAssessed } from '../subjects/cargo-subject.ts'
import { partiesOf } from '../subjects/parties-of.ts'
import { compareConsignmentSignals } from './compare-consignment-signals.ts'

const now = new Date('2026-03-01T10:00:00Z')
const places = new Map([
  ['IST', { country: 'TR' }],
  ['OSL', { country: 'NO' }],
])
const threshold = { version: 1, value: 0.5 }
const stated = (given: Partial<ConsignmentValue>): ConsignmentValue => ({
  ...{ hsPrefixes: null, consignee: null, consignor: null, containerNumber: null, transportDocument: null },
  ...{ routeFrom: null, routeTo: null, grossMassMinKg: null, grossMassMaxKg: null },
  ...given,
})
const keptOf = (
  values: readonly Partial<ConsignmentValue>[],
): KeptSignals & { signals: KeptSignal[]; denied: Set<string> } => {
  const signals = values.map(
    (value, at): KeptSignal => ({
      ...{ id: `s${at}`, version: 1, kind: 'consignment', tlp: 'green', source: 'x.example', listVersion: null },
      value: stated(value),
    }),
  )
  const denied = new Set<string>()
  return { signals, denied, changes: 1, all: () => signals, mayMatch: (id) => !denied.has(id) }
}
const partyOf = (role: CargoParty['role'], name: string, country: string): CargoParty => ({
  ...{ role, roleAsSent: null, id: null, name, street: null, city: null, subdivision: null, postcode: null, country },
  ...{ accountId: null, iataAgentCode: null, cassCode: null, taxIds: [], contacts: [], toOrder: false, sameAs: null },
})
function subjectOf(given: Parameters<typeof consignmentOf>[0] = {}): CargoSubject {
  const consignment = consignmentOf({
    ...{ mode: 'sea', id: 'ZZLU 0042/7', hsCodes: ['9306.30', '731029'], grossKg: 120, equipmentIds: ['TSTU7418520'] },
    ...{ origin: 'TRIST', destination: 'NOOSL', portOfDischarge: 'NLRTM' },
    parties: [partyOf('consignor', 'Nordvik Machine Tools', 'TR'), partyOf('consignee', 'Lune Traders AS', 'NO')],
    ...given,
  })
  const value = { consignment, conveyance: null, loads: [], differences: [] }
  return {
    subject: { id: 'c', recordVersion: 2, parties: partiesOf(value) },
    row: { regime: 'cargo-own', purposes: ['customs-security'] },
    ...{ version: 2, value, assessed: notAssessed(now) },
  } as unknown as CargoSubject
}
const base = { comparable: true, hits: [], otherExplanations: [] }
async function hitsOf(signals: KeptSignals, subject = subjectOf(), only?: ReadonlySet<string>) {
  const terms = { only, cause: 'message', signals, threshold }
  const [compared] = await compareConsignmentSignals([{ context: subject, ...base }], terms, now, places)
  return compared?.hits ?? []
}
const isHit = async (value: Partial<ConsignmentValue>, given?: Parameters<typeof consignmentOf>[0]) =>
  (await hitsOf(keptOf([value]), subjectOf(given))).length === 1

test('an airport agrees with a route that names its country', async () => {
  const parties = [partyOf('consignor', 'Nordvik Machine Tools', 'DE'), partyOf('consignee', 'Lune Traders AS', 'DE')]
  const air = { mode: 'air', origin: 'IST', destination: 'osl', portOfDischarge: null, parties } as const
  for (const routeFrom of ['TR', 'IST', 'DE']) expect(await isHit({ routeFrom, routeTo: 'NO' }, air)).toBe(true)
  expect(await isHit({ routeFrom: 'TR', routeTo: 'SE' }, air)).toBe(false)
  expect(await isHit({ routeFrom: 'TR' }, { ...air, origin: 'ZZZ' })).toBe(false)
})

test('a container or document agrees however it is written', async () => {
  for (const containerNumber of ['TSTU7418520', 'tstu 741852-0', 'TSTU-741852/0'])
    expect(await isHit({ containerNumber })).toBe(true)
  for (const transportDocument of ['ZZLU00427', 'zzlu-0042 7']) expect(await isHit({ transportDocument })).toBe(true)
  expect(await isHit({ containerNumber: 'TSTU7418521' })).toBe(false)
  expect(await isHit({ containerNumber: '-/' })).toBe(false)
  const [hit] = await hitsOf(keptOf([{ containerNumber: 'TSTU 741852-0' }]))
  expect(hit).toMatchObject({
    ...{ party: 'goods', score: 1, threshold: null, kind: 'container', subjectVersion: 2, signal: { id: 's0' } },
    evidence: [{ role: 'container', a: 'TSTU7418520', b: 'TSTU7418520', relation: 'equal' }],
    comparison: [{ field: 'container', relation: 'same' }],
  })
  expect(hit?.selectors).toHaveLength(1)
})

test('every field that a signal states must agree', async () => {
  const all = {
    hsPrefixes: ['7310', '930630'],
    routeFrom: 'TR',
    routeTo: 'nooSL',
    grossMassMinKg: 100,
    grossMassMaxKg: 120,
  }
  expect(await isHit(all)).toBe(true)
  expect(await isHit({ ...all, routeTo: 'NLRTM' })).toBe(true)
  for (const other of [
    { hsPrefixes: ['7311', '9305'] },
    { routeFrom: 'GR' },
    { routeTo: 'NOBGO' },
    { grossMassMaxKg: 119 },
    { grossMassMinKg: 121 },
    { containerNumber: 'TSTU0000000' },
  ])
    expect(await isHit({ ...all, ...other }), JSON.stringify(other)).toBe(false)
  // A value that the goods do not state does not agree.
  expect(await isHit({ grossMassMaxKg: 500, routeFrom: 'TR' }, { grossKg: null })).toBe(false)
})

test('a name agrees at the threshold in force, and its score is the hit’s', async () => {
  const value = { consignee: 'LUNE TRADERS', routeTo: 'NO' }
  const [hit] = await hitsOf(keptOf([value]))
  expect(hit?.score).toBeGreaterThanOrEqual(0.5)
  expect(hit).toMatchObject({ kind: 'name', threshold, evidence: [{ role: 'route to' }, { role: 'consignee' }] })
  expect(await isHit({ consignor: 'LUNE TRADERS', routeTo: 'NO' })).toBe(false)
  expect(await isHit({ consignee: 'Polar Dry Goods', routeTo: 'NO' })).toBe(false)
  expect(await isHit({ consignee: 'Lune Traders AS', consignor: 'Nordvik Machine Tools' })).toBe(true)
  expect(await isHit({ consignee: 'Lune Traders AS', consignor: 'Polar Dry Goods' })).toBe(false)
})

test('a signal that may not be used for these goods gives no hit', async () => {
  const signals = keptOf([{ containerNumber: 'TSTU7418520' }])
  signals.denied.add('s0')
  expect(await hitsOf(signals)).toEqual([])
})

test('a withdrawn or changed signal counts for the next comparison', async () => {
  const signals = keptOf([{ containerNumber: 'TSTU7418520' }, { transportDocument: 'X' }])
  expect(await hitsOf(signals)).toHaveLength(1)
  const [first, second] = signals.signals as [KeptSignal, KeptSignal]
  Object.assign(signals, { changes: 2 })
  signals.signals.splice(0, 2, { ...first, value: stated({ containerNumber: 'OTHER' }) }, second)
  expect(await hitsOf(signals)).toEqual([])
  Object.assign(signals, { changes: 3 })
  signals.signals.splice(0, 2, { ...second, value: stated({ transportDocument: 'ZZLU00427' }) })
  expect((await hitsOf(signals)).map(({ signal }) => signal?.id)).toEqual(['s1'])
})

test('a masked consignment meets no signal, and of changed signals only these are compared', async () => {
  const signals = keptOf([{ containerNumber: 'TSTU7418520' }, { routeFrom: 'TR', routeTo: 'NO' }])
  expect(await hitsOf(signals, { ...subjectOf(), value: null })).toEqual([])
  expect((await hitsOf(signals, subjectOf(), new Set(['s1']))).map(({ signal }) => signal?.id)).toEqual(['s1'])
})

test('a raised threshold ends no hit that was made under a lower one', async () => {
  const signals = keptOf([{ consignee: 'LUNE TRADER', routeTo: 'NO' }])
  const [made] = await hitsOf(signals)
  const raised = { version: 2, value: 0.99 }
  const terms = { only: undefined, cause: 'message', signals, threshold: raised }
  const [compared] = await compareConsignmentSignals([{ context: subjectOf(), ...base }], terms, now, places)
  expect(compared?.hits).toEqual([])
  const row = { signal_id: 's0', withdrawn_at: null, threshold: 0.5, threshold_version: 1 } as never
  expect(compared?.standing?.([row]).hits.map(({ score }) => score)).toEqual([made?.score])
})

test('the index finds what a comparison with each signal finds', async () => {
  const pick = <T>(...values: T[]) => fc.constantFrom<(T | null)[]>(null, null, ...values)
  const value = fc.record({
    hsPrefixes: fc.option(
      fc.uniqueArray(fc.constantFrom('93', '930', '9306', '7310', '84'), { minLength: 1, maxLength: 3 }),
    ),
    consignee: pick('Lune Traders', 'Lune Traders AS', 'Polar Dry Goods'),
    consignor: pick('Nordvik Machine Tools', 'Nordvik Tools'),
    containerNumber: fc.option(fc.constantFrom('TSTU7418520', 'ABCU0000000'), { freq: 6 }),
    transportDocument: fc.option(fc.constantFrom('ZZLU00427', 'Q'), { freq: 6 }),
    routeFrom: pick('TR', 'TRIST', 'GR'),
    routeTo: pick('NO', 'NLRTM', 'SE'),
    grossMassMinKg: pick(100, 200),
    grossMassMaxKg: pick(150, 110),
  })
  const values = fc
    .sample(value, { numRuns: 1500, seed: 5 })
    .filter((one) => Object.values(one).filter((field) => field !== null).length >= 2)
  const signals = keptOf(values as Partial<ConsignmentValue>[])
  const ids = (hits: Awaited<ReturnType<typeof hitsOf>>) => hits.map(({ signal }) => signal?.id).sort()
  const found = ids(await hitsOf(signals))
  const single: (string | undefined)[] = []
  for (const { id } of signals.signals) single.push(...ids(await hitsOf(signals, subjectOf(), new Set([id]))))
  expect(found).toEqual(single.sort())
  expect(found.length).toBeGreaterThan(20)
})
