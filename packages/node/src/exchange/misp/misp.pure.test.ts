import { chainOf, type Signal } from '@entente/contracts'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../safeguards/audit/canonical.ts'
import { randomSignal, seeded, signalKinds, withdrawnSignal } from '../signals/random-signals.fixture.ts'
import { markingsOfEvent, readEvent, valuesOfEvent } from './event-to-signal.ts'
import { MispEvent, MispManifest } from './misp-event.ts'
import { hashLines, manifestEntry, mispTimestamp, signalToEvent } from './signal-to-event.ts'

const overTheWire = (event: MispEvent): MispEvent => MispEvent.parse(JSON.parse(JSON.stringify(event)))

test('every kind of signal survives conversion to MISP and back unchanged', () => {
  const random = seeded(11)
  for (const kind of signalKinds) {
    for (let n = 0; n < 100; n += 1) {
      const made = randomSignal(random, kind)
      for (const event of [made, withdrawnSignal(made)].flatMap((signal) =>
        ([1, 2] as const).map((form) => overTheWire(signalToEvent(signal, form))),
      )) {
        const signal = event.Tag?.some(({ name }) => name === 'entente:withdrawn') ? withdrawnSignal(made) : made
        const read = readEvent(event)
        expect(read).toMatchObject({ what: 'signal', findings: [] })
        expect(canonicalJson((read as { signal: Signal }).signal)).toBe(canonicalJson(signal))
        expect(MispManifest.safeParse({ [event.uuid]: manifestEntry(event) }).success).toBe(true)
      }
    }
  }
})

test('an event states its exact terms as tags, and no value in titles', () => {
  const signal = randomSignal(seeded(12), 'travel-document', {
    ...{ tlp: 'amber+strict', pap: 'red', agreements: [], confidence: 60, purposes: ['border-control'] },
    value: { documentType: 'P', number: 'L7723410', issuingState: 'UTO', expiryDate: '2031-02-28' },
  })
  const event = signalToEvent(signal)
  expect(event).toMatchObject({ info: 'Travel document', distribution: '0', published: true, threat_level_id: '2' })
  expect(event.Tag?.map(({ name }) => name)).toEqual([
    'tlp:amber+strict',
    'PAP:RED',
    'entente:purpose="border-control"',
    `entente:retain-until="${signal.retainUntil.slice(0, 10)}"`,
    expect.stringMatching(/^entente:signal-sha256="[0-9a-f]{64}"$/),
  ])
  const shown = event.Attribute?.map(({ type, value, to_ids, disable_correlation }) => [
    type,
    value,
    to_ids,
    disable_correlation,
  ])
  expect(shown?.slice(1)).toEqual([
    ['passport-number', 'L7723410', false, true],
    ['passport-country', 'UTO', false, true],
    ['passport-expiration', '2031-02-28', false, true],
  ])
  expect(markingsOfEvent(event)).toEqual({ tlp: 'amber+strict', pap: 'red' })
})

test('no hash is exported of a value that can be guessed, or of withdrawn signals', () => {
  const random = seeded(13)
  const lines = (kind: Signal['kind']) => hashLines(randomSignal(random, kind))
  for (const kind of ['person', 'organisation', 'travel-document', 'account', 'consignment'] as const)
    expect(lines(kind)).toEqual([])
  for (const kind of ['media-hash', 'url', 'wallet'] as const) {
    expect(lines(kind)).toEqual([expect.stringMatching(/^[0-9a-f]{32},[0-9a-f-]{36}$/)])
    expect(hashLines(withdrawnSignal(randomSignal(random, kind)))).toEqual([])
  }
})

test("C14 values have MISP's own types, and a birth date that is not exact leaves with its person", () => {
  const shown = (kind: Signal['kind'], value: Signal['value']) => {
    const event = signalToEvent(randomSignal(seeded(16), kind, { value }))
    return [
      ...(event.Attribute ?? []).slice(1),
      ...(event.Object ?? []).flatMap(({ Attribute = [] }) => Attribute),
    ].map(({ type, value, object_relation }) => [object_relation ?? null, type, value])
  }
  const hash = 'A'.repeat(70)
  const media = { algorithm: 'tlsh', hash, quality: null, threshold: null, mediaType: null }
  expect(shown('media-hash', media)).toEqual([[null, 'tlsh', hash]])
  expect(shown('wallet', { chain: 'Bitcoin', address: '1Invented' })).toEqual([
    ['address', 'btc', '1Invented'],
    ['symbol', 'text', 'BTC'],
  ])
  expect(shown('wallet', { chain: 'monero', address: '4Invented' })[0]).toEqual(['address-xmr', 'xmr', '4Invented'])
  expect(shown('wallet', { chain: 'tron', address: 'T1' })).toEqual([
    ['address-crypto', 'text', 'T1'],
    ['symbol', 'text', 'TRX'],
  ])
  const name = (full: string) => ({ full, family: null, given: null, script: null, quality: 'primary' })
  const person = {
    ...{ names: [name('Sefu Vork'), name('S. Vork')], birthDates: ['1961-05-17', '1961-05', '1962-01-01'], sex: null },
    ...{ nationalities: ['UTO', 'D'], birthPlaces: ['Aby', 'Bly'], identifiers: [] },
  }
  // An object has each relation once, except those of which its template allows several.
  expect(shown('person', person)).toEqual([
    [null, 'date-of-birth', '1962-01-01'],
    [null, 'place-of-birth', 'Bly'],
    [null, 'text', '1961-05'],
    ['full-name', 'full-name', 'Sefu Vork'],
    ['alias', 'text', 'S. Vork'],
    ['date-of-birth', 'date-of-birth', '1961-05-17'],
    ['place-of-birth', 'place-of-birth', 'Aby'],
    ['nationality', 'nationality', 'UTO'],
    ['nationality', 'nationality', 'D'],
  ])
})

test("C14 MISP's own types of other organisations are read", () => {
  const attribute = (type: string, value: string, object_relation?: string) => ({ type, value, object_relation })
  const event = MispEvent.parse({
    ...{ uuid: '5f2c1b2e-7b44-4d0e-9f55-3d1f0a9b8c7d', info: 'Seen', timestamp: '1780000000' },
    Attribute: [
      attribute('full-name', 'Sefu Vork'),
      attribute('tlsh', 'A'.repeat(70)),
      attribute('tlsh', 'no hash'),
      attribute('btc', '1Invented'),
      attribute('dash', 'XInvented'),
      { ...attribute('text', '1961-05'), comment: 'date of birth, not exact' },
    ],
    Object: [
      { name: 'person', Attribute: [attribute('full-name', 'Ada Brandt', 'full-name')] },
      {
        name: 'coin-address',
        Attribute: [attribute('text', 'T1', 'address-crypto'), attribute('text', 'TRON', 'symbol')],
      },
    ],
  })
  expect(
    valuesOfEvent(event).map(({ kind, value }) => [kind, value.names ?? value.hash ?? [value.chain, value.address]]),
  ).toEqual([
    ['person', [expect.objectContaining({ full: 'Sefu Vork' })]],
    ['media-hash', expect.stringMatching(/^(T1)?A{70}$/i)],
    ['wallet', ['btc', '1Invented']],
    ['wallet', ['dash', 'XInvented']],
    ['person', [expect.objectContaining({ full: 'Ada Brandt' })]],
    ['wallet', ['trx', 'T1']],
  ])
  expect(valuesOfEvent(event).at(-2)?.value.birthDates).toEqual(['1961-05'])
  expect([' XBT', 'Bitcoin Cash', 'binance_smart_chain', 'Unheard Of'].map(chainOf)).toEqual([
    ...['btc', 'bch', 'bsc', 'unheard-of'],
  ])
})

test('each version has a later timestamp, even within one second', () => {
  const signal = randomSignal(seeded(14), 'url')
  const next = {
    ...signal,
    version: signal.version + 1,
    modifiedAt: new Date(Date.parse(signal.modifiedAt) + 1).toISOString(),
  }
  expect(mispTimestamp(next)).toBeGreaterThan(mispTimestamp(signal))
  const gone = signalToEvent(withdrawnSignal(signal))
  expect(gone.Attribute).toHaveLength(1)
  expect(gone.Object).toEqual([])
  expect(gone.Tag?.map(({ name }) => name)).toContain('entente:withdrawn')
})

test('changed terms are refused, and a deletion at the source withdraws nothing', () => {
  const event = signalToEvent(randomSignal(seeded(15), 'url', { tlp: 'red' }))
  const widened = event.Tag?.map((tag) => (tag.name === 'tlp:red' ? { ...tag, name: 'tlp:clear' } : tag))
  expect(readEvent({ ...event, Tag: widened })).toMatchObject({ code: 'misp-mismatch', at: '/Tag' })
  expect(readEvent({ ...event, Tag: event.Tag?.filter(({ name }) => !name.includes('retain')) })).toMatchObject({
    code: 'misp-mismatch',
  })
  const [carrier, url] = event.Attribute as [object, object]
  expect(
    readEvent({ ...event, Attribute: [carrier, { ...url, value: 'https://other.test/' }] } as MispEvent),
  ).toMatchObject({
    code: 'misp-mismatch',
  })
  const gone = readEvent({ ...event, Attribute: [carrier, { ...url, deleted: true }] } as MispEvent)
  expect(gone).toMatchObject({ what: 'signal', findings: [{ code: 'MISP_ATTRIBUTE_DELETED' }] })
  expect(readEvent({ ...event, Tag: [...(event.Tag ?? []), { name: 'type:OSINT' }] })).toMatchObject({ what: 'signal' })
})

test('a foreign event without markings is amber+strict, and its values can be read', () => {
  const event = MispEvent.parse({
    uuid: '5f2c1b2e-7b44-4d0e-9f55-3d1f0a9b8c7d',
    info: 'Seen',
    timestamp: 1_780_000_000,
    Attribute: [
      { type: 'sha256', value: 'A'.repeat(64).toLowerCase() },
      { type: 'url', value: 'https://a.test/x', deleted: true },
      { type: 'ip-dst', value: '198.51.100.3' },
    ],
    Object: [
      {
        name: 'person',
        Attribute: [
          { type: 'last-name', object_relation: 'last-name', value: 'Vork' },
          { type: 'date-of-birth', object_relation: 'date-of-birth', value: '1971-03-02T00:00:00' },
          { type: 'passport-number', object_relation: 'passport-number', value: 'N4471906B' },
        ],
      },
    ],
  })
  // Timestamps of more than twelve digits would not fit the column.
  expect(MispEvent.safeParse({ ...event, timestamp: 1_000_000_000_000 }).success).toBe(false)
  expect(readEvent(event)).toMatchObject({ what: 'foreign', findings: [{ code: 'MISP_ATTRIBUTE_DELETED' }] })
  expect(markingsOfEvent(event)).toEqual({ tlp: 'amber+strict', pap: 'amber' })
  expect(markingsOfEvent({ ...event, Tag: [{ name: 'TLP:WHITE' }, { name: 'tlp:green' }] }).tlp).toBe('green')
  expect(valuesOfEvent(event)).toMatchObject([
    { kind: 'media-hash' },
    {
      kind: 'person',
      value: { names: [{ full: 'Vork' }], birthDates: ['1971-03-02'], identifiers: [{ number: 'N4471906B' }] },
    },
  ])
})
