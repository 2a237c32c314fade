import type { PeopleChange } from '@entente/contracts'
import { expect, test } from 'vitest'
import { grant, node, revoke, useNode } from './people-node.fixture.ts'

// Each row of the table of quorums, with its consents and its wait.

useNode({ rules: true })

const hoursLeft = ({ effectiveAt }: PeopleChange): number =>
  (Date.parse(effectiveAt ?? '') - node.now().getTime()) / 3_600_000

/** Waits until just before a change takes effect, then until it does. */
async function effect(change: PeopleChange, before: () => Promise<void>): Promise<void> {
  const hours = hoursLeft(change)
  await node.pass(hours - 0.01)
  expect((await node.change(change.id)).state).toBe('waiting')
  await before()
  await node.pass(0.01)
  expect((await node.change(change.id)).state).toBe('done')
}

/** Lets another supervisor consent; the supervisor concerned can sign in for one more day. */
async function shutsOutAfterADay(asked: PeopleChange): Promise<void> {
  const waiting = (await node.consent('supervisor-2', asked)).body
  expect(hoursLeft(waiting)).toBe(24)
  await effect(waiting, async () => expect(await node.canSignIn('supervisor')).toBe(true))
  expect(await node.canSignIn('supervisor')).toBe(false)
}

test('a grant of analyst needs an administrator or supervisor and does not wait', async () => {
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  expect(asked).toMatchObject({ state: 'awaiting-consent', needs: [['administrator', 'supervisor']] })
  expect((await node.consent('oversight-1', asked)).body).toMatchObject({ code: 'role' })
  expect((await node.consent('supervisor', asked)).body).toMatchObject({ state: 'done', needs: [] })
  expect(await node.roles('officer')).toEqual(['analyst', 'signal-officer'])
})

test('a grant of supervisor needs a supervisor, and oversight without a second administrator; it waits a day', async () => {
  const alone = (await node.propose('administrator', 'officer', 'roles', grant('supervisor'))).body
  expect(alone.needs).toEqual([['supervisor'], ['oversight']])
  await node.consent('supervisor', alone)
  const waiting = (await node.consent('oversight-1', alone)).body
  expect(hoursLeft(waiting)).toBe(24)
  await effect(waiting, async () => expect(await node.roles('officer')).toEqual(['signal-officer']))
  expect(await node.roles('officer')).toEqual(['signal-officer', 'supervisor'])
  await node.add('administrator-2', 'administrator')
  const second = (await node.propose('administrator', 'officer-2', 'roles', grant('administrator'))).body
  expect(second.needs).toEqual([['supervisor']])
  expect(hoursLeft((await node.consent('supervisor', second)).body)).toBe(24)
})

test('a grant of oversight needs oversight and waits a day', async () => {
  await node.add('new', 'analyst')
  await node.owner
    .updateTable('account_role')
    .set({ state: 'revoked' })
    .where('account_id', '=', await node.id('new'))
    .execute()
  const asked = (await node.propose('administrator', 'new', 'roles', grant('oversight'))).body
  expect((await node.consent('supervisor', asked)).body).toMatchObject({ code: 'role' })
  const waiting = (await node.consent('oversight-2', asked)).body
  expect(hoursLeft(waiting)).toBe(24)
  await effect(waiting, async () => expect(await node.roles('new')).toEqual([]))
  expect(await node.roles('new')).toEqual(['oversight'])
})

test('a revocation of analyst does not wait, one of supervisor waits a day; sessions and keys end', async () => {
  await node.add('supervisor-2', 'supervisor')
  const analyst = (await node.propose('administrator', 'analyst', 'roles', revoke('analyst'))).body
  expect((await node.consent('supervisor', analyst)).body.state).toBe('done')
  expect(await node.canSignIn('analyst')).toBe(false)
  const asked = (await node.propose('administrator', 'supervisor', 'roles', revoke('supervisor'))).body
  await shutsOutAfterADay(asked)
})

test('an account is disabled like a revocation: a supervisor after a day, an analyst at once', async () => {
  await node.add('supervisor-2', 'supervisor')
  const asked = (await node.propose('administrator', 'supervisor', 'disable')).body
  await shutsOutAfterADay(asked)
  const analyst = (await node.propose('administrator', 'analyst', 'disable')).body
  expect((await node.consent('supervisor-2', analyst)).body.state).toBe('done')
})

test('a team is taken from a supervisor after a day, and given to an analyst with a consent', async () => {
  await node.add('supervisor-2', 'supervisor')
  const change = async (name: string, teams: string[]) => {
    const path = `/v1/accounts/${await node.id(name)}`
    const body = { teams, reason: 'The shift of the night has a new team.' }
    const { body: answer } = await node.as<{ items: PeopleChange[] }>('administrator', 'PATCH', path, body)
    return answer.items[0] as PeopleChange
  }
  const taken = await change('supervisor', ['content'])
  expect(hoursLeft((await node.consent('supervisor-2', taken)).body)).toBe(24)
  const given = await change('analyst', ['travel', 'content'])
  expect((await node.consent('supervisor', given)).body.state).toBe('done')
  const teams = node.db
    .selectFrom('account_team')
    .select('team')
    .where('account_id', '=', await node.id('analyst'))
  expect((await teams.orderBy('team').execute()).map(({ team }) => team)).toEqual(['content', 'travel'])
})

test('a renaming needs a supervisor and waits a day', async () => {
  const path = `/v1/accounts/${await node.id('officer')}`
  const body = { personName: 'Lars Aune', reason: 'The name was spelled wrongly.' }
  const { body: answer } = await node.as<{ items: PeopleChange[] }>('administrator', 'PATCH', path, body)
  const waiting = (await node.consent('supervisor', answer.items[0] as PeopleChange)).body
  expect(hoursLeft(waiting)).toBe(24)
  await node.pass(24)
  const person = node.db
    .selectFrom('person')
    .select('name')
    .where('id', '=', await node.person('officer'))
  expect((await person.executeTakeFirst())?.name).toBe('Lars Aune')
})

test('a suspension takes effect at once, lasts three days, and one other person ends it', async () => {
  const suspended = await node.propose('supervisor', 'analyst', 'suspend')
  expect(suspended).toMatchObject({ status: 200, body: { state: 'done', kind: 'suspend' } })
  const told = await fetch(`${node.url}/v1/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ account: 'analyst', password: 'a long test password' }),
  })
  expect(await told.json()).toMatchObject({ status: 403, code: 'account-suspended' })
  await node.pass(71.9)
  expect(await node.canSignIn('analyst')).toBe(false)
  await node.pass(0.1)
  expect(await node.canSignIn('analyst')).toBe(true)
  const other = (await node.propose('administrator', 'officer', 'suspend')).body
  expect((await node.object('oversight-1', other)).body.state).toBe('objected')
  expect(await node.canSignIn('officer')).toBe(true)
  expect((await node.propose('officer', 'analyst', 'suspend')).body).toMatchObject({ code: 'role' })
  const own = await node.as('officer', 'POST', '/v1/me/suspend', { reason: 'My laptop was stolen on the train.' })
  expect(own).toMatchObject({ status: 200, body: { kind: 'suspend', account: { name: 'officer' } } })
  expect(await node.canSignIn('officer')).toBe(false)
})

test('oversight is removed after a day with the consent of another, else after fourteen days', async () => {
  for (const name of ['oversight-3', 'oversight-4']) await node.add(name, 'oversight')
  const alone = (await node.propose('administrator', 'oversight-1', 'disable')).body
  const waiting = (await node.consent('supervisor', alone)).body
  expect(hoursLeft(waiting)).toBe(14 * 24)
  const sooner = (await node.consent('oversight-2', alone)).body
  expect(hoursLeft(sooner)).toBe(24)
  const other = (await node.propose('administrator', 'oversight-2', 'roles', revoke('oversight'))).body
  await node.consent('supervisor', other)
  await node.pass(24)
  expect(await node.canSignIn('oversight-1')).toBe(false)
  await node.pass(12.9 * 24)
  expect(await node.roles('oversight-2')).toEqual(['oversight'])
  await node.pass(0.1 * 24)
  expect(await node.roles('oversight-2')).toEqual([])
})

test('a supervisor proposes an administrator if none is left, for three days in which one may object', async () => {
  const early = await node.propose('supervisor', 'officer', 'roles', grant('administrator'))
  expect(early).toMatchObject({ status: 403, body: { code: 'role' } })
  const asked = (await node.propose('supervisor', 'officer', 'roles', grant('administrator', { gone: true }))).body
  expect(asked.needs).toEqual([['supervisor', 'oversight']])
  const waiting = (await node.consent('oversight-1', asked)).body
  expect(hoursLeft(waiting)).toBe(72)
  expect((await node.object('administrator', asked)).body.state).toBe('objected')
  const again = (await node.propose('supervisor', 'officer', 'roles', grant('administrator', { gone: true }))).body
  await node.consent('oversight-1', again)
  await node.pass(72)
  expect(await node.roles('officer')).toEqual(['administrator', 'signal-officer'])
})

test('a supervisor is granted with oversight if none is left, and oversight after fourteen days', async () => {
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('supervisor', { gone: true }))).body
  expect(asked.needs).toEqual([['oversight']])
  expect(hoursLeft((await node.consent('oversight-1', asked)).body)).toBe(24)
  await node.add('new', 'analyst')
  await node.owner
    .updateTable('account_role')
    .set({ state: 'revoked' })
    .where('account_id', '=', await node.id('new'))
    .execute()
  const gone = (await node.propose('administrator', 'new', 'roles', grant('oversight', { gone: true }))).body
  expect(hoursLeft((await node.consent('supervisor', gone)).body)).toBe(14 * 24)
  expect((await node.object('oversight-2', gone)).body.state).toBe('objected')
})

test('a proposal without all consents ends after fourteen days', async () => {
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  await node.pass(14 * 24)
  expect((await node.change(asked.id)).state).toBe('expired')
  expect((await node.consent('supervisor', asked)).body).toMatchObject({ code: 'change-state' })
})
