import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { signerOf } from './acts/sign.fixture.ts'
import { announceToOversight } from './announce-to-oversight.ts'
import { grant, node, useNode } from './changes/people-node.fixture.ts'

useNode()

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const password = 'a long test password'
/** Signs in with a browser that keeps its cookies, and returns them. */
async function signInWith(jar: Map<string, string>, account: string, agent = firefox): Promise<void> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const reply = await fetch(`${node.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent, cookie },
    body: JSON.stringify({ account, password }),
  })
  expect(reply.status).toBe(200)
  for (const each of reply.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
    jar.set(name, value)
  }
}
const alarms = () => node.db.selectFrom('alarm').select(['id', 'ref']).where('code', '=', 'same-browser').execute()
async function consentOf(jars: [Map<string, string>, Map<string, string>], minutes: number, agent = firefox) {
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  await signInWith(jars[0], 'administrator', agent)
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  await node.pass(minutes / 60)
  await signInWith(jars[1], 'supervisor', agent)
  const [administrator, supervisor] = [await signerOf(node, 'administrator'), await signerOf(node, 'supervisor')]
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const proposal = await administrator.sign({ type: 'people.propose', about: `change:${asked.id}`, body: {} })
  const signing = `/v1/people/changes/${asked.id}/sign`
  expect((await administrator.session.call('POST', signing, { signed: proposal })).status).toBe(200)
  const path = `/v1/people/changes/${asked.id}/consent`
  const signed = await supervisor.sign({ type: 'people.consent', about: `change:${asked.id}`, body: {} })
  expect((await supervisor.session.call('POST', path, { signed })).status).toBe(200)
  const states = () => node.db.selectFrom('people_change').select('state').where('id', '=', asked.id).execute()
  await expect.poll(states).toEqual([{ state: 'done' }])
  await node.db.updateTable('credential').set({ state: 'ended' }).execute()
  return asked
}

test('K3 two sign-ins in one browser within ten minutes, one person confirming the other, raise an alarm', async () => {
  const one = new Map<string, string>()
  const asked = await consentOf([one, one], 9)
  expect([...one.keys()].filter((name) => name.endsWith('_browser'))).toHaveLength(1)
  const [alarm] = await alarms()
  expect(alarm?.ref).toBe(`change:${asked.id}`)
  // Neither of the two acknowledges it; oversight does.
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  const path = `/v1/alarms/${alarm?.id}/acknowledge`
  expect(await node.as('supervisor', 'POST', path)).toMatchObject({ status: 409, body: { code: 'concerned' } })
  expect((await node.as('oversight-1', 'POST', path)).status).toBe(204)
})

test('bad input 9: nobody whom an alarm about a case names acknowledges it', async () => {
  const people = [await node.person('supervisor')]
  await announceToOversight(node.db, 'same-browser', `case:${randomUUID()}`, node.now(), people)
  const [alarm] = await alarms()
  const path = `/v1/alarms/${alarm?.id}/acknowledge`
  expect(await node.as('supervisor', 'POST', path)).toMatchObject({ status: 409, body: { code: 'concerned' } })
  expect((await node.as('oversight-2', 'POST', path)).status).toBe(204)
})

test('two browsers, a pause of more than ten minutes, and programs raise no alarm', async () => {
  await consentOf([new Map(), new Map()], 1)
  expect(await alarms()).toEqual([])
  await node.db.updateTable('account_role').set({ state: 'revoked' }).where('role', '=', 'analyst').execute()
  const one = new Map([['nothing', randomUUID()]])
  await consentOf([one, one], 11)
  expect(await alarms()).toEqual([])
  await node.db.updateTable('account_role').set({ state: 'revoked' }).where('role', '=', 'analyst').execute()
  const program = new Map<string, string>()
  await consentOf([program, program], 1, 'curl/8.5.0')
  expect([...program.keys()].filter((name) => name.endsWith('_browser'))).toEqual([])
  expect(await alarms()).toEqual([])
})
