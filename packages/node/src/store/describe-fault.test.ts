import { randomUUID } from 'node:crypto'
import { startTestNode } from '@entente/testkit'
import { expect, test } from 'vitest'
import { fail } from '../errors.ts'
import { recordUnreadable } from '../safeguards/access/record-unreadable.ts'
import { enqueueJobs } from './define-job.ts'
import { describeFault } from './describe-fault.ts'

const thrown = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test.each<[string, () => unknown]>([
  ['a parser', () => JSON.parse('{"surname": VORK NILS')],
  ['the language', () => new URL('VORK NILS')],
  ['a date', () => new Date('VORK').toISOString()],
  [
    'the database',
    () => {
      throw Object.assign(new Error('value "VORK NILS" is out of range'), { code: '22003' })
    },
  ],
])('a fault of %s is described without quoting data', (_what, work) => {
  expect(describeFault(thrown(work))).not.toMatch(/VORK/)
})

test("the node's own error messages are logged with their source position", () => {
  expect(describeFault(new Error('no gateway cargo'))).toMatch(/^Error: no gateway cargo packages\/node/)
})

test('a fault of a damaged record names the record, and another fault names no place', () => {
  expect(describeFault(recordUnreadable('record-1'))).toMatch(/^Failure record-unreadable of record-1 packages/)
  expect(describeFault(fail('body-invalid', { at: '/VORK' }))).not.toMatch(/VORK/)
})

test('a failed job stores no personal data in its row or in the log', async () => {
  const node = await startTestNode()
  try {
    // The payload fits the schema of the job, but the id is invalid in the database, whose error message quotes it.
    const payload = { scope: { agreement: 'VORK NILS', kind: 'person', epoch: 1 }, asker: 'sudmark.example' }
    await enqueueJobs([{ task: 'prepare-blind-set', payload, options: { jobKey: randomUUID() } }]).execute(node.db)
    const failed = () => node.database.connection('entente_owner')
    const { default: pg } = await import('pg')
    const client = new pg.Client(failed())
    await client.connect()
    const last = async () => {
      const { rows } = await client.query(
        "select last_error from graphile_worker._private_jobs where payload->'scope'->>'agreement' = 'VORK NILS'",
      )
      return rows[0]?.last_error as string | null | undefined
    }
    await expect.poll(last).toMatch(/^database 22P02/)
    expect(await last()).not.toMatch(/VORK/)
    await client.end()
  } finally {
    await node.stop()
  }
})
