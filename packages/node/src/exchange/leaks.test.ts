import { createHash, randomUUID } from 'node:crypto'
import type { BlindCheckResult, SignalDraft, TaxiiCollection, TaxiiUserSecret } from '@entente/contracts'
import { urlSignal } from '@entente/matching/media'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../safeguards/access/signal-access/agreement.fixture.ts'
import { readNodeKey, signObject } from '../safeguards/keys/index.ts'
import { hashLines } from './misp/index.ts'
import { peerHeader, signRequest } from './peers/requests/peer-token.ts'
import { hashDraft, personDraft, shareSignals } from './peers/signals.fixture.ts'
import { type Answered, recordAnswers, tracesIn, tracesOf } from './record-answers.fixture.ts'

// Norland shares a passport, a name, a hash and an address with Sudmark alone. Estavia is a party to the same
// agreement. Norland also shares other signals with both. Nothing that Estavia receives may show that the first four
// exist. Each test continues from the state that the previous one left.

const number = 'QX7719041K'
const name = { family: 'Quillowick', given: 'Zephandre' }
const hash = createHash('sha256').update('an invented canary').digest('hex')
const address = 'https://canary.example/praise/7719041'
const values = [number, name.family, name.given, hash, address].flatMap(tracesOf)
const beacon = { number: 'BE4471900K', family: 'Hallorend' }

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let estavia: NetworkNode
const agreement = randomUUID()
let canaries: string[]
let beacons: string[]
let out: TaxiiCollection
const clients: Record<string, TaxiiUserSecret> = {}
const lines: string[] = []
const recorded = recordAnswers()
const now = new Date()

const document = (number: string, fixed: Partial<SignalDraft> = {}): SignalDraft => ({
  ...personDraft('Unused', 'Unused', [agreement], fixed),
  kind: 'travel-document',
  value: { documentType: 'P', number, issuingState: 'UTO', expiryDate: null },
})
const page = (url: string, fixed: Partial<SignalDraft>): SignalDraft => ({
  ...hashDraft('', [agreement], fixed),
  kind: 'url',
  value: { url, normalised: urlSignal(url, 'url')?.text, scope: 'url' },
})
const sha256 = (hash: string, fixed: Partial<SignalDraft>): SignalDraft =>
  hashDraft(hash, [agreement], {
    value: { algorithm: 'sha256', hash, quality: null, threshold: null, mediaType: null },
    ...fixed,
  })

beforeAll(async () => {
  network = await startTestNetwork(3, {
    clock: () => now,
    environment: { ENTENTE_LOG: 'debug', ENTENTE_PEER_WAIT_SECONDS: '1' },
    log: (line) => lines.push(line),
  })
  ;[norland, sudmark, estavia] = network.nodes as [NetworkNode, NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  const blindCheck = {
    kinds: ['travel-document' as const, 'url' as const],
    learns: [sudmark.member, estavia.member],
    tellCount: false,
    quotaPerDay: { single: 100, batch: 1000 },
  }
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: agreement, blindCheck })
  const add = async (path: string, body: object) => {
    const answer = await norland.administrator.call('POST', path, body)
    expect(answer).toMatchObject({ status: 201 })
    return answer.body as never
  }
  for (const member of [sudmark.member, estavia.member])
    clients[member] = await add('/v1/taxii/users', {
      ...{ name: member, member, purpose: 'border-control', synthetic: true },
    })
  out = await add('/v1/taxii/collections', { agreement, title: 'Signals', alias: 'signals', kind: 'out' })
  beacons = await shareSignals(norland, [document(beacon.number), personDraft(beacon.family, 'Ines', [agreement])], now)
  await network.whenIdle()
})
afterAll(async () => {
  recorded.stop()
  await network?.stop()
})

/** Returns what a client sees of an answer, without the parts that differ in each answer. */
const seen = ({ status, text, headers }: { status: number; text: string; headers: Headers }, ids: string[]) => ({
  status,
  text: [...ids, /"(requestId|error_id)":"[^"]*"/g].reduce<string>((left, what) => left.replaceAll(what, '-'), text),
  headers: [...headers].filter(([key]) => !['date', 'content-length', 'x-request-id'].includes(key)),
  length: text.length,
})
/** Sends a request in the name of another member's node. */
async function asNode(from: NetworkNode, to: NetworkNode, method: string, path: string, body?: object) {
  const sent = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
  const facts = { method, path: path.split('?')[0] as string, url: to.url + path, body: sent }
  const key = readNodeKey(from.dataRoot)
  const token = await signRequest(key, { ...facts, path, from: from.member, to: to.member, now })
  const answer = await fetch(to.url + path, {
    method,
    headers: { [peerHeader]: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: sent }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString() }
}
async function asClient(member: string, path: string) {
  const { name, password } = clients[member] as TaxiiUserSecret
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  const answer = await fetch(norland.url + path, { headers: { authorization } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const setOf = async (from: NetworkNode, kind: string) =>
  (await asNode(from, norland, 'GET', `/peer/v1/blind/set?agreement=${agreement}&kind=${kind}`)).bytes
const blindly = async (node: NetworkNode, kind: string, items: string[]) => {
  const purpose = { 'entente-purpose': kind === 'url' ? 'content-safety' : 'border-control' }
  const asked = { agreement, kind, items, member: norland.member }
  const answer = await node.officer.call('POST', '/v1/blind/checks', asked, purpose)
  expect(answer).toMatchObject({ status: 200 })
  return (answer.body as BlindCheckResult).hits
}

test('signals for one member change nothing that another member can observe', async () => {
  const before = {
    sets: [await setOf(estavia, 'travel-document'), await setOf(estavia, 'url')],
    summary: JSON.parse((await asNode(estavia, norland, 'GET', '/peer/v1/feed/summary')).text),
    hello: JSON.parse((await asNode(estavia, norland, 'GET', '/peer/v1/hello')).text),
    manifest: (await asClient(estavia.member, `${out.path}manifest/`)).text,
  }
  expect(before.summary.items.map(({ id }: { id: string }) => id)).toEqual([...beacons].sort())
  const began = performance.now()
  const waiting = asNode(estavia, norland, 'GET', `/peer/v1/feed?after=${before.hello.head}&wait=2`).then((answer) => ({
    ...{ entries: JSON.parse(answer.text).entries.length, ms: performance.now() - began },
  }))
  const only = { recipients: [sudmark.member] }
  canaries = await shareSignals(
    norland,
    [
      document(number, only),
      personDraft(name.family, name.given, [agreement], only),
      sha256(hash, only),
      page(address, only),
    ],
    now,
  )
  const news = await waiting
  expect([news.entries, news.ms >= 1950]).toEqual([0, true])
  await network.whenIdle()
  // Check that Sudmark has these signals; otherwise the comparison proves nothing.
  const received = await sudmark.db.selectFrom('signal').select('id').where('id', 'in', canaries).execute()
  expect(received).toHaveLength(canaries.length)

  const after = {
    sets: [await setOf(estavia, 'travel-document'), await setOf(estavia, 'url')],
    summary: JSON.parse((await asNode(estavia, norland, 'GET', '/peer/v1/feed/summary')).text),
    hello: JSON.parse((await asNode(estavia, norland, 'GET', '/peer/v1/hello')).text),
    manifest: (await asClient(estavia.member, `${out.path}manifest/`)).text,
  }
  expect(after.sets).toEqual(before.sets)
  expect({ ...after.summary, signature: null }).toEqual({ ...before.summary, signature: null })
  expect(after.hello.head).toBe(before.hello.head)
  expect(after.manifest).toBe(before.manifest)
  const given = (await asClient(sudmark.member, `${out.path}manifest/?limit=1000`)).text
  for (const id of canaries.slice(0, 2)) expect(given).toContain(id)
  const total = async (node: NetworkNode) =>
    ((await node.officer.call('GET', '/v1/signals?from=received')).body as { total: number }).total
  expect([await total(estavia), await total(sudmark)]).toEqual([2, 4])
})

test('the blind set for an excluded member contains no token of the hidden signals', async () => {
  expect(await blindly(sudmark, 'travel-document', [`${number}|UTO`, `${beacon.number}|UTO`])).toBe(2)
  expect(await blindly(sudmark, 'url', [address, 'https://nothing.example/'])).toBe(1)
  expect(await blindly(estavia, 'travel-document', [`${number}|UTO`, `${beacon.number}|UTO`])).toBe(1)
  expect(await blindly(estavia, 'url', [address, 'https://nothing.example/'])).toBe(0)
  const made = await norland.db.selectFrom('blind_token').select('tokens').where('signal_id', 'in', canaries).execute()
  const tokens = made.flatMap((row) =>
    (row.tokens as unknown as string[]).map((token) => BigInt.asUintN(64, BigInt(token))),
  )
  expect(tokens.length).toBeGreaterThan(1)
  const inSets = async (from: NetworkNode) => {
    const found = new Set<bigint>()
    for (const kind of ['travel-document', 'url']) {
      const bytes = await setOf(from, kind)
      for (let at = 0; at < bytes.length; at += 8) found.add(bytes.readBigUInt64BE(at))
    }
    return tokens.filter((token) => found.has(token)).length
  }
  expect(await inSets(sudmark)).toBe(tokens.length)
  expect(await inSets(estavia)).toBe(0)
})

test('a hidden id in a request gets the same answer as an unknown id', async () => {
  const [id, none] = [canaries[0] as string, randomUUID()]
  const same = async (ask: (id: string) => Promise<{ status: number; text: string; headers: Headers }>) => {
    const [one, other] = [await ask(id), await ask(none)]
    expect(seen(one, [id, none])).toEqual(seen(other, [id, none]))
    return one.status
  }
  const client = (path: (id: string) => string) => same((of) => asClient(estavia.member, out.path + path(of)))
  expect(await client((of) => `objects/indicator--${of}/`)).toBe(404)
  expect(await client((of) => `objects/indicator--${of}/versions/`)).toBe(404)
  expect(await client((of) => `objects/?match[id]=indicator--${of}`)).toBe(200)
  expect(await client((of) => `manifest/?match[id]=indicator--${of}`)).toBe(200)
  const beaconObject = await asClient(estavia.member, `${out.path}objects/indicator--${beacons[0]}/`)
  expect([beaconObject.status, beaconObject.text.includes(beacon.number)]).toEqual([200, true])

  const node = (method: string, path: string, body?: (id: string) => object) =>
    same((of) => asNode(estavia, norland, method, path, body?.(of)))
  expect(await node('POST', '/peer/v1/feed/wanted', (of) => ({ ids: [of] }))).toBe(200)
  const key = readNodeKey(estavia.dataRoot)
  const feedbackOn = (of: string) => {
    const feedback = {
      ...{ schema: 'entente/feedback/v1', id: randomUUID(), signalId: of, signalVersion: 1, from: estavia.member },
      ...{ outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null, at: now.toISOString() },
    }
    return { ...feedback, signature: signObject(key, 'entente/feedback/v1', feedback, now) }
  }
  // Feedback on a signal that the member never received is refused too.
  expect(await node('POST', '/peer/v1/feedback', feedbackOn)).toBe(401)
  expect((await asNode(estavia, norland, 'POST', '/peer/v1/feedback', feedbackOn(beacons[0] as string))).status).toBe(
    204,
  )
  const recorded = await norland.db.selectFrom('feedback').select(['signal_id', 'from_member']).execute()
  expect(recorded).toEqual([{ signal_id: beacons[0], from_member: estavia.member }])

  const person = (path: (id: string) => string) =>
    same(async (of) => {
      const answer = await estavia.officer.call('GET', path(of))
      return { ...answer, text: JSON.stringify(answer.body) }
    })
  for (const end of ['', '/receipts', '/holders']) expect(await person((of) => `/v1/signals/${of}${end}`)).toBe(404)
})

test('a withdrawal reaches the members that had the signals, and no others', async () => {
  const head = async () => JSON.parse((await asNode(estavia, norland, 'GET', '/peer/v1/hello')).text).head
  const before = await head()
  const again = await norland.officer.call('POST', '/v1/signals', document(number))
  expect(again).toMatchObject({ status: 409, body: { code: 'duplicate-signal' } })
  await norland.officer.call('POST', '/v1/signals/find', { text: number })
  const exported = await norland.officer.call('GET', `/v1/signals/export?format=entente&to=${estavia.member}`)
  expect([exported.status, tracesIn(String(exported.body), [...values, ...canaries])]).toEqual([200, []])
  expect(String(exported.body)).toContain(beacon.number)
  const misp = String((await norland.officer.call('GET', '/v1/signals/export?format=misp')).body)
  expect(misp).toContain(canaries[0])
  // The export lists hashes only of values that cannot be guessed, so it has no hash of a document number or a name.
  const own = String((await norland.officer.call('GET', '/v1/signals/export?format=entente')).body)
  const signals = own.split('\n').flatMap((line) => (line.startsWith('{"schema"') ? [JSON.parse(line)] : []))
  expect(signals.map(({ id }) => id)).toEqual(expect.arrayContaining(canaries.slice(0, 2)))
  expect(tracesIn(signals.flatMap(hashLines).join('\n'), [number, name.family, name.given].flatMap(tracesOf))).toEqual(
    [],
  )
  for (const id of canaries.slice(0, 2)) {
    const withdrawn = await norland.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'wrong', text: '' })
    expect(withdrawn.status).toBe(200)
  }
  await network.whenIdle()
  const received = await sudmark.db
    .selectFrom('signal')
    .select('status')
    .where('id', 'in', canaries.slice(0, 2))
    .execute()
  expect(received.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn'])
  expect(await head()).toBe(before)
})

test('answers to other members, logs, errors and other databases contain no trace of hidden signals', async () => {
  for (const node of network.nodes)
    for (const path of ['/health', '/metrics', '/docs/json']) await fetch(node.url + path)
  const portOf = (node: NetworkNode) => Number(new URL(node.url).port)
  const named = ({ path, asked }: Answered) => tracesIn(path, canaries).length + tracesIn(asked, canaries).length > 0
  const text = ({ path, head, body }: Answered) => Buffer.concat([Buffer.from(`${path}\n${head}\n`), body])
  const others = ['nobody', `peer:${estavia.member}`, `taxii:${estavia.member}`]
  const toOthers = recorded.answers.filter(
    (answer) => others.includes(answer.asker) || (answer.asker === 'person' && answer.port === portOf(estavia)),
  )
  const found = toOthers.flatMap((answer) =>
    tracesIn(text(answer), named(answer) ? values : [...values, ...canaries]).map((trace) => [answer.path, trace]),
  )
  expect(found).toEqual([])
  // These are the requests of other nodes to Estavia, without the requests of its own people.
  const sent = recorded.answers.filter(({ port, asker }) => port === portOf(estavia) && asker.startsWith('peer:'))
  expect(sent.flatMap(({ asked }) => tracesIn(asked, [...values, ...canaries]))).toEqual([])
  const errors = recorded.answers.filter(({ status }) => status >= 400)
  expect(errors.flatMap(({ body }) => tracesIn(body, values))).toEqual([])
  expect(tracesIn(lines.join('\n'), values)).toEqual([])

  // Check that the search works: Sudmark got the hidden signals, and Estavia the shared ones.
  const toSudmark = Buffer.concat(
    recorded.answers.filter(({ asker }) => asker === `peer:${sudmark.member}`).map(({ body }) => body),
  )
  for (const trace of [number, name.family, hash, address, ...canaries])
    expect(tracesIn(toSudmark, [trace])).toEqual([trace])
  const all = Buffer.concat(toOthers.map(text))
  expect(tracesIn(all, [beacon.number, beacon.family, ...beacons])).toHaveLength(4)
  expect(toOthers.length).toBeGreaterThan(20)
  expect(errors.length).toBeGreaterThan(5)
  expect(lines.length).toBeGreaterThan(10)

  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`.execute(
    estavia.db,
  )
  const { default: pg } = await import('pg')
  const owner = new pg.Client(estavia.database.connection('entente_owner'))
  await owner.connect()
  const rows: string[] = []
  for (const { name: table } of tables.rows)
    rows.push(...(await owner.query(`select t::text as row from ${table} t`)).rows.map(({ row }) => row))
  await owner.end()
  expect(rows.length).toBeGreaterThan(100)
  expect(tracesIn(rows.join('\n'), [...values, ...canaries])).toEqual([])
})
