// This file has over 400 lines because one node with its consignments serves every test of the life of rules.
import type {
  CargoRuleCheck,
  CargoRuleDetail,
  CargoRuleLanguage,
  CargoRuleList,
  CargoRuleTest,
  CaseDetail,
} from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addSignal, giveTeams } from '../../../../pipeline/case-people.fixture.ts'
import { systemAccess } from '../../../../safeguards/access/system.ts'
import { awbOf, xffm, xfwb, xfzb } from '../../cargo-messages.fixture.ts'
import { openFilings } from '../../consignments/open-filings.ts'
import { mostNotJudgedADay } from '../hits/not-judged.ts'

type Call = (method: string, path: string, body?: object) => Promise<{ status: number; body: unknown }>

let now = new Date('2026-11-24T12:00:00.000Z')
let node: TestNode
let filer = { id: '', key: '' }
let [analyst, supervisor, officer]: Call[] = []
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const id = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo', settings: { filer: 'carrier' } })
  filer = { id, key: (await createSenderKey(node.db, id)).key }
  await giveTeams(node, ['cargo', 'travel'])
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  const whole = { full: 'Polar Dry Goods Trading', family: null, given: null, script: 'Latn', quality: 'primary' }
  const value = { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] }
  await addSignal(core, { purposes: ['customs-security'], kind: 'organisation', value })
  await node.halt()
  await node.resume()
  ;[analyst, supervisor, officer] = await Promise.all(['analyst', 'supervisor', 'officer'].map(person))
})
afterAll(() => node.stop())

async function person(name: string): Promise<Call> {
  const signedIn = await node.signIn(name)
  return (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': 'customs-security' })
}
async function file(bytes: Uint8Array): Promise<string> {
  now = new Date(now.getTime() + 1000)
  const response = await fetch(`${node.url}/v1/cargo/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${filer.key}`, 'content-type': 'application/xml' },
    body: new Uint8Array(bytes),
  })
  expect(response.status).toBe(202)
  await node.whenIdle()
  return ((await response.json()) as { id: string }).id
}
const rule = (expression: string, more: object = {}) => ({ title: 'A rule', expression, effect: 'case', ...more })
const problem = ({ status, body }: { status: number; body: unknown }) => `${status} ${(body as { code?: string }).code}`
const period = (days: number) => ({
  from: new Date(now.getTime() - days * 86_400_000).toISOString(),
  to: now.toISOString(),
})
async function write(body: object): Promise<string> {
  const written = await analyst!('POST', '/v1/cargo/rules', body)
  expect(written).toMatchObject({ status: 201, body: { version: 1, state: 'draft', errors: [] } })
  return (written.body as { id: string }).id
}
async function tested(id: string, version = 1): Promise<CargoRuleTest> {
  const path = `/v1/cargo/rules/${id}/versions/${version}/test`
  expect(await officer!('POST', path, period(31))).toMatchObject({ status: 202 })
  await node.whenIdle()
  return (await analyst!('GET', path)).body as CargoRuleTest
}
const step = (id: string, name: 'approve' | 'withdraw', version = 1) =>
  supervisor!('POST', `/v1/cargo/rules/${id}/versions/${version}/${name}`)
async function activate(body: object): Promise<string> {
  const id = await write(body)
  expect(await tested(id)).toMatchObject({ state: 'done', enough: true })
  expect(await step(id, 'approve')).toMatchObject({ status: 200, body: { state: 'active' } })
  await node.whenIdle()
  return id
}
async function caseOf(awb: string): Promise<CaseDetail | undefined> {
  const found = await node.db
    .selectFrom('case_file as f')
    .innerJoin('cargo_consignment as c', 'c.id', 'f.subject_id')
    .select('f.id')
    .where('c.key', '=', `air/${awb}`)
    .executeTakeFirst()
  return found && ((await analyst!('GET', `/v1/cases/${found.id}`)).body as CaseDetail)
}
/** Changes the database as its owner, as another node or a person with the password could. */
async function asOwner(statement: string, values: unknown[]): Promise<void> {
  const client = new pg.Client(node.database.connection('entente_owner'))
  await client.connect()
  await client.query(statement, values)
  await client.end()
}
const idOf = async (awb: string) =>
  (await node.db.selectFrom('cargo_consignment').select('id').where('key', '=', `air/${awb}`).executeTakeFirstOrThrow())
    .id
const answersOf = (awb: string) =>
  node.db
    .selectFrom('cargo_answer as a')
    .innerJoin('cargo_consignment as c', 'c.id', 'a.consignment_id')
    .select('a.result')
    .where('c.key', '=', `air/${awb}`)
    .execute()
const rulesOf = (detail: CaseDetail | undefined) =>
  detail?.hits.map(({ of, rule: made }) => [of, made?.title ?? null]).sort()
const expire = async () => {
  await sql`select graphile_worker.add_job('expire-rules', '{}'::json)`.execute(node.db)
  await node.whenIdle()
}

test('a rule with faults is refused with the place of each, and nothing is stored', async () => {
  const codes = async (expression: string, more?: object) => {
    const { status, body } = await analyst!('POST', '/v1/cargo/rules', rule(expression, more))
    const { code, errors } = body as { code: string; errors?: { code: string; line?: number; fix?: string }[] }
    return [status, code, ...(errors ?? []).map((one) => one.code)]
  }
  expect(await codes("c.description.matches('^(a+)+$')")).toEqual([422, 'rule-invalid', 'rule-forbidden-function'])
  expect(await codes('c.grosKg > 1.0')).toEqual([422, 'rule-invalid', 'rule-unknown-field'])
  expect(await codes("c.grossKg > 'x'")).toEqual([422, 'rule-invalid', 'rule-type'])
  expect(await codes(`c.pieces > ${Array(900).fill('1').join(' + ')}`)).toEqual([422, 'rule-invalid', 'rule-too-large'])
  expect(await codes("c.consignee.country == 'XX'")).toEqual([422, 'rule-invalid', 'rule-protected-attribute'])
  const { body } = await analyst!('POST', '/v1/cargo/rules', rule('c.mode == "air" &&\n c.grossKg / c.pieces > 500.0'))
  expect(body).toMatchObject({ errors: [{ at: '/expression', line: 2, column: 2, fix: 'double(c.pieces)' }] })
  expect(await codes('true', { efect: 'tag' })).toEqual([422, 'unknown-field', 'unknown-field'])
  expect(await codes('true', { effect: 'lane' })).toEqual([422, 'body-invalid', 'missing'])
  expect(await codes('true', { validFrom: '2026-12-01', validUntil: '2028-02-01' })).toEqual([422, 'rule-validity'])
  expect(await codes('true', { validFrom: '2026-01-01', validUntil: '2027-03-01' })).toEqual([422, 'rule-validity'])
  expect(await codes('true', { validUntil: '2026-11-01' })).toEqual([422, 'rule-validity'])
  const { items } = (await supervisor!('GET', '/v1/cargo/rules')).body as CargoRuleList
  expect(items.map(({ builtIn }) => builtIn)).toEqual(['arms-table', 'officer-request', 'not-judged'])
  expect(items.map(({ state, active }) => [state, active === null])).toEqual([
    ['active', false],
    ['active', false],
    ['active', false],
  ])
  expect(problem(await analyst!('PUT', `/v1/cargo/rules/${items[0]?.id}`, rule('true')))).toBe('409 rule-state')
})

test('a rule applies after a test and an approval, and its hit names the message', async () => {
  const awb = awbOf(2000001)
  const message = await file(xfwb({ awb, goods: 'AIR GUN PELLET TINS, EMPTY' }))
  expect(await caseOf(awb)).toBeUndefined()
  const id = await write(rule("c.description.contains('AIR GUN')", { title: 'Air guns', validUntil: '2027-06-01' }))
  expect(problem(await step(id, 'approve'))).toBe('409 rule-untested')
  const short = await officer!('POST', `/v1/cargo/rules/${id}/versions/1/test`, period(5))
  expect(short.status).toBe(202)
  await node.whenIdle()
  expect(problem(await step(id, 'approve'))).toBe('409 rule-untested')
  const report = await tested(id)
  // Keys of consignments end with their data, so a report names none: people of the team see them while they are stored.
  const kept = await sql<{ report: object }>`select report from cargo_rule_test where id = ${report.jobId}`.execute(
    node.db,
  )
  expect(JSON.stringify(kept.rows[0]?.report)).not.toContain(awb)
  expect(report).toMatchObject({
    ...{ state: 'done', read: 1, enough: true, complete: true, unreadable: 0, history: { count: 1 } },
    report: { hits: 1, rate: 1, undetermined: 0, precision: null, onlyThis: 1, examples: [{ key: `air/${awb}` }] },
  })
  const { author } = ((await analyst!('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail).versions[0] ?? {}
  const approver = node.db.selectFrom('account').select(['id', 'person_id']).where('name', '=', 'supervisor')
  const second = await approver.executeTakeFirstOrThrow()
  const approveAs = (personId: string, account: string) =>
    sql`update cargo_rule_version set approved_at = ${now}, approver_id = ${personId}, approver_account = ${account},
      in_force_from = ${now}, in_force_until = ${new Date(now.getTime() + 86_400_000)} where rule_id = ${id}`.execute(
      node.db,
    )
  const authorAccount = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  await expect(approveAs(author?.id ?? '', authorAccount.id)).rejects.toThrow(/does not approve/)
  await expect(approveAs(second.person_id, authorAccount.id)).rejects.toThrow(/only a supervisor/)
  for (const change of [sql`body = '{}'`, sql`authors = '{}'`, sql`hash = repeat('a', 64)`])
    await expect(sql`update cargo_rule_version set ${change} where rule_id = ${id}`.execute(node.db)).rejects.toThrow()
  expect(await step(id, 'approve')).toMatchObject({
    status: 200,
    body: { state: 'active', until: '2027-06-01T00:00:00.000Z' },
  })
  expect(problem(await step(id, 'approve'))).toBe('409 rule-state')
  // The consignment from before is compared again, and a new one meets the rule at once.
  await node.whenIdle()
  const found = await caseOf(awb)
  expect(found?.otherExplanations[0]?.text).toContain('Lawful goods')
  expect(found?.hits).toMatchObject([
    {
      ...{ of: 'rule', rule: { id, version: 1, title: 'Air guns' }, score: 0.3, signalId: null, threshold: null },
      evidence: [
        {
          kind: 'rule-leaf',
          role: 'c.description',
          relation: 'true',
          values: { at: '/description', messageId: message },
        },
      ],
    },
  ])
  const next = awbOf(2000002)
  await file(xfwb({ awb: next, goods: 'AIR GUN CASES' }))
  expect(rulesOf(await caseOf(next))).toEqual([['rule', 'Air guns']])
  expect((await analyst!('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail).toMatchObject({
    ...{ state: 'active', hits: 2, active: { version: 1 }, expiresSoon: false },
    versions: [{ approver: { name: expect.any(String) }, test: { enough: true } }],
  })
  expect((await supervisor!('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({ may: { withdraw: [1] } })
  const reason = 'The goods are lawful.'
  expect(await supervisor!('POST', `/v1/cargo/rules/${id}/versions/1/withdraw`, { reason })).toMatchObject({
    status: 200,
    body: { state: 'withdrawn', withdrawal: reason },
  })
  await node.whenIdle()
  expect((await caseOf(awb))?.state).toBe('closed')
})

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

test('an approval is asked for once it is tested, and refused by a second person with a reason', async () => {
  const id = await write(rule('c.pieces == 4321', { title: 'Refused' }))
  const path = (step: string) => `/v1/cargo/rules/${id}/versions/1/${step}`
  const listed = async () =>
    ((await supervisor!('GET', '/v1/cargo/rules')).body as CargoRuleList).items.find((row) => row.id === id)
  expect(problem(await analyst!('POST', path('request')))).toBe('409 rule-untested')
  await tested(id)
  expect((await listed())?.waitsSince).toBeNull()
  const asked = now.toISOString()
  expect(await analyst!('POST', path('request'))).toMatchObject({ status: 200, body: { requestedAt: asked } })
  now = new Date(now.getTime() + 60_000)
  // A second request does not change who asked and when.
  expect(await officer!('POST', path('request'))).toMatchObject({ status: 200, body: { requestedAt: asked } })
  expect(await listed()).toMatchObject({ waitsSince: asked, author: expect.any(String), orders: 0, track: null })
  expect((await supervisor!('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({
    may: { write: false, request: false, approve: true, refuse: true, withdraw: [] },
  })
  expect((await supervisor!('POST', path('refuse'), { reason: ' ' })).status).toBe(422)
  expect(await supervisor!('POST', path('refuse'), { reason: 'Too wide.' })).toMatchObject({
    ...{ status: 200, body: { state: 'refused', refusal: 'Too wide.', refuser: { name: expect.any(String) } } },
  })
  expect(problem(await step(id, 'approve'))).toBe('409 rule-state')
  expect(problem(await supervisor!('POST', path('refuse'), { reason: 'Again.' }))).toBe('409 rule-state')
  expect(await listed()).toMatchObject({ state: 'refused', waitsSince: null })
  // The database refuses what a node would forget.
  const changes = [
    sql`refusal = 'Another reason.'`,
    sql`requested_at = ${now}`,
    sql`approved_at = ${now}, approver_id = refused_by, in_force_from = ${now}, in_force_until = ${now}`,
  ]
  for (const change of changes)
    await expect(sql`update cargo_rule_version set ${change} where rule_id = ${id}`.execute(node.db)).rejects.toThrow()
  const own = await write(rule('c.pieces == 4322'))
  const byAuthor = sql`update cargo_rule_version set refused_at = ${now}, refused_by = author_id, refusal = 'None.' where rule_id = ${own}`
  await expect(byAuthor.execute(node.db)).rejects.toThrow(/does not refuse/)
})

test('an editor learns the faults and the fields of an expression without storing it', async () => {
  const check = async (expression: string) =>
    (await analyst!('POST', '/v1/cargo/rules/check', { expression })).body as CargoRuleCheck
  expect(await check("c.grossKg > 9.0 && 'x' in c.tags")).toEqual({ faults: [], reads: ['c.grossKg', 'c.tags'] })
  expect(await check('c.grosKg > 9.0')).toMatchObject({
    faults: [{ reason: 'no-such-field-near', from: 0, fix: 'c.grossKg' }],
    reads: [],
  })
  const { fields, functions, limits } = (await officer!('GET', '/v1/cargo/rules/language')).body as CargoRuleLanguage
  expect(fields.map(({ path }) => path)).toEqual(expect.arrayContaining(['c.grossKg', 'now']))
  expect([functions.length > 10, limits.characters]).toEqual([true, 4000])
})

test('an author is no second person, in another role neither', async () => {
  const id = await write(rule('c.pieces > 1000000'))
  await tested(id)
  const account = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'analyst')
    .executeTakeFirstOrThrow()
  await sql`insert into account_role (account_id, role, state) values (${account.id}, 'supervisor', 'active')`.execute(
    node.db,
  )
  const signedIn = await node.signIn('analyst')
  await signedIn.call('PUT', '/v1/me/role', { role: 'supervisor' })
  const approve = await signedIn.call('POST', `/v1/cargo/rules/${id}/versions/1/approve`, undefined, {
    'entente-purpose': 'customs-security',
  })
  expect(problem(approve)).toBe('409 same-person')
  await asOwner(`delete from account_role where account_id = $1 and role = 'supervisor'`, [account.id])
  analyst = await person('analyst')
})

test('an edited rule is a draft until its approval; the next screening then uses it', async () => {
  const id = await activate(rule('c.pieces == 7', { title: 'Seven' }))
  const edited = await officer!('PUT', `/v1/cargo/rules/${id}`, rule('c.pieces == 8', { title: 'Eight' }))
  expect(edited).toMatchObject({ status: 200, body: { version: 2, state: 'draft' } })
  const awb = awbOf(2000003)
  await file(xfwb({ awb, pieces: 7 }))
  expect(rulesOf(await caseOf(awb))).toEqual([['rule', 'Seven']])
  const { versions } = (await analyst!('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail
  expect(versions[0]?.authors).toHaveLength(2)
  await tested(id, 2)
  expect(await step(id, 'approve', 2)).toMatchObject({ status: 200, body: { state: 'active' } })
  // No job has run yet: the goods that arrive next meet the new version all the same.
  const [seven, eight] = [awbOf(2000004), awbOf(2000005)]
  await file(xfwb({ awb: seven, pieces: 7 }))
  await file(xfwb({ awb: eight, pieces: 8 }))
  expect([await caseOf(seven), rulesOf(await caseOf(eight))]).toEqual([undefined, [['rule', 'Eight']]])
  const after = (await analyst!('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail
  expect(after.versions.map(({ state }) => state)).toEqual(['active', 'replaced'])
  expect((await caseOf(awb))?.state).toBe('closed')
  expect(problem(await step(id, 'withdraw', 1))).toBe('409 rule-state')
  await step(id, 'withdraw', 2)
})

test('a rule ends on time without the job, which then ends its hits', async () => {
  const soon = new Date(now.getTime() + 300_000).toISOString()
  const later = new Date(now.getTime() + 600_000).toISOString()
  const id = await activate(rule('c.pieces == 11', { title: 'Eleven', validUntil: later }))
  const begins = await write(rule('c.pieces == 12', { title: 'Twelve', validFrom: soon }))
  await tested(begins)
  expect(await step(begins, 'approve')).toMatchObject({ body: { state: 'approved' } })
  const [eleven, twelve] = [awbOf(2000011), awbOf(2000012)]
  await file(xfwb({ awb: eleven, pieces: 11 }))
  await file(xfwb({ awb: twelve, pieces: 12 }))
  expect([rulesOf(await caseOf(eleven)), await caseOf(twelve)]).toEqual([[['rule', 'Eleven']], undefined])
  now = new Date(later)
  const [again, begun] = [awbOf(2000013), awbOf(2000014)]
  await file(xfwb({ awb: again, pieces: 11 }))
  await file(xfwb({ awb: begun, pieces: 12 }))
  expect([await caseOf(again), rulesOf(await caseOf(begun))]).toEqual([undefined, [['rule', 'Twelve']]])
  await expire()
  expect([(await caseOf(eleven))?.state, rulesOf(await caseOf(twelve))]).toEqual(['closed', [['rule', 'Twelve']]])
  expect((await analyst!('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({ state: 'expired', active: null })
  await step(begins, 'withdraw')
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
    for (const call of [analyst, supervisor]) await call!('POST', `/v1/cases/${refused.id}/view`)
    now = new Date(now.getTime() + 5000)
  }
  const proposal = {
    ...{ outcome: 'adverse', act: 'DNL', reasons: ['false-declaration'], hits: refused.hits.map((hit) => hit.id) },
    ...{ text: 'The goods are not what the waybill says.', alternativesConsidered: [] },
    details: { contact: { name: 'Customs desk', phone: '+47 555 01 00' } },
  }
  expect(await analyst!('POST', `/v1/cases/${refused.id}/proposal`, proposal)).toMatchObject({ status: 201 })
  // Another node on the same database withdraws the rule: nothing in this process is told.
  const end = `update cargo_rule_version set withdrawn_at = $2, withdrawn_by = approver_id, ended_at = $2, end_cause = 'withdrawn'`
  await asOwner(`${end} where rule_id = $1`, [id, now])
  const agreed = { agree: true, reasons: ['false-declaration'], text: 'I compared the goods with the waybill.' }
  const confirm = async () => problem(await supervisor!('POST', `/v1/cases/${refused.id}/confirmation`, agreed))
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
  const { id } = (await analyst!('POST', '/v1/cargo/consignments/find', { key: `air/${awb}` })).body as { id: string }
  const text = 'The seal of the last flight was broken.'
  const first = await analyst!('POST', `/v1/cargo/consignments/${id}/review`, { text })
  expect(first).toMatchObject({ status: 201, body: { caseId: expect.any(String) } })
  expect(await analyst!('POST', `/v1/cargo/consignments/${id}/review`, { text })).toEqual(first)
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
  expect(alarms).toEqual([{ ref: `sender:${filer.id}` }])
  // A complete waybill beyond the number has no case, and yet no filer is told that nothing is against it.
  const awb = awbOf(2100099)
  await file(xfwb({ awb }))
  expect([await caseOf(awb), await answersOf(awb)]).toEqual([undefined, []])
  // Another node ended the rule, and a job for any other cause compares the consignment again: it is judged now.
  const ends = `update cargo_rule_version set withdrawn_at = $2, withdrawn_by = approver_id, ended_at = $2, end_cause = 'withdrawn'`
  await asOwner(`${ends} where rule_id = $1`, [id, now])
  const job = { gateway: 'cargo', subjectIds: [await idOf(awb)] }
  await sql`select graphile_worker.add_job('match-subjects', ${JSON.stringify(job)}::json)`.execute(node.db)
  await node.whenIdle()
  expect(await answersOf(awb)).toEqual([{ result: 'AC' }])
})

test('a test and the list of rules count what inspections of its hits found', async () => {
  // The clock has moved since they signed in.
  ;[analyst, supervisor, officer] = await Promise.all(['analyst', 'supervisor', 'officer'].map(person))
  await file(xfwb({ awb: awbOf(2000098), goods: 'TABLES' }))
  const lane = await activate(rule("c.description.contains('CRATES')", { effect: 'lane', lane: 'red' }))
  await file(xfwb({ awb: awbOf(2000099), goods: 'CRATES' }))
  const { id } = await node.db
    .selectFrom('cargo_inspection')
    .select('id')
    .where('consignment_id', '=', await idOf(awbOf(2000099)))
    .executeTakeFirstOrThrow()
  const found = [{ description: 'Pistol parts', hs: '930591', unNumber: null, quantity: '4 pieces' }]
  const result = await analyst!('POST', `/v1/cargo/inspections/${id}/result`, { outcome: 'found', found })
  expect(result.status).toBeLessThan(300)
  expect(await tested(await write(rule("c.description.contains('CRATES') && c.pieces > 0")))).toMatchObject({
    report: { hits: 1, inspected: 1, positives: 1, precision: { value: 1 } },
    history: { inspected: 1, positives: 1 },
  })
  const { items } = (await supervisor!('GET', '/v1/cargo/rules')).body as CargoRuleList
  expect(items.find((row) => row.id === lane)).toMatchObject({ orders: 1, track: { inspected: 1, positives: 1 } })
  await step(lane, 'withdraw')
})

test('a node has a limit of rules in force, and of their size together', async () => {
  const id = await write(rule('c.pieces == 3'))
  await tested(id)
  const many = (count: number, nodes: number) =>
    `insert into cargo_rule_version (rule_id, version, body, hash, nodes, written_at,
    author_id, account_id, authors, approved_at, approver_id, approver_account, in_force_from, in_force_until)
    select r.id, 1, v.body, v.hash, ${nodes}, v.written_at, v.author_id, v.account_id, v.authors, $2, v.author_id, v.account_id,
      $2::timestamptz - interval '1 day', $2::timestamptz + interval '1 day'
    from cargo_rule_version v, (insert_rules) r where v.rule_id = $1`.replace(
      '(insert_rules)',
      `(select id from cargo_rule where newest = 77 limit ${count})`,
    )
  await asOwner(
    'insert into cargo_rule (id, created_at, newest) select gen_random_uuid(), $1, 77 from generate_series(1, 200)',
    [now],
  )
  await asOwner('alter table cargo_rule_version disable trigger user', [])
  await asOwner(many(1, 19_999), [id, now])
  expect(await step(id, 'approve')).toMatchObject({
    status: 409,
    body: { code: 'rule-limit', detail: expect.stringContaining('parts') },
  })
  await asOwner('delete from cargo_rule_version where nodes = 19999', [])
  await asOwner(many(200, 1), [id, now])
  expect(await step(id, 'approve')).toMatchObject({
    status: 409,
    body: { code: 'rule-limit', detail: expect.stringContaining('200 rules') },
  })
  await asOwner('delete from cargo_rule_version where nodes = 1 and approver_id = author_id', [])
  await asOwner('alter table cargo_rule_version enable trigger user', [])
})

test('a masked consignment is undetermined in a test, and an interrupted test has few starts', async () => {
  now = new Date('2027-12-10T12:00:00.000Z')
  ;[analyst, officer] = await Promise.all(['analyst', 'officer'].map(person))
  const id = await write(rule("c.description.contains('CHAIRS')", { title: 'Chairs' }))
  const path = `/v1/cargo/rules/${id}/versions/1/test`
  const asked = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' }
  const { jobId } = (await officer!('POST', path, asked)).body as { jobId: string }
  await node.whenIdle()
  const report = (await analyst!('GET', path)).body as CargoRuleTest
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
    return (await analyst!('GET', path)).body as CargoRuleTest
  }
  expect(await interrupted(1)).toMatchObject({
    state: 'done',
    read: report.read,
    report: { undetermined: report.read },
  })
  expect(await interrupted(3)).toMatchObject({ state: 'failed', report: null })
})
