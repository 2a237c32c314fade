import { randomUUID } from 'node:crypto'
import { rollbackContent, type SignalPage, type ThresholdState } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Signer, signerOf } from '../safeguards/access/acts/sign.fixture.ts'
import { agreementInForce } from '../safeguards/access/signal-access/agreement.fixture.ts'
import { createDatabase } from '../store/database.ts'
import { liftRules } from '../store/migrate.ts'
import { openPool } from '../store/postgres/index.ts'
import type { Schema } from '../store/schema.ts'
import { csv, importBytes, makeList } from './lists/list-stage.fixture.ts'

// On a node of several people, with the rules of the database in force: what takes effect at once leaves the act of its person.

let node: TestNode
let owner: Kysely<Schema>
let officer: SignedIn
let [first, second, supervisor] = [] as unknown as [Signer, Signer, Signer]
let list: string
let signals: string[]
let agreement: string
let proposal: string
const reason = 'The trial shows fewer mistaken hits.'

beforeAll(async () => {
  node = await startTestNode()
  owner = createDatabase(openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} }))
  officer = await node.signIn('officer')
  list = await makeList(officer, 'Invented')
  await importBytes(officer, list, csv(['1,Marit Solvang', '2,Pål Enge']))
  await importBytes(officer, list, csv(['1,Marit Solvang', '2,Pål Enge', '3,Siv Hauan']))
  signals = ((await officer.call('GET', '/v1/signals')).body as SignalPage).items.map(({ id }) => id)
  agreement = await agreementInForce(node.db, ['norland.example', 'sudmark.example'], new Date())
  const made = await officer.call('POST', '/v1/matching/threshold/proposals', { threshold: 0.71, reason })
  proposal = (made.body as ThresholdState).proposals[0]?.id ?? ''
  ;[first, second] = [await signerOf(node, 'officer'), await signerOf(node, 'officer-2')]
  supervisor = await signerOf(node, 'supervisor')
  await owner.updateTable('founding').set({ single_operator: false }).execute()
  await liftRules(node.database.connection('entente_owner'), [])
})
afterAll(async () => {
  await owner?.destroy()
  await node?.stop()
})

const account = (name: string) =>
  node.db.selectFrom('account').select(['id', 'person_id']).where('name', '=', name).executeTakeFirstOrThrow()
/** The code of the error with which the database refuses a statement of the role of the node; `done` if it does not. */
const attack = (statement: ReturnType<typeof sql>): Promise<string> =>
  statement.execute(node.db).then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

test('3.3 the role of the node releases, approves and rolls back nothing without an act', async () => {
  const { id, person_id: person } = await account('officer-2')
  const [signal = ''] = signals
  const release = sql`insert into signal_release (signal_id, version, person_id, account_id, at) values (${signal}, 1, ${person}, ${id}, now())`
  expect(await attack(release)).toBe('EN015')
  expect(await attack(sql`update signal set released_version = version where id = ${signal}`)).toBe('EN015')
  await owner.deleteFrom('agreement_consent').execute()
  expect(
    await attack(
      sql`insert into agreement_consent values (${agreement}, 1, ${person}, ${id}, 'signal-officer', now())`,
    ),
  ).toBe('EN015')
  const boss = await account('supervisor')
  const agree = sql`insert into threshold_answer values (${randomUUID()}, ${proposal}, ${boss.person_id}, ${boss.id}, now(), true, ${reason})`
  expect(await attack(agree)).toBe('EN015')
  const hold = randomUUID()
  await sql`insert into signal_hold (id, signal_id, reason, basis, set_by, set_at, until)
    values (${hold}, ${signal}, 'court-order', 'Invented', ${person}, now(), now() + interval '9 days')`.execute(
    node.db,
  )
  const approve = sql`update signal_hold set approved_by = ${boss.person_id}, approved_at = now() where id = ${hold}`
  expect(await attack(approve)).toBe('EN015')
  const rollback = sql`insert into list_task (id, kind, list_id, to_version, reason, small, account_id, role, purpose, asked_at)
    values (${randomUUID()}, 'rollback', ${list}, 0, ${reason}, true, ${id}, 'signal-officer', 'border-control', now())`
  expect(await attack(rollback)).toBe('EN015')
})

test('3.3 a changed or finished row leaves out no act', async () => {
  const { id, person_id: person } = await account('officer-2')
  const { person_id: boss } = await account('supervisor')
  const [, signal = '', other = ''] = signals
  const set = (what: ReturnType<typeof sql>, row = signal) => attack(sql`update signal set ${what} where id = ${row}`)
  // The first step passes, because it releases nothing. The step that makes the version count as released is refused.
  expect(await set(sql`released_version = version + 1`)).toBe('done')
  expect(await set(sql`version = version + 1`)).toBe('EN015')
  expect(await set(sql`kind = 'document', released_version = version`)).toBe('done')
  expect(await set(sql`kind = 'person'`)).toBe('EN015')
  expect(await set(sql`kind = 'person', version = version + 1, released_version = version + 1`)).toBe('EN015')
  expect(await set(sql`kind = 'person', released_version = null`)).toBe('done')
  expect(await set(sql`received = true, owner = 'sudmark.example', released_version = version`)).toBe('done')
  expect(await set(sql`received = false`)).toBe('EN015')
  expect(await set(sql`received = false, owner = 'norland.example', released_version = null`)).toBe('done')

  const hold = (approved: string, ended: Date | null) => sql`insert into signal_hold
    (id, signal_id, reason, basis, set_by, set_at, until, approved_by, approved_at, ended_at) values (${approved}, ${other}, 'court-order',
    'Invented', ${person}, now(), now() + interval '9 days', ${boss}, now(), ${ended})`
  expect(await attack(hold(randomUUID(), null))).toBe('EN015')
  const over = randomUUID()
  await hold(over, new Date()).execute(owner)
  expect(await attack(sql`update signal_hold set ended_at = null where id = ${over}`)).toBe('EN015')

  const task = randomUUID()
  const asked = sql`insert into list_task (id, kind, list_id, to_version, reason, small, account_id, role, purpose, asked_at)
    values (${task}, 'import', ${list}, 0, ${reason}, true, ${id}, 'signal-officer', 'border-control', now())`
  expect(await attack(asked)).toBe('done')
  expect(await attack(sql`update list_task set kind = 'rollback' where id = ${task}`)).toBe('EN015')
  await sql`update list_task set kind = 'rollback', state = 'done', finished_at = now() where id = ${task}`.execute(
    owner,
  )
  const again = sql`update list_task set state = 'waiting', finished_at = null where id = ${task}`
  expect(await attack(again)).toBe('EN015')
  await owner.deleteFrom('list_task').where('id', '=', task).execute()
})

test('3.3 with their acts, people release a list, agree to a threshold and roll a list back', async () => {
  const release = { type: 'signal.release-list', about: `list:${list}@2`, body: { version: 2 } }
  const signed = await second.sign(release)
  expect(await second.session.call('POST', `/v1/lists/${list}/release`, { version: 2, signed })).toMatchObject({
    ...{ status: 200, body: { released: 3 } },
  })
  const answer = { agree: true, reason }
  const agreed = await supervisor.sign({ type: 'threshold.confirm', about: `threshold:${proposal}`, body: answer })
  const path = `/v1/matching/threshold/proposals/${proposal}/answer`
  expect((await supervisor.session.call('POST', path, { ...answer, signed: agreed })).status).toBe(200)

  const back = { to: 1, reason: 'The file was the wrong one.' }
  const rollBack = (body: object) => first.session.call('POST', `/v1/lists/${list}/rollback`, body)
  expect(await rollBack(back)).toMatchObject({ status: 401, body: { code: 'signature-needed' } })
  const asking = { type: 'rollback.done', about: `list:${list}@2`, body: back }
  expect((await first.ask(asking)).body.content).toEqual(rollbackContent(list, 2, back))
  const other = await first.sign(asking)
  expect(await rollBack({ ...back, to: 0, signed: other })).toMatchObject({ status: 401, body: { at: '/content' } })
  const right = await first.sign(asking)
  expect(await rollBack({ ...back, signed: right })).toMatchObject({ status: 200, body: { from: 2, to: 1 } })
})
