import type { CaseDetail, CaseList } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepRetentionJob } from '../../pipeline/jobs/jobs.ts'
import { enqueueJobs } from '../../store/define-job.ts'
import { echo } from './echo-gateway.fixture.ts'
import { type EchoWorld, startEchoWorld } from './echo-world.fixture.ts'

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let signals: EchoWorld['signals']
let send: EchoWorld['send']
beforeAll(async () => {
  ;({ node, signals, send } = await startEchoWorld(echo, () => now))
})
afterAll(() => node.stop())

const answerTo = async (id: string) => (await send('GET', `/v1/echo/messages/${id}/answer`)).body
async function view({ call }: SignedIn, caseId: string, seconds: number): Promise<void> {
  for (let passed = 0; passed <= seconds; passed += 5) {
    expect((await call('POST', `/v1/cases/${caseId}/view`)).status).toBe(200)
    now = new Date(now.getTime() + 5000)
  }
}
const detailOf = async ({ call }: SignedIn, id: string) => (await call('GET', `/v1/cases/${id}`)).body as CaseDetail

test('a new gateway needs no change of the pipeline from message to masked case', async () => {
  const driver = 'Yusuf Hamdan Qarmouti'
  const consignee = 'Polar Dry Goods Trading'
  const received = await send('POST', '/v1/echo/messages', { reference: 'E-1', names: { driver, consignee } })
  expect(received).toMatchObject({ status: 202, body: { duplicate: false, format: 'ECHO' } })
  const subjectId = received.body.id as string
  await node.whenIdle()

  const analyst = await node.signIn('analyst')
  const { items } = (await analyst.call('GET', '/v1/cases?gateway=echo')).body as CaseList
  expect(items).toMatchObject([{ gateway: 'echo', team: 'echo', context: null, subject: { id: subjectId } }])
  const caseId = items[0]?.id as string
  const detail = await detailOf(analyst, caseId)
  // An organisation is compared with organisations, a person with people.
  expect(detail.hits.map(({ party, of, signalId }) => [party, of, signalId]).sort()).toEqual([
    ['1', 'signal', signals.driver],
    ['2', 'signal', signals.company],
  ])
  expect(detail.subject.parties.map(({ role, kind }) => [role, kind])).toEqual([
    ['driver', 'person'],
    ['consignee', 'organisation'],
  ])
  expect(detail.record).toMatchObject({
    masked: false,
    sections: [{ kind: 'fields', fields: [{ value: driver }, {}] }],
  })
  expect(await answerTo(subjectId)).toEqual({ act: 'inspect', basis: 'hit-under-review' })

  const words = { text: 'The company is the one that was named.', alternativesConsidered: [], details: null }
  const proposal = { outcome: 'adverse', act: 'hold', reasons: ['same-party'], hits: detail.hits.map(({ id }) => id) }
  await view(analyst, caseId, 20)
  const foreign = { ...proposal, ...words, act: 'do-not-board' }
  expect((await analyst.call('POST', `/v1/cases/${caseId}/proposal`, foreign)).body).toMatchObject({
    code: 'body-invalid',
    errors: [{ code: 'act-unknown', at: '/act' }],
  })
  expect((await analyst.call('POST', `/v1/cases/${caseId}/proposal`, { ...proposal, ...words })).body).toMatchObject({
    state: 'awaiting-second',
  })
  expect(await answerTo(subjectId)).toMatchObject({ act: 'inspect' })
  const supervisor = await node.signIn('supervisor')
  await view(supervisor, caseId, 20)
  const agreed = { agree: true, reasons: ['same-party'], text: 'I compared both names with the signals.' }
  expect((await supervisor.call('POST', `/v1/cases/${caseId}/confirmation`, agreed)).body).toMatchObject({
    state: 'decided',
    decision: { act: 'hold', adverse: true },
  })
  await node.whenIdle()
  expect(await answerTo(subjectId)).toEqual({ act: 'hold', basis: 'decision' })
  const feedback = await node.db.selectFrom('feedback').select(['signal_id', 'outcome']).execute()
  expect(feedback.map(({ signal_id, outcome }) => [signal_id, outcome]).sort()).toEqual(
    [signals.driver, signals.company].map((id) => [id, 'confirmed']).sort(),
  )

  // The regime masks after six months.
  now = new Date('2027-06-01T12:00:00.000Z')
  const later = await detailOf(await node.signIn('analyst'), caseId)
  expect(later.record).toMatchObject({ masked: true, sections: [{ fields: [{ value: null }, { value: null }] }] })
  expect(later.subject.parties.flatMap(({ selectors }) => selectors)).toEqual([])
  // The signals stay readable: they are not part of the record.
  expect(JSON.stringify({ ...later, signals: [] })).not.toMatch(/Qarmouti|Polar/i)

  const sweep = async () => {
    await enqueueJobs([{ task: sweepRetentionJob.name, payload: {}, options: {} }]).execute(node.db)
    await node.whenIdle()
  }
  const stored = async () => {
    const tables = ['case_file', 'hit', 'proposal', 'confirmation', 'decision', 'message', 'reading']
    const counts = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(node.db)
        return [table, rows[0]?.n] as const
      }),
    )
    return counts.flatMap(([table, n]) => (n === 0 ? [] : [table]))
  }
  const withClassA = async () => {
    const tables = ['case_file', 'hit', 'proposal', 'confirmation', 'decision', 'reading']
    const found = []
    for (const table of tables) {
      const { rows } = await sql`select from ${sql.table(table)} where a is not null`.execute(node.db)
      if (rows.length > 0) found.push(table)
    }
    return found
  }
  expect(await withClassA()).toEqual(['case_file', 'hit', 'proposal', 'confirmation', 'decision', 'reading'])
  await sweep()
  expect(await withClassA()).toEqual([])
  expect(await stored()).toContain('decision')
  // It deletes after five years, with the decision of two people. The feedback to the signals' owner stays.
  now = new Date('2031-11-25T12:00:00.000Z')
  await sweep()
  expect(await stored()).toEqual([])
  const left = await node.db.selectFrom('feedback').select(['case_id', 'hit_id']).execute()
  expect(left).toEqual([
    { case_id: null, hit_id: null },
    { case_id: null, hit_id: null },
  ])
})

test('the database has the acts of every gateway of the node', async () => {
  const acts = await node.db
    .selectFrom('gateway_act')
    .selectAll()
    .where('gateway', '=', 'echo')
    .orderBy('act')
    .execute()
  expect(acts.map(({ act, adverse }) => [act, adverse])).toEqual([
    ['hold', true],
    ['inspect', false],
    ['release', false],
  ])
})
