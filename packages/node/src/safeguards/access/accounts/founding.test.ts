import { expect, test } from 'vitest'
import { node, useNode } from '../changes/people-node.fixture.ts'
import { createSender, createSenderKey } from '../senders/senders.ts'

useNode({ founding: true })

const until = async () =>
  (await node.as<{ foundingUntil: string | null }>('administrator', 'GET', '/v1/people/changes')).body.foundingUntil
const grant = { role: 'supervisor', action: 'grant' }
const entries = async () => {
  const rows = node.db.selectFrom('audit.entry').select(['entry', 'details']).where('type', '=', 'people.found')
  return (await rows.execute()).map(({ entry, details }) => ({
    ...JSON.parse(entry),
    ...JSON.parse(details.toString()),
  }))
}

test('during founding nothing waits: a new account works with its one-time password', async () => {
  expect(await until()).toBe('2026-12-01T12:00:00.000Z')
  const body = { name: 'b.aas', person: { name: 'B. Aas' }, roles: ['supervisor'], teams: ['travel'] }
  const made = await node.as<{ oneTimePassword: string }>('administrator', 'POST', '/v1/accounts', body)
  expect(made).toMatchObject({ status: 201, body: { roles: [{ role: 'supervisor', state: 'active' }] } })
  expect(await node.canSignIn('b.aas', made.body.oneTimePassword)).toBe(true)
  expect(await node.propose('administrator', 'officer', 'roles', grant)).toMatchObject({
    ...{ status: 200, body: { state: 'done', needs: [], consents: [] } },
  })
  expect((await node.propose('administrator', 'officer', 'disable')).status).toBe(200)
  const path = `/v1/accounts/${await node.id('analyst')}`
  const reason = 'The team of the trial is another one.'
  expect((await node.as('administrator', 'PATCH', path, { teams: ['content'], reason })).status).toBe(200)
})

test('during founding a reset still needs two people, and waits for nothing else', async () => {
  const asked = (await node.propose('administrator', 'analyst', 'reset')).body
  await node.consent('administrator', asked)
  expect((await node.consent('supervisor', asked)).body.state).toBe('to-enrol')
})

test('floors hold during founding', async () => {
  const removal = await node.propose('administrator', 'oversight-1', 'disable')
  expect(removal).toMatchObject({ status: 409, body: { code: 'last-of-role' } })
})

test('founding ends after seven days, with a log entry of every account and role', async () => {
  await node.pass(7 * 24 - 1)
  expect(await until()).not.toBeNull()
  await node.pass(1)
  expect(await until()).toBeNull()
  await until()
  const [entry, ...others] = await entries()
  expect(others).toEqual([])
  expect(entry).toMatchObject({ role: 'system', count: 7, because: 'time' })
  expect(entry.people).toContainEqual({
    ...{ account: await node.id('supervisor'), person: await node.person('supervisor'), role: 'supervisor' },
  })
  expect((await node.propose('administrator', 'officer', 'roles', grant)).status).toBe(202)
})

test('founding ends at the first message from a sender that is not synthetic', async () => {
  const send = (key: string) =>
    fetch(`${node.url}/v1/travel/messages`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/EDIFACT' } },
      body: "UNA:+.? 'UNB+UNOA:4+A+B+261124:1200+1'UNZ+0+1'",
    })
  await send(node.sender.key)
  expect(await until()).not.toBeNull()
  const real = await createSenderKey(node.db, await createSender(node.db, { name: 'Zephyr Lines' }))
  expect((await send(real.key)).status).toBe(202)
  expect((await node.propose('administrator', 'officer', 'roles', grant)).status).toBe(202)
  expect(await until()).toBeNull()
})
