import { expect, test } from 'vitest'
import { runKill } from '../bench/kill/run-kill.ts'

// This is a short version of `npm run bench -- kill`, which sends 5,000 messages, kills the node 20 times and its database 5 times.
const order = { seed: 20, messages: 500, nodeKills: 3, postgresKills: 1, compare: false }

test('no acknowledged work is lost, repeated or cut short by kills of node and database', async () => {
  const { sent, kills, cases, faults } = await runKill(order)
  expect(faults).toEqual([])
  expect(sent.acknowledged.size).toBe(order.messages)
  expect(kills).toEqual({ node: order.nodeKills, postgres: order.postgresKills })
  // Without a case, the test would not check that cases survive.
  expect(cases).toBeGreaterThan(0)
})
