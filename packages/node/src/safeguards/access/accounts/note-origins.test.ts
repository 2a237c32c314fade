import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteOrigins } from './note-origins.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
  await node.endFounding()
})
afterAll(() => node.stop())

test('3.4 another address of the desk raises one alarm for oversight, except on a node of one person', async () => {
  const deps = { ...node, member: { id: 'norland.example' }, clock: () => new Date() }
  const alarms = async () =>
    (await node.db.selectFrom('alarm').select('code').where('code', '=', 'origin-changed').execute()).length
  await noteOrigins(deps, ['https://other.example'])
  expect(await alarms()).toBe(0)
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  await noteOrigins(deps, ['https://node.example', 'https://desk.example'])
  await noteOrigins(deps, ['https://node.example', 'https://desk.example'])
  expect(await alarms()).toBe(1)
  const entries = node.db.selectFrom('audit.entry').select('details').where('type', '=', 'config.change')
  const read = (await entries.execute()).map(({ details }) => JSON.parse(details.toString()))
  expect(read).toContainEqual(
    expect.objectContaining({ from: 'https://other.example', to: 'https://node.example https://desk.example' }),
  )
})
