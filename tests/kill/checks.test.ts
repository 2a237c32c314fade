import { openPool } from '@entente/node'
import { createCarrierClient, createWatchList, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkMessages } from '../../bench/kill/check-messages.ts'
import { checkRecords } from '../../bench/kill/check-records.ts'
import { type Expected, expectRecords } from '../../bench/kill/expect-records.ts'
import { makeKillMessages } from '../../bench/kill/make-kill-messages.ts'

// The kill test depends on its checks, so this test causes each kind of loss and expects a check to report it.
let node: TestNode
let pool: ReturnType<typeof openPool>
const acknowledged = new Map<string, string>()
let expected: Map<string, Expected>
beforeAll(async () => {
  node = await startTestNode()
  pool = openPool(node.database.connection('entente_owner'), { max: 2, log: () => {} })
  const messages = makeKillMessages(5, 12, createWatchList('checks', 20))
  const client = createCarrierClient({ node: node.url, key: node.sender.key })
  for (const message of messages) {
    const { id, sha256 } = await client.sendMessage(message)
    acknowledged.set(sha256, id)
  }
  await node.whenIdle()
  expected = expectRecords(messages)
})
afterAll(async () => {
  await pool?.end()
  await node?.stop()
})

const check = async () => [...(await checkMessages(pool, acknowledged, expected)), ...(await checkRecords(pool))]

/** Returns the reports of the checks after a change to the database, and rolls the change back. */
async function after(change: string): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    // The log refuses deletions even by its owner, so its triggers are disabled for this change.
    await client.query('alter table audit.entry disable trigger all')
    await client.query(change)
    return [...(await checkMessages(client, acknowledged, expected)), ...(await checkRecords(client))]
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('the checks report nothing for a node that was not killed', async () => {
  expect(await check()).toEqual([])
})

test.each([
  ['delete from message where id = (select id from message limit 1)', 'an acknowledged message is there 0 times'],
  [
    "update message set status = 'received' where id = (select message_id from reading where outcome = 'read' limit 1)",
    'status received',
  ],
  ['delete from reading where message_id = (select message_id from reading limit 1)', 'readings 0, should be 1'],
  ["delete from audit.entry where type = 'message.receive'", 'log entries of its receipt 0, should be 1'],
  ["delete from audit.entry where type = 'record.read'", 'log entries of its reading 0, should be 1'],
  ["delete from audit.entry where type = 'signal.match'", 'no log entry says they were matched'],
  ['delete from statement where message_id = (select message_id from statement limit 1)', 'people in statements 0'],
  ['update statement set traveller_id = null', 'a statement about nobody'],
  ['update traveller set version = version + 1', 'a traveller whose versions are not one after another'],
  ['update audit.log set size = size + 256', 'a log whose signed size is not the number of its leaves'],
  ['update audit.log set size = size + 256', 'a log without the hash of a full tile'],
  [
    "insert into audit.leaf select generation, 0, (select id from audit.entry limit 1), sha256('x') from audit.log",
    'a leaf that is not the hash of its entry',
  ],
])('after «%s» the checks report: %s', async (change, fault) => {
  expect((await after(change)).join('\n')).toContain(fault)
})
