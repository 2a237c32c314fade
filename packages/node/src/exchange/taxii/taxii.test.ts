import { randomUUID } from 'node:crypto'
import type { Signal, TaxiiCollection, TaxiiUserSecret } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepMemberKey, newPrivateKey, nodeKeyOf, signObject } from '../../safeguards/keys/index.ts'
import { microsecondsOf } from '../stix/check-object.ts'
import { extensionDefinitions } from '../stix/definitions.ts'
import { signalToStix } from '../stix/signal-to-stix.ts'
import { termsExtension } from '../stix/stix-ids.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { readObject } from '../stix/stix-to-signal.ts'
import { agree, change, share, sharedSignal } from './taxii-stage.fixture.ts'

const type = 'application/taxii+json;version=2.1'
let node: TestNode
let administrator: SignedIn
let agreement: string
let out: TaxiiCollection
let inbox: TaxiiCollection
let partner: TaxiiUserSecret
let other: TaxiiUserSecret

beforeAll(async () => {
  node = await startTestNode()
  administrator = await node.signIn('administrator')
  agreement = await agree(node, ['platform.example', 'centre.example'])
  const add = async (path: string, body: object) => {
    const answer = await administrator.call('POST', path, body)
    expect(answer).toMatchObject({ status: 201 })
    return answer.body as never
  }
  const client = { purpose: 'border-control', synthetic: true }
  partner = await add('/v1/taxii/users', { name: 'platform', member: 'platform.example', ...client })
  other = await add('/v1/taxii/users', { name: 'centre', member: 'centre.example', ...client })
  const collection = { agreement, title: 'Signals', alias: 'signals', kind: 'out' }
  out = await add('/v1/taxii/collections', collection)
  inbox = await add('/v1/taxii/collections', { ...collection, title: 'Inbox', alias: null, kind: 'inbox' })
})
afterAll(() => node.stop())

interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of the TAXII server field by field
  body: any
}
/** The part of the OpenAPI document with the errors of TAXII resources. */
interface Described {
  paths: Record<
    string,
    { post: { responses: Record<number, { content: Record<string, { example: { error_code: string } }> }> } }
  >
}
const basic = (user: Pick<TaxiiUserSecret, 'name' | 'password'>) =>
  `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`
async function ask(
  path: string,
  options: { method?: string; user?: TaxiiUserSecret | null; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { user = partner, method = 'GET', headers = {}, body } = options
  const reply = await fetch(node.url + path, {
    method,
    headers: { ...(user === null ? {} : { authorization: basic(user) }), ...headers },
    ...(body === undefined ? {} : { body }),
  })
  const text = await reply.text()
  const answer = { status: reply.status, headers: reply.headers, body: text === '' ? null : JSON.parse(text) }
  // Every answer below /taxii2/ must have the TAXII content type.
  expect(reply.headers.get('content-type')).toBe(type)
  if (reply.status >= 400 && text !== '')
    expect(answer.body).toMatchObject({ title: expect.any(String), http_status: String(reply.status) })
  return answer
}
const post = (objects: unknown, path = `${inbox.path}objects/`, user = partner) =>
  ask(path, {
    ...{ method: 'POST', user, headers: { 'content-type': type } },
    body: typeof objects === 'string' ? objects : JSON.stringify({ objects }),
  })
const foreign = (name: string, modified = '2026-01-01T00:00:00.000Z', id: string = randomUUID()): StixObject => ({
  ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${id}`, created: '2026-01-01T00:00:00.000Z', modified },
  ...{ name, pattern: "[url:value = 'https://a.test/']", pattern_type: 'stix', valid_from: '2026-01-01T00:00:00Z' },
})
const every = async (path: string, limit: number, step: (page: Answer) => string | null) => {
  const seen: string[] = []
  let query: string | null = ''
  while (query !== null) {
    const page: Answer = await ask(`${path}?limit=${limit}${query}`)
    seen.push(...(page.body.objects ?? []).map((object: { id: string }) => object.id))
    query = step(page)
  }
  return seen
}

test('an unknown client gets a TAXII error 401; a token or password signs in', async () => {
  const answer = await ask('/taxii2/', { user: null })
  expect(answer).toMatchObject({ status: 401, body: { http_status: '401' } })
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
  expect((await ask('/taxii2/', { user: { ...partner, password: 'wrong' } })).status).toBe(401)
  const logged = node.db.selectFrom('audit.entry').select('details').where('type', '=', 'login.failed')
  const kinds = (await logged.execute()).map(({ details }) => JSON.parse(details.toString()).kind)
  expect(kinds).toEqual(['taxii'])
  expect((await ask('/taxii2/nowhere/at/all/', { user: null })).status).toBe(401)
  expect((await ask('/taxii2/', { user: null, headers: { authorization: `Bearer ${partner.token}` } })).status).toBe(
    200,
  )
  expect((await ask('/taxii2/', { user: null, headers: { authorization: 'Bearer et_nothing' } })).status).toBe(401)
  expect((await ask('/taxii2/')).status).toBe(200)
})

test('discovery, API root and collections have the fields of TAXII 2.1', async () => {
  const discovery = await ask('/taxii2/')
  const root = `${node.url}/taxii2/${agreement}/`
  expect(discovery.body).toMatchObject({ title: expect.any(String), default: root, api_roots: [root] })
  const answer = await ask(`/taxii2/${agreement}/`)
  expect(answer.body).toMatchObject({ versions: [type], max_content_length: 10_485_760 })
  const { collections } = (await ask(`/taxii2/${agreement}/collections/`)).body
  expect(collections.map(({ id }: { id: string }) => id)).toEqual([out.id, inbox.id].sort())
  expect((await ask(out.path)).body).toMatchObject({ id: out.id, alias: 'signals', can_read: true, can_write: false })
  expect((await ask(out.path.replace(out.id, 'signals'))).body).toMatchObject({ id: out.id })
  expect((await ask(inbox.path)).body).toMatchObject({ can_read: true, can_write: true })
  expect((await ask(`${out.path}x-entente-access/`)).body).toMatchObject({
    purposes: ['border-control'],
    kinds: expect.arrayContaining(['url']),
    markings: expect.arrayContaining(['tlp:red', 'pap:clear']),
  })
})

test('unknown paths, wrong methods and wrong media types are TAXII errors', async () => {
  const status = async (path: string, options = {}) => (await ask(path, options)).status
  for (const path of [
    '/taxii2/none/',
    `/taxii2/${agreement}/collections/none/`,
    `/taxii2/${randomUUID()}/collections/`,
  ])
    expect(await status(path)).toBe(404)
  for (const path of [`/taxii2/${agreement}/collections`, '/taxii2', '/taxii2/a/b/c/d/e/f'])
    expect(await status(path)).toBe(404)
  expect(await status(`/taxii2/${agreement}/status/${randomUUID()}/`)).toBe(404)
  expect(await status(`/taxii2/${agreement}/status/none/`)).toBe(404)
  expect(await status(`/taxii2/${agreement}/status/${'-'.repeat(36)}/`)).toBe(404)
  expect(await status(`${out.path}objects/indicator--${randomUUID()}/`)).toBe(404)
  expect(await status(`${out.path}objects/nothing/`)).toBe(404)
  const wrong = await ask(`${out.path}manifest/`, { method: 'DELETE' })
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')).toBe('GET, HEAD')
  for (const accept of [
    'text/html',
    'application/json',
    'application/taxii+json;version=2.0',
    'application/taxii+json; q=0',
  ])
    expect(await status('/taxii2/', { headers: { accept } })).toBe(406)
  for (const accept of [
    ...['*/*', 'application/taxii+json', 'application/taxii+json; version=2.1; charset=utf-8'],
    'text/html, application/taxii+json ; version="2.1" ;q=0.9',
  ])
    expect(await status('/taxii2/', { headers: { accept } })).toBe(200)
  expect(
    (await ask(`${out.path}objects/`, { method: 'POST', headers: { 'content-type': type }, body: '{"objects":[]}' }))
      .status,
  ).toBe(403)
})

test('objects are accepted one by one, and their status can be read later', async () => {
  const good = foreign('first')
  const answer = await post([
    good,
    { ...good, id: 'indicator--123' },
    { ...good, id: `x--${randomUUID()}`, type: 'x!' },
  ])
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({
    ...{ status: 'complete', total_count: 3, success_count: 1, failure_count: 2, pending_count: 0, pendings: [] },
    successes: [{ id: good.id, version: good.modified }],
  })
  expect(answer.body.failures.map(({ message }: { message: string }) => message)).toEqual([
    expect.stringContaining('stix-id'),
    expect.stringContaining('stix-type'),
  ])
  const again = await ask(`/taxii2/${agreement}/status/${answer.body.id}/`)
  expect(again.body).toEqual(answer.body)
  expect((await ask(`/taxii2/${agreement}/status/${answer.body.id}/`, { user: other })).status).toBe(404)
  // An existing version counts as a success and is not stored twice.
  expect((await post([good])).body).toMatchObject({ success_count: 1, failure_count: 0 })
  expect((await ask(`${inbox.path}objects/${good.id}/versions/`)).body).toEqual({
    more: false,
    versions: [good.modified],
  })
  expect((await post([])).body).toMatchObject({ total_count: 0, success_count: 0 })
  // Send one envelope with more objects than an SQL statement can have parameters.
  expect((await post(Array.from({ length: 65_600 }, (_, n) => ({ id: `${n}` })))).status).toBe(202)

  const bare = await post(JSON.stringify(good))
  expect([bare.status, (await post('{"objects":')).status, (await post('{"objects":[1]}')).status]).toEqual([
    422, 400, 422,
  ])
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as Described
  const documented = paths['/taxii2/{root}/collections/{collection}/objects/']?.post.responses[bare.status]
  expect(documented?.content[type]?.example.error_code).toBe(bare.body.error_code)
  const plain = await ask(`${inbox.path}objects/`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{}',
  })
  expect(plain.status).toBe(415)
  const headers = { 'content-type': 'application/taxii+json' }
  expect((await ask(`${inbox.path}objects/`, { method: 'POST', headers, body: '{"objects":[]}' })).status).toBe(202)
  expect((await post(`{"objects":[],"x":"${'x'.repeat(11_000_000)}"}`)).status).toBe(413)
})

test('an inbox returns objects unchanged, only to the member that submitted them', async () => {
  const id = `x-cow--${randomUUID()}`
  const text = `{"type":"x-cow","id":"${id}","weight":12345678901234567890.50,"name":"\\u00e9 [}\\"{"}`
  expect((await post(`{"objects": [ ${text} ]}`)).body).toMatchObject({ success_count: 1 })
  const reply = await fetch(`${node.url}${inbox.path}objects/${id}/`, { headers: { authorization: basic(partner) } })
  expect(await reply.text()).toBe(`{"more":false,"objects":[${text}]}`)
  expect((await ask(`${inbox.path}objects/${id}/`, { user: other })).status).toBe(404)
  // An object without a timestamp becomes a new version only if its content changed.
  await post(`{"objects":[${text}]}`)
  expect((await ask(`${inbox.path}objects/${id}/versions/`)).body.versions).toHaveLength(1)
  await post(`{"objects":[${text.replace('12345678901234567890.50', '7')}]}`)
  expect((await ask(`${inbox.path}objects/${id}/versions/`)).body.versions).toHaveLength(2)
})

test('filters select objects and versions, and invalid filters are refused', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  const at = (n: number) => `2026-02-0${n}T00:00:00.000Z`
  await post([foreign('a1', at(1), a), foreign('a2', at(2), a), foreign('a3', at(3), a), foreign('b1', at(1), b)])
  const names = async (query: string, path = `${inbox.path}objects/`) =>
    (await ask(`${path}?${query}`)).body.objects?.map(({ name }: { name: string }) => name) ?? []
  const ids = `match[id]=indicator--${a},indicator--${b}`
  expect(await names(ids)).toEqual(['a3', 'b1'])
  expect(await names(`${ids}&match[version]=first`)).toEqual(['a1', 'b1'])
  expect(await names(`${ids}&match[version]=all`)).toEqual(['a1', 'a2', 'a3', 'b1'])
  expect(await names(`${ids}&match[version]=first,last`)).toEqual(['a1', 'a3', 'b1'])
  expect(await names(`${ids}&match[version]=2026-02-02T00:00:00Z`)).toEqual(['a2'])
  expect(await names(`${ids}&match[type]=malware`)).toEqual([])
  expect(await names(`${ids}&match[type]=malware,indicator&match[spec_version]=2.1`)).toEqual(['a3', 'b1'])
  expect(await names(`${ids}&match[spec_version]=2.0`)).toEqual([])
  expect(await names(`${ids}&match[colour]=red`)).toEqual(['a3', 'b1'])
  expect((await ask(`${inbox.path}objects/?match[id]=indicator--${randomUUID()}`)).body).toEqual({})
  const object = `${inbox.path}objects/indicator--${a}/`
  expect(await names('match[version]=all', object)).toEqual(['a1', 'a2', 'a3'])
  const versions = await ask(`${object}versions/?limit=2`)
  expect(versions.body).toMatchObject({ more: true, versions: [at(3), at(2)], next: expect.any(String) })
  expect((await ask(`${object}versions/?limit=2&next=${versions.body.next}`)).body).toEqual({
    more: false,
    versions: [at(1)],
  })
  for (const bad of [
    ...[
      'limit=0',
      'limit=-1',
      'limit=x',
      'limit=1.5',
      'limit=',
      'limit=1&limit=2',
      'next=zz',
      'next=5.AAAAAAAAAAAAAAAAAAAAAA',
    ],
    ...[
      'added_after=yesterday',
      'added_after=2026-13-01T00:00:00Z',
      'match[version]=newest',
      'match[id]=x',
      'match[type]=A!',
    ],
    'match[spec_version]=two',
  ])
    expect([bad, (await ask(`${inbox.path}objects/?${bad}`)).status]).toEqual([bad, 400])
  expect((await ask(`${inbox.path}objects/?limit=${'9'.repeat(9)}`)).status).toBe(200)
})

test('a client deletes objects that it submitted, one version or all', async () => {
  const id = randomUUID()
  const path = `${inbox.path}objects/indicator--${id}/`
  const at = (n: number) => `2026-03-0${n}T00:00:00.000Z`
  await post([1, 2, 3].map((n) => foreign(`d${n}`, at(n), id)))
  const versions = async () => (await ask(`${path}versions/`)).body.versions
  expect((await ask(path, { method: 'DELETE', user: other })).status).toBe(404)
  expect((await ask(`${path}?match[version]=last`, { method: 'DELETE' })).status).toBe(200)
  expect(await versions()).toEqual([at(2), at(1)])
  expect((await ask(`${path}?match[version]=${at(1)}`, { method: 'DELETE' })).status).toBe(200)
  expect(await versions()).toEqual([at(2)])
  expect((await ask(path, { method: 'DELETE' })).status).toBe(200)
  expect((await ask(path)).status).toBe(404)
  const left = await node.db
    .selectFrom('foreign_object')
    .select('id')
    .where('object_id', '=', `indicator--${id}`)
    .execute()
  expect(left).toEqual([])
  expect((await ask(`${out.path}objects/indicator--${id}/`, { method: 'DELETE' })).status).toBe(403)
})

test('objects of one request get distinct times, so that no page misses any', async () => {
  const objects = Array.from({ length: 8 }, (_, n) => foreign(`p${n}`))
  const before = (await post([foreign('mark')])) && (await ask(`${inbox.path}manifest/?limit=1000`))
  const start = before.headers.get('x-taxii-date-added-last') as string
  await post(objects)
  const manifest = (await ask(`${inbox.path}manifest/?added_after=${start}`)).body.objects
  const added = manifest.map(({ date_added }: { date_added: string }) => date_added)
  expect(new Set(added).size).toBe(8)
  expect([...added].sort()).toEqual(added)
  for (const date of added) expect(date).toMatch(/\.\d{6}Z$/)
  expect(manifest[0]).toMatchObject({ version: objects[0]?.modified, media_type: 'application/stix+json;version=2.1' })
  for (const limit of [1, 3, 8]) {
    const byTime = await every(`${inbox.path}objects/`, limit, ({ body, headers }) =>
      body.more === true ? `&added_after=${headers.get('x-taxii-date-added-last')}` : null,
    )
    const byNext = await every(`${inbox.path}objects/`, limit, ({ body }) => {
      expect(body.more === true).toBe(typeof body.next === 'string')
      return body.more === true ? `&next=${body.next}` : null
    })
    expect(byTime).toEqual(byNext)
    expect(byTime.slice(-8)).toEqual(objects.map(({ id }) => id))
  }
  const page = (await ask(`${inbox.path}objects/?limit=5`)).body
  const again = await Promise.all(
    ['', '&limit=5', '&limit=2'].map((more) => ask(`${inbox.path}objects/?next=${page.next}${more}`)),
  )
  expect(again[0]?.body.objects[0]).toEqual(again[2]?.body.objects[0])
  expect((await ask(`${inbox.path}objects/?limit=5&next=${page.next}`)).body).toEqual(again[1]?.body)
  expect(again[2]?.body.objects).toHaveLength(2)
  expect((await ask(`${inbox.path}objects/?next=${page.next}&match[type]=indicator`)).body).toMatchObject({
    ...{ error_code: 'next-contradicts', description: expect.stringContaining('match[type]') },
  })
  expect((await ask(`${inbox.path}manifest/?next=${page.next}`)).status).toBe(400)
  expect((await ask(`${inbox.path}objects/?next=${page.next}`, { user: other })).status).toBe(400)
})

test('a client that drops its filters when it sends next reads the same list', async () => {
  const mark = (await post([foreign('before')])) && (await ask(`${inbox.path}manifest/?limit=1000`))
  const start = mark.headers.get('x-taxii-date-added-last') as string
  await post(Array.from({ length: 5 }, (_, n) => foreign(`n${n}`)))
  const objects = `${inbox.path}objects/`
  const filters = `added_after=${start}&match[type]=indicator,malware&match[version]=all`
  const first = (await ask(`${objects}?limit=2&${filters}`)).body
  const namesOf = (body: { objects: { name: string }[] }) => body.objects.map(({ name }) => name)
  expect(namesOf(first)).toEqual(['n0', 'n1'])
  const bare = (await ask(`${objects}?limit=2&next=${first.next}`)).body
  expect(namesOf(bare)).toEqual(['n2', 'n3'])
  // The same filters in other forms are no contradiction.
  const other = filters.replace('indicator,malware', 'malware,indicator,malware')
  expect((await ask(`${objects}?limit=2&next=${first.next}&${other}`)).body).toEqual(bare)
  expect(namesOf((await ask(`${objects}?next=${bare.next}`)).body)).toEqual(['n4'])
  // A client that kept an old next asks for what came later: that narrows the list.
  const [later] = (await ask(`${inbox.path}manifest/?added_after=${start}`)).body.objects.slice(-2)
  expect(namesOf((await ask(`${objects}?next=${first.next}&added_after=${later.date_added}`)).body)).toEqual(['n4'])
  const earlier = await ask(
    `${objects}?next=${first.next}&added_after=2020-01-01T00:00:00Z&match[version]=last&match[id]=malware--${randomUUID()}`,
  )
  expect(earlier).toMatchObject({ status: 400, body: { error_code: 'next-contradicts' } })
  expect(earlier.body.description).toContain('added_after, match[id], match[version]')
  // A long list of ids is not carried: it is repeated, and the same.
  const all = (await ask(`${inbox.path}manifest/?added_after=${start}`)).body.objects
  const ids = [
    ...all.map(({ id }: { id: string }) => id),
    ...Array.from({ length: 20 }, () => `malware--${randomUUID()}`),
  ]
  const long = (await ask(`${objects}?limit=3&match[id]=${ids}`)).body
  expect((await ask(`${objects}?next=${long.next}`)).body.description).toContain('match[id]')
  expect(namesOf((await ask(`${objects}?next=${long.next}&match[id]=${ids.reverse()}`)).body)).toEqual(['n3', 'n4'])
  expect((await ask(`${objects}?next=${long.next}&match[id]=${ids.slice(1)}`)).status).toBe(400)
  expect((await ask(`${objects}?next=${bare.next.slice(0, -3)}AAA`)).status).toBe(400)
})

test("signals are read as signed STIX within the member's access, after their definitions", async () => {
  const [shared] = await share(node, agreement, 1)
  const [named] = await share(node, agreement, 1, { tlp: 'red', recipients: ['centre.example'] })
  const [wrongKind] = await share(node, agreement, 1, { kind: 'wallet' })
  const { objects } = (await ask(`${out.path}objects/?limit=1000`)).body
  const signals = objects.flatMap((object: StixObject) => {
    const read = readObject(object)
    return read.what === 'signal' ? [read.signal] : []
  })
  expect(signals).toMatchObject([{ id: shared?.id, signature: { keyId: expect.any(String) } }])
  const order = objects.map(({ type: kind }: StixObject) => kind)
  expect(order.indexOf('extension-definition')).toBeLessThan(order.indexOf('indicator'))
  expect(order.lastIndexOf('marking-definition')).toBeLessThan(order.indexOf('indicator'))
  const refs = objects.flatMap((object: StixObject) => object.object_marking_refs ?? [])
  for (const ref of refs) expect(objects.map(({ id }: StixObject) => id)).toContain(ref)
  expect((await ask(`${out.path}objects/indicator--${named?.id}/`)).status).toBe(404)
  expect((await ask(`${out.path}objects/indicator--${named?.id}/`, { user: other })).status).toBe(200)
  expect((await ask(`${out.path}objects/indicator--${wrongKind?.id}/`, { user: other })).status).toBe(404)
  // The same version always has the same bytes.
  const twice = await Promise.all([1, 2].map(() => ask(`${out.path}objects/indicator--${shared?.id}/`)))
  expect(twice[0]?.body).toEqual(twice[1]?.body)
})

test('polling clients see new versions, restored access and withdrawals, and lose revoked signals', async () => {
  const [signal] = await share(node, agreement, 1)
  if (signal === undefined) throw new Error('no signal')
  const position = async () =>
    (await ask(`${out.path}manifest/?limit=1000`)).headers.get('x-taxii-date-added-last') as string
  const since = async (after: string) => (await ask(`${out.path}objects/?added_after=${after}`)).body.objects ?? []
  let after = await position()
  expect(await since(after)).toEqual([])
  const second = await change(node, signal, { confidence: 3 })
  expect(await since(after)).toMatchObject([{ id: `indicator--${signal.id}`, confidence: 3 }, { type: 'url' }])
  after = await position()
  const third = await change(node, second, { tlp: 'red', recipients: ['centre.example'] })
  expect(await since(after)).toEqual([])
  expect((await ask(`${out.path}objects/indicator--${signal.id}/`)).status).toBe(404)
  const fourth = await change(node, third, { tlp: 'amber', recipients: null })
  expect(await since(after)).toMatchObject([{ id: `indicator--${signal.id}` }, { type: 'url' }])
  after = await position()
  const at = new Date().toISOString()
  await change(node, fourth, { value: null, status: 'withdrawn', withdrawal: { at, reason: 'mistaken' } })
  const news = await since(after)
  expect(news).toMatchObject([
    { id: `indicator--${signal.id}`, revoked: true, pattern: `[x-entente-withdrawn:signal_id = '${signal.id}']` },
  ])
  expect(JSON.stringify(news)).not.toContain(String((signal.value as { url: string }).url).slice(20))
})

test('C4 what was offered in the form of the release before is served in it until it changes', async () => {
  const [signal] = (await share(node, agreement, 1)) as [Signal]
  // The node's role only adds and removes entries.
  const again = async (id: string, change: object) => {
    const theirs = node.db.deleteFrom('taxii_entry').where('user_id', '=', partner.id).where('object_id', '=', id)
    const entry = await theirs.returningAll().executeTakeFirstOrThrow()
    await node.db
      .insertInto('taxii_entry')
      .values({ ...entry, ...change } as never)
      .execute()
  }
  await again(`indicator--${signal.id}`, { form: 1 })
  const definition = extensionDefinitions.find(({ id }) => id === termsExtension) as StixObject
  const former: StixObject = { ...definition, version: '1.0.0', modified: definition.created }
  await again(termsExtension, {
    body: JSON.stringify(former),
    version_us: microsecondsOf(String(former.created)),
  })
  const read = async () =>
    (await ask(`${out.path}objects/?match[id]=indicator--${signal.id},${termsExtension}`)).body.objects as StixObject[]
  const [defined, indicator] = await read()
  expect(defined).toEqual(former)
  expect(indicator).not.toHaveProperty('description')
  expect(readObject(indicator as StixObject)).toMatchObject({ what: 'signal', signal: { id: signal.id } })
  await change(node, signal, { confidence: 3 })
  const after = await read()
  expect(after.find(({ type }) => type === 'indicator')).toHaveProperty('description')
  expect(after.find(({ id }) => id === termsExtension)).toEqual(definition)
})

test('a submitted signal is accepted only if its owner signed it', async () => {
  const key = nodeKeyOf(newPrivateKey())
  const owner = 'platform.example'
  await keepMemberKey(node.db, { member: owner, publicKey: key.publicKey, validFrom: new Date(0) })
  const peer = { member: owner, node: 'n', url: 'http://127.0.0.1:9', state: 'active', since: new Date() }
  await node.db.insertInto('peer').values(peer).execute()
  const unsigned = sharedSignal(agreement, { owner })
  const signed = { ...unsigned, signature: signObject(key, 'entente/signal/v1', unsigned, new Date()) }
  const [good, ...beside] = signalToStix(signed) as [StixObject, ...StixObject[]]
  const forged = signalToStix(sharedSignal(agreement, { owner, signature: signed.signature }))[0] as StixObject
  const answer = await post([good, ...beside, forged, { ...good, name: 'Other' }, foreign('beside')])
  expect(answer.body).toMatchObject({ success_count: beside.length + 2, failure_count: 2 })
  expect(answer.body.failures.map(({ message }: { message: string }) => message.split(':')[0])).toEqual([
    'bad-signature',
    'stix-mismatch',
  ])
  expect((await ask(`${inbox.path}objects/${forged.id}/`)).status).toBe(404)
  expect((await ask(`${inbox.path}objects/${good.id}/`)).status).toBe(200)
  const stored = await node.db
    .selectFrom('signal')
    .select(['owner', 'received'])
    .where('id', '=', unsigned.id)
    .execute()
  expect(stored).toEqual([{ owner, received: true }])
})

test('K10 a node of one person gives people only to clients that take invented data', async () => {
  const client = { name: 'desk', member: 'centre.example', purpose: 'border-control' }
  const real = (await administrator.call('POST', '/v1/taxii/users', client)).body as TaxiiUserSecret
  const [person] = await share(node, agreement, 1, { kind: 'person' })
  const [address] = await share(node, agreement, 1)
  const seen = async (user: TaxiiUserSecret, id = person?.id) =>
    (await ask(`${out.path}objects/indicator--${id}/`, { user })).status
  expect([await seen(real), await seen(other), await seen(real, address?.id)]).toEqual([404, 200, 200])
  expect((await ask('/taxii2/', { user: real })).body.description).toContain('One person uses this node alone')
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const [later] = await share(node, agreement, 1, { kind: 'person' })
  expect(await seen(real, later?.id)).toBe(200)
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  expect(await seen(real, later?.id), 'offered before').toBe(404)
})

test('a client loses access when its agreement ends or it is disabled', async () => {
  await node.db
    .insertInto('agreement_end')
    .values({ agreement_id: agreement, member: 'centre.example', received_at: new Date(), body: '{}' })
    .execute()
  expect((await ask(`/taxii2/${agreement}/collections/`, { user: other })).status).toBe(404)
  expect((await ask('/taxii2/', { user: other })).body).toMatchObject({ api_roots: [] })
  expect((await ask(`/taxii2/${agreement}/collections/`)).status).toBe(200)
  expect(await administrator.call('POST', `/v1/taxii/users/${partner.id}/disable`)).toMatchObject({ status: 200 })
  expect((await ask('/taxii2/')).status).toBe(401)
})
