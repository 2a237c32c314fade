import { expect, test } from 'vitest'
import { readIndexKey } from '../../../keys.ts'
import { node, useNode } from './people-node.fixture.ts'
import { rescueAccount } from './rescue-account.ts'

useNode()

const member = { id: 'norland.example' }
const rescue = (account: string) =>
  rescueAccount({ ...node, member, triesKey: readIndexKey(node.dataRoot) }, account, node.now())
async function enrol(account: string, { first, second }: { first: string; second: string }) {
  const body = JSON.stringify({ account, first, second, password: 'five quiet herons wade' })
  const headers = { 'content-type': 'application/json' }
  return (await fetch(`${node.url}/v1/enrol`, { method: 'POST', headers, body })).status
}
const openChange = async (by: string) =>
  (
    await node.as<{ items: { id: string; kind: string; byOperator: boolean; may: string[] }[] }>(
      by,
      'GET',
      '/v1/people/changes',
    )
  ).body.items[0] as { id: string; may: string[] }

test('K3 a rescue is seen by oversight and the owner at once, and the owner stops it', async () => {
  const code = await rescue('supervisor')
  const alarms = await node.db.selectFrom('alarm').select(['code', 'ref']).execute()
  const seen = await openChange('oversight-1')
  expect(seen).toMatchObject({ kind: 'recover', byOperator: true, state: 'to-enrol', may: ['object'] })
  expect(alarms).toEqual([{ code: 'people-rescue', ref: `change:${seen.id}` }])
  const own = await node.as<{ items: object[] }>('supervisor', 'GET', '/v1/people/changes?own=1')
  expect(own.body.items).toMatchObject([{ id: seen.id, may: expect.arrayContaining(['object']) }])
  const entries = await node.db.selectFrom('audit.entry').select('ref').where('type', '=', 'people.rescue').execute()
  expect(entries).toEqual([{ ref: `account:${await node.id('supervisor')}` }])
  expect((await node.object('supervisor', seen)).body.state).toBe('objected')
  expect(await enrol('supervisor', code)).toBe(404)
  expect(await node.canSignIn('supervisor')).toBe(true)
})

test('K3 an administrator stops no rescue and learns no half of its code', async () => {
  await rescue('supervisor')
  const seen = await openChange('administrator')
  expect(seen.may).toEqual([])
  expect((await node.object('administrator', seen)).body).toMatchObject({ code: 'role' })
  for (const name of ['administrator', 'supervisor', 'oversight-1'])
    expect((await node.as(name, 'POST', `/v1/people/changes/${seen.id}/half`)).status).toBe(404)
})

test('K3 a rescued account consents to nothing for seven days, and its code works once for 72 hours', async () => {
  const code = await rescue('supervisor')
  expect(await enrol('supervisor', { ...code, second: code.first })).toBe(404)
  expect(await enrol('supervisor', code)).toBe(200)
  expect(await enrol('supervisor', code)).toBe(404)
  expect(await node.canSignIn('supervisor')).toBe(false)
  const row = node.db.selectFrom('account').select('recovered_at').where('name', '=', 'supervisor')
  expect((await row.executeTakeFirstOrThrow()).recovered_at).toEqual(node.now())
  const late = await rescue('analyst')
  await node.pass(72)
  expect(await enrol('analyst', late)).toBe(404)
  await expect(rescue('nobody')).rejects.toMatchObject({ code: 'not-found' })
  await node.db.updateTable('account').set({ state: 'disabled' }).where('name', '=', 'officer').execute()
  await expect(rescue('officer')).rejects.toMatchObject({ code: 'change-state' })
})
