import { randomUUID } from 'node:crypto'
import { Purpose, type Signal, SignalKind } from '@entente/contracts'
import { expect, test } from 'vitest'
import type { AgreementAttributes } from '../../../safeguards/access/signal-access/index.ts'
import type { MemberKey } from '../../../safeguards/keys/index.ts'
import { signalDigest } from '../../delivery/index.ts'
import { newSignal } from '../../signals/change-signals.ts'
import { personDraft } from '../signals.fixture.ts'
import { type CheckContext, checkSignalEntry, type KnownSignal } from './check-signal-entry.ts'

const now = new Date()
const day = 86_400_000
const [own, peer, third] = ['norland.example', 'sudmark.example', 'estavia.example'] as const
const salt = Buffer.alloc(16, 7)
const key: MemberKey = { member: peer, keyId: '0'.repeat(16), publicKey: Buffer.alloc(32), compromisedSince: null }
const terms: AgreementAttributes = {
  ...{ id: randomUUID(), version: 1, ended: [], suspended: false, approved: [], signedOff: [], riskCountries: [] },
  parties: [own, peer, third].map((member) => ({ member, country: 'NOR', contribute: true, receive: true })),
  signed: [own, peer, third],
  ...{ validFrom: now.getTime() - day, validUntil: now.getTime() + 1000 * day, reviewDue: now.getTime() + 365 * day },
  ...{ kinds: SignalKind.options, purposes: Purpose.options, maxTlp: 'red', maxPap: 'red' },
  ...{ retentionDays: 300, onward: 'same-terms', children: 'allowed' },
}
const context = (change: Partial<CheckContext> = {}, known?: Partial<KnownSignal>): CheckContext => ({
  ...{ own, peer, now, isComplete: false, approvals: new Set(), givenToPeer: new Set() },
  keysOf: () => [key],
  book: {
    agreements: new Map([[terms.id, [terms]]]),
    standings: { [own]: 'active', [peer]: 'active', [third]: 'active' },
  },
  known: () =>
    known === undefined
      ? undefined
      : { owner: peer, received: true, version: 1, firstReceivedAt: now, copy: null, ...known },
  withdrawnAt: () => undefined,
  ...change,
})
const made = (change: Partial<Signal> = {}): Signal => ({
  ...newSignal(personDraft('Okwuosa', 'Chinedu', [terms.id]), peer, now),
  signature: { keyId: key.keyId, at: now.toISOString(), value: 'given' },
  ...change,
})
const stored = (signal: Signal, change: Partial<NonNullable<KnownSignal['copy']>> = {}) => ({
  copy: { version: signal.version, digest: signalDigest(signal, salt), salt, ended: false, peer, ...change },
})
/** Returns `signal` if the signal is accepted, or else the reason why nothing is stored or the code of the refusal. */
function verdict(signal: Signal, at = context(), signer: MemberKey | null = key): string {
  const found = checkSignalEntry({ ...signal }, signer, at)
  if (found.take === 'refused') return found.refusal.code
  return found.take === 'nothing' ? found.because : 'signal'
}

test('a signal is accepted if its owner signed it and an agreement allows it', () => {
  expect(verdict(made())).toBe('signal')
  expect(verdict(made(), context(), null)).toBe('bad-signature')
  expect(verdict(made({ owner: third }), context({ keysOf: () => [] }), null)).toBe('owner-key-unknown')
})

test("a peer cannot send signals in this member's name or under its ids", () => {
  expect(verdict(made({ owner: own }))).toBe('not-owner')
  expect(verdict(made(), context({}, { received: false, owner: peer }))).toBe('not-owner')
})

test("a member cannot take over another member's signal", () => {
  expect(verdict(made(), context({}, { owner: third }))).toBe('not-owner')
})

test('K10 a node of several people takes no person that a node of one person invented', () => {
  const lawfulBasis = { reference: 'Invented Act', validUntil: null, people: 'single-operator' as const }
  const several = context({ isComplete: true })
  expect(verdict(made({ lawfulBasis }), several)).toBe('single-operator')
  expect(verdict(made({ lawfulBasis }))).toBe('signal')
  expect(verdict(made(), several)).toBe('signal')
  const value = { url: 'https://a.test/k10', normalised: 'a.test/k10', scope: 'url' as const }
  expect(verdict(made({ lawfulBasis, kind: 'url', value }), several)).toBe('signal')
})

test('a withdrawn signal returns only in a newer version', () => {
  const withdrawn = context({ withdrawnAt: () => 3 })
  expect(verdict(made({ version: 2 }), withdrawn)).toBe('signal-withdrawn')
  expect(verdict(made({ version: 3 }), withdrawn)).toBe('signal-withdrawn')
  expect(verdict(made({ version: 4 }), withdrawn)).toBe('signal')
})

test('an older version is ignored; different content with the same version number is refused', () => {
  const signal = made({ version: 3 })
  const at = context({}, stored(signal))
  expect(verdict({ ...signal, version: 2 }, at)).toBe('older')
  expect(verdict(signal, at)).toBe('unchanged')
  expect(verdict({ ...signal, confidence: 1 }, at)).toBe('owner-equivocation')
  expect(verdict({ ...signal, version: 4 }, at)).toBe('signal')
  expect(verdict(signal, context({}, stored(signal, { ended: true })))).toBe('signal')
})

test('retention of a passed-on signal is counted from its first arrival', () => {
  const at = context({}, { owner: third, firstReceivedAt: new Date(now.getTime() - 200 * day) })
  const until = (days: number) => {
    const retainUntil = new Date(now.getTime() + days * day).toISOString()
    return made({ owner: third, version: 2, validUntil: retainUntil, retainUntil })
  }
  expect(verdict(until(100), at)).toBe('signal')
  expect(verdict(until(101), at)).toBe('refused')
  expect(verdict(until(101))).toBe('signal')
})

test("another member's signal is accepted only if it may be passed on", () => {
  const signal = made({ owner: third })
  expect(verdict(signal)).toBe('signal')
  expect(verdict({ ...signal, tlp: 'red' })).toBe('refused')
  // The owner may share a signal about a minor, but nobody may pass it on.
  expect([verdict({ ...signal, minor: true }), verdict(made({ minor: true }))]).toEqual(['refused', 'signal'])
  const forbidden = { ...terms, onward: 'never' }
  const book = { ...context().book, agreements: new Map([[terms.id, [forbidden]]]) }
  expect(verdict(signal, context({ book }))).toBe('refused')
  expect(verdict(made(), context({ book }))).toBe('signal')
})

test('a signal is refused from a member to which this node gave it', () => {
  const signal = made({ owner: third })
  expect(verdict(signal, context({ givenToPeer: new Set([signal.id]) }))).toBe('passed-on-there')
})

test('an accepted signal is active, fits its kind, and contains only storable text', () => {
  expect(verdict(made({ status: 'withdrawn' }))).toBe('signal-invalid')
  expect(verdict(made({ value: { names: [] } }))).toBe('signal-invalid')
  expect(verdict(made({ necessity: 'Named in an investigation\u0000 of material support.' }))).toBe('signal-invalid')
  expect(verdict(made({ id: randomUUID().toUpperCase() }))).toBe('signal-invalid')
  expect(verdict({ ...made(), colour: 'red' } as unknown as Signal)).toBe('unknown-field')
})
