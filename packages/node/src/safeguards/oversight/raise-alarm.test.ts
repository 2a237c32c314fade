import { randomUUID } from 'node:crypto'
import { startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../access/access-store.ts'
import { systemAccess } from '../access/system.ts'
import { raiseAlarm } from './raise-alarm.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const access = () => systemAccess({ store: node.store, member: { id: 'norland.example', name: 'Norland' } }, null)
const raising = (work: (tx: Tx) => Promise<void>) =>
  access().transaction({ action: 'record.write', type: 'message.read', impersonal: true }, async (tx) => {
    tx.leavesNoEntry()
    await work(tx)
  })
const alarmsOf = (ref: string) => node.db.selectFrom('alarm').select('detail').where('ref', '=', ref).execute()
const announced = async (ref: string) =>
  (await node.db.selectFrom('event').select('id').where('ref', '=', ref).execute()).length

/** Runs two transactions whose works both end before either of them writes its alarms. */
async function atOnce(first: (tx: Tx) => Promise<void>, second: (tx: Tx) => Promise<void>): Promise<void> {
  let arrived = 0
  let open = () => {}
  const both = new Promise<void>((resolve) => {
    open = resolve
  })
  const meeting = (work: (tx: Tx) => Promise<void>) => async (tx: Tx) => {
    await work(tx)
    arrived += 1
    if (arrived === 2) open()
    await both
  }
  await Promise.all([raising(meeting(first)), raising(meeting(second))])
}

test('the same alarm from two connections at once is stored once', async () => {
  const refs = Array.from({ length: 8 }, () => `sig:${randomUUID()}`)
  const raise = (order: readonly string[]) => async (tx: Tx) => {
    for (const ref of order) await raiseAlarm(tx, 'record-unreadable', ref, { records: [ref] })
  }
  // Both wait for the lock of the fourth alarm. In opposite orders they would then wait for each other.
  const client = new pg.Client(node.database.connection('entente_app'))
  await client.connect()
  const key = `record-unreadable ${refs[3]}`
  await client.query('select pg_advisory_lock(hashtextextended($1, 33))', [key])
  const raised = atOnce(raise(refs), raise([...refs].reverse()))
  const waiting = async () =>
    (await client.query("select from pg_locks where locktype = 'advisory' and not granted")).rowCount
  try {
    await expect.poll(waiting).toBe(2)
  } finally {
    await client.end()
  }
  await raised
  for (const ref of refs) {
    expect(await alarmsOf(ref)).toEqual([{ detail: { records: [ref] } }])
    expect(await announced(ref)).toBe(1)
  }
})

test('an open alarm names all records that were reported, at once or later', async () => {
  const ref = `case:${randomUUID()}`
  const report = (record: string) => (tx: Tx) => raiseAlarm(tx, 'record-unreadable', ref, { records: [record] })
  await atOnce(report('b'), report('a'))
  await raising(report('c'))
  await raising(report('b'))
  await raising(async (tx) => {
    await report('d')(tx)
    await report('e')(tx)
  })
  expect(await alarmsOf(ref)).toEqual([{ detail: { records: ['a', 'b', 'c', 'd', 'e'] } }])
  expect(await announced(ref)).toBe(4)
})

test('an acknowledged alarm is raised again, and a failed transaction raises none', async () => {
  const ref = `peer:${randomUUID()}`
  const raise = (tx: Tx) => raiseAlarm(tx, 'entry-invalid', ref, { entry: 'one' })
  const failing = raising(async (tx) => {
    await raise(tx)
    throw new Error('failed')
  })
  await expect(failing).rejects.toThrow('failed')
  expect(await alarmsOf(ref)).toEqual([])
  await raising(raise)
  await raising(raise)
  expect(await alarmsOf(ref)).toHaveLength(1)
  await node.db.updateTable('alarm').set({ acknowledged_at: new Date() }).where('ref', '=', ref).execute()
  await raising(raise)
  expect(await alarmsOf(ref)).toHaveLength(2)
})
