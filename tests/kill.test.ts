import { expect, test } from 'vitest'
import { runKill } from '../bench/kill/run-kill.ts'

// The same run as `npm run bench -- kill`, which sends 5,000 messages and kills the node 20 times and its database 5 times.
const order = { seed: 20, messages: 500, nodeKills: 3, postgresKills: 1, compare: false }

test('nothing acknowledged is lost, done twice or half done when node and database are killed while messages arrive', async () => {
  const { sent, kills, cases, faults } = await runKill(order)
  expect(faults).toEqual([])
  expect(sent.acknowledged.size).toBe(order.messages)
  expect(kills).toEqual({ node: order.nodeKills, postgres: order.postgresKills })
  // Otherwise nothing would have been there to be half written.
  expect(cases).toBeGreaterThan(0)
})
