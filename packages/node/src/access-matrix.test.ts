import { randomUUID } from 'node:crypto'
import { createSender, createSenderKey } from '@entente/node'
import { seededRandom } from '@entente/readers'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessRules as table } from './access-matrix/all-rules.fixture.ts'
import { makeFuzzRecords, maySee, mustRefuse, randomRequest, send } from './access-matrix/fuzz.fixture.ts'
import { everyone, letters, type Rule, type Who } from './access-matrix/rule.fixture.ts'
import { personDraft } from './exchange/peers/signals.fixture.ts'
import { xfwb } from './gateways/cargo/cargo-messages.fixture.ts'
import { orderFor } from './gateways/cargo/inspections/order-for.fixture.ts'
import { paxlst } from './gateways/travel/edifact.fixture.ts'
import { giveTeams } from './pipeline/case-people.fixture.ts'
import { giveRecipient } from './safeguards/oversight-files/recipient.fixture.ts'

// These tests check which role may call which route. A route that is missing in the tables of `access-matrix/` fails
// the first test.

/** Routes about the caller, or without personal data. Every signed-in person may call them, but no sender key. */
const ownPages = [
  'DELETE /v1/session',
  'DELETE /v1/me/sessions',
  'GET /v1/me',
  'PUT /v1/me/purpose',
  'PUT /v1/me/role',
  'PUT /v1/me/preferences',
  'POST /v1/me/password',
  'POST /v1/session/verify',
  'POST /v1/session/verify/options',
  'POST /v1/me/suspend',
  'GET /v1/events',
  // Each act that can be signed has the roles of its own route.
  'POST /v1/acts',
  'GET /v1/acts',
  'GET /v1/acts/{id}',
]
/** Nodes of members, TAXII clients and HMA clients authenticate in different ways, which are tested elsewhere. */
const isForPeople = (path: string) => /^\/(v1\/|public\/|health$|metrics$|$)/.test(path)
const open = [
  'POST /v1/session',
  'POST /v1/session/options',
  'GET /v1/session/oidc',
  'GET /v1/session/oidc/callback',
  'GET /v1/session/oidc/subject',
  'POST /v1/session/oidc/logout',
  'POST /v1/enrol',
  'GET /v1/member',
  'GET /v1/texts/{language}',
  'GET /public/v1/cargo/draws/{day}',
  'GET /public/v1/redress/{reference}',
  'POST /public/v1/redress',
  'GET /public/v1/reports/transparency',
  'GET /public/v1/reports',
  'POST /public/v1/reports',
  'GET /health',
  'GET /metrics',
  'GET /',
]

let node: TestNode
let people: Record<Exclude<Who, 'sender'>, SignedIn>
let otherKey: string
let filerKey: string
let ids: Record<string, string>
let routes: string[]
const canary = 'ZEBULONIA'
beforeAll(async () => {
  node = await startTestNode({ acknowledge: true })
  people = {
    analyst: await node.signIn('analyst'),
    supervisor: await node.signIn('supervisor'),
    officer: await node.signIn('officer'),
    oversight: await node.signIn('oversight-1'),
    administrator: await node.signIn('administrator'),
  }
  otherKey = (await createSenderKey(node.db, await createSender(node.db, { name: 'Zephyr Lines' }))).key
  const named = { 'entente-purpose': 'border-control' }
  const signal = (await people.officer.call('POST', '/v1/signals', personDraft('Okwuosa', 'Chinedu', []), named))
    .body as {
    id: string
  }
  const list = paxlst([
    { surname: 'OKWUOSA', given: `CHINEDU ${canary}`, birth: '19810517', document: 'QX5550142', issuer: 'NGA' },
  ])
  const receipt = (await asSender('POST', '/v1/travel/messages', node.sender.key, Buffer.from(list))).body as {
    id: string
  }
  await giveTeams(node, ['travel', 'cargo'])
  await giveRecipient(node)
  const filer = await createSenderKey(node.db, await createSender(node.db, { name: 'Lune Air', gateway: 'cargo' }))
  const goods = (await asSender('POST', '/v1/cargo/messages', filer.key, xfwb({ awb: '999-00000011' }))).body as {
    id: string
  }
  filerKey = filer.key
  await node.whenIdle()
  const consignment = await node.db.selectFrom('cargo_consignment').select('id').executeTakeFirstOrThrow()
  const kase = await node.db.selectFrom('case_file').select(['id', 'subject_id']).executeTakeFirstOrThrow()
  const flight = await node.db.selectFrom('flight').select('key').executeTakeFirstOrThrow()
  ids = { signal: signal.id, message: receipt.id, case: kase.id, traveller: kase.subject_id, key: flight.key }
  ids.level = 'blurred'
  Object.assign(ids, { cargoMessage: goods.id, consignment: consignment.id, cargoTable: 'deadlines', one: '1' })
  ids.drawDay = '2026-03-01'
  ids.version = '1'
  ids.assessment = (await node.db.selectFrom('cargo_assessment').select('id').executeTakeFirstOrThrow()).id
  ids.inspection = await orderFor(node, consignment.id)
  await node.db.updateTable('session').set({ purpose: null }).execute()
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as { paths: Record<string, object> }
  routes = Object.entries(paths)
    .filter(([path]) => isForPeople(path))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
})
afterAll(() => node.stop())

interface Reply {
  status: number
  body: unknown
  text: string
}
async function asSender(method: string, path: string, key: string, body?: unknown): Promise<Reply> {
  const bytes = body instanceof Uint8Array
  const answer = await fetch(node.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json = (answer.headers.get('content-type') ?? '').includes('json')
  return { status: answer.status, body: json && text !== '' ? JSON.parse(text) : text, text }
}
async function ask(who: Who, route: string, purpose: boolean): Promise<Reply> {
  const [method, path] = route.split(' ') as [string, string]
  const { body, purpose: usual = 'border-control' } = table[route] as Rule
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? randomUUID())
  if (who === 'sender') return asSender(method, filled, node.sender.key, body)
  const stated = who === 'oversight' ? 'human-rights-review' : usual
  const headers = { 'if-match': '1', ...(purpose ? { 'entente-purpose': stated } : {}) }
  const answer = await people[who].call(method, filled, body, headers)
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  return { status: answer.status, body: answer.body, text }
}
/** Returns whether a request was refused because of the role. */
function refusedByRole({ status, body }: Reply): boolean {
  const { code, clauses } = (body ?? {}) as { code?: string; clauses?: { id: string; result: string }[] | null }
  const byClause = clauses?.some(({ id, result }) => id === 'role' && result === 'fail') === true
  return status === 403 && (code === 'role' || code === 'sender-unknown' || byClause)
}
const may = (who: Who, route: string) => (table[route] as Rule).may.includes(letters[who])
const plain = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')

test('every route of the node is in the table of roles', () => {
  const known = [...Object.keys(table), ...ownPages, ...open].map(plain)
  expect(routes.map(plain).filter((route) => !known.includes(route))).toEqual([])
  expect(Object.keys(table).filter((route) => !routes.map(plain).includes(plain(route)))).toEqual([])
})

// Call the reading routes first, because the others change data.
const inOrder = Object.keys(table).sort((a, b) => Number(!a.startsWith('GET')) - Number(!b.startsWith('GET')))

test.each(everyone)('%s: every route follows the table, and personal data requires a purpose', async (who) => {
  const wrong: string[] = []
  for (const route of inOrder) {
    const without = await ask(who, route, false)
    const asked = may(who, route) && (table[route] as Rule).impersonal !== true && who !== 'sender'
    if ((without.status === 400 && (without.body as { code?: string }).code === 'purpose-missing') !== asked) {
      // A role without access is refused as a role, with or without a purpose.
      if (may(who, route) || !refusedByRole(without))
        wrong.push(`${route} without purpose: ${without.status} ${without.text.slice(0, 90)}`)
    }
    if (who === 'sender') continue
    const reply = await ask(who, route, true)
    const allowed = reply.status !== 401 && !refusedByRole(reply)
    if (allowed !== may(who, route)) wrong.push(`${route}: ${reply.status} ${reply.text.slice(0, 90)}`)
    if (reply.status >= 500) wrong.push(`${route}: ${reply.status}`)
  }
  expect(wrong).toEqual([])
})

test('a carrier key gives access only to routes for carriers', async () => {
  const wrong: string[] = []
  for (const route of [...inOrder, ...ownPages]) {
    const [method, path] = route.split(' ') as [string, string]
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? randomUUID())
    const reply = await asSender(method, filled, node.sender.key, table[route]?.body)
    const allowed = !refusedByRole(reply)
    if (allowed !== (table[route] !== undefined && may('sender', route))) wrong.push(`${route}: ${reply.status}`)
  }
  expect(wrong).toEqual([])
})

test('a carrier sees only its own messages', async () => {
  const own = ['', '/reading', '/raw', '/acknowledgement']
  for (const part of own) {
    const path = `/v1/travel/messages/${ids.message}${part}`
    expect((await asSender('GET', path, node.sender.key)).status, part).toBe(200)
    const other = await asSender('GET', path, otherKey)
    expect(other, part).toMatchObject({ status: 403, body: { code: 'refused' } })
    expect(other.text, part).not.toContain(canary)
  }
  expect((await asSender('GET', '/v1/travel/messages', otherKey)).body).toMatchObject({ items: [] })
})

test('oversight can change nothing outside its own pages', () => {
  const writes = Object.keys(table).filter((route) => !route.startsWith('GET') && may('oversight', route))
  expect(writes).toEqual([
    // Oversight consents to changes of people and stops them, ends its own keys, and publishes reports.
    'POST /v1/people/changes/{id}/consent',
    'POST /v1/people/changes/{id}/object',
    'POST /v1/people/changes/{id}/half',
    // Two people of different roles end the note about a restore; one of them may be of oversight.
    'POST /v1/restores/{id}/end',
    'POST /v1/me/credentials/options',
    'POST /v1/me/credentials',
    'DELETE /v1/me/credentials/{id}',
    'POST /v1/me/recovery-codes',
    'DELETE /v1/me/sessions/{id}',
    'POST /v1/me/keys',
    'DELETE /v1/me/keys/{id}',
    'DELETE /v1/oversight/keys/{id}',
    // Oversight writes what it found about an unmasking.
    'POST /v1/oversight/necessity/{id}/note',
    'POST /v1/oversight/unmaskings/{id}/review',
    // An alarm is acknowledged by those who get it, except the people concerned.
    'POST /v1/alarms/{id}/acknowledge',
    'POST /v1/oversight/reports',
    'POST /v1/oversight/sample/{id}/reading',
    // Oversight chooses the recipient of what only it reads, and opens it.
    'POST /v1/oversight/recipient',
    'POST /v1/oversight/recipient/{one}/consent',
    'POST /v1/oversight/recipient/{one}/stop',
    'DELETE /v1/oversight/files/{id}',
    'POST /v1/oversight/openings',
    'POST /v1/oversight/notes',
    // These routes only record that a search, a print or a copy was made, or which pages a person opened.
    'POST /v1/travel/messages/find',
    'POST /v1/find',
    'PUT /v1/me/recents',
    // Every reader of cases keeps filters of their own.
    'PUT /v1/me/filters',
    'POST /v1/cases/{case}/print',
    'POST /v1/signals/find',
    'POST /v1/signals/{id}/attachments/{attachment}/copy',
    'POST /v1/access',
    'POST /v1/matching/try',
    'POST /v1/matching/compare',
    // A replay changes nothing but the log.
    'POST /v1/cargo/assessments/{assessment}/replay',
    // A search by key is a read by POST, so that no key stands in a path.
    'POST /v1/cargo/consignments/find',
  ])
})

test.each(['administrator', 'officer'] as const)(
  'no answer to the role %s contains the name of a traveller',
  async (who) => {
    const leaking: string[] = []
    for (const route of Object.keys(table).filter((path) => path.startsWith('GET'))) {
      for (const purpose of [true, false]) {
        const { text } = await ask(who, route, purpose)
        if (text.includes(canary)) leaking.push(route)
      }
    }
    expect(leaking).toEqual([])
    expect((await ask('analyst', 'GET /v1/cases/{case}', true)).text).toContain(canary)
  },
)

test('a path in another encoding still requires signing in', async () => {
  for (const path of ['/%761/cases', '/v1/%63ases', '//v1/cases', '/V1/cases', '/v1/cases/', '/v1//cases']) {
    const reply = await fetch(node.url + path)
    // An unknown path returns the page of the desk, which contains no data.
    const page = (reply.headers.get('content-type') ?? '').includes('text/html')
    if (!page) expect([401, 404], path).toContain(reply.status)
    expect(await reply.text(), path).not.toContain(canary)
  }
  const { cookie } = people.analyst
  const encoded = await fetch(`${node.url}/%761/me`, { headers: { cookie } })
  expect(encoded.status).toBe(200)
})

// ENTENTE_ACCESS_REQUESTS=20000 makes the full run, which takes minutes. It prints how many were refused, by code.
const requests = Number(process.env.ENTENTE_ACCESS_REQUESTS ?? 800)
const fuzzSeed = Number(process.env.ENTENTE_ACCESS_SEED ?? 27)

test(`S1: none of ${requests} random requests gets what its role, purpose, team or clock forbids (seed ${fuzzSeed})`, async () => {
  const records = await makeFuzzRecords(node)
  const world = { node, people, keys: { sender: node.sender.key, 'other-sender': otherKey, filer: filerKey }, records }
  const random = seededRandom(fuzzSeed)
  const bypasses: string[] = []
  const [refused, codes] = [new Map<string, number>(), new Map<string, number>()]
  const shown = new Set<string>()
  for (let n = 0; n < requests; n++) {
    const request = randomRequest(records, random)
    const { who, method, path, purpose } = request
    const asked = `${who} ${method} ${path} for ${purpose} (${request.record.state})`
    const reason = mustRefuse(request)
    const { status, code, text, released } = await send(world, request)
    if (reason !== null) refused.set(reason, (refused.get(reason) ?? 0) + 1)
    if (!released) codes.set(code, (codes.get(code) ?? 0) + 1)
    if (reason !== null && released) bypasses.push(`${asked}: ${reason}`)
    for (const record of records.filter(({ canary }) => text.includes(canary))) {
      if (maySee(request, record)) shown.add(record.state)
      else bypasses.push(`${asked} shows ${record.state}`)
    }
    if (status >= 500) bypasses.push(`${asked}: ${status} ${code}`)
  }
  expect(bypasses).toEqual([])
  // Names are shown to those who may see them, and every reason to refuse occurred.
  expect([...shown].sort()).toEqual(['colleague', 'open', 'other-team'])
  expect([...refused.keys()].sort()).toEqual([
    'assignment',
    'method',
    'other-sender',
    'purpose-of-regime',
    'purpose-of-role',
    'purpose-stated',
    'retention',
    'role',
    'team',
  ])
  if (requests > 800) console.info({ refused: Object.fromEntries(refused), codes: Object.fromEntries(codes) })
})
