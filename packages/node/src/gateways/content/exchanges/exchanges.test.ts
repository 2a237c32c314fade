// This file has over 400 lines because one node fetches from all sources, with one clock and one stand-in for outgoing requests.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Fetching from '../../../media/fetch/fetch-url.ts'
import { type Answer, type ContentNode, randomPdq, startContentNode } from '../content.fixture.ts'
import { type Call, client, officerKey } from '../hma/hma.fixture.ts'
import { askExchange } from './apis/ask-exchange.ts'
import { exchangeFolder, fetchExchange } from './fetch-exchange.ts'

// The source runs on this machine; the default rules would not allow its address.
const source = vi.hoisted(() => ({ port: 0 }))
vi.mock('../../../media/fetch/fetch-url.ts', async (original) => {
  const real = await original<typeof Fetching>()
  return {
    ...real,
    fetchUrl: (url: string, rules: Fetching.FetchRules | null) =>
      source.port === 0 || rules === null
        ? real.fetchUrl(url, rules)
        : real.fetchUrl(url, { ...rules, ports: [source.port], permits: (address) => address === '127.0.0.1' }),
  }
})

let node: ContentNode
let call: Call
let server: Server
let base: string
let now = Date.parse('2026-11-20T10:00:00.000Z')
type Asked = {
  method: string
  path: string
  query: Record<string, string>
  headers: IncomingMessage['headers']
  body: Answer
}
let asked: Asked[] = []
let answer: (asked: Asked) => object | null = () => null

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const url = new URL(request.url ?? '', 'http://x')
    const one = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: text === '' ? null : JSON.parse(text),
    }
    asked.push(one)
    const json = answer(one)
    response.writeHead(json === null ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  source.port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${source.port}`
  node = await startContentNode({ clock: () => new Date(now), environment: { ENTENTE_FETCH_HOSTS: '127.0.0.1' } })
  call = client(node.url, await officerKey(node))
  mkdirSync(exchangeFolder(node.dataRoot), { recursive: true })
})
afterAll(async () => {
  await node.stop()
  await new Promise((resolve) => server.close(resolve))
})

const failed = (status: number) => ({ status, body: { message: expect.stringMatching(/./) } })
async function exchange(bank: string, api: string, config: object): Promise<void> {
  const made = await call('POST', '/c/exchanges', { bank, api, api_json: config })
  expect(made).toEqual({ status: 201, body: { message: 'Created successfully' } })
  await node.whenIdle()
}
/** Fetches again a second later, as the schedule does. */
async function fetchAgain(name: string): Promise<Answer> {
  now += 1000
  await call('PUT', `/c/exchange/${name}`, { enabled: true })
  await node.whenIdle()
  return (await call('GET', `/c/exchange/${name}/status`)).body
}
const lay = (name: string, text: string) => writeFileSync(join(exchangeFolder(node.dataRoot), name), text)
const found = async (value: string, type = 'pdq') =>
  (await call('GET', `/m/lookup?signal=${value}&signal_type=${type}`)).body
async function items(bank: string): Promise<Answer[]> {
  const purpose = { 'entente-purpose': 'content-safety' }
  return (await call('GET', `/v1/content/banks/${bank}/items`, undefined, purpose)).body.items
}
const done = (fetched_items: number) => ({
  checkpoint_ts: expect.any(Number),
  running_fetch_start_ts: null,
  last_fetch_complete_ts: now / 1000,
  last_fetch_succeeded: true,
  up_to_date: true,
  fetched_items,
})

test('clients of HMA list the kinds of sources with their fields and keys', async () => {
  expect(await call('GET', '/c/exchanges/apis')).toEqual({
    status: 200,
    body: ['fb_threatexchange', 'ncmec', 'stop_ncii', 'tat', 'local_file'],
  })
  const api = '/c/exchanges/api/fb_threatexchange'
  const auth = (has: boolean) => ({ supports_authentification: true, has_set_authentification: has })
  expect((await call('GET', api)).body).toEqual(auth(false))
  expect((await call('POST', api, { credential_json: { api_token: 'key|of|a test' } })).body).toEqual(auth(true))
  expect((await call('POST', api, {})).body).toEqual(auth(true))
  expect((await call('POST', api, { credential_json: {} })).body).toEqual(auth(false))
  expect(await call('POST', api, { credential_json: { api_token: 7 } })).toEqual(failed(400))
  expect((await call('GET', '/c/exchanges/api/local_file')).body).toEqual({
    supports_authentification: false,
    has_set_authentification: false,
  })
  expect(await call('POST', '/c/exchanges/api/local_file', { credential_json: { a: 'b' } })).toEqual(failed(400))
  expect(await call('GET', '/c/exchanges/api/none')).toEqual(failed(400))
  const { body: schema } = await call('GET', `${api}/schema`)
  expect(schema.credentials_schema.fields).toEqual([
    { name: 'api_token', type: 'string', required: true, default: null, help: expect.any(String), choices: null },
  ])
  expect(schema.config_schema.fields).toEqual([
    { name: 'privacy_group', type: 'number', required: true, default: null, help: expect.any(String), choices: null },
    {
      name: 'base_url',
      type: 'string',
      required: false,
      default: expect.any(String),
      help: expect.any(String),
      choices: null,
    },
  ])
  const ncmec = (await call('GET', '/c/exchanges/api/ncmec/schema')).body.config_schema.fields
  expect(ncmec[0]).toMatchObject({ name: 'environment', type: 'enum', choices: expect.any(Array) })
  expect((await call('GET', '/c/exchanges/api/local_file/schema')).body.credentials_schema).toBe(null)
  expect(await call('GET', '/c/exchanges/api/none/schema')).toEqual(failed(404))
})

test('an exchange is created, switched, read and deleted with its bank', async () => {
  const hash = randomPdq()
  lay(
    'first.csv',
    `type,value,quality,labels,entity,note\npdq,${hash},,behaviour:2021-11:recruitmentAndInstruction,,from a partner\n`,
  )
  await exchange('2_PARTNERS', 'local_file', { filename: 'first.csv' })
  const config = { filename: 'first.csv', name: '2_PARTNERS', api: 'local_file', enabled: true }
  expect((await call('GET', '/c/exchanges')).body).toContain('2_PARTNERS')
  expect(await call('GET', '/c/exchange/2_PARTNERS')).toEqual({ status: 200, body: config })
  expect((await call('GET', '/c/exchange/2_PARTNERS/status')).body).toEqual(done(1))
  expect(await found(hash)).toHaveProperty('2_PARTNERS')
  // A match names the list that its item came from.
  const officer = await node.person('officer')
  const { body } = await officer.call('POST', '/v1/content/match', { signals: [{ type: 'pdq', value: hash }] })
  expect(body.matches[0]).toMatchObject({
    bank: '2_PARTNERS',
    source: { exchange: '2_PARTNERS' },
    labels: [{ code: 'recruitmentAndInstruction' }],
  })

  expect((await call('PUT', '/c/exchange/2_PARTNERS', { enabled: false })).body).toEqual({ ...config, enabled: false })
  expect(await call('PUT', '/c/exchange/2_PARTNERS', { enabled: 'no' })).toEqual(failed(400))
  expect(await call('DELETE', '/c/exchange/2_PARTNERS')).toEqual({ status: 200, body: { message: 'Exchange deleted' } })
  expect(await found(hash)).toEqual({})
  for (const [method, path] of [
    ['GET', ''],
    ['PUT', ''],
    ['GET', '/status'],
  ] as const)
    expect(
      await call(method, `/c/exchange/2_PARTNERS${path}`, method === 'PUT' ? { enabled: true } : undefined),
    ).toEqual(failed(404))
  // HMA deletes an unknown exchange with the same answer.
  expect((await call('DELETE', '/c/exchange/2_PARTNERS')).body).toEqual({ message: 'Exchange deleted' })
  expect((await call('GET', '/c/bank/2_PARTNERS')).status).toBe(404)

  // HMA takes `enabled` among the settings, and an exchange without a change.
  const off = { ...{ bank: 'OFF_AT_FIRST', api: 'local_file' }, api_json: { filename: 'first.csv', enabled: false } }
  expect((await call('POST', '/c/exchanges', off)).status).toBe(201)
  await node.whenIdle()
  expect((await call('PUT', '/c/exchange/OFF_AT_FIRST', {})).body).toMatchObject({ enabled: false, api: 'local_file' })
  expect((await call('GET', '/c/exchange/OFF_AT_FIRST/status')).body.last_fetch_complete_ts).toBe(null)

  for (const [bank, api, api_json] of [
    ['small', 'local_file', { filename: 'a.csv' }],
    ['GOOD', 'none', {}],
    ['GOOD', 'local_file', {}],
    ['GOOD', 'local_file', { filename: '../secret' }],
    ['GOOD', 'local_file', { filename: '/etc/passwd' }],
    ['GOOD', 'ncmec', { environment: 'https://report.cybertip.org/hashsharing' }],
  ] as const)
    expect(await call('POST', '/c/exchanges', { bank, api, api_json })).toEqual(failed(400))
  await call('POST', '/c/banks', { name: 'TAKEN' })
  expect(
    await call('POST', '/c/exchanges', { bank: 'TAKEN', api: 'local_file', api_json: { filename: 'a.csv' } }),
  ).toEqual(failed(403))
})

test('a new version of a file adds, changes and withdraws items', async () => {
  const [stays, goes, comes] = [randomPdq(), randomPdq(), randomPdq()]
  const line = (value: string, more: object = {}) => JSON.stringify({ type: 'pdq', value, ...more })
  lay(
    'list.jsonl',
    [
      line(stays, { owner: 'a.example', feedback: { confirmed: 2, mistaken: 0, notUseful: 0 } }),
      line(goes),
      'no line',
    ].join('\n'),
  )
  await exchange('LAID', 'local_file', { filename: 'list.jsonl' })
  expect((await call('GET', '/c/exchange/LAID/status')).body.fetched_items).toBe(2)
  lay(
    'list.jsonl',
    [line(stays, { owner: 'a.example', feedback: { confirmed: 2, mistaken: 3, notUseful: 0 } }), line(comes)].join(
      '\n',
    ),
  )
  expect(await fetchAgain('LAID')).toEqual(done(2))
  expect([await found(goes), await found(comes)]).toEqual([{}, expect.objectContaining({ LAID: expect.any(Array) })])
  const kept = (await items('LAID')).find(({ signals }) => signals[0].value === stays)
  // The last opinion of one source counts once.
  expect(kept.feedback).toEqual({ confirmed: 0, mistaken: 1, notUseful: 0 })
  lay('list.jsonl', '')
  expect(await fetchAgain('LAID')).toEqual(done(0))
  // Without a key no request is made, and the status is a failure.
  asked = []
  await exchange('KEYLESS', 'stop_ncii', { base_url: base })
  expect([asked, (await call('GET', '/c/exchange/KEYLESS/status')).body.last_fetch_succeeded]).toEqual([[], false])
  // A missing file is reported and withdraws nothing.
  await exchange('MISSING', 'local_file', { filename: 'none.csv' })
  expect((await call('GET', '/c/exchange/MISSING/status')).body).toMatchObject({
    last_fetch_succeeded: false,
    up_to_date: false,
  })
})

test('items of an ended lawful basis return under the current one', async () => {
  const hash = randomPdq()
  const hour = 3_600_000
  const basis = (validUntil: number) => ({
    lawfulBasis: { reference: 'Invented Act, section 4', validUntil: new Date(validUntil).toISOString() },
  })
  const purpose = { 'entente-purpose': 'content-safety' }
  const restate = (until: number) => call('PATCH', '/v1/content/banks/BASED', basis(until), purpose)
  lay('based.txt', '')
  await exchange('BASED', 'local_file', { filename: 'based.txt' })
  expect((await restate(now + hour)).status).toBe(200)
  lay('based.txt', hash)
  expect(await fetchAgain('BASED')).toEqual(done(1))
  expect(await found(hash)).toHaveProperty('BASED')
  now += 2 * hour
  expect(await found(hash)).toEqual({})
  expect((await restate(now + 100 * hour)).status).toBe(200)
  lay('based.txt', `${hash}\n${randomPdq()}\n`)
  expect(await fetchAgain('BASED')).toEqual(done(2))
  expect(await found(hash)).toHaveProperty('BASED')

  await sql`with exchange as (select id, bank_id from hash_exchange where name = 'BASED'), made as (
      insert into bank_item (id, bank_id, owner, created_at, purposes, delete_at, b)
      select gen_random_uuid(), bank_id, 'norland.example', now(), '{content-safety}', 'infinity', ''
      from exchange, generate_series(1, 1200) returning id)
    insert into exchange_record select exchange.id, made.id::text, made.id from exchange, made`.execute(node.db)
  lay('based.txt', hash)
  expect(await fetchAgain('BASED')).toEqual(done(1))
  // The items are withdrawn in several transactions: one would be too large for a statement and would block other transactions.
  const { rows } = await sql<{ most: string; parts: string }>`
    select max((convert_from(details, 'utf8')::jsonb->>'withdrawn')::int) as most, count(*) as parts from audit.entry
    where convert_from(details, 'utf8')::jsonb->>'exchange' = 'BASED' and (convert_from(details, 'utf8')::jsonb->>'withdrawn')::int > 100`.execute(
    node.db,
  )
  expect(rows).toEqual([{ most: 500, parts: '3' }])
})

test('ThreatExchange is read by cursor, with deletions and opinions of members', async () => {
  const [first, second] = [randomPdq(), randomPdq()]
  const begun = now / 1000
  const opinionsOf = (...statuses: [string, string][]) => ({
    data: statuses.map(([id, status]) => ({ owner: { id }, status, tags: ['group:invented', `source:${id}`] })),
  })
  const update = (id: number, indicator: string, more: object) => ({
    id,
    indicator,
    type: 'HASH_PDQ',
    last_updated: begun - 100 + id,
    ...more,
  })
  await call('POST', '/c/exchanges/api/fb_threatexchange', { credential_json: { api_token: 'token of a test' } })
  answer = ({ query }) =>
    query.after === undefined
      ? {
          data: [update(1, first, { descriptors: opinionsOf(['11', 'MALICIOUS']) })],
          paging: { cursors: { after: 'c1' }, next: 'x' },
        }
      : {
          data: [
            update(2, second, {
              descriptors: opinionsOf(['11', 'NON_MALICIOUS'], ['12', 'NON_MALICIOUS'], ['13', 'NON_MALICIOUS']),
            }),
            update(3, randomPdq(), { descriptors: { data: [] } }),
            {
              ...update(4, 'hxxps://propaganda[.]example/x', { descriptors: opinionsOf(['11', 'UNKNOWN']) }),
              type: 'UNCLICKABLE_URL',
            },
          ],
        }
  asked = []
  await exchange('GROUP', 'fb_threatexchange', { privacy_group: 77, base_url: base })
  expect(asked.map(({ path, query }) => [path, query.access_token, query.after])).toEqual([
    ['/77/threat_updates', 'token of a test', undefined],
    ['/77/threat_updates', 'token of a test', 'c1'],
  ])
  expect((await call('GET', '/c/exchange/GROUP/status')).body).toEqual({ ...done(3), checkpoint_ts: begun - 96 })
  expect(await found(first)).toHaveProperty('GROUP')
  expect(await found('https://propaganda.example/x', 'url')).toHaveProperty('GROUP')
  // Three members call it mistaken and none confirms it: it is suspended until a person decides.
  expect(await found(second)).toEqual({})
  const all = await items('GROUP')
  expect(all.find(({ signals }) => signals[0].value === second)).toMatchObject({
    state: 'suspended',
    feedback: { mistaken: 3 },
  })
  expect(all.find(({ signals }) => signals[0].value === first)).toMatchObject({
    feedback: { confirmed: 1, mistaken: 0, notUseful: 0 },
    metadata: { tags: ['group:invented', 'source:11'] },
  })

  answer = () => ({ data: [update(1, first, { should_delete: true, descriptors: opinionsOf(['11', 'MALICIOUS']) })] })
  asked = []
  await fetchAgain('GROUP')
  expect(asked[0]?.query.start_time).toBe(String(begun - 96))
  expect(await found(first)).toEqual({})
  expect((await items('GROUP')).length).toBe(2)

  // A failed fetch changes nothing; the status has the error without the key.
  answer = () => null
  expect(await fetchAgain('GROUP')).toMatchObject({ last_fetch_succeeded: false, fetched_items: 2 })
  const { fetch_error: fault } = await node.db
    .selectFrom('hash_exchange')
    .select('fetch_error')
    .where('name', '=', 'GROUP')
    .executeTakeFirstOrThrow()
  expect(fault).toMatch(/could not be asked/)
  expect(fault).not.toContain('token')
  // After 86 days without a fetch, deletions are no longer reported: the list is read completely, and items that are
  // not in it are withdrawn.
  now += 86 * 86_400_000
  answer = () => ({ data: [update(9, second, { descriptors: opinionsOf(['11', 'MALICIOUS']) })] })
  asked = []
  expect(await fetchAgain('GROUP')).toMatchObject({ fetched_items: 1, last_fetch_succeeded: true })
  expect(asked[0]?.query.start_time).toBe(undefined)
})

test('TCAP is read with sign-in, all hashes, labels, deletions and a checkpoint', async () => {
  const md5 = 'b'.repeat(32)
  const entry = (id: number, algorithm: string, hash_digest: string, more: object = {}) => ({
    id,
    algorithm,
    hash_digest,
    ideology: 'far-right',
    file_type: 'jpg',
    deleted: false,
    updated_on: 1,
    ...more,
  })
  const [hash] = [randomPdq()]
  let broken = true
  answer = ({ path, query }) => {
    if (path === '/token-auth/tcap/') return { token: 'of-today' }
    if (query.checkpoint !== undefined && broken) return null
    if (query.checkpoint === undefined)
      return { count: 2, next: 'y', checkpoint: '1763600000,1', results: [entry(1, 'PDQ', hash)] }
    if (query.checkpoint === '1763600000,1')
      return {
        count: 2,
        next: null,
        checkpoint: '1763600100,2',
        results: [entry(2, 'MD5', md5), entry(3, 'SHA256', 'c'.repeat(64), { deleted: true })],
      }
    return { count: 0, next: null, checkpoint: '1763600200,3', results: [entry(1, 'PDQ', hash, { deleted: true })] }
  }
  await call('POST', '/c/exchanges/api/tat', { credential_json: { username: 'u', password: 'p' } })
  asked = []
  await exchange('TCAP', 'tat', { base_url: base })
  expect(asked[0]).toMatchObject({ method: 'POST', body: { username: 'u', password: 'p' } })
  expect(asked[1]?.headers.authorization).toBe('Bearer of-today')
  // An incomplete list is read again from its beginning: withdrawn items could not be distinguished from unread ones.
  expect((await call('GET', '/c/exchange/TCAP/status')).body).toMatchObject({ fetched_items: 1, up_to_date: false })
  broken = false
  asked = []
  await fetchAgain('TCAP')
  expect(asked[1]?.query.checkpoint).toBe(undefined)
  expect((await call('GET', '/c/exchange/TCAP/status')).body).toMatchObject({
    fetched_items: 2,
    checkpoint_ts: 1763600100,
  })
  expect((await items('TCAP')).every(({ labels }) => labels[0].code === 'far-right')).toBe(true)
  expect(await found(md5, 'md5')).toHaveProperty('TCAP')
  await fetchAgain('TCAP')
  expect([await found(hash), (await items('TCAP')).length]).toEqual([{}, 1])
})

test('StopNCII is read with two keys, page tokens, withdrawals and feedback', async () => {
  const [one, two] = [randomPdq(), randomPdq()]
  const record = (hashValue: string, hashStatus: string, more: object = {}) => ({
    lastModtimestamp: 1763600000,
    hashValue,
    hashStatus,
    signalType: 'ImagePDQ',
    ...more,
  })
  answer = ({ query }) =>
    query.nextPageToken === undefined && query.startTimestamp === '0'
      ? {
          hasMoreRecords: true,
          nextPageToken: 'p2',
          hashRecords: [record(one, 'Active', { hashFeedbacks: [{ source: 'Platform A', feedbackValue: 'Blocked' }] })],
        }
      : {
          hasMoreRecords: false,
          hashRecords: query.startTimestamp === '0' ? [record(two, 'Received')] : [record(one, 'Withdrawn')],
        }
  const api = '/c/exchanges/api/stop_ncii'
  // Coop shows these fields, and leaves an empty one out or sends null.
  expect((await call('GET', `${api}/schema`)).body.credentials_schema.fields).toMatchObject([
    { name: 'fetch_function_key', type: 'string', required: true },
    { name: 'subscription_key', type: 'string', required: true },
    { name: 'base_url_override', type: 'string', required: false, default: null },
  ])
  const key = { fetch_function_key: 'f', subscription_key: 's' }
  expect((await call('POST', api, { credential_json: { ...key, base_url_override: null } })).status).toBe(200)
  expect(await call('POST', api, { credential_json: { subscription_key: 's' } })).toEqual(failed(400))
  asked = []
  await exchange('NCII', 'stop_ncii', { base_url: base })
  expect(asked[0]).toMatchObject({
    method: 'GET',
    path: '/FetchHashes',
    headers: { 'x-functions-key': 'f', 'ocp-apim-subscription-key': 's' },
    query: { startTimestamp: '0', pageSize: '800' },
  })
  expect((await items('NCII')).map(({ feedback }) => feedback.confirmed)).toEqual([0, 1])
  await fetchAgain('NCII')
  expect([await found(one), Object.keys(await found(two))]).toEqual([{}, ['NCII']])
})

test('a StopNCII key may name its service, and may have the field name of an earlier release', async () => {
  answer = () => ({ hasMoreRecords: false, hashRecords: [] })
  const key = { subscription_key: 's', function_key: 'earlier', base_url_override: `${base}/elsewhere` }
  expect((await call('POST', '/c/exchanges/api/stop_ncii', { credential_json: key })).status).toBe(200)
  // A key that an earlier release stored has its name too.
  asked = []
  await exchange('NCII_TEST', 'stop_ncii', {})
  expect(asked[0]).toMatchObject({ path: '/elsewhere/FetchHashes', headers: { 'x-functions-key': 'earlier' } })
})

test('the ratio of a signal type applies under each of its names', async () => {
  const md5 = 'd'.repeat(32)
  await call('POST', '/c/banks', { name: 'RATED' })
  await call('POST', '/c/bank/RATED/signal', { md5 })
  expect(await call('PUT', '/c/signal_type/video_md5', { enabled_ratio: 0 })).toEqual({ status: 204, body: '' })
  expect((await call('GET', '/c/signal_type')).body).toContainEqual({ name: 'md5', enabled_ratio: 0 })
  expect(await found(md5, 'md5')).toEqual({})
  expect((await call('GET', `/m/raw_lookup?signal=${md5}&signal_type=md5`)).body.matches).toHaveLength(1)
  await call('PUT', '/c/signal_type/md5', { enabled_ratio: '1' })
  expect(await found(md5, 'md5')).toHaveProperty('RATED')
  expect(await call('PUT', '/c/signal_type/crc', { enabled_ratio: 1 })).toEqual(failed(400))
  expect(await call('PUT', '/c/signal_type/md5', { enabled_ratio: 2 })).toEqual(failed(400))
})

test('a source is fetched once at a time, and never while switched off', async () => {
  await call('PUT', '/c/exchange/NCII', { enabled: false })
  await node.whenIdle()
  asked = []
  const { store } = node
  const deps = {
    store,
    member: { id: 'norland.example', name: 'Norland' },
    clock: () => new Date(now),
    dataRoot: node.dataRoot,
  } as never
  await fetchExchange(deps, { name: 'NCII' })
  await node.db
    .updateTable('hash_exchange')
    .set({ fetch_started_at: new Date(now), fetch_finished_at: null })
    .where('name', '=', 'TCAP')
    .execute()
  await fetchExchange(deps, { name: 'TCAP' })
  expect(asked).toEqual([])
  expect((await call('GET', '/c/exchange/TCAP/status')).body.running_fetch_start_ts).toBe(now / 1000)
})

test('the default rules refuse internal addresses, plain http and disabled fetching', async () => {
  const { port } = source
  source.port = 0
  const ask = (url: string, rules: Parameters<typeof askExchange>[0] = { hosts: null }) =>
    askExchange(rules)(url, { body: { key: 'secret' } })
  asked = []
  for (const url of [
    `${base}/x`,
    'https://127.0.0.1/x',
    'https://localhost/x',
    'http://93.184.215.14/x',
    'https://[::ffff:10.0.0.1]/x',
  ])
    await expect(ask(url)).rejects.toThrow('could not be asked')
  await expect(ask('https://93.184.215.14/x', null)).rejects.toThrow('url-forbidden')
  source.port = port
  expect(asked).toEqual([])
})
