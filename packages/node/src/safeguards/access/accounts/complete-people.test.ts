import { randomUUID } from 'node:crypto'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { completePeople } from './complete-people.ts'
import { createAccount } from './create-account.ts'
import { makePersonKey } from './person-key.ts'

let node: TestNode
beforeEach(async () => {
  node = await startTestNode()
})
afterEach(() => node?.stop())

const member = { id: 'norland.example' }
const complete = () => completePeople({ ...node, member }, new Date())
async function addFactor(account: string): Promise<void> {
  const { id } = await node.db.selectFrom('account').select('id').where('name', '=', account).executeTakeFirstOrThrow()
  const row = {
    id: randomUUID(),
    account_id: id,
    kind: 'totp',
    label: 'x',
    enrolled_by: 'self',
    created_at: new Date(),
  }
  await node.db
    .insertInto('credential')
    .values({ ...row, secret: Buffer.from('x') })
    .execute()
}
const peopleOf = async () => ((await (await fetch(`${node.url}/v1/member`)).json()) as { people: string }).people

test('K10 a node of one person says so, and is complete once five people have second factors', async () => {
  expect(await peopleOf()).toBe('single-operator')
  expect(((await (await fetch(`${node.url}/health`)).json()) as { people: string }).people).toBe('single-operator')
  const analyst = await node.signIn('analyst')
  expect((await analyst.call('GET', '/v1/me')).body).toMatchObject({ people: 'single-operator' })
  for (const account of ['analyst', 'supervisor', 'administrator', 'oversight-1']) await addFactor(account)
  await expect(complete()).rejects.toMatchObject({ code: 'change-state' })
  await addFactor('oversight-2')
  const key = await makePersonKey(node.db, { account: 'analyst', label: 'operator' }, new Date())
  const headers = { authorization: `Bearer ${key.key}` }
  expect((await fetch(`${node.url}/v1/me`, { headers })).status).toBe(200)
  const { disabled, factors } = await complete()
  expect(disabled).toEqual(['officer', 'officer-2'])
  expect(factors.map(({ account, kind }) => `${account} ${kind}`)).toEqual(
    ['administrator', 'analyst', 'oversight-1', 'oversight-2', 'supervisor'].map((name) => `${name} totp`),
  )
  expect((await fetch(`${node.url}/v1/me`, { headers })).status, 'a key from before').toBe(401)
  expect((await analyst.call('GET', '/v1/me')).status, 'a session from before').toBe(401)
  const passwords = node.db.selectFrom('account').select('name').where('must_change_password', '=', true)
  expect((await passwords.execute()).map(({ name }) => name).sort()).toEqual(factors.map(({ account }) => account))
  await expect.poll(peopleOf, { timeout: 5000 }).toBe('complete')
  await expect(node.signIn('officer')).rejects.toThrow('sign-in-failed')
  await expect(complete()).rejects.toMatchObject({ code: 'change-state' })
})

test('K10 a node of one person that joined members removes them before it is complete', async () => {
  for (const name of ['analyst', 'supervisor', 'administrator', 'oversight-1', 'oversight-2']) await addFactor(name)
  const peer = { member: 'sudmark.example', node: 'sudmark.example', url: 'https://node.sudmark.example' }
  await node.db
    .insertInto('peer')
    .values({ ...peer, state: 'active', since: new Date() })
    .execute()
  await expect(complete()).rejects.toThrow('Remove the members')
  await node.db.updateTable('peer').set({ state: 'removed' }).execute()
  expect((await complete()).disabled).toEqual(['officer', 'officer-2'])
})

test('K10 two accounts of one person do not count as two people', async () => {
  for (const name of ['analyst', 'supervisor', 'oversight-1', 'oversight-2']) await addFactor(name)
  const account = node.db.selectFrom('account').select('person_id').where('name', '=', 'supervisor')
  const { person_id: id } = await account.executeTakeFirstOrThrow()
  await createAccount(node.db, {
    ...{ name: 'second', person: { id }, roles: [{ role: 'administrator', state: 'active' }], teams: [] },
    ...{ password: '', passwordHash: 'x', mustChangePassword: false, grantedBy: null },
  })
  await addFactor('second')
  await expect(complete()).rejects.toMatchObject({ code: 'change-state' })
})
