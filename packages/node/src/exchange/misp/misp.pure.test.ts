import type { Signal } from '@entente/contracts'
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
      for (const signal of [made, withdrawnSignal(made)]) {
        const event = overTheWire(signalToEvent(signal))
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
