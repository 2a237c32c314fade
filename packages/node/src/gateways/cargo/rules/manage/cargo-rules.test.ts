import type { CargoRuleCheck, CargoRuleDetail, CargoRuleLanguage, CargoRuleList } from '@entente/contracts'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { awbOf, xfwb } from '../../cargo-messages.fixture.ts'
import { openRulesStage, problem, rule, rulesOf } from './rules-stage.fixture.ts'

const stage = await openRulesStage()
const {
  node,
  analyst,
  supervisor,
  officer,
  signInAgain,
  moveTo,
  file,
  period,
  write,
  tested,
  step,
  activate,
  caseOf,
  asOwner,
} = stage
afterAll(() => node.stop())

const expire = async () => {
  await sql`select graphile_worker.add_job('expire-rules', '{}'::json)`.execute(node.db)
  await node.whenIdle()
}

test('a rule with faults is refused with the place of each, and nothing is stored', async () => {
  const codes = async (expression: string, more?: object) => {
    const { status, body } = await analyst('POST', '/v1/cargo/rules', rule(expression, more))
    const { code, errors } = body as { code: string; errors?: { code: string; line?: number; fix?: string }[] }
    return [status, code, ...(errors ?? []).map((one) => one.code)]
  }
  expect(await codes("c.description.matches('^(a+)+$')")).toEqual([422, 'rule-invalid', 'rule-forbidden-function'])
  expect(await codes('c.grosKg > 1.0')).toEqual([422, 'rule-invalid', 'rule-unknown-field'])
  expect(await codes("c.grossKg > 'x'")).toEqual([422, 'rule-invalid', 'rule-type'])
  expect(await codes(`c.pieces > ${Array(900).fill('1').join(' + ')}`)).toEqual([422, 'rule-invalid', 'rule-too-large'])
  expect(await codes("c.consignee.country == 'XX'")).toEqual([422, 'rule-invalid', 'rule-protected-attribute'])
  const { body } = await analyst('POST', '/v1/cargo/rules', rule('c.mode == "air" &&\n c.grossKg / c.pieces > 500.0'))
  expect(body).toMatchObject({ errors: [{ at: '/expression', line: 2, column: 2, fix: 'double(c.pieces)' }] })
  expect(await codes('true', { efect: 'tag' })).toEqual([422, 'unknown-field', 'unknown-field'])
  expect(await codes('true', { effect: 'lane' })).toEqual([422, 'body-invalid', 'missing'])
  expect(await codes('true', { validFrom: '2026-12-01', validUntil: '2028-02-01' })).toEqual([422, 'rule-validity'])
  expect(await codes('true', { validFrom: '2026-01-01', validUntil: '2027-03-01' })).toEqual([422, 'rule-validity'])
  expect(await codes('true', { validUntil: '2026-11-01' })).toEqual([422, 'rule-validity'])
  const { items } = (await supervisor('GET', '/v1/cargo/rules')).body as CargoRuleList
  expect(items.map(({ builtIn }) => builtIn)).toEqual([
    ...['arms-table', 'undeclared-equipment', 'officer-request', 'not-judged'],
  ])
  expect(items.map(({ state, active }) => [state, active === null])).toEqual(items.map(() => ['active', false]))
  expect(problem(await analyst('PUT', `/v1/cargo/rules/${items[0]?.id}`, rule('true')))).toBe('409 rule-state')
})

test('a rule applies after a test and an approval, and its hit names the message', async () => {
  const awb = awbOf(2000001)
  const message = await file(xfwb({ awb, goods: 'AIR GUN PELLET TINS, EMPTY' }))
  expect(await caseOf(awb)).toBeUndefined()
  const id = await write(rule("c.description.contains('AIR GUN')", { title: 'Air guns', validUntil: '2027-06-01' }))
  expect(problem(await step(id, 'approve'))).toBe('409 rule-untested')
  const short = await officer('POST', `/v1/cargo/rules/${id}/versions/1/test`, period(5))
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
  const { author } = ((await analyst('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail).versions[0] ?? {}
  const approver = node.db.selectFrom('account').select(['id', 'person_id']).where('name', '=', 'supervisor')
  const second = await approver.executeTakeFirstOrThrow()
  const approveAs = (personId: string, account: string) =>
    sql`update cargo_rule_version set approved_at = ${stage.now()}, approver_id = ${personId}, approver_account = ${account},
      in_force_from = ${stage.now()}, in_force_until = ${new Date(stage.now().getTime() + 86_400_000)} where rule_id = ${id}`.execute(
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
  expect((await analyst('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail).toMatchObject({
    ...{ state: 'active', hits: 2, active: { version: 1 }, expiresSoon: false },
    versions: [{ approver: { name: expect.any(String) }, test: { enough: true } }],
  })
  expect((await supervisor('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({ may: { withdraw: [1] } })
  const reason = 'The goods are lawful.'
  expect(await supervisor('POST', `/v1/cargo/rules/${id}/versions/1/withdraw`, { reason })).toMatchObject({
    status: 200,
    body: { state: 'withdrawn', withdrawal: reason },
  })
  await node.whenIdle()
  expect((await caseOf(awb))?.state).toBe('closed')
})

test('an approval is asked for once it is tested, and refused by a second person with a reason', async () => {
  const id = await write(rule('c.pieces == 4321', { title: 'Refused' }))
  const path = (step: string) => `/v1/cargo/rules/${id}/versions/1/${step}`
  const listed = async () =>
    ((await supervisor('GET', '/v1/cargo/rules')).body as CargoRuleList).items.find((row) => row.id === id)
  expect(problem(await analyst('POST', path('request')))).toBe('409 rule-untested')
  await tested(id)
  expect((await listed())?.waitsSince).toBeNull()
  const asked = stage.now().toISOString()
  expect(await analyst('POST', path('request'))).toMatchObject({ status: 200, body: { requestedAt: asked } })
  moveTo(new Date(stage.now().getTime() + 60_000))
  // A second request does not change who asked and when.
  expect(await officer('POST', path('request'))).toMatchObject({ status: 200, body: { requestedAt: asked } })
  expect(await listed()).toMatchObject({ waitsSince: asked, author: expect.any(String), orders: 0, track: null })
  expect((await supervisor('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({
    may: { write: false, request: false, approve: true, refuse: true, withdraw: [] },
  })
  expect((await supervisor('POST', path('refuse'), { reason: ' ' })).status).toBe(422)
  expect(await supervisor('POST', path('refuse'), { reason: 'Too wide.' })).toMatchObject({
    ...{ status: 200, body: { state: 'refused', refusal: 'Too wide.', refuser: { name: expect.any(String) } } },
  })
  expect(problem(await step(id, 'approve'))).toBe('409 rule-state')
  expect(problem(await supervisor('POST', path('refuse'), { reason: 'Again.' }))).toBe('409 rule-state')
  expect(await listed()).toMatchObject({ state: 'refused', waitsSince: null })
  // The database refuses what a node would forget.
  const changes = [
    sql`refusal = 'Another reason.'`,
    sql`requested_at = ${stage.now()}`,
    sql`approved_at = ${stage.now()}, approver_id = refused_by, in_force_from = ${stage.now()}, in_force_until = ${stage.now()}`,
  ]
  for (const change of changes)
    await expect(sql`update cargo_rule_version set ${change} where rule_id = ${id}`.execute(node.db)).rejects.toThrow()
  const own = await write(rule('c.pieces == 4322'))
  const byAuthor = sql`update cargo_rule_version set refused_at = ${stage.now()}, refused_by = author_id, refusal = 'None.' where rule_id = ${own}`
  await expect(byAuthor.execute(node.db)).rejects.toThrow(/does not refuse/)
})

test('an editor learns the faults and the fields of an expression without storing it', async () => {
  const check = async (expression: string) =>
    (await analyst('POST', '/v1/cargo/rules/check', { expression })).body as CargoRuleCheck
  expect(await check("c.grossKg > 9.0 && 'x' in c.tags")).toEqual({ faults: [], reads: ['c.grossKg', 'c.tags'] })
  expect(await check('c.grosKg > 9.0')).toMatchObject({
    faults: [{ reason: 'no-such-field-near', from: 0, fix: 'c.grossKg' }],
    reads: [],
  })
  const { fields, functions, limits } = (await officer('GET', '/v1/cargo/rules/language')).body as CargoRuleLanguage
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
  await signInAgain()
})

test('an edited rule is a draft until its approval; the next screening then uses it', async () => {
  const id = await activate(rule('c.pieces == 7', { title: 'Seven' }))
  const edited = await officer('PUT', `/v1/cargo/rules/${id}`, rule('c.pieces == 8', { title: 'Eight' }))
  expect(edited).toMatchObject({ status: 200, body: { version: 2, state: 'draft' } })
  const awb = awbOf(2000003)
  await file(xfwb({ awb, pieces: 7 }))
  expect(rulesOf(await caseOf(awb))).toEqual([['rule', 'Seven']])
  const { versions } = (await analyst('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail
  expect(versions[0]?.authors).toHaveLength(2)
  await tested(id, 2)
  expect(await step(id, 'approve', 2)).toMatchObject({ status: 200, body: { state: 'active' } })
  // No job has run yet: the goods that arrive next meet the new version all the same.
  const [seven, eight] = [awbOf(2000004), awbOf(2000005)]
  await file(xfwb({ awb: seven, pieces: 7 }))
  await file(xfwb({ awb: eight, pieces: 8 }))
  expect([await caseOf(seven), rulesOf(await caseOf(eight))]).toEqual([undefined, [['rule', 'Eight']]])
  const after = (await analyst('GET', `/v1/cargo/rules/${id}`)).body as CargoRuleDetail
  expect(after.versions.map(({ state }) => state)).toEqual(['active', 'replaced'])
  expect((await caseOf(awb))?.state).toBe('closed')
  expect(problem(await step(id, 'withdraw', 1))).toBe('409 rule-state')
  await step(id, 'withdraw', 2)
})

test('a rule ends on time without the job, which then ends its hits', async () => {
  const soon = new Date(stage.now().getTime() + 300_000).toISOString()
  const later = new Date(stage.now().getTime() + 600_000).toISOString()
  const id = await activate(rule('c.pieces == 11', { title: 'Eleven', validUntil: later }))
  const begins = await write(rule('c.pieces == 12', { title: 'Twelve', validFrom: soon }))
  await tested(begins)
  expect(await step(begins, 'approve')).toMatchObject({ body: { state: 'approved' } })
  const [eleven, twelve] = [awbOf(2000011), awbOf(2000012)]
  await file(xfwb({ awb: eleven, pieces: 11 }))
  await file(xfwb({ awb: twelve, pieces: 12 }))
  expect([rulesOf(await caseOf(eleven)), await caseOf(twelve)]).toEqual([[['rule', 'Eleven']], undefined])
  moveTo(new Date(later))
  const [again, begun] = [awbOf(2000013), awbOf(2000014)]
  await file(xfwb({ awb: again, pieces: 11 }))
  await file(xfwb({ awb: begun, pieces: 12 }))
  expect([await caseOf(again), rulesOf(await caseOf(begun))]).toEqual([undefined, [['rule', 'Twelve']]])
  await expire()
  expect([(await caseOf(eleven))?.state, rulesOf(await caseOf(twelve))]).toEqual(['closed', [['rule', 'Twelve']]])
  expect((await analyst('GET', `/v1/cargo/rules/${id}`)).body).toMatchObject({ state: 'expired', active: null })
  await step(begins, 'withdraw')
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
    [stage.now()],
  )
  await asOwner('alter table cargo_rule_version disable trigger user', [])
  await asOwner(many(1, 19_999), [id, stage.now()])
  expect(await step(id, 'approve')).toMatchObject({
    status: 409,
    body: { code: 'rule-limit', detail: expect.stringContaining('parts') },
  })
  await asOwner('delete from cargo_rule_version where nodes = 19999', [])
  await asOwner(many(200, 1), [id, stage.now()])
  expect(await step(id, 'approve')).toMatchObject({
    status: 409,
    body: { code: 'rule-limit', detail: expect.stringContaining('200 rules') },
  })
  await asOwner('delete from cargo_rule_version where nodes = 1 and approver_id = author_id', [])
  await asOwner('alter table cargo_rule_version enable trigger user', [])
})
