import { type Signal, SignalKind } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSignal, nextInstant } from './change-signals.ts'
import { valueMatcherOf } from './false-positives/match-list.ts'
import { valueKeyOf } from './stored/value-key.ts'

let node: TestNode
let officer: SignedIn
let supervisor: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
  supervisor = await node.signIn('supervisor')
})
afterAll(() => node.stop())

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const draft = (kind: string, value: unknown, more: Record<string, unknown> = {}) => ({
  ...{ kind, value, labels: [], entity: null, agreements: [], recipients: null, purposes: ['border-control'] },
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  ...{ tlp: 'amber', pap: 'green', confidence: 60, action: 'inform', minor: false },
  source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-3) },
  necessity: 'Needed to show in a test what a value may be.',
  ...{ validFrom: later(-2), validUntil: later(200), retainUntil: later(300), reviewDue: later(90) },
  ...more,
})
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const nothing = { consignor: null, routeFrom: null, routeTo: null, grossMassMinKg: null, grossMassMaxKg: null }
const names = [{ full: 'Invented Ltd', family: null, given: null, script: null, quality: 'primary' }]
/** For each kind: a value, a text that finds it, and a fault with its JSON pointer. */
const values: Record<
  SignalKind,
  { value: Record<string, unknown>; find: string; wrong: [Record<string, unknown>, string] }
> = {
  person: {
    value: { names, birthDates: ['1961-05-17'], sex: null, nationalities: [], birthPlaces: [], identifiers: [] },
    find: 'invented',
    wrong: [{ birthDates: ['1961-02-30'] }, '/value/birthDates/0'],
  },
  organisation: {
    value: { names, type: 'org', countries: ['NOR'], addresses: [], identifiers: [] },
    find: 'ltd',
    wrong: [{ type: 'club' }, '/value/type'],
  },
  'travel-document': {
    value: { documentType: 'P', number: 'ab 55-5', issuingState: 'UTO', expiryDate: null },
    find: 'AB555',
    wrong: [{ issuingState: 'Utopia' }, '/value/issuingState'],
  },
  'media-hash': {
    value: { algorithm: 'sha256', hash: sha256, quality: null, threshold: null, mediaType: null },
    find: sha256,
    wrong: [{ hash: sha256.toUpperCase() }, '/value/hash'],
  },
  url: {
    value: { url: 'HTTPS://Bad.Invalid-host.com/a/../b', normalised: '', scope: 'url' },
    find: '',
    wrong: [{ normalised: 'elsewhere' }, '/value/normalised'],
  },
  account: {
    value: { service: 'chat.invented', userId: null, handle: "o'brien\\x" },
    find: 'brien',
    wrong: [{ handle: null }, '/value'],
  },
  wallet: {
    value: { chain: 'eth', address: '0xABCDEF0123456789abcdef0123456789ABCDEF01' },
    find: '0xabcdef0123456789abcdef0123456789abcdef01',
    wrong: [{ address: '' }, '/value/address'],
  },
  consignment: {
    value: {
      hsPrefixes: ['3102'],
      consignee: 'Harbour Trade',
      containerNumber: null,
      transportDocument: null,
      ...nothing,
    },
    find: 'harbour',
    wrong: [{ grossMassMinKg: 9, grossMassMaxKg: 3 }, '/value/grossMassMaxKg'],
  },
}
values.url.value.normalised = 'bad.invalid-host.com/b'
values.url.find = 'bad.invalid-host.com/b'

test.each(SignalKind.options)(
  '%s: can be created and found, not duplicated, and faults give their position',
  async (kind) => {
    const { value, find, wrong } = values[kind]
    const made = await officer.call('POST', '/v1/signals', draft(kind, value))
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201, body: { kind, value } })
    const { id } = made.body as Signal
    const found = (await officer.call('POST', '/v1/signals/find', { text: find, kind })).body as { items: Signal[] }
    expect(found.items.map((signal) => signal.id)).toEqual([id])
    const twice = await officer.call('POST', '/v1/signals', draft(kind, value))
    expect(twice).toMatchObject({
      status: 409,
      body: { code: 'duplicate-signal', detail: expect.stringContaining(id) },
    })
    const refused = await officer.call('POST', '/v1/signals', draft(kind, { ...value, ...wrong[0] }))
    expect(refused).toMatchObject({ status: 422, body: { code: 'signal-invalid', at: wrong[1] } })
    const unknown = await officer.call('POST', '/v1/signals', draft(kind, { ...value, colour: 'red' }))
    expect(unknown).toMatchObject({ status: 422, body: { at: '/value/colour' } })
  },
)

test('values with only meaningless differences in spelling count as the same value', () => {
  const wallet = (address: string) => valueKeyOf('wallet', { chain: 'eth', address })
  expect(wallet('0xAB01')).toBe(wallet('0xab01'))
  expect(wallet('1BoatSLRHtKNngkdXEeobR76b53LETtpyT')).not.toBe(wallet('1boatslrhtknngkdxeeobr76b53lettpyt'))
  const account = (userId: string | null, handle: string) => valueKeyOf('account', { service: 'x', userId, handle })
  expect(account('7', 'before')).toBe(account('7', 'after'))
  expect(account(null, 'Handle')).toBe(account(null, 'handle'))
  const cargo = (hsPrefixes: string[]) => valueKeyOf('consignment', { hsPrefixes, consignee: 'A' })
  expect(cargo(['31', '2814'])).toBe(cargo(['2814', '31']))
})

test('a version made within the same millisecond is dated a millisecond later', async () => {
  const now = new Date('2026-11-26T12:00:00.000Z')
  const signal = newSignal(draft('wallet', values.wallet.value) as never, 'norland.example', now)
  expect(nextInstant(signal, now)).toBe('2026-11-26T12:00:00.001Z')
  expect(nextInstant(signal, new Date(now.getTime() + 5))).toBe('2026-11-26T12:00:00.005Z')
})

test('a known false positive is refused until a second person approves an override', async () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const value = { ...values['media-hash'].value, hash: empty }
  const refused = await officer.call('POST', '/v1/signals', draft('media-hash', value))
  expect(refused).toMatchObject({ status: 422, body: { code: 'false-positive-list', at: '/value/hash' } })
  expect((refused.body as { detail: string }).detail).toContain(`empty-media (sha256:${empty})`)
  const asked = { list: 'empty-media', kind: 'media-hash', value, reason: 'The test of a rule needs this very hash.' }
  const override = await officer.call('POST', '/v1/false-positives/overrides', asked)
  expect(override.status).toBe(201)
  const { id } = override.body as { id: string }
  expect((await officer.call('POST', '/v1/signals', draft('media-hash', value))).status).toBe(422)
  expect(await officer.call('POST', `/v1/false-positives/overrides/${id}/agree`)).toMatchObject({
    status: 409,
    body: { code: 'same-person' },
  })
  expect((await supervisor.call('POST', `/v1/false-positives/overrides/${id}/agree`)).status).toBe(200)
  expect((await officer.call('POST', '/v1/signals', draft('media-hash', value))).status).toBe(201)
})

test("an operator's list is applied to stored and new signals; an invalid list is refused", async () => {
  const value = { chain: 'btc', address: 'InventedExchangeWallet01' }
  const made = (await officer.call('POST', '/v1/signals', draft('wallet', value))).body as Signal
  const list = {
    id: 'own-wallets',
    name: 'Wallets of an exchange',
    kind: 'wallet',
    type: 'regex',
    effect: 'block',
    entries: ['^InventedExchange'],
    validUntil: null,
  }
  const kept = await officer.call('POST', '/v1/false-positives', list)
  expect(kept).toMatchObject({
    status: 200,
    body: { version: 1, met: [{ signalId: made.id, entry: '^InventedExchange' }] },
  })
  const next = await officer.call(
    'POST',
    '/v1/signals',
    draft('wallet', { ...value, address: 'InventedExchangeWallet02' }),
  )
  expect(next).toMatchObject({ status: 422, body: { code: 'false-positive-list', at: '/value/address' } })
  const broken = await officer.call('POST', '/v1/false-positives', { ...list, entries: ['('] })
  expect(broken).toMatchObject({ status: 422, body: { code: 'false-positive-list-invalid' } })
  const lists = (await supervisor.call('GET', '/v1/false-positives')).body as {
    items: { id: string; shipped: boolean }[]
  }
  expect(lists.items.map(({ id, shipped }) => [id, shipped])).toEqual([
    ['document-placeholders', true],
    ['reserved-domains', true],
    ['empty-media', true],
    ['exchange-wallets', true],
    ['own-wallets', false],
  ])
})

test('lists match hosts, domain suffixes and networks', () => {
  const ask = (type: 'hostname' | 'suffix' | 'cidr', entries: string[]) =>
    valueMatcherOf({ kind: 'url', type, entries }).match
  expect(ask('suffix', ['example'])('https://a.b.example/x')).toBe('example')
  expect(ask('suffix', ['example'])('https://notexample/x')).toBeNull()
  expect(ask('hostname', ['a.com'])('https://a.com:8080/x')).toBe('a.com')
  expect(ask('hostname', ['a.com'])('https://b.a.com/')).toBeNull()
  expect(ask('cidr', ['192.0.2.0/24'])('http://192.0.2.77/')).toBe('192.0.2.0/24')
  expect(ask('cidr', ['2001:db8::/32'])('http://[2001:db8::1]/')).toBe('2001:db8::/32')
  expect(ask('cidr', ['192.0.2.0/24'])('http://192.0.3.1/')).toBeNull()
})
