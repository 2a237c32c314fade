import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const newAccount = { name: 'l.aune', person: { name: 'L. Aune' }, roles: ['analyst'], teams: ['travel'] }

test('a person who may not set passwords has none hashed', async () => {
  const officer = await node.signIn('officer')
  const client = { name: 'client', member: 'platform.example', purpose: 'border-control', certificate: null }
  const codes = new Set<unknown>()
  // More requests than one person may have passwords hashed at once.
  for (let n = 0; n < 30; n += 1) {
    const answers = [
      await officer.call('POST', '/v1/accounts', { ...newAccount, name: `no.${n}` }),
      await officer.call('POST', '/v1/taxii/users', client),
    ]
    for (const { body } of answers) codes.add((body as { code: string }).code)
  }
  expect([...codes]).toEqual(['role'])
})

test('after signing in with a one-time password, a person can only choose a new one', async () => {
  const administrator = await node.signIn('administrator')
  const made = await administrator.call('POST', '/v1/accounts', { ...newAccount, name: 'i.solheim' })
  const { oneTimePassword } = made.body as { oneTimePassword: string }
  const { signInTo } = await import('@entente/testkit')
  const person = await signInTo(node.url, 'i.solheim', oneTimePassword)
  expect(await person.call('GET', '/v1/badges')).toMatchObject({
    status: 403,
    body: { code: 'password-change-needed' },
  })
  const weak = await person.call('POST', '/v1/me/password', { current: oneTimePassword, next: 'passwordpassword' })
  expect(weak).toMatchObject({ status: 422, body: { code: 'password-weak' } })
  const chosen = await person.call('POST', '/v1/me/password', {
    current: oneTimePassword,
    next: 'seven grey herons wade',
  })
  expect(chosen.status).toBe(204)
  expect((await person.call('GET', '/v1/badges')).status).toBe(200)
})

test('nobody has the oversight role together with another role', async () => {
  const administrator = await node.signIn('administrator')
  const both = await administrator.call('POST', '/v1/accounts', {
    ...newAccount,
    name: 'both',
    roles: ['oversight', 'administrator'],
  })
  expect(both).toMatchObject({ status: 422, body: { code: 'incompatible-roles' } })
})

test('five wrong passwords lock an account for fifteen minutes, even for the right password', async () => {
  const attempt = (password: string) =>
    fetch(`${node.url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: 'officer', password }),
    })
  const left: string[] = []
  for (let i = 0; i < 4; i += 1) left.push(((await (await attempt('wrong')).json()) as { detail: string }).detail)
  expect(left[0]).toBe('Name or password is not right. 4 tries left.')
  expect(left[3]).toBe('Name or password is not right. 1 try left.')
  expect((await attempt('wrong')).status).toBe(429)
  const locked = await attempt('a long test password')
  expect(locked.status).toBe(429)
  expect(((await locked.json()) as { code: string }).code).toBe('locked-out')
})

test('a sign-in reveals nothing about whether an account exists', async () => {
  const answer = await fetch(`${node.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'nobody', password: 'whatever it is' }),
  })
  expect(answer.status).toBe(401)
  expect(((await answer.json()) as { code: string }).code).toBe('sign-in-failed')
})

test('a change without its session token, or with an unknown field, is refused', async () => {
  const administrator = await node.signIn('administrator')
  const without = await administrator.call(
    'POST',
    '/v1/senders',
    { name: 'X', gateway: 'travel' },
    { 'entente-csrf': '' },
  )
  expect(without).toMatchObject({ status: 403, body: { code: 'csrf-missing' } })
  const extra = await administrator.call('POST', '/v1/senders', { name: 'X', gateway: 'travel', colour: 'red' })
  expect(extra).toMatchObject({ status: 422, body: { code: 'unknown-field', at: '/colour' } })
})

test('a sender key is shown once, works until revoked, and opens no pages for people', async () => {
  const administrator = await node.signIn('administrator')
  const sender = (await administrator.call('POST', '/v1/senders', { name: 'Zephyr Lines', gateway: 'travel' }))
    .body as { id: string }
  const { id, key } = (await administrator.call('POST', `/v1/senders/${sender.id}/keys`)).body as {
    id: string
    key: string
  }
  const asSender = (path: string) => fetch(node.url + path, { headers: { authorization: `Bearer ${key}` } })
  expect((await asSender('/v1/accounts')).status).toBe(403)
  await administrator.call('DELETE', `/v1/keys/${id}`)
  const revoked = await asSender('/v1/badges')
  expect(((await revoked.json()) as { code: string }).code).toBe('sender-unknown')
})

test('people see their own log entries; oversight sees all, including its own reads', async () => {
  const supervisor = await node.signIn('supervisor')
  const own = (await supervisor.call('GET', '/v1/audit/entries')).body as { items: { actor: string; type: string }[] }
  expect(new Set(own.items.map((entry) => entry.actor)).size).toBe(1)
  const oversight = await node.signIn('oversight-2')
  await oversight.call('GET', '/v1/audit/entries')
  const all = (await oversight.call('GET', '/v1/audit/entries')).body as { items: { actor: string; type: string }[] }
  expect(new Set(all.items.map((entry) => entry.actor)).size).toBeGreaterThan(2)
  expect(all.items[0]?.type).toBe('oversight.read')
  // The own log of an oversight person has no entries of others.
  const mine = await oversight.call('GET', '/v1/audit/entries?own=true')
  const actors = (mine.body as { items: { actor: string }[] }).items.map(({ actor }) => actor)
  expect(new Set(actors).size).toBe(1)
})

test('oversight reads accounts but cannot change them', async () => {
  const oversight = await node.signIn('oversight-2')
  const list = (await oversight.call('GET', '/v1/accounts')).body as { items: { id: string; name: string }[] }
  const analyst = list.items.find((account) => account.name === 'analyst')
  expect(analyst).toBeDefined()
  const reason = 'Oversight may not do this.'
  const act = await oversight.call('POST', `/v1/accounts/${analyst?.id}/disable`, { reason })
  expect(act).toMatchObject({ status: 403, body: { code: 'role' } })
  const asAnalyst = await node.signIn('analyst')
  expect(await asAnalyst.call('GET', '/v1/accounts')).toMatchObject({ status: 403, body: { code: 'role' } })
})

test('every signed-in person can read the retention regimes', async () => {
  const administrator = await node.signIn('administrator')
  const { status, body } = await administrator.call('GET', '/v1/retention/regimes')
  expect(status).toBe(200)
  const icao = (body as { id: string }[]).find((regime) => regime.id === 'icao')
  expect(icao).toMatchObject({ maskAfter: 'P6M', deleteAfter: 'P5Y' })
})

test('the database refuses a role that its receiver confirmed', async () => {
  const account = node.db.selectFrom('account').select(['id', 'person_id']).where('name', '=', 'supervisor')
  const { id, person_id: person } = await account.executeTakeFirstOrThrow()
  const role = { account_id: id, role: 'signal-officer', state: 'active', confirmed_by: person }
  const past = node.db.insertInto('account_role').values({ ...role, granted_by: null })
  await expect(past.execute()).rejects.toMatchObject({ code: 'EN001' })
})

test('the log names the changed account, so that oversight sees who got a role', async () => {
  const administrator = await node.signIn('administrator')
  const { items } = (await administrator.call('GET', '/v1/accounts')).body as { items: { id: string; name: string }[] }
  const id = items.find(({ name }) => name === 'analyst')?.id
  const reason = 'Agreed in the meeting of Monday.'
  await administrator.call('POST', `/v1/accounts/${id}/roles`, { role: 'supervisor', action: 'grant', reason })
  await administrator.call('PATCH', `/v1/accounts/${id}`, { teams: ['travel', 'cargo'], reason })
  const rows = await node.db.selectFrom('audit.entry').select('type').where('ref', '=', `account:${id}`).execute()
  expect(rows.map(({ type }) => type)).toEqual(expect.arrayContaining(['role.grant', 'people.team']))
})
