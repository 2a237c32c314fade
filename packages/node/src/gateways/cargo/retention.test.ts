import { startTestNode, type TestNode } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../pipeline/case-people.fixture.ts'
import { sweepRetentionJob } from '../../pipeline/jobs/jobs.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { awbOf, watchCompany, xfwb } from './cargo-messages.fixture.ts'
import { createFilers } from './filers.fixture.ts'
import { consignmentClocks } from './subjects/load-subjects.ts'

const start = new Date('2026-11-30T12:00:00.000Z')
let now = start
let node: TestNode
let owner: pg.Client
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await giveTeams(node, ['cargo', 'travel'])
  await watchCompany(node, () => now)
})
afterAll(async () => {
  await owner?.end()
  await node?.stop()
})

async function sweepAt(time: string): Promise<void> {
  now = new Date(time)
  await enqueueJobs([{ task: sweepRetentionJob.name, payload: {}, options: {} }]).execute(node.db)
  await node.whenIdle()
}
const count = async (table: string, where = 'true') =>
  Number((await owner.query(`select count(*) from ${table} where ${where}`)).rows[0].count)

test('S12: goods are masked after twelve months and deleted after 36, with assessments, cases and messages', async () => {
  const { carrier } = await createFilers(node.db)
  const sent = await fetch(`${node.url}/v1/cargo/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${carrier}`, 'content-type': 'application/xml' },
    body: new Uint8Array(xfwb({ awb: awbOf(7_000_001), consignee: 'Polar Dry Goods Trading' })),
  })
  expect(sent.status).toBe(202)
  await node.whenIdle()
  const { id, mask_at, delete_at } = await node.db.selectFrom('cargo_consignment').selectAll().executeTakeFirstOrThrow()
  expect([mask_at, delete_at]).toEqual([new Date('2027-11-30T12:00:00.000Z'), new Date('2029-11-30T12:00:00.000Z')])
  const tables = [
    'cargo_consignment',
    'cargo_filing',
    'cargo_version',
    'cargo_assessment',
    'case_file',
    'hit',
    'message',
    'reading',
  ]
  for (const table of tables) expect(await count(table), table).toBeGreaterThan(0)
  const sealedA = ['cargo_filing', 'cargo_version', 'case_file', 'hit']
  for (const table of sealedA) expect(await count(table, 'a is not null'), table).toBeGreaterThan(0)

  // A record that is kept longer keeps everything about it: here its clocks move, and move back.
  const ends = async () => {
    const { rows } = await owner.query(`select distinct delete_at from (select delete_at from cargo_consignment
      union all select delete_at from cargo_filing union all select delete_at from cargo_assessment) x`)
    return rows.map((row) => row.delete_at.toISOString())
  }
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' } }
  const move = (to: Date) =>
    systemAccess(core, 'customs-security').transaction({ action: 'record.write', type: 'record.read' }, (tx) =>
      consignmentClocks.move(tx, id, { mask_at, delete_at: to }),
    )
  await move(new Date('2031-01-01T00:00:00.000Z'))
  expect(await ends()).toEqual(['2031-01-01T00:00:00.000Z'])
  await move(delete_at)

  await sweepAt('2027-11-30T12:00:01.000Z')
  for (const table of sealedA) expect(await count(table, 'a is not null'), table).toBe(0)
  expect(await count('message', 'octet_length(raw) > 100')).toBe(0)
  const purpose = { 'entente-purpose': 'customs-security' }
  const supervisor = await node.signIn('supervisor')
  const read = await supervisor.call('GET', `/v1/cargo/consignments/${id}`, undefined, purpose)
  expect(read.status).toBe(200)
  expect(JSON.stringify(read.body)).not.toContain('Polar Dry')

  await sweepAt('2029-11-30T12:00:01.000Z')
  for (const table of tables) expect(await count(table), table).toBe(0)
  expect(await count('alarm', "code = 'retention-late'")).toBe(0)
})
