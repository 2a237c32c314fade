import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

// These tests send invalid requests over HTTP. Each request is refused with every failed clause, changes nothing, and
// is logged as a refusal.

let node: TestNode
const now = new Date()
let administrator: SignedIn
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  administrator = await node.signIn('administrator')
})
afterAll(() => node.stop())

const lastEntry = async () => {
  const row = await node.db.selectFrom('audit.entry').select('entry').orderBy('recorded_at', 'desc').executeTakeFirst()
  return JSON.parse(row?.entry ?? '{}') as { decision: string; type: string; role: string; purpose: string | null }
}
const failed = (body: unknown) =>
  (body as { clauses: { id: string; result: string }[] }).clauses
    .filter(({ result }) => result === 'fail')
    .map(({ id }) => id)

test('a request for personal data without a purpose is refused and logged', async () => {
  // An officer has only one purpose, so it need not be stated; an analyst has several and must choose one.
  const analyst = await node.signIn('analyst')
  await node.db.updateTable('session').set({ purpose: null }).execute()
  const refused = await analyst.call('GET', '/v1/cases')
  expect(refused).toMatchObject({ status: 400, body: { code: 'purpose-missing' } })
  expect(await lastEntry()).toMatchObject({ decision: 'deny', role: 'analyst', purpose: null })
  const unknown = await analyst.call('GET', '/v1/cases', undefined, { 'entente-purpose': 'curiosity' })
  expect(unknown).toMatchObject({ status: 400, body: { code: 'purpose-unknown' } })
})

test('people and sender keys cannot state purposes that are not theirs', async () => {
  const oversight = await node.signIn('oversight-1')
  const cases: [SignedIn, string, string][] = [
    [oversight, '/v1/cases', 'border-control'],
    [await node.signIn('officer'), '/v1/signals', 'terrorism-investigation'],
    [await node.signIn('analyst'), '/v1/cases', 'redress'],
  ]
  for (const [person, path, purpose] of cases) {
    const refused = await person.call('GET', path, undefined, { 'entente-purpose': purpose })
    expect([person.account, refused.status, failed(refused.body)]).toEqual([person.account, 403, ['role']])
    expect(await lastEntry()).toMatchObject({ decision: 'deny', purpose })
  }
  const asSender = (purpose: string) =>
    fetch(`${node.url}/v1/travel/messages`, {
      headers: { authorization: `Bearer ${node.sender.key}`, 'entente-purpose': purpose },
    })
  expect((await asSender('border-control')).status).toBe(200)
  expect((await asSender('content-safety')).status).toBe(403)
})

test("oversight can write only on oversight's pages, and other attempts are logged", async () => {
  const oversight = await node.signIn('oversight-1')
  const terms = {
    reference: 'Invented list',
    purposes: ['border-control'],
    lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
    tlp: 'clear',
    pap: 'clear',
    confidence: 70,
    action: 'discreet-check',
    necessity: 'Needed to show in a test what is refused.',
    minor: false,
    validDays: 10,
    retainDays: 20,
    reviewDays: 5,
    agreements: [],
  }
  const refused = await oversight.call('POST', '/v1/lists', { title: 'Mine', format: 'csv', terms })
  expect(refused).toMatchObject({ status: 403, body: { code: 'role' } })
  expect(failed(refused.body)).toEqual(['role'])
  expect(await lastEntry()).toMatchObject({ decision: 'deny', role: 'oversight' })
  expect(await node.db.selectFrom('list').select('id').execute()).toEqual([])
})

test.each([
  [
    'an account of an incompatible pair',
    '/v1/accounts',
    { roles: ['analyst', 'oversight'] },
    422,
    'incompatible-roles',
  ],
  ['a name in use', '/v1/accounts', { name: 'analyst' }, 409, 'name-taken'],
  ['a role nobody knows', '/v1/accounts', { roles: ['auditor'] }, 422, 'body-invalid'],
  ['a role of machines', '/v1/accounts', { roles: ['sender'] }, 422, 'body-invalid'],
  ['a field nobody knows', '/v1/accounts', { superuser: true }, 422, 'unknown-field'],
])('%s is refused, and no account is created', async (_what, path, change, status, code) => {
  const before = await node.db.selectFrom('account').select('id').execute()
  const body = { name: 'n.new', person: { name: 'N. New' }, roles: ['analyst'], teams: ['travel'], ...change }
  expect(await administrator.call('POST', path, body)).toMatchObject({ status, body: { code } })
  expect(await node.db.selectFrom('account').select('id').execute()).toHaveLength(before.length)
})

test.each([
  ['a regime nobody knows', { regimes: { PAXLST: 'no-such-law' } }, 'body-invalid'],
  [
    'a purpose that its regime does not allow',
    { regimes: { PAXLST: 'icao' }, purposes: { PAXLST: ['content-safety'] } },
    'body-invalid',
  ],
  ['an address that is none', { callbackUrl: 'somewhere' }, 'body-invalid'],
  ['a field nobody knows', { colour: 'red' }, 'unknown-field'],
])('a sender with %s is refused and not created', async (_what, change, code) => {
  const before = await node.db.selectFrom('sender').select('id').execute()
  const refused = await administrator.call('POST', '/v1/senders', {
    name: 'Zephyr Lines',
    gateway: 'travel',
    ...change,
  })
  expect(refused).toMatchObject({ status: 422, body: { code } })
  expect(await node.db.selectFrom('sender').select('id').execute()).toHaveLength(before.length)
})

test('incompatible roles are refused even in two accounts of one person', async () => {
  const { items } = (await administrator.call('GET', '/v1/accounts')).body as {
    items: { id: string; name: string; person: { id: string } }[]
  }
  const of = (name: string) => items.find((account) => account.name === name)
  const second = { name: 's.second', teams: ['travel'], person: { id: of('oversight-1')?.person.id } }
  const asAnalyst = await administrator.call('POST', '/v1/accounts', { ...second, roles: ['analyst'] })
  expect(asAnalyst).toMatchObject({ status: 422, body: { code: 'incompatible-roles' } })
  const watcher = {
    ...second,
    person: { id: of('analyst')?.person.id },
    roles: ['oversight'],
  }
  expect((await administrator.call('POST', '/v1/accounts', watcher)).body).toMatchObject({ code: 'incompatible-roles' })
  const granted = await administrator.call('POST', `/v1/accounts/${of('oversight-1')?.id}/roles`, {
    role: 'administrator',
    action: 'grant',
    reason: 'Agreed in the meeting of Monday.',
  })
  expect(granted).toMatchObject({ status: 422, body: { code: 'incompatible-roles' } })
})

test('only administrators create accounts and senders, and other attempts are logged', async () => {
  for (const account of ['analyst', 'supervisor', 'officer', 'oversight-1']) {
    const person = await node.signIn(account)
    const sender = await person.call('POST', '/v1/senders', { name: 'X', gateway: 'travel' })
    expect([account, sender.status, failed(sender.body)]).toEqual([account, 403, ['role']])
    expect(await lastEntry()).toMatchObject({ decision: 'deny', type: 'config.change' })
    const made = await person.call('POST', '/v1/accounts', {
      name: 'n.new',
      person: { name: 'N' },
      roles: ['analyst'],
      teams: [],
    })
    expect([account, made.status]).toEqual([account, 403])
  }
})
