import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { grant, node, revoke, useNode } from './people-node.fixture.ts'

// Attempts of people who hold some roles already: two who act together, people who lose their role, requests at once.

useNode()

const half = async (by: string, { id }: { id: string }) =>
  (await node.as<{ half: string }>(by, 'POST', `/v1/people/changes/${id}/half`)).body.half
const send = (path: string, body: object) =>
  fetch(`${node.url}${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  })

test('two supervisors who call the administrators gone grant no supervisor', async () => {
  await node.add('supervisor-2', 'supervisor')
  const asked = await node.propose('supervisor', 'officer', 'roles', grant('supervisor', { gone: true }))
  expect(asked).toMatchObject({ status: 403, body: { code: 'role' } })
})

test('a change ends when a person who supports it loses the role', async () => {
  await node.add('administrator-2', 'administrator')
  await node.add('supervisor-2', 'supervisor')
  await node.add('new', 'analyst')
  const byProposer = (await node.propose('administrator-2', 'officer', 'roles', grant('analyst'))).body
  const byConsent = (await node.propose('administrator', 'officer', 'roles', grant('supervisor'))).body
  expect((await node.consent('supervisor-2', byConsent)).body.state).toBe('waiting')
  for (const [name, role] of [
    ['administrator-2', 'administrator'],
    ['supervisor-2', 'supervisor'],
  ] as const) {
    const removal = (await node.propose('administrator', name, 'roles', revoke(role))).body
    await node.db.updateTable('people_change').set({ wait_hours: 0 }).where('id', '=', removal.id).execute()
    expect((await node.consent('supervisor', removal)).body.state).toBe('done')
  }
  for (const { id } of [byProposer, byConsent]) expect((await node.change(id)).state).toBe('refused')
  await node.pass(24)
  expect(await node.roles('officer')).toEqual(['signal-officer'])
})

test('a proposal to disable an analyst does not disable the supervisor that this person became', async () => {
  await node.add('administrator-2', 'administrator')
  await node.add('supervisor-2', 'supervisor')
  const early = (await node.propose('administrator', 'analyst', 'disable')).body
  const promoted = (await node.propose('administrator-2', 'analyst', 'roles', grant('supervisor'))).body
  await node.consent('supervisor', promoted)
  await node.pass(24)
  expect(await node.roles('analyst')).toEqual(['analyst', 'supervisor'])
  expect((await node.consent('supervisor-2', early)).body).toMatchObject({ code: 'change-state' })
  expect((await node.change(early.id)).state).toBe('refused')
  expect(await node.canSignIn('analyst')).toBe(true)
})

test('a person concerned cannot block their own removal by proposing it first', async () => {
  await node.add('administrator-2', 'administrator')
  const own = await node.propose('administrator', 'administrator', 'disable')
  expect(own.status).toBe(202)
  const other = await node.propose('administrator-2', 'administrator', 'disable')
  expect(other).toMatchObject({ status: 202, body: { state: 'awaiting-consent' } })
})

test('of two equal grants, the second has no effect', async () => {
  await node.add('administrator-2', 'administrator')
  const asked = []
  for (const by of ['administrator', 'administrator-2'])
    asked.push((await node.propose(by, 'officer', 'roles', grant('supervisor'))).body)
  for (const change of asked) await node.consent('supervisor', change)
  await node.pass(24)
  const ended = []
  for (const { id } of asked) ended.push((await node.change(id)).state)
  expect(ended.sort()).toEqual(['done', 'refused'])
})

test('a new account of a person who has one already counts as a reset of that person', async () => {
  const person = { id: await node.person('analyst') }
  const body = { name: 'a.other', person, roles: ['analyst'], teams: ['travel'], knowsHuman: true }
  const made = await node.as<{ changes: { id: string }[] }>('administrator', 'POST', '/v1/accounts', body)
  const [change] = made.body.changes as [{ id: string }]
  await node.consent('supervisor', change)
  const [first, second] = [await half('administrator', change), await half('supervisor', change)]
  await node.pass(24)
  const enrolled = await send('/v1/enrol', { account: 'a.other', first, second, password: 'five quiet herons wade' })
  expect(enrolled.status).toBe(200)
  const row = node.db.selectFrom('account').select('recovered_at').where('name', '=', 'a.other')
  expect((await row.executeTakeFirstOrThrow()).recovered_at).toEqual(node.now())
})

test('an account without a role is not reset, so its owner can sign in and object', async () => {
  const reset = (await node.propose('administrator', 'analyst', 'reset')).body
  await node.consent('administrator', reset)
  await node.consent('oversight-1', reset)
  const revoked = (await node.propose('administrator', 'analyst', 'roles', revoke('analyst'))).body
  expect((await node.consent('supervisor', revoked)).body.state).toBe('done')
  await node.pass(24)
  expect((await node.change(reset.id)).state).toBe('refused')
  const again = await node.propose('administrator', 'analyst', 'reset')
  expect(again).toMatchObject({ status: 409, body: { code: 'change-state' } })
})

test('ending one of two suspensions leaves the other in force', async () => {
  const first = (await node.propose('administrator', 'analyst', 'suspend')).body
  const second = (await node.propose('supervisor', 'analyst', 'suspend')).body
  const withdrawn = await node.as('supervisor', 'POST', `/v1/people/changes/${second.id}/withdraw`)
  expect(withdrawn.body.state).toBe('withdrawn')
  expect(await node.canSignIn('analyst')).toBe(false)
  expect((await node.object('oversight-1', first)).body.state).toBe('objected')
  expect(await node.canSignIn('analyst')).toBe(true)
})

test('a consent that waits while its role is revoked does not count', async () => {
  await node.add('supervisor-2', 'supervisor')
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  const supervisor = await node.signIn('supervisor-2')
  let answer: Promise<{ status: number }> | undefined
  await node.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(390039)`.execute(tx)
    answer = supervisor.call('POST', `/v1/people/changes/${asked.id}/consent`)
    const waiting = sql<{
      n: number
    }>`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted`
    await expect.poll(async () => (await waiting.execute(node.db)).rows[0]?.n).toBe(1)
    await tx
      .updateTable('account_role')
      .set({ state: 'revoked' })
      .where('account_id', '=', await node.id('supervisor-2'))
      .execute()
  })
  expect((await answer)?.status).toBe(401)
  expect((await node.change(asked.id)).consents).toEqual([])
})

test('a password that was changed since it was checked is not changed again', async () => {
  const thief = await node.signIn('analyst')
  const current = 'a long test password'
  const account = await node.id('analyst')
  let answer: Promise<{ status: number }> | undefined
  await node.db.transaction().execute(async (tx) => {
    await tx.updateTable('account').set({ password_hash: 'of the owner' }).where('id', '=', account).execute()
    answer = thief.call('POST', '/v1/me/password', { current, next: 'seven grey storks fly' })
    const waiting = sql<{
      n: number
    }>`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like 'update "account"%'`
    await expect.poll(async () => (await waiting.execute(node.db)).rows[0]?.n).toBe(1)
  })
  expect((await answer)?.status).toBe(401)
  const row = node.db.selectFrom('account').select('password_hash').where('id', '=', account)
  expect((await row.executeTakeFirstOrThrow()).password_hash).toBe('of the owner')
})

test('three attempts to be one’s own second person in a day raise one alarm', async () => {
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  const alarms = async () =>
    (
      await node.as<{ items: { code: string; subject: string }[] }>('oversight-1', 'GET', '/v1/alarms')
    ).body.items.filter(({ code }) => code === 'second-person-tried')
  await node.consent('administrator', asked)
  await node.pass(24.1)
  for (let n = 0; n < 2; n += 1) await node.consent('administrator', asked)
  expect(await alarms()).toEqual([])
  for (let n = 0; n < 3; n += 1) await node.consent('administrator', asked)
  expect(await alarms()).toMatchObject([{ subject: `account:${await node.id('administrator')}` }])
})
