import type { Authority } from '@entente/contracts'
import { expect, test } from 'vitest'
import { grant, node, revoke, useNode } from './people-node.fixture.ts'

useNode()

/** Gives an account a role in the database, past every rule of the node. */
async function force(name: string, role: string, at = node.now()): Promise<void> {
  const row = { account_id: await node.id(name), role, state: 'active', granted_by: null, confirmed_by: null }
  await node.db
    .insertInto('account_role')
    .values({ ...row, granted_at: at })
    .onConflict((c) => c.columns(['account_id', 'role']).doUpdateSet({ state: 'active', granted_at: at }))
    .execute()
}
const authority = async (): Promise<Authority> =>
  (await node.as<Authority>('oversight-1', 'GET', '/v1/people/authority')).body
const proofOf = async (name: string, role: string) => {
  const found = (await authority()).grants.find((one) => one.account.name === name && one.role === role)
  return found && [found.how, found.proof]
}

test('K3 the list of authority tells roles of the founding, of a quorum and past it apart', async () => {
  await node.pass(1)
  const asked = (await node.propose('administrator', 'officer', 'roles', grant('analyst'))).body
  await node.consent('supervisor', asked)
  await node.pass(1)
  await force('officer-2', 'supervisor')
  expect(await proofOf('officer', 'signal-officer')).toEqual(['founding', 'signed'])
  expect(await proofOf('officer', 'analyst')).toEqual(['quorum', 'signed'])
  expect(await proofOf('officer-2', 'supervisor')).toEqual(['past-quorum', 'unsigned'])
  const { people, grants, floors } = await authority()
  expect(people).toBe('single-operator')
  expect(grants.find(({ change }) => change === asked.id)).toMatchObject({
    ...{ grantedBy: { name: 'Administrator' }, consents: [{ name: 'Supervisor' }], factors: [] },
  })
  expect(floors).toContainEqual({ role: 'supervisor', fewest: 1, people: 1, withPasskey: 0 })
})

test('K3 a role that was revoked by its quorum and put back past it is unsigned', async () => {
  await node.pass(1)
  const before = node.now()
  const asked = (await node.propose('administrator', 'analyst', 'roles', revoke('analyst'))).body
  expect((await node.consent('supervisor', asked)).body.state).toBe('done')
  await node.pass(1)
  for (const at of [node.now(), before, new Date('2026-01-01T00:00:00.000Z')]) {
    await force('analyst', 'analyst', at)
    expect(await proofOf('analyst', 'analyst')).toEqual(['past-quorum', 'unsigned'])
  }
})

test('K3 a role past the quorum consents to nothing, counts in no floor and lowers no quorum', async () => {
  await node.pass(1)
  await force('officer', 'supervisor')
  await force('officer-2', 'administrator')
  // The second administrator does not count, so oversight must still consent.
  const asked = (await node.propose('administrator', 'analyst', 'roles', grant('supervisor'))).body
  expect(asked.needs).toEqual([['supervisor'], ['oversight']])
  const signed = await node.signIn('officer')
  await signed.call('PUT', '/v1/me/role', { role: 'supervisor' })
  expect(await signed.call('POST', `/v1/people/changes/${asked.id}/consent`)).toMatchObject({
    ...{ status: 409, body: { code: 'grant-unsigned' } },
  })
  expect(await node.refusals(`change:${asked.id}`)).toEqual(['grant-unsigned'])
  const last = await node.propose('administrator', 'supervisor', 'roles', revoke('supervisor'))
  expect(last).toMatchObject({ status: 409, body: { code: 'last-of-role' } })
  // Two people can revoke it.
  const removal = (await node.propose('administrator', 'officer', 'roles', revoke('supervisor'))).body
  expect((await node.consent('supervisor', removal)).body.state).toBe('waiting')
})

test('a person without authority does not read who has it', async () => {
  for (const name of ['analyst', 'officer'])
    expect((await node.as(name, 'GET', '/v1/people/authority')).status).toBe(403)
})
