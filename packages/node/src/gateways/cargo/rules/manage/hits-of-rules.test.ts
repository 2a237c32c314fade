import type { CargoRuleList, CargoRuleTest, CaseDetail } from '@entente/contracts'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { systemAccess } from '../../../../safeguards/access/system.ts'
import { awbOf, xffm, xfwb, xfzb } from '../../cargo-messages.fixture.ts'
import { openFilings } from '../../consignments/open-filings.ts'
import { mostNotJudgedADay } from '../hits/not-judged.ts'
import { openRulesStage, problem, rule, rulesOf } from './rules-stage.fixture.ts'

const stage = await openRulesStage()
/** Adds results without their triggers and people: only their number counts here. */
async function asRoot(statement: string, values: unknown[]): Promise<void> {
  const client = new pg.Client(stage.node.database.connection('entente_root'))
  await client.connect()
  await client.query('set session_replication_role = replica')
  await client.query(statement, values)
  await client.end()
}
const {
  node,
  analyst,
  supervisor,
  officer,
  signInAgain,
  moveTo,
  file,
  write,
  tested,
  step,
  activate,
  caseOf,
  asOwner,
  idOf,
  answersOf,
} = stage
afterAll(() => node.stop())

test('filings in force are read whatever their number', async () => {
  const awb = awbOf(2000009)
  await file(xfwb({ awb }))
  await file(xffm([awb]))
  const id = await idOf(awb)
  const access = systemAccess(
    { store: node.store, member: { id: 'norland.example', name: 'Norland' } },
    'customs-security',
  )
  const intent = { action: 'signal.match', type: 'rule.test', ref: `record:${id}` } as const
  const opened = await access.transaction(intent, (tx) => openFilings(tx, [id], 1))
  expect(opened.get(id)?.map(({ shown }) => shown.inForce)).toEqual([true, true])
})

test('a rule reads that a master disagrees with its houses, also those that came later', async () => {
  const id = await activate(rule("'PIECES_MISMATCH' in c.findings", { title: 'Too many pieces' }))
  const [awb, other, cleared, whole] = [2000900, 2000901, 2000902, 2000903].map(awbOf) as [
    string,
    string,
    string,
    string,
  ]
  await file(xfwb({ awb, consolidation: true, pieces: 4 }))
  await file(xfzb(awb, [{ id: 'HB-1' }, { id: 'HB-2' }]))
  expect(await caseOf(awb)).toBeUndefined()
  await file(xfzb(awb, [{ id: 'HB-3' }], 8))
  expect(rulesOf(await caseOf(awb))).toEqual([['rule', 'Too many pieces']])
  // The houses may also come before their master.
  await file(xfzb(other, [{ id: 'HB-1' }, { id: 'HB-2' }]))
  await file(xfzb(other, [{ id: 'HB-3' }], 8))
  await file(xfwb({ awb: other, consolidation: true, pieces: 4 }))
  expect(rulesOf(await caseOf(other))).toEqual([['rule', 'Too many pieces']])
  // Its filer gets no AC before the rule was asked, although the houses have the pieces of the master and more.
  await file(xfwb({ awb: cleared, consolidation: true, pieces: 4 }))
  await file(xfzb(cleared, [{ id: 'HB-1' }, { id: 'HB-2' }, { id: 'HB-3' }]))
  expect(rulesOf(await caseOf(cleared))).toEqual([['rule', 'Too many pieces']])
  expect(await answersOf(cleared)).toEqual([])
  // A list of houses alone says that houses are missing. Its screening knows that they came meanwhile, and so does a test.
  await file(xfwb({ awb: whole, consolidation: true, pieces: 4, goods: 'GLASS BEADS' }))
  await file(xfzb(whole, [{ id: 'HB-1' }]))
  await file(xfzb(whole, [{ id: 'HB-2' }], 8))
  const missing = "'HOUSES_MISSING' in c.findings && c.description.contains('GLASS BEADS')"
  expect(await tested(await write(rule(missing)))).toMatchObject({ report: { hits: 0, undetermined: 0 } })
  await step(id, 'withdraw')
  await node.whenIdle()
})

test('a rule and a signal share a case; a withdrawn rule supports no refusal', async () => {
  const id = await activate(rule("c.description.contains('SIGHTS')", { title: 'Sights' }))
  const [both, alone] = [awbOf(2000021), awbOf(2000022)]
  await file(xfwb({ awb: both, goods: 'SIGHTS', consignee: 'Polar Dry Goods Trading' }))
  await file(xfwb({ awb: alone, goods: 'SIGHTS' }))
  expect(rulesOf(await caseOf(both))).toEqual([
    ['rule', 'Sights'],
    ['signal', null],
  ])
  // A test reads what the assessments of then knew.
  expect(await tested(await write(rule('c.watch.best > 0.5')))).toMatchObject({ report: { hits: 1, undetermined: 0 } })
  const refused = (await caseOf(alone)) as CaseDetail
  for (let seconds = 0; seconds <= 20; seconds += 5) {
    for (const call of [analyst, supervisor]) await call('POST', `/v1/cases/${refused.id}/view`)
    moveTo(new Date(stage.now().getTime() + 5000))
  }
  const proposal = {
    ...{ outcome: 'adverse', act: 'DNL', reasons: ['false-declaration'], hits: refused.hits.map((hit) => hit.id) },
    ...{ text: 'The goods are not what the waybill says.', alternativesConsidered: [] },
    details: { contact: { name: 'Customs desk', phone: '+47 555 01 00' } },
  }
  expect(await analyst('POST', `/v1/cases/${refused.id}/proposal`, proposal)).toMatchObject({ status: 201 })
  // Another node on the same database withdraws the rule: nothing in this process is told.
  const end = `update cargo_rule_version set withdrawn_at = $2, withdrawn_by = approver_id, ended_at = $2, end_cause = 'withdrawn'`
  await asOwner(`${end} where rule_id = $1`, [id, stage.now()])
  const agreed = { agree: true, reasons: ['false-declaration'], text: 'I compared the goods with the waybill.' }
  const confirm = async () => problem(await supervisor('POST', `/v1/cases/${refused.id}/confirmation`, agreed))
  expect(await confirm()).toBe('409 case-changed')
  // The hit ends with its rule, and the case that people work on stays with them: no filer gets an AC by itself.
  await file(xfwb({ awb: alone, goods: 'SIGHTS AND CASES', minute: 30, purpose: 'Update' }))
  expect((await caseOf(alone))?.state).toBe('in-review')
  expect(await confirm()).toBe('409 case-changed')
  expect(await answersOf(alone)).toEqual([])
  const awb = awbOf(2000023)
  await file(xfwb({ awb, goods: 'SIGHTS' }))
  expect(await caseOf(awb)).toBeUndefined()
  await file(
    xfwb({ awb: both, goods: 'SIGHTS AND CASES', consignee: 'Polar Dry Goods Trading', minute: 30, purpose: 'Update' }),
  )
  expect(rulesOf(await caseOf(both))).toEqual([['signal', null]])
})

test('after a change, goods are compared again only when transactions of other nodes have ended', async () => {
  const id = await activate(rule("c.description.contains('LANTERNS')", { title: 'Lanterns' }))
  const awb = awbOf(2000025)
  await file(xfwb({ awb, goods: 'LANTERNS' }))
  // Another node that began to compare before the change.
  const other = new pg.Client(node.database.connection('entente_app'))
  await other.connect()
  await other.query('begin; select 1')
  await step(id, 'withdraw')
  const started = async () =>
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'rules-changed'
      and locked_at is not null`.execute(node.db)
    ).rows[0]?.n
  await vi.waitFor(async () => expect(await started()).toBe(1), { timeout: 5000 })
  expect((await caseOf(awb))?.state).toBe('open')
  await other.query('commit')
  await other.end()
  await node.whenIdle()
  expect((await caseOf(awb))?.state).toBe('closed')
})

test('an officer opens a case by hand, and no later message ends it', async () => {
  const awb = awbOf(2000031)
  await file(xfwb({ awb }))
  const { id } = (await analyst('POST', '/v1/cargo/consignments/find', { key: `air/${awb}` })).body as { id: string }
  const text = 'The seal of the last flight was broken.'
  const first = await analyst('POST', `/v1/cargo/consignments/${id}/review`, { text })
  expect(first).toMatchObject({ status: 201, body: { caseId: expect.any(String) } })
  expect(await analyst('POST', `/v1/cargo/consignments/${id}/review`, { text })).toEqual(first)
  // A change of rules compares the same version again.
  await step(await activate(rule('c.pieces == 99999')), 'withdraw')
  await node.whenIdle()
  expect((await caseOf(awb))?.state).toBe('open')
  await file(xfwb({ awb, goods: 'GARDEN TABLES', minute: 31, purpose: 'Update' }))
  const found = (await caseOf(awb)) as CaseDetail
  expect(found).toMatchObject({ state: 'open', hits: [{ of: 'rule', rule: { title: 'An officer asked for it' } }] })
  expect(found.hits[0]?.evidence).toMatchObject([{ kind: 'request', text }])
})

test('goods that cannot be judged open a case, but beyond a limit only an alarm', async () => {
  const many = `[${Array.from({ length: 200 }, (_, n) => n)}]`
  const id = await activate(rule(`${many}.exists(a, ${many}.exists(b, a + b < 0 && a < b))`, { title: 'Slow' }))
  const before = await node.db.selectFrom('cargo_not_judged').select('consignment_id').execute()
  await file(xffm(Array.from({ length: 30 }, (_, n) => awbOf(2100000 + n))))
  const rows = await node.db.selectFrom('cargo_not_judged').select(['filer', 'opens_case']).execute()
  expect(rows.length).toBeGreaterThanOrEqual(before.length + 30)
  expect(rows.filter((row) => row.opens_case)).toHaveLength(mostNotJudgedADay)
  const alarms = await node.db.selectFrom('alarm').select('ref').where('code', '=', 'cargo-not-judged').execute()
  expect(alarms).toEqual([{ ref: `sender:${stage.filer.id}` }])
  // A complete waybill beyond the number has no case, and yet no filer is told that nothing is against it.
  const awb = awbOf(2100099)
  await file(xfwb({ awb }))
  expect([await caseOf(awb), await answersOf(awb)]).toEqual([undefined, []])
  // Another node ended the rule, and a job for any other cause compares the consignment again: it is judged now.
  const ends = `update cargo_rule_version set withdrawn_at = $2, withdrawn_by = approver_id, ended_at = $2, end_cause = 'withdrawn'`
  await asOwner(`${ends} where rule_id = $1`, [id, stage.now()])
  const job = { gateway: 'cargo', subjectIds: [await idOf(awb)] }
  await sql`select graphile_worker.add_job('match-subjects', ${JSON.stringify(job)}::json)`.execute(node.db)
  await node.whenIdle()
  expect(await answersOf(awb)).toEqual([{ result: 'AC' }])
})

test('a test and the list of rules count what inspections of its hits found', async () => {
  // The clock has moved since they signed in.
  await signInAgain()
  await file(xfwb({ awb: awbOf(2000098), goods: 'TABLES' }))
  const lane = await activate(rule("c.description.contains('CRATES')", { effect: 'lane', lane: 'red' }))
  await file(xfwb({ awb: awbOf(2000099), goods: 'CRATES' }))
  const { id } = await node.db
    .selectFrom('cargo_inspection')
    .select('id')
    .where('consignment_id', '=', await idOf(awbOf(2000099)))
    .executeTakeFirstOrThrow()
  const found = [{ description: 'Pistol parts', hs: '930591', unNumber: null, quantity: '4 pieces' }]
  const result = await analyst('POST', `/v1/cargo/inspections/${id}/result`, { outcome: 'found', found })
  expect(result.status).toBeLessThan(300)
  expect(await tested(await write(rule("c.description.contains('CRATES') && c.pieces > 0")))).toMatchObject({
    report: { hits: 1, inspected: 1, positives: 1, precision: { value: 1 } },
    history: { inspected: 1, positives: 1 },
  })
  const { items } = (await supervisor('GET', '/v1/cargo/rules')).body as CargoRuleList
  expect(items.find((row) => row.id === lane)).toMatchObject({ orders: 1, track: { inspected: 1, positives: 1 } })
  await step(lane, 'withdraw')
})

test('a new hit has the score that 30 inspections of its rule gave it; an earlier hit keeps its own', async () => {
  const id = await activate(rule("c.description.contains('BARRELS')", { title: 'Barrels' }))
  const [before, after] = [awbOf(2000101), awbOf(2000102)]
  const scoresOf = async (awb: string) => (await caseOf(awb))?.hits.map(({ score }) => Math.round(1000 * score))
  const inspected = (count: number, found: number) =>
    asRoot(
      `with made as (insert into cargo_inspection (id, consignment_id, consignment_version, ordered_at, lane, state, outcome, result_id,
          closed_at, regime, purposes, team, received_at, mask_at, delete_at, a, b)
        select gen_random_uuid(), consignment_id, consignment_version, ordered_at, lane, 'closed',
          case when n <= $3 then 'found' else 'nothing-found' end, gen_random_uuid(), ordered_at, regime, purposes, team, received_at,
          mask_at, delete_at, a, b
        from (select * from cargo_inspection limit 1) i, generate_series(1, $2) n returning id, consignment_id, ordered_at)
      insert into cargo_inspection_reason (inspection_id, consignment_id, kind, ref, version, ordered, at)
        select id, consignment_id, 'rule', $1, 1, false, ordered_at from made`,
      [id, count, found],
    )
  await inspected(29, 23)
  await file(xfwb({ awb: before, goods: 'BARRELS' }))
  expect(await scoresOf(before)).toEqual([300])
  await inspected(1, 1)
  await file(xfwb({ awb: after, goods: 'BARRELS' }))
  await file(xfwb({ awb: before, goods: 'BARRELS', pieces: 7, minute: 9 }))
  // 24 of 30 are 0.8, with an interval from 0.627 to 0.905.
  expect([await scoresOf(before), await scoresOf(after)]).toEqual([[300], [627]])
  await step(id, 'withdraw')
})

test('a masked consignment is undetermined in a test, and an interrupted test has few starts', async () => {
  moveTo(new Date('2027-12-10T12:00:00.000Z'))
  await signInAgain()
  const id = await write(rule("c.description.contains('CHAIRS')", { title: 'Chairs' }))
  const path = `/v1/cargo/rules/${id}/versions/1/test`
  const asked = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' }
  const { jobId } = (await officer('POST', path, asked)).body as { jobId: string }
  await node.whenIdle()
  const report = (await analyst('GET', path)).body as CargoRuleTest
  expect(report.jobId).toBe(jobId)
  expect(report.read).toBeGreaterThan(10)
  expect(report).toMatchObject({ report: { hits: 0, undetermined: report.read } })
  // A process that was killed leaves its test running; it begins again, but not for ever.
  const interrupted = async (starts: number): Promise<CargoRuleTest> => {
    const again = `insert into cargo_rule_test (id, rule_id, version, hash, asked_at, asked_by, asked_from, asked_until, state, starts)
      select gen_random_uuid(), rule_id, version, hash, asked_at, asked_by, asked_from, asked_until, 'running', $2 from cargo_rule_test where id = $1`
    await asOwner(again, [jobId, starts])
    await sql`select graphile_worker.add_job('rule-test', json_build_object('testId', id)) from cargo_rule_test
      where state = 'running'`.execute(node.db)
    await node.whenIdle()
    return (await analyst('GET', path)).body as CargoRuleTest
  }
  expect(await interrupted(1)).toMatchObject({
    state: 'done',
    read: report.read,
    report: { undetermined: report.read },
  })
  expect(await interrupted(3)).toMatchObject({ state: 'failed', report: null })
})
