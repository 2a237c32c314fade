import type { Signal } from '@entente/contracts'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { randomSignal, seeded, signalKinds, withdrawnSignal } from '../signals/random-signals.fixture.ts'
import { checkObject } from './check-object.ts'
import { agreementStatement, extensionDefinitions, markingDefinitions, memberIdentity } from './definitions.ts'
import { feedbackToStix, stixToFeedback } from './feedback-stix.ts'
import { valueOfIndicator } from './foreign-value.ts'
import { signalToStix } from './signal-to-stix.ts'
import type { StixForm } from './stix-ids.ts'
import { isRecord, type StixObject } from './stix-object.ts'
import { readObject } from './stix-to-signal.ts'

const random = seeded(20261201)
const signals = signalKinds.flatMap((kind) =>
  Array.from({ length: kind === 'media-hash' ? 40 : 10 }, () => randomSignal(random, kind)),
)
const feedback = {
  ...{ schema: 'entente/feedback/v1' as const, id: '0d3f7a52-8c0a-4b27-9ac0-0b9b1f1d6c11', signalVersion: 2 },
  ...{ signalId: '5a1bd7a4-55a8-49a5-8d20-1c7a5c2d3e4f', from: 'norland.example', count: 3 },
  ...{ firstSeen: '2026-05-01T00:00:00.000Z', lastSeen: '2026-05-02T00:00:00.000Z', signature: null },
  ...{ at: '2026-05-03T00:00:00.000Z', outcome: 'confirmed' as const },
}

/** What a library of objects does to one: keys sorted, defaults left out or written, times without zeros. */
function throughLibrary(object: StixObject): StixObject {
  const { revoked, ...kept } = object
  const changed: Record<string, unknown> = {
    ...kept,
    ...(revoked === true ? { revoked } : {}),
    ...(object.pattern_type === 'stix' ? { pattern_version: '2.1' } : {}),
    ...(object.type === 'sighting' ? { summary: false } : {}),
  }
  for (const time of ['created', 'modified', 'valid_from', 'valid_until', 'first_seen'])
    if (typeof changed[time] === 'string') changed[time] = (changed[time] as string).replace('.000Z', 'Z')
  const sorted = Object.fromEntries(Object.entries(changed).sort(([a], [b]) => (a < b ? 1 : -1)))
  return JSON.parse(JSON.stringify(sorted).replace(/"confidence":(\d+)/, '"confidence":$1.0'))
}

test('C3 a signal that went through a library of STIX objects is read, and a changed one is refused', () => {
  for (const signal of signals)
    for (const form of [1, 2] as const) {
      const [indicator, ...others] = signalToStix(signal, form).map(throughLibrary) as [StixObject, ...StixObject[]]
      expect(readObject(indicator)).toEqual({ what: 'signal', signal })
      expect(others.map((object) => readObject(object).what)).toEqual(others.map(() => 'accompanies'))
      expect(readObject({ ...indicator, revoked: true })).toMatchObject({ code: 'stix-mismatch', at: '/revoked' })
    }
  const [indicator] = signalToStix(signals[0] as Signal) as [StixObject]
  expect(readObject({ ...indicator, pattern_version: '2.0' })).toMatchObject({ at: '/pattern_version' })
  expect(readObject({ ...indicator, description: undefined })).toMatchObject({ code: 'stix-mismatch' })
  const gone = throughLibrary(signalToStix(withdrawnSignal(signals[0] as Signal))[0] as StixObject)
  expect(readObject(gone)).toMatchObject({ what: 'signal' })
  expect(readObject({ ...gone, revoked: false })).toMatchObject({ code: 'stix-mismatch', at: '/revoked' })
  for (const object of feedbackToStix(feedback).map(throughLibrary)) {
    expect(stixToFeedback(object)).toEqual(feedback)
    expect(stixToFeedback({ ...object, revoked: true })).toBeNull()
  }
})

test('C4 a signal in the form of the release before is read as the same signal', () => {
  for (const signal of signals) {
    const [indicator, ...others] = signalToStix(signal, 1) as [StixObject, ...StixObject[]]
    const read = readObject(indicator)
    expect(canonicalJson(read.what === 'signal' ? read.signal : null)).toBe(canonicalJson(signal))
    for (const object of others) expect(readObject(object).what).toBe('accompanies')
    // The forms are not mixed: what one says in a field is not taken from the other.
    const current = signalToStix(signal)[0] as StixObject
    expect(readObject({ ...indicator, created_by_ref: current.created_by_ref })).toMatchObject({
      code: 'stix-mismatch',
    })
  }
  expect(readObject(memberIdentity('norland.example')).what).toBe('accompanies')
})

// The rules of the validator of OASIS (cti-stix-validator, strict) that objects of ours could break. `npm run interop` runs the validator.
const vocabulary = ['pcre', 'sigma', 'snort', 'stix', 'suricata', 'yara']
const accountTypes = ['facebook', 'ldap', 'nis', 'openid', 'radius', 'skype', 'tacacs', 'twitter', 'unix']
const property = /^([a-z][a-z0-9_]{2,249}|id)$/
const observables = ['file', 'url', 'user-account']

test('C4 all objects keep to the names, identifiers and vocabularies that STIX recommends', () => {
  const agreement = { id: feedback.id, title: 'A', purposes: [], validFrom: feedback.at, validUntil: feedback.at }
  const objects = [
    ...[...extensionDefinitions, ...markingDefinitions, agreementStatement(agreement), memberIdentity('a.example')],
    ...signals.flatMap((signal) => [...signalToStix(signal), ...signalToStix(withdrawnSignal(signal))]),
    ...(['confirmed', 'mistaken', 'not-useful', 'no-hit'] as const).flatMap((outcome) =>
      feedbackToStix({ ...feedback, outcome }),
    ),
  ]
  for (const object of objects) {
    expect(checkObject(object)).toHaveProperty('object')
    const version = object.id.at(object.type.length + 2 + 14)
    expect(`${object.type} ${version}`).toBe(`${object.type} ${observables.includes(object.type) ? 5 : 4}`)
    for (const extension of Object.values((object.extensions ?? {}) as object))
      for (const name of Object.keys(extension)) expect(name).toMatch(property)
    for (const name of Object.keys(object)) expect(name).toMatch(property)
    if (object.type === 'indicator') {
      expect(vocabulary).toContain(object.pattern_type)
      for (const [, step] of String(object.pattern).matchAll(/^\[\(?[a-z-]+:([a-z_]+)/g)) expect(step).toMatch(property)
    }
    if (object.type === 'indicator' || object.type === 'extension-definition')
      expect(object.description).toEqual(expect.any(String))
    if (object.account_type !== undefined) expect(accountTypes).toContain(object.account_type)
    if (isRecord(object.hashes) && 'TLSH' in object.hashes) expect(object.hashes.TLSH).toMatch(/^[a-zA-Z0-9]{70}$/)
  }
  // A description says nothing about the value, as a name says nothing.
  const document = signals.find(({ kind }) => kind === 'travel-document') as Signal
  const [indicator] = signalToStix(document) as [StixObject]
  expect(String(indicator.description)).not.toContain((document.value as { number: string }).number)
})

test('C4 a value that lost its terms is read from the pattern of either form', () => {
  for (const signal of signals) {
    const { kind, value } = signal
    if (!['person', 'organisation', 'media-hash'].includes(kind)) continue
    const read = ([1, 2] as StixForm[]).map((form) => valueOfIndicator(signalToStix(signal, form)[0] as StixObject))
    const hash = value as { algorithm: string; hash: string }
    const expected = kind === 'media-hash' ? { algorithm: hash.algorithm, hash: hash.hash } : value
    for (const one of read) expect(one).toMatchObject({ kind, value: expected as object })
  }
})
