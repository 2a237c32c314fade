import type { CargoFinding } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { severities } from '../../findings/severities.ts'
import { checked, type GivenMessage } from './checked-message.fixture.ts'
import { formatTraits } from './format-traits.ts'

// Any text and figure may stand anywhere: a mapper keeps values as sent.
const text = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      'TO ORDER',
      'SPARE PARTS',
      'NOT DANGEROUS',
      'UN1993',
      'N/A',
      'CSQU3054383',
      '999-12345675',
      'GBFXT',
    ),
  ),
)
const texts = fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 })
const figure = fc.option(fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.double({ min: 0, max: 1e9, noNaN: true })))
const dimensions = fc.array(fc.record({ pieces: figure, lengthCm: figure, widthCm: figure, heightCm: figure }), {
  maxLength: 2,
})
const packagings = fc.array(fc.record({ kind: text, number: figure, pieces: figure, marks: text }), { maxLength: 2 })
const party = fc.record({
  role: fc.constantFrom('consignor', 'consignee', 'agent', 'notify'),
  id: text,
  name: text,
  street: text,
  city: text,
  country: text,
})
const item = fc.record({
  ...{ description: text, hs: text, unNumbers: texts, originCountry: text, grossKg: figure, pieces: figure },
  ...{ packages: figure, packagings, dimensions, parties: fc.array(party, { maxLength: 1 }) },
})
const id = fc.oneof(fc.string({ maxLength: 14 }), fc.constantFrom('999-12345675', 'M1', 'H1'))
const consignment = fc.record({
  ...{ id, masterId: fc.option(id), level: fc.constantFrom('master', 'house', 'declaration') },
  ...{ purpose: fc.constantFrom('original', 'cancellation'), mode: fc.constantFrom('sea', 'air', null) },
  ...{ consolidation: fc.boolean(), origin: text, destination: text, portOfLoading: text, exportCountry: text },
  ...{ pieces: figure, totalPieces: figure, packages: figure, grossKg: figure, volumeM3: figure, description: text },
  ...{ handlingText: texts, hsCodes: texts, unNumbers: texts, equipmentIds: texts, routeCountries: texts },
  parties: fc.array(party, { maxLength: 3 }),
  items: fc.array(item, { maxLength: 3 }),
  route: fc.array(fc.record({ from: text, to: text, seq: fc.nat(9) }), { maxLength: 3 }),
  documents: fc.array(fc.record({ type: fc.constantFrom('N740', 'N705'), id }), { maxLength: 2 }),
})
const unit = fc.record({
  ...{ id, type: fc.constantFrom('uld', 'container', 'trailer', 'unknown'), full: fc.option(fc.boolean()) },
  ...{ sizeType: text, grossKg: figure, vgmKg: figure, portOfLoading: text, portOfDischarge: text },
  seals: fc.array(fc.record({ id: fc.string({ maxLength: 6 }), party: text }), { maxLength: 2 }),
})
const load = fc.record({
  ...{ consignmentId: id, pieces: figure, totalPieces: figure, grossKg: figure },
  splitCode: fc.constantFrom('T', 'P', 'S', 'D', null),
})
const message = fc.record({
  format: fc.constantFrom(...(Object.keys(formatTraits) as (keyof typeof formatTraits)[])),
  header: fc.record({ continued: fc.option(fc.boolean()), page: fc.option(fc.nat(9)) }),
  declared: fc.record({ consignments: figure, items: figure, packages: figure, equipment: figure, grossKg: figure }),
  conveyance: fc.record({ mode: fc.constantFrom('sea', 'air', 'road', null), imo: text, id: text, nationality: text }),
  consignments: fc.array(consignment, { maxLength: 4 }),
  equipment: fc.array(unit, { maxLength: 4 }),
  loads: fc.array(load, { maxLength: 5 }),
})

const isWhole = ({ code, severity, message, literal, at }: CargoFinding): boolean =>
  Object.hasOwn(severities, code) &&
  ['info', 'notice', 'warning', 'error'].includes(severity) &&
  message.length > 0 &&
  (literal?.length ?? 0) <= 120 &&
  at?.startsWith('/messages/0') === true

test('any message is checked, and every finding is whole', () => {
  fc.assert(
    fc.property(message, (given) => {
      const { findings, reconciliation } = checked(structuredClone(given) as GivenMessage)
      expect(findings.filter((finding) => !isWhole(finding))).toEqual([])
      const { checks, agrees } = reconciliation
      expect(checks.every(({ expected, actual }) => Number.isFinite(expected) && Number.isFinite(actual))).toBe(true)
      if (checks.some(({ outcome }) => outcome === 'differ')) expect(agrees).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('the order of consignments does not change what is found in each', () => {
  const own = (given: GivenMessage) =>
    checked(structuredClone(given))
      // A house is compared with the places of a master that came before it.
      .findings.filter(({ code, consignment: id }) => id !== null && code !== 'HOUSE_OUTSIDE_MASTER')
      .map(({ code, consignment: id, literal }) => `${id} ${code} ${literal}`)
      .sort()
  fc.assert(
    fc.property(message, (given) => {
      const whole = { ...given, equipment: [], loads: [] } as unknown as GivenMessage
      const turned = { ...whole, consignments: [...(whole.consignments ?? [])].reverse() }
      const ids = new Set(given.consignments.map((one) => one.id))
      if (ids.size === given.consignments.length) expect(own(turned)).toEqual(own(whole))
    }),
    { numRuns: 150 },
  )
})
