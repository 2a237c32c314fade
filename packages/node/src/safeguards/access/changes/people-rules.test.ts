import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { because, node, useNode } from './people-node.fixture.ts'

useNode()

const grant = { role: 'analyst', action: 'grant' }

test('bad input 6: a second account of the proposer or the person concerned is no second person', async () => {
  await node.add('admin-supervisor', 'supervisor', await node.person('administrator'))
  await node.add('officer-supervisor', 'supervisor', await node.person('officer'))
  const asked = (await node.propose('administrator', 'officer', 'roles', grant)).body
  expect((await node.consent('admin-supervisor', asked)).body).toMatchObject({ code: 'same-person' })
  expect((await node.consent('officer-supervisor', asked)).body).toMatchObject({ code: 'concerned' })
  expect(await node.refusals(`change:${asked.id}`)).toEqual(['same-person', 'concerned'])
  for (const name of ['administrator', 'officer']) {
    const past = node.db.insertInto('people_consent').values({
      ...{ change_id: asked.id, person_id: await node.person(name), role: 'supervisor', at: node.now() },
    })
    await expect(past.execute()).rejects.toMatchObject({ code: 'EN001' })
  }
})

test('bad input 6, P2: a person whose role the proposer granted consents only after seven days', async () => {
  await node.add('administrator-2', 'administrator')
  const friend = (await node.propose('administrator', 'officer', 'roles', { role: 'supervisor', action: 'grant' })).body
  await node.consent('supervisor', friend)
  await node.pass(24)
  // A session begins with the oldest role.
  const former = node.db.updateTable('account_role').set({ state: 'revoked' }).where('role', '=', 'signal-officer')
  await former.where('account_id', '=', await node.id('officer')).execute()
  const asked = (await node.propose('administrator', 'officer-2', 'roles', grant)).body
  expect(await node.consent('officer', asked)).toMatchObject({ status: 409, body: { code: 'consent-too-new' } })
  // Another administrator's proposal has no such bond.
  const other = (await node.propose('administrator-2', 'analyst', 'roles', { role: 'signal-officer', action: 'grant' }))
    .body
  expect((await node.consent('officer', other)).body.state).toBe('done')
  await node.pass(7 * 24 + 1)
  expect((await node.consent('officer', asked)).body.state).toBe('done')
})

test('where nobody is left to consent, the account stays shut and oversight is asked', async () => {
  const reset = await node.propose('administrator', 'administrator', 'reset')
  expect(reset).toMatchObject({ status: 202, body: { nobodyLeft: true } })
  const { items } = (await node.as<{ items: object[] }>('oversight-1', 'GET', '/v1/alarms')).body
  expect(items).toContainEqual(
    expect.objectContaining({ code: 'nobody-to-consent', subject: `change:${reset.body.id}` }),
  )
  await node.consent('oversight-1', reset.body)
  await node.pass(14 * 24)
  expect((await node.change(reset.body.id)).state).toBe('expired')
})

test('bad input 9: nobody acknowledges an alarm about themselves or their own act', async () => {
  await node.add('supervisor-2', 'supervisor')
  const alarmAbout = async (id: string) => {
    const { items } = (await node.as<{ items: { id: string; subject: string }[] }>('supervisor', 'GET', '/v1/alarms'))
      .body
    return items.find(({ subject }) => subject === `change:${id}`)?.id
  }
  const own = (await node.propose('supervisor', 'analyst', 'suspend')).body
  const about = (await node.propose('administrator', 'supervisor', 'suspend')).body
  await node.object('oversight-1', about)
  for (const { id } of [own, about]) {
    const alarm = await alarmAbout(id)
    const path = `/v1/alarms/${alarm}/acknowledge`
    expect(await node.as('supervisor', 'POST', path)).toMatchObject({ status: 409, body: { code: 'concerned' } })
    expect((await node.as('supervisor-2', 'POST', path)).status).toBe(204)
  }
})

test('bad input 8: one administrator, one supervisor and two oversight people always remain', async () => {
  for (const [name, role] of [
    ['administrator', 'administrator'],
    ['supervisor', 'supervisor'],
    ['oversight-2', 'oversight'],
  ] as const) {
    const ref = `account:${await node.id(name)}`
    for (const [path, body] of [
      ['roles', { role, action: 'revoke' }],
      ['disable', {}],
    ] as const) {
      const refused = await node.propose('administrator', name, path, body)
      expect(refused, `${name} ${path}`).toMatchObject({ status: 409, body: { code: 'last-of-role' } })
    }
    expect(await node.refusals(ref)).toEqual(['last-of-role', 'last-of-role'])
  }
})

test('bad input 8: two oversight people with a passkey remain, if there are two', async () => {
  await node.add('oversight-3', 'oversight')
  const addPasskey = async (name: string) =>
    node.db
      .insertInto('credential')
      .values({
        ...{ id: randomUUID(), account_id: await node.id(name), kind: 'passkey', label: 'x', enrolled_by: 'self' },
        ...{ created_at: node.now(), passkey_id: Buffer.from(name), public_key: Buffer.from('x'), counter: '0' },
        ...{ synced: false, transports: [] },
      })
      .execute()
  await addPasskey('oversight-1')
  expect((await node.propose('administrator', 'oversight-1', 'disable')).status).toBe(202)
  await addPasskey('oversight-2')
  const refused = await node.propose('administrator', 'oversight-2', 'disable')
  expect(refused).toMatchObject({ status: 409, body: { code: 'last-of-role' } })
  expect((await node.propose('administrator', 'oversight-3', 'disable')).status).toBe(202)
})

test('of two revocations that each leave one supervisor, the second is refused at its effect', async () => {
  await node.add('supervisor-2', 'supervisor')
  await node.add('administrator-2', 'administrator')
  const revoke = { role: 'supervisor', action: 'revoke' }
  const asked = []
  for (const name of ['supervisor', 'supervisor-2'])
    asked.push((await node.propose('administrator', name, 'roles', revoke)).body)
  for (const change of asked) await node.consent('administrator-2', change)
  await node.pass(24)
  const states = await Promise.all(asked.map(async ({ id }) => (await node.change(id)).state))
  expect(states.sort()).toEqual(['done', 'refused'])
})

test('a revocation that names a waiting successor is accepted, and takes effect after the grant', async () => {
  await node.add('administrator-2', 'administrator')
  const grantTo = (await node.propose('administrator', 'officer', 'roles', { role: 'supervisor', action: 'grant' }))
    .body
  const successor = await node.id('officer')
  const revoke = { role: 'supervisor', action: 'revoke', successor }
  expect((await node.propose('administrator', 'supervisor', 'roles', revoke)).body).toMatchObject({
    code: 'last-of-role',
  })
  await node.consent('supervisor', grantTo)
  const asked = (await node.propose('administrator', 'supervisor', 'roles', revoke)).body
  expect((await node.consent('administrator-2', asked)).body.state).toBe('waiting')
  await node.pass(24)
  expect(await node.roles('supervisor')).toEqual([])
  expect(await node.roles('officer')).toEqual(['signal-officer', 'supervisor'])
})

test('the person concerned, each consenting role and oversight may object; others see nothing', async () => {
  const asked = () => node.propose('administrator', 'officer', 'roles', { role: 'supervisor', action: 'grant' })
  for (const by of ['officer', 'supervisor', 'oversight-2']) {
    const { body } = await asked()
    expect((await node.object(by, body)).body, by).toMatchObject({ state: 'objected' })
  }
  const { body } = await asked()
  expect((await node.object('analyst', body)).status).toBe(404)
  expect((await node.object('administrator', body)).body).toMatchObject({ code: 'same-person' })
  const list = await node.as<{ items: object[] }>('analyst', 'GET', '/v1/people/changes')
  expect(list.body.items).toEqual([])
  const path = `/v1/people/changes/${body.id}/withdraw`
  expect((await node.as('supervisor', 'POST', path)).body).toMatchObject({ code: 'refused' })
  expect((await node.as('administrator', 'POST', path)).body.state).toBe('withdrawn')
  expect((await node.as('administrator', 'POST', `/v1/people/changes/${randomUUID()}/withdraw`)).status).toBe(404)
})

test('after an objection of the person concerned alone, oversight decides a second proposal', async () => {
  await node.add('supervisor-2', 'supervisor')
  const revoke = { role: 'supervisor', action: 'revoke' }
  const first = (await node.propose('administrator', 'supervisor', 'roles', revoke)).body
  await node.object('supervisor', first)
  const second = (await node.propose('administrator', 'supervisor', 'roles', revoke)).body
  expect(second.needs).toEqual([['administrator', 'supervisor'], ['oversight']])
  await node.consent('supervisor-2', second)
  expect((await node.consent('oversight-1', second)).body.state).toBe('waiting')
  expect((await node.object('supervisor', second)).body).toMatchObject({ code: 'concerned' })
  await node.pass(24)
  expect(await node.roles('supervisor')).toEqual([])
})

test('a change that is proposed already, or that has no effect, is refused', async () => {
  await node.add('oversight-3', 'oversight')
  const asked = (await node.propose('administrator', 'oversight-1', 'disable')).body
  const again = () => node.propose('administrator', 'oversight-1', 'disable')
  expect(await again()).toMatchObject({ status: 409, body: { code: 'change-state' } })
  await node.consent('supervisor', asked)
  await node.pass(13 * 24)
  expect((await again()).body).toMatchObject({ code: 'change-state' })
  await node.pass(24)
  expect(await node.canSignIn('oversight-1')).toBe(false)
  expect((await again()).body).toMatchObject({ code: 'change-state' })
  const held = await node.propose('administrator', 'officer', 'roles', { role: 'signal-officer', action: 'grant' })
  expect(held.body).toMatchObject({ code: 'change-state' })
})

test('a key changes no people', async () => {
  const { newKey } = await import('../keys.ts')
  const { key, hash } = newKey('ep')
  const row = { id: randomUUID(), account_id: await node.id('administrator'), hash, label: 'x' }
  await node.db
    .insertInto('person_key')
    .values({ ...row, expires_at: '2027-01-01T00:00:00.000Z' })
    .execute()
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ reason: because })
  for (const path of ['suspend', 'reset', 'disable']) {
    const url = `${node.url}/v1/accounts/${await node.id('analyst')}/${path}`
    expect(await (await fetch(url, { method: 'POST', headers, body })).json()).toMatchObject({ code: 'session-needed' })
  }
  expect((await fetch(`${node.url}/v1/people/changes`, { headers })).status).toBe(200)
})
