import { expect, test } from 'vitest'
import { runKill } from '../bench/kill/run-kill.ts'

// This is a short version of `npm run bench -- kill`, which sends 5,000 messages, kills the node 20 times and its database 5 times.
const order = {
  ...{ seed: 20, messages: 500, nodeKills: 3, postgresKills: 1, compare: false },
  ...{ external: false, fullDisks: 0 },
}

test('no acknowledged work is lost, repeated or cut short by kills of node and database', async () => {
  const { sent, kills, cases, faults } = await runKill(order)
  expect(faults).toEqual([])
  expect(sent.acknowledged.size).toBe(order.messages)
  expect(kills).toEqual({ node: order.nodeKills, postgres: order.postgresKills, disk: 0 })
  // Without a case, the test would not check that cases survive.
  expect(cases).toBeGreaterThan(0)
})

test('with DATABASE_URL, no acknowledged work is lost when PostgreSQL restarts and the node is killed', async () => {
  const few = { ...order, messages: 150, nodeKills: 1, postgresKills: 2, external: true }
  const { sent, kills, faults } = await runKill(few)
  expect(faults).toEqual([])
  expect(sent.acknowledged.size).toBe(few.messages)
  expect(kills).toEqual({ node: 1, postgres: 2, disk: 0 })
})

test('while the disk is full, messages are refused, and none that was acknowledged is lost', async ({ skip }) => {
  const few = { ...order, messages: 150, nodeKills: 0, postgresKills: 0, fullDisks: 1 }
  const { sent, kills, faults, diskSkipped } = await runKill(few)
  if (diskSkipped !== null) return skip(diskSkipped)
  expect(faults).toEqual([])
  expect(sent.acknowledged.size).toBe(few.messages)
  expect(kills.disk).toBe(1)
})
