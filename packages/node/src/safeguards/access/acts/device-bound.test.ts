import type { PeopleChange } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from './sign.fixture.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode({ environment: { ENTENTE_PASSKEYS: 'device-bound' } })
  await node.endFounding()
})
afterAll(() => node.stop())

test('3.1 with device-bound passkeys, one that can be copied signs no act, and still signs in', async () => {
  const [administrator, supervisor] = [await signerOf(node, 'administrator'), await signerOf(node, 'supervisor')]
  const { id } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer')
    .executeTakeFirstOrThrow()
  const grant = { role: 'analyst', action: 'grant', reason: 'Agreed in the meeting of Monday.' }
  const change = (await administrator.session.call('POST', `/v1/accounts/${id}/roles`, grant)).body as PeopleChange
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const proposing = { type: 'people.propose', about: `change:${change.id}`, body: {} }
  const signed = await administrator.sign(proposing, { flags: 0x05 })
  const proposed = await administrator.session.call('POST', `/v1/people/changes/${change.id}/sign`, { signed })
  expect(proposed.status).toBe(200)
  const asking = { type: 'people.consent', about: `change:${change.id}`, body: {} }
  const consent = async (flags: number) => {
    const signed = await supervisor.sign(asking, { flags })
    return supervisor.session.call('POST', `/v1/people/changes/${change.id}/consent`, { signed })
  }
  expect(await consent(0x0d)).toMatchObject({ status: 409, body: { code: 'passkey-synced' } })
  expect((await supervisor.session.call('GET', '/v1/me/credentials')).body).toMatchObject({ deviceBound: true })
  const options = (await supervisor.session.call('POST', '/v1/session/verify/options')).body as Record<string, unknown>
  const passkey = supervisor.passkey.get(options, { flags: 0x0d })
  expect((await supervisor.session.call('POST', '/v1/session/verify', { passkey })).status).toBe(204)
  expect((await consent(0x05)).status).toBe(200)
})
