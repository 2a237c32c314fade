import { randomUUID } from 'node:crypto'
import type { Signal, SignalKind } from '@entente/contracts'

/**
 * Makes a random number generator (mulberry32) for numbers from 0 (inclusive) to 1 (exclusive). The same seed gives the
 * same numbers.
 */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const letters = [...'abcXYZ019 -\'\\"éßنур%_李\u{1F30D}[]()=\n\t']
export const signalKinds: readonly SignalKind[] = [
  'person',
  'organisation',
  'travel-document',
  'media-hash',
  'url',
  'account',
  'wallet',
  'consignment',
]

/** Makes a random valid signal. Every text field that allows it contains difficult characters. */
export function randomSignal(random: () => number, kind: SignalKind, fixed: Partial<Signal> = {}): Signal {
  const int = (below: number) => Math.floor(random() * below)
  const pick = <T>(from: readonly T[]): T => from[int(from.length)] as T
  const maybe = <T>(make: () => T): T | null => (random() < 0.5 ? null : make())
  const several = <T>(most: number, make: () => T): T[] => Array.from({ length: int(most + 1) }, make)
  const text = () => `t${Array.from({ length: 1 + int(12) }, () => pick(letters)).join('')}`
  const hex = (length: number) => Array.from({ length }, () => pick([...'0123456789abcdef'])).join('')
  const name = () => ({
    full: text(),
    family: maybe(text),
    given: maybe(text),
    script: maybe(() => 'Latn'),
    quality: pick(['primary', 'original', 'good', 'former', 'low'] as const),
  })
  const identifier = () => ({ type: pick(['passport', 'national-id', 'other']), number: text(), issuer: maybe(text) })
  const state = () => pick(['UTO', 'D', 'GBD', 'XXA', 'NOR'])
  const values: Record<SignalKind, () => Record<string, unknown>> = {
    person: () => ({
      names: [name(), ...several(2, name)],
      birthDates: several(2, () => pick(['1961-05-17', '1961-05', '1961', '1961~', '1958/1963'])),
      sex: maybe(() => pick(['F', 'M', 'X'])),
      nationalities: several(2, state),
      birthPlaces: several(2, text),
      identifiers: several(2, identifier),
    }),
    organisation: () => ({
      names: [name(), ...several(2, name)],
      type: pick(['org', 'vessel', 'entity']),
      countries: several(2, state),
      addresses: several(2, text),
      identifiers: several(2, identifier),
    }),
    'travel-document': () => ({
      documentType: pick(['P', 'I', 'A', 'C', 'V']),
      number: text(),
      issuingState: state(),
      expiryDate: maybe(() => '2031-02-28'),
    }),
    'media-hash': () => {
      const algorithm = pick(['sha256', 'sha1', 'md5', 'pdq', 'tmk', 'vpdq', 'tlsh', 'text'])
      const length = { sha1: 40, md5: 32 }[algorithm] ?? 64
      return {
        algorithm,
        hash: hex(length),
        quality: maybe(() => int(101)),
        threshold: maybe(() => int(32)),
        mediaType: maybe(() => 'image/jpeg'),
      }
    },
    url: () => ({ url: `https://example.test/${text()}`, normalised: `example.test/${text()}`, scope: 'url' }),
    account: () => {
      const userId = maybe(text)
      return { service: text(), userId, handle: userId === null ? text() : maybe(text) }
    },
    wallet: () => ({ chain: pick(['btc', 'xmr', 'eth', 'tron']), address: text() }),
    consignment: () => ({
      hsPrefixes: maybe(() => ['3102', ...several(2, () => String(10 + int(9000)))]),
      consignee: text(),
      consignor: maybe(text),
      containerNumber: maybe(() => 'MSKU1234565'),
      transportDocument: maybe(text),
      routeFrom: text(),
      routeTo: maybe(text),
      grossMassMinKg: maybe(() => int(1000)),
      grossMassMaxKg: maybe(() => 1000 + int(1000)),
    }),
  }
  const day = (offset: number) => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000 + int(86_400_000)).toISOString()
  const tlp = pick(['clear', 'green', 'amber', 'amber+strict', 'red'] as const)
  const created = day(0)
  return {
    schema: 'entente/signal/v1',
    id: randomUUID(),
    version: 1 + int(9),
    owner: pick(['norland.example', 'platform.example']),
    kind,
    value: values[kind](),
    labels: several(2, () => ({ scheme: 'tcap', version: '1', code: text() })),
    entity: maybe(() => ({ list: text(), listVersion: '3', id: text(), name: text() })),
    agreements: several(3, () => randomUUID()),
    recipients: tlp === 'red' ? ['norland.example'] : maybe(() => ['norland.example', 'centre.example']),
    purposes: ['terrorism-prevention', ...several(1, () => 'border-control' as const)],
    lawfulBasis: { reference: text(), validUntil: maybe(() => day(300)) },
    tlp,
    pap: pick(['clear', 'green', 'amber', 'red'] as const),
    confidence: int(101),
    source: {
      type: pick(['own', 'member', 'public', 'derived'] as const),
      reference: maybe(text),
      reliability: maybe(() => pick(['A', 'B', 'F'] as const)),
      lastVerifiedAt: day(-3),
    },
    action: pick(['inform', 'discreet-check', 'remove', 'hold'] as const),
    necessity: `Needed to show what travels: ${text()}`,
    minor: random() < 0.5,
    validFrom: day(-1),
    validUntil: day(200),
    retainUntil: day(400),
    reviewDue: day(100),
    createdAt: created,
    modifiedAt: new Date(Date.parse(created) + int(1_000_000)).toISOString(),
    status: 'active',
    withdrawal: null,
    signature: { keyId: hex(16), at: created, value: Buffer.from(hex(64)).toString('base64') },
    ...fixed,
  }
}

/** Returns the same signal as withdrawn by its owner. */
export function withdrawnSignal(signal: Signal): Signal {
  const at = new Date(Date.parse(signal.modifiedAt) + 1).toISOString()
  return {
    ...signal,
    version: signal.version + 1,
    value: null,
    modifiedAt: at,
    status: 'withdrawn',
    withdrawal: { at, reason: 'mistaken' },
  }
}
