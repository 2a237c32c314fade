import { expect, test } from 'vitest'
import { node, useNode } from './people-node.fixture.ts'

// One administrator tries to become everybody. Each step of each attempt is refused or waits for another person.

useNode()

test('an administrator alone becomes neither analyst nor supervisor', async () => {
  for (const role of ['analyst', 'supervisor']) {
    const asked = await node.propose('administrator', 'administrator', 'roles', { role, action: 'grant' })
    expect(asked).toMatchObject({ status: 202, body: { state: 'awaiting-consent' } })
    expect(await node.consent('administrator', asked.body)).toMatchObject({ status: 409, body: { code: 'concerned' } })
    expect(await node.refusals(`change:${asked.body.id}`)).toEqual(['concerned'])
  }
  const puppet = {
    name: 'puppet',
    person: { name: 'P. Uppet', staffReference: 'N-4471' },
    knowsHuman: true,
    roles: ['supervisor'],
    teams: ['travel'],
  }
  const made = await node.as<{ id: string; oneTimePassword: null; changes: { id: string }[] }>(
    ...(['administrator', 'POST', '/v1/accounts', puppet] as const),
  )
  expect(made).toMatchObject({ status: 201, body: { oneTimePassword: null } })
  const [grant] = made.body.changes as [{ id: string }]
  expect((await node.consent('administrator', grant)).body).toMatchObject({ code: 'same-person' })
  const reset = await node.propose('administrator', 'supervisor', 'reset')
  expect((await node.consent('administrator', reset.body)).status).toBe(200)
  expect((await node.consent('administrator', reset.body)).body).toMatchObject({ code: 'same-person' })
  await node.pass(100)
  expect(await node.roles('administrator')).toEqual(['administrator'])
  expect(await node.roles('puppet')).toEqual([])
  expect(await node.canSignIn('supervisor')).toBe(true)
})

test('bad input 10: a reset answers a change that waits, and no secret', async () => {
  const reset = await node.propose('administrator', 'supervisor', 'reset')
  expect(reset).toMatchObject({ status: 202, body: { kind: 'recover', state: 'awaiting-consent' } })
  expect(JSON.stringify(reset.body)).not.toMatch(/"[a-z2-9]{4}(-[a-z2-9]{4})+"|password/)
})

test('bad input 7: an administrator alone takes no role, account, team or name away', async () => {
  await node.add('supervisor-2', 'supervisor')
  const acts: [string, object][] = [
    ['roles', { role: 'supervisor', action: 'revoke' }],
    ['disable', {}],
  ]
  for (const [path, body] of acts) {
    const asked = await node.propose('administrator', 'supervisor', path, body)
    expect(asked).toMatchObject({ status: 202, body: { state: 'awaiting-consent' } })
    expect((await node.consent('administrator', asked.body)).body).toMatchObject({ code: 'same-person' })
  }
  const path = `/v1/accounts/${await node.id('supervisor')}`
  const reason = 'A person of another name has married.'
  const other = await node.as<{ items: object[] }>('administrator', 'PATCH', path, {
    ...{ teams: [], personName: 'Somebody Else', reason },
  })
  expect(other).toMatchObject({ status: 202, body: { items: [{ kind: 'team' }, { kind: 'person' }] } })
  await node.pass(100)
  expect(await node.roles('supervisor')).toEqual(['supervisor'])
  const { items } = (
    await node.as<{ items: { name: string; person: object; teams: string[] }[] }>(
      ...(['oversight-1', 'GET', '/v1/accounts'] as const),
    )
  ).body
  expect(items.find(({ name }) => name === 'supervisor')).toMatchObject({
    person: { name: 'Supervisor' },
    teams: ['travel'],
    state: 'active',
  })
})

test('P1: three supervisors are not revoked before the fourth is reset', async () => {
  const supervisors = ['supervisor', 'supervisor-2', 'supervisor-3']
  for (const name of ['supervisor-2', 'supervisor-3', 'supervisor-4']) await node.add(name, 'supervisor')
  const revoke = { role: 'supervisor', action: 'revoke' }
  // The first revocation waits for another person, and a colluding supervisor consents.
  const asked = []
  for (const name of supervisors) asked.push((await node.propose('administrator', name, 'roles', revoke)).body)
  await node.pass(48)
  expect(await node.roles('supervisor')).toEqual(['supervisor'])
  for (const change of asked)
    expect(await node.consent('supervisor-4', change)).toMatchObject({ status: 200, body: { state: 'waiting' } })
  // The person concerned sees it in a live session and stops it.
  const seen = await node.as<{ items: object[] }>('supervisor', 'GET', '/v1/people/changes?own=1')
  expect(seen.body.items).toMatchObject([{ id: asked[0]?.id, state: 'waiting', may: ['object'] }])
  expect((await node.object('supervisor', asked[0] as { id: string })).body.state).toBe('objected')
  await node.pass(24)
  expect(await Promise.all(supervisors.map(node.roles))).toEqual([['supervisor'], [], []])
  // A reset of the fourth by the administrator alone ends with half a code.
  const reset = (await node.propose('administrator', 'supervisor-4', 'reset')).body
  await node.consent('administrator', reset)
  const half = await node.as<{ half: string }>('administrator', 'POST', `/v1/people/changes/${reset.id}/half`)
  await node.pass(24)
  const body = { account: 'supervisor-4', first: half.body.half, second: half.body.half, password: 'five quiet herons' }
  const enrolled = await fetch(`${node.url}/v1/enrol`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  })
  expect(enrolled.status).toBe(404)
  expect(await node.canSignIn('supervisor-4')).toBe(true)
})

test('a suspended objector delays the change of the person who suspended them', async () => {
  await node.add('supervisor-2', 'supervisor')
  await node.add('administrator-2', 'administrator')
  // Together the administrator and a supervisor reset the account of the other supervisor.
  const reset = (await node.propose('administrator', 'supervisor', 'reset')).body
  await node.consent('administrator', reset)
  const waiting = (await node.consent('supervisor-2', reset)).body
  expect(waiting.effectiveAt).toBe(new Date(node.now().getTime() + 24 * 3_600_000).toISOString())
  // The owner cannot sign in to object, so the whole waiting time begins again after the suspension.
  await node.propose('administrator', 'supervisor', 'suspend')
  expect((await node.change(reset.id)).effectiveAt).toBe(
    new Date(node.now().getTime() + (72 + 24) * 3_600_000).toISOString(),
  )
  await node.pass(72)
  expect((await node.change(reset.id)).state).toBe('waiting')
  const again = await node.propose('administrator', 'supervisor', 'suspend')
  expect(again).toMatchObject({ status: 409, body: { code: 'suspension-repeated' } })
  expect((await node.object('supervisor', reset)).body.state).toBe('objected')
})

test('suspending people lowers no quorum and no floor', async () => {
  await node.add('administrator-2', 'administrator')
  await node.propose('administrator', 'administrator-2', 'suspend')
  await node.propose('administrator', 'supervisor', 'suspend')
  // The suspended supervisor counts as present, so the quorum of a node without supervisors does not apply.
  const grant = { role: 'supervisor', action: 'grant' }
  const asked = (await node.propose('administrator', 'officer', 'roles', grant)).body
  expect(asked).toMatchObject({ needs: [['supervisor']], nobodyLeft: false })
  expect((await node.consent('oversight-1', asked)).body).toMatchObject({ code: 'role' })
  const last = await node.propose('administrator', 'oversight-1', 'suspend')
  expect(last.status).toBe(200)
  const both = await node.propose('administrator', 'oversight-2', 'suspend')
  expect(both).toMatchObject({ status: 409, body: { code: 'last-of-role' } })
})
