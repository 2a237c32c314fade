import { Signal } from '@entente/contracts'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { randomSignal, seeded, signalKinds, withdrawnSignal } from '../signals/random-signals.fixture.ts'
import { checkObject, microsecondsOf } from './check-object.ts'
import { extensionDefinitions, markingDefinitions, memberIdentity } from './definitions.ts'
import { feedbackToStix, stixToFeedback } from './feedback-stix.ts'
import { valueOfIndicator } from './foreign-value.ts'
import { markingsOf, papMarkingId, tlpMarkingId } from './markings.ts'
import { readPattern, writePattern } from './pattern.ts'
import { signalToStix } from './signal-to-stix.ts'
import { uuid5 } from './stix-ids.ts'
import type { StixObject } from './stix-object.ts'
import { readObject } from './stix-to-signal.ts'

const overTheWire = (objects: readonly StixObject[]): StixObject[] => JSON.parse(JSON.stringify(objects))
const signalOf = (object: StixObject): Signal | null => {
  const read = readObject(object)
  return read.what === 'signal' ? read.signal : null
}

test('every kind of signal survives conversion to STIX and back unchanged', () => {
  const random = seeded(20261126)
  for (const kind of signalKinds) {
    for (let n = 0; n < 100; n += 1) {
      const made = randomSignal(random, kind)
      for (const signal of [made, withdrawnSignal(made)]) {
        expect(Signal.safeParse(signal).error?.issues).toBeUndefined()
        const [indicator, ...others] = overTheWire(signalToStix(signal))
        for (const object of [indicator, ...others]) expect(checkObject(object)).toHaveProperty('object')
        expect(canonicalJson(signalOf(indicator as StixObject))).toBe(canonicalJson(signal))
        expect(others.map((object) => readObject(object).what)).toEqual(others.map(() => 'accompanies'))
        if (signal.value === null) expect(others).toEqual([])
      }
    }
  }
})

test("an indicator's name does not reveal its value, and no id is derived from it", () => {
  const random = seeded(5)
  const id = 'f4bdc355-1f9b-4d1a-8d5c-0f3a5b1f6e11'
  const value = { documentType: 'P', number: 'L7723410', issuingState: 'UTO', expiryDate: null }
  const one = signalToStix({ ...randomSignal(random, 'travel-document'), id, value })
  const two = signalToStix({ ...randomSignal(random, 'travel-document'), value })
  expect(one[0]?.name).toBe('Travel document')
  expect(one[0]?.pattern).toBe("[travel-document:number = 'L7723410' AND travel-document:issuing_state = 'UTO']")
  expect(one[1]).toMatchObject({
    type: 'travel-document',
    document_type: 'P',
    number: 'L7723410',
    issuing_state: 'UTO',
  })
  expect(one[1]?.id).not.toBe(two[1]?.id)
  // This is the deterministic id that the standard defines. It is computed here only for comparison.
  expect(uuid5('00abedb4-aa42-466c-9c01-fed23315a9b7', '{"value":"198.51.100.3"}')).toBe(
    '28bb3599-77cd-5a82-a950-b5bc3caf07c4',
  )
})

test('a field changed in transit is reported, and the object is refused', () => {
  const signal = randomSignal(seeded(8), 'url', { tlp: 'amber' })
  const indicator = signalToStix(signal)[0] as StixObject
  const read = (change: object) => readObject({ ...indicator, ...change })
  expect(read({ valid_until: '2031-01-01T00:00:00.000Z' })).toMatchObject({ code: 'stix-mismatch', at: '/valid_until' })
  expect(read({ object_marking_refs: [tlpMarkingId('clear')] })).toMatchObject({ code: 'stix-mismatch' })
  expect(read({ labels: ['purpose:border-control'] })).toMatchObject({ code: 'stix-mismatch', at: '/labels' })
  expect(read({ description: 'Seen again.' })).toMatchObject({ code: 'stix-mismatch', at: '/description' })
  expect(read({ granular_markings: [] })).toMatchObject({ code: 'stix-mismatch' })
  // For other types the times were not checked before this comparison.
  expect(read({ type: 'x-note', valid_from: 'soon' })).toMatchObject({ code: 'stix-mismatch', at: '/type' })
  expect(read({ confidence: undefined })).toMatchObject({ code: 'stix-mismatch', at: '/confidence' })
  // Equivalent spellings do not count as a change, and neither do fields that a tool adds.
  const again = {
    created: signal.createdAt.replace('Z', '000Z'),
    labels: [...(indicator.labels as string[])].reverse(),
  }
  expect(read({ ...again, x_tool_score: 3 })).toMatchObject({ what: 'signal' })
  const extensions = JSON.parse(JSON.stringify(indicator.extensions)) as Record<string, { signal: object }>
  for (const extension of Object.values(extensions)) Object.assign(extension.signal, { retainUntil: undefined })
  expect(read({ extensions: JSON.parse(JSON.stringify(extensions)) })).toMatchObject({ code: 'signal-invalid' })
  expect(read({ extensions: {} })).toEqual({ what: 'foreign' })
})

test('any text written into a pattern can be read back unchanged', () => {
  expect(writePattern([{ path: 'user-account:account_login', operator: '=', value: "o'brien\\x" }])).toBe(
    "[user-account:account_login = 'o\\'brien\\\\x']",
  )
  const random = seeded(9)
  for (let n = 0; n < 200; n += 1) {
    const value = randomSignal(random, 'account').necessity
    const parts = [{ path: "file:hashes.'SHA-256'", operator: '=' as const, value }]
    expect(readPattern(writePattern(parts))).toEqual(parts)
  }
  for (const bad of ['', '[', "[a:b = 'c]", "[a:b = 'c' FOLLOWEDBY]", "[a:b = 'c'] AND [a:b = 'd']", "[a:b = 'c\\d']"])
    expect(readPattern(bad)).toBeNull()
  const cargo = signalToStix(
    randomSignal(random, 'consignment', {
      value: {
        ...{ hsPrefixes: ['3102', '3105'], consignee: 'X', consignor: null, containerNumber: null, routeTo: null },
        ...{ transportDocument: null, routeFrom: null, grossMassMinKg: 5, grossMassMaxKg: null },
      },
    }),
  )[0]?.pattern as string
  expect(cargo).toBe(
    "[(cargo-selector:hs_code LIKE '3102%' OR cargo-selector:hs_code LIKE '3105%') AND cargo-selector:consignee = 'X' AND cargo-selector:gross_mass_kg >= 5]",
  )
  expect(readPattern(cargo)).toHaveLength(3)
})

test('an invalid object gets its first fault, and hostile types take no extra time', () => {
  const indicator = signalToStix(randomSignal(seeded(3), 'url'))[0] as StixObject
  const code = (change: object) => {
    const checked = checkObject({ ...indicator, ...change })
    return 'fault' in checked ? checked.fault.code : null
  }
  expect(code({})).toBeNull()
  expect(code({ id: 'indicator--123' })).toBe('stix-id')
  expect(code({ id: `malware--${indicator.id.slice(11)}` })).toBe('stix-id')
  expect(code({ modified: '2020-01-01T00:00:00Z' })).toBe('stix-invalid')
  expect(code({ pattern: undefined })).toBe('stix-invalid')
  expect(code({ spec_version: '2.0' })).toBe('stix-invalid')
  expect(checkObject(null)).toMatchObject({ fault: { code: 'stix-invalid' } })
  // For each of these texts the published expression would practically never finish.
  const type = `${'a'.repeat(249)}!`
  expect(code({ type, id: `${type}--${indicator.id.slice(11)}` })).toBe('stix-type')
  expect(code({ type: `${'a-'.repeat(125)}!` })).toBe('stix-type')
  // Of an unknown type only the common properties are checked.
  expect(code({ type: 'x-cow', id: `x-cow--${indicator.id.slice(11)}`, pattern: undefined })).toBeNull()
  expect(microsecondsOf('2026-01-01T00:00:00.000001Z') - microsecondsOf('2026-01-01T00:00:00Z')).toBe(1n)
})

test('a foreign object has its strictest marking, or amber+strict without markings', () => {
  const white = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9'
  expect(markingsOf({ object_marking_refs: [white] })).toEqual({ tlp: 'clear', pap: 'amber' })
  expect(markingsOf({})).toEqual({ tlp: 'amber+strict', pap: 'amber' })
  expect(
    markingsOf({
      object_marking_refs: [white, papMarkingId('clear')],
      granular_markings: [{ marking_ref: tlpMarkingId('red'), selectors: ['name'] }],
    }),
  ).toEqual({ tlp: 'red', pap: 'clear' })
  for (const object of [...markingDefinitions, ...extensionDefinitions, memberIdentity('a.example')]) {
    expect(checkObject(object)).toHaveProperty('object')
    expect(readObject(object).what).toBe('accompanies')
  }
})

test('feedback converts to a sighting, an opinion or both, and back unchanged', () => {
  const base = {
    ...{ schema: 'entente/feedback/v1' as const, id: '0d3f7a52-8c0a-4b27-9ac0-0b9b1f1d6c11', signalVersion: 2 },
    ...{ signalId: '5a1bd7a4-55a8-49a5-8d20-1c7a5c2d3e4f', from: 'norland.example', count: 3 },
    ...{ firstSeen: '2026-05-01T00:00:00.000Z', lastSeen: '2026-05-02T00:00:00.000Z', signature: null },
    at: '2026-05-03T00:00:00.000Z',
  }
  const shapes = (['confirmed', 'mistaken', 'not-useful', 'no-hit'] as const).map((outcome) => {
    const objects = overTheWire(feedbackToStix({ ...base, outcome }))
    for (const object of objects) {
      expect(checkObject(object)).toHaveProperty('object')
      expect(readObject(object).what).toBe('feedback')
      expect(stixToFeedback(object)).toEqual({ ...base, outcome })
      expect(stixToFeedback({ ...object, created: '2026-05-04T00:00:00.000Z' })).toBeNull()
    }
    return objects.map((o) => o.opinion ?? o.count)
  })
  expect(shapes).toEqual([[3, 'strongly-agree'], [0, 'strongly-disagree'], ['disagree'], [0]])
})

test('values that an officer may adopt are read from patterns of other organisations', () => {
  const of = (pattern: string, pattern_type = 'stix') =>
    valueOfIndicator({ type: 'indicator', id: 'x', pattern, pattern_type })
  expect(of("[url:value = 'https://a.test/']")).toMatchObject({ kind: 'url', value: { url: 'https://a.test/' } })
  expect(of(`[file:hashes.'SHA-256' = '${'AB'.repeat(32)}']`)).toMatchObject({
    kind: 'media-hash',
    value: { algorithm: 'sha256', hash: 'ab'.repeat(32) },
  })
  expect(of("[user-account:account_type = 'chat' AND user-account:user_id = '7']")).toMatchObject({ kind: 'account' })
  expect(of('f'.repeat(64), 'pdq')).toMatchObject({ kind: 'media-hash' })
  expect(of("[ipv4-addr:value = '198.51.100.3']")).toBeNull()
  expect(of("[file:hashes.MD5 = 'zz']")).toBeNull()
  expect(of('alert tcp any any', 'snort')).toBeNull()
})
