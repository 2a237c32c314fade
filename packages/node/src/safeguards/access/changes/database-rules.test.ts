import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Schema } from '../../../store/schema.ts'
import { type Attack, startAttack } from './attack.fixture.ts'
import { because } from './people-node.fixture.ts'

// An attacker in the process that serves has its role of the database, and no code of ours checks what it writes.
let it: Attack
let app: Kysely<Schema>
let owner: Kysely<Schema>

beforeAll(async () => {
  it = await startAttack()
  ;({ app, owner } = it)
})
afterAll(() => it?.end())

const attack = (statement: ReturnType<typeof sql>) => it.run(statement)
const account = (name: string) => it.account(name)
const propose = (more: Parameters<Attack['propose']>[0] = {}) => it.propose(more)
const consent = (...given: Parameters<Attack['consent']>) => it.consent(...given)
const makeSupervisor = (at?: Date) => it.grant('officer', 'supervisor', at)
const pass = (change: string, hours: number) => it.pass(change, hours)

test('with these rules in force, people change people as before', async () => {
  const [administrator, supervisor] = [await it.node.signIn('administrator'), await it.node.signIn('supervisor')]
  const { id } = await account('officer')
  const grant = { role: 'analyst', action: 'grant', reason: because }
  const asked = (await administrator.call('POST', `/v1/accounts/${id}/roles`, grant)).body as { id: string }
  const reply = await supervisor.call('POST', `/v1/people/changes/${asked.id}/consent`)
  expect(reply).toMatchObject({ status: 200, body: { state: 'done' } })
})

test('row 16: the app’s role makes no role active without a change, whoever is named', async () => {
  expect(await makeSupervisor()).toBe('EN014')
  expect(await attack(sql`update account_role set state = 'active', role = 'supervisor'`)).toBe('EN014')
  expect(await attack(sql`update people_quorum set consents = '[]', wait_hours = 0`)).toBe('42501')
  expect(await attack(sql`insert into audit.lifted_rule values ('people')`)).toBe('42501')
})

test('row 16: an invented change needs the consents and the time of its quorum', async () => {
  expect((await propose({ needs: [] })).code, 'no consents').toBe('EN014')
  expect((await propose({ hours: 0 })).code, 'no waiting time').toBe('EN014')
  expect((await propose({ quorum: 'grant', needs: [['administrator', 'supervisor']], hours: 0 })).code).toBe('EN014')
  expect((await propose({ quorum: 'invented' })).code).toBe('EN014')
  expect((await propose({ byRole: 'supervisor' })).code, 'a role of somebody else').toBe('EN014')
  expect((await propose({ at: new Date(Date.now() - 25 * 3_600_000) })).code, 'dated back').toBe('EN012')
  expect((await propose({ state: 'waiting' })).code, 'with its consents already').toBe('EN014')
})

test('row 16: a role becomes active only after real consents, the waiting time, and without objection', async () => {
  const { id, code } = await propose()
  expect(code).toBe('done')
  expect(await consent(id, 'analyst', 'supervisor'), 'a role of somebody else').toBe('EN014')
  expect(await consent(id, 'administrator', 'administrator'), 'the proposer').toBe('EN001')
  expect(await consent(id, 'supervisor', 'supervisor', new Date(Date.now() - 25 * 3_600_000))).toBe('EN012')
  expect(await makeSupervisor(), 'without consents').toBe('EN014')
  expect(await consent(id, 'supervisor', 'supervisor')).toBe('done')
  const skipped = sql`update people_change set wait_hours = 0, effective_at = now() - interval '1 day', state = 'waiting' where id = ${id}`
  expect(await attack(skipped)).toBe('done')
  expect(await makeSupervisor(), 'before the waiting time is over').toBe('EN014')
  expect(await attack(sql`update people_change set state = 'done' where id = ${id}`)).toBe('EN014')
  await pass(id, 23)
  expect(await makeSupervisor()).toBe('EN014')
  await pass(id, 2)
  const objection = sql`insert into people_objection (change_id, person_id, role, reason, at)
    values (${id}, ${(await account('oversight-1')).person_id}, 'oversight', ${because}, now())`
  await objection.execute(owner)
  expect(await makeSupervisor(), 'against an objection').toBe('EN014')
  await sql`delete from people_objection`.execute(owner)
  expect(await makeSupervisor(new Date('2026-01-01'))).toBe('EN012')
  expect(await makeSupervisor()).toBe('done')
  expect(await attack(sql`update people_change set state = 'done' where id = ${id}`)).toBe('done')
  expect(await attack(sql`update people_change set state = 'waiting' where id = ${id}`), 'used again').toBe('EN003')
  await sql`delete from account_role where role = 'supervisor' and account_id = ${(await account('officer')).id}`.execute(
    owner,
  )
})

test('row 16: the consents of a change come from different people for different places', async () => {
  const { id } = await propose({
    ...{ quorum: 'grant-authority-alone', needs: [['supervisor', 'oversight'], ['oversight'], ['supervisor']] },
  })
  await consent(id, 'supervisor', 'supervisor')
  await consent(id, 'oversight-1', 'oversight')
  await pass(id, 25)
  expect(await makeSupervisor(), 'two people for three places').toBe('EN014')
  await consent(id, 'oversight-2', 'oversight')
  await pass(id, 25)
  expect(await makeSupervisor()).toBe('done')
  await sql`delete from account_role where role = 'supervisor' and account_id = ${(await account('officer')).id}`.execute(
    owner,
  )
})

test('row 16: the app’s role revokes no role, and disables and enables no account, by itself', async () => {
  expect(await attack(sql`update account_role set state = 'revoked' where role = 'supervisor'`)).toBe('EN014')
  expect(await attack(sql`update account set state = 'disabled' where name = 'oversight-1'`)).toBe('EN014')
  const { id, code } = await propose({
    ...{ account: (await account('oversight-1')).id, kind: 'disable', role: null, quorum: 'remove', hours: 0 },
    needs: [['administrator', 'supervisor']],
  })
  expect([id === '', code], 'a weaker quorum than oversight needs').toEqual([false, 'EN014'])
  await sql`update account set state = 'disabled' where name = 'officer-2'`.execute(owner)
  expect(await attack(sql`update account set state = 'active' where name = 'officer-2'`)).toBe('EN014')
})

test('row 16: founding and the time of a single operator do not begin again', async () => {
  await sql`update founding set single_operator = false`.execute(owner)
  for (const change of [sql`ended_at = null`, sql`ended_at = now() + interval '1 year'`, sql`single_operator = true`])
    expect(await attack(sql`update founding set ${change}`)).toBe('EN014')
  expect(await attack(sql`insert into founding (began_at) values (now())`)).toBe('EN014')
})

test('row 16: a session needs an account, a role and a method that are in force', async () => {
  const session = async (name: string, role: string, method = 'password', at = new Date()) =>
    attack(sql`insert into session (id_hash, account_id, role, csrf, created_at, last_seen_at, method)
      values (${Buffer.from(randomUUID())}, ${(await account(name)).id}, ${role}, 'x', ${at}, ${at}, ${method})`)
  expect(await session('analyst', 'supervisor'), 'a role of somebody else').toBe('EN014')
  expect(await session('officer-2', 'signal-officer'), 'a disabled account').toBe('EN014')
  expect(await session('analyst', 'analyst', 'passkey'), 'a passkey that nobody has').toBe('EN014')
  expect(await session('analyst', 'analyst', 'password', new Date('2026-01-01'))).toBe('EN012')
  await sql`update account set suspended_until = now() + interval '1 hour' where name = 'officer'`.execute(owner)
  expect(await session('officer', 'signal-officer'), 'a suspended account').toBe('EN014')
  expect(await session('analyst', 'analyst')).toBe('done')
  expect(await attack(sql`update session set role = 'supervisor'`)).toBe('EN014')
  const another = (await account('supervisor')).id
  expect(await attack(sql`update session set account_id = ${another}`), 'given to somebody else').toBe('42501')
  expect(await attack(sql`update person_key set account_id = ${another}`)).toBe('42501')
  const credential = sql`insert into credential (id, account_id, kind, label, enrolled_by, created_at)
    values (${randomUUID()}, ${(await account('officer-2')).id}, 'recovery-codes', '', 'self', now())`
  expect(await attack(credential), 'a credential of a disabled account').toBe('EN014')
})

test('row 16: a subject is tied and untied only by a change with its consents', async () => {
  const analyst = await account('analyst')
  const subject = { issuer: 'https://login.example', subject: 'mira-7' }
  const { id } = await propose({ account: analyst.id, kind: 'tie', role: null, quorum: 'tie-subject', subject })
  const tie = (subject: string, of = analyst.id) =>
    attack(sql`insert into oidc_subject (id, issuer, subject, account_id, change_id, tied_at)
      values (${randomUUID()}, 'https://login.example', ${subject}, ${of}, ${id}, now())`)
  expect(await tie('mira-7'), 'without consents').toBe('EN014')
  await consent(id, 'supervisor', 'supervisor')
  await pass(id, 25)
  expect(await tie('mira-7'), 'a consent that nobody signed').toBe('EN014')
  await sql`update founding set single_operator = true`.execute(owner)
  expect(await tie('rea-9'), 'another subject').toBe('EN014')
  expect(await tie('mira-7', (await account('supervisor')).id), 'another account').toBe('EN014')
  expect(await tie('mira-7')).toBe('done')
  await sql`update founding set single_operator = false`.execute(owner)
  expect(await attack(sql`update oidc_subject set ended_at = now()`), 'untied by hand').toBe('EN014')
  await sql`update oidc_subject set ended_at = now()`.execute(owner)
  expect(await attack(sql`update oidc_subject set ended_at = null`), 'tied again').toBe('EN003')
  expect(await attack(sql`update oidc_subject set account_id = ${(await account('supervisor')).id}`)).toBe('42501')
})

test('row 16: a passkey that the app’s role adds signs nothing at once, unless another one signed its enrolment', async () => {
  const { id } = await account('officer')
  const add = (kind: 'passkey' | 'totp' | 'recovery-codes', counts: Date | null = null) => {
    const key = kind === 'passkey' ? Buffer.from(randomUUID()) : null
    return attack(sql`insert into credential (id, account_id, kind, label, enrolled_by, created_at, secret, passkey_id, public_key, counts_from)
      values (${randomUUID()}, ${id}, ${kind}, '', 'self', now(), ${kind === 'totp' ? Buffer.from('x') : null}, ${key}, ${key}, ${counts})`)
  }
  /** In how many hours the passkeys of the account count, in the order in which they were made. */
  const waits = async () => {
    const { rows } = await sql<{
      hours: number | null
    }>`select round(extract(epoch from counts_from - created_at) / 3600)::int as hours
      from credential where account_id = ${id} and kind = 'passkey' order by created_at`.execute(owner)
    return rows.map(({ hours }) => hours)
  }
  expect(await add('recovery-codes'), 'without a second factor').toBe('EN014')
  expect(await add('totp')).toBe('done')
  expect(await add('passkey'), 'the first one').toBe('done')
  expect(await add('passkey', new Date('2026-01-01'))).toBe('done')
  expect(await waits()).toEqual([null, 24])
  expect(await attack(sql`update credential set counts_from = null`)).toBe('42501')
  await sql`update credential set state = 'ended' where account_id = ${id}`.execute(app)
  expect(await add('passkey'), 'after all factors were ended').toBe('EN014')
  const needs = [['administrator'], ['supervisor', 'oversight']]
  const reset = await propose({ account: id, kind: 'recover', role: null, quorum: 'recover', needs })
  await sql`update people_change set enrols = true, state = 'to-enrol', needs = '[]' where id = ${reset.id}`.execute(
    owner,
  )
  const end = (at: Date) =>
    attack(sql`update people_change set state = 'done', ended_at = ${at} where id = ${reset.id}`)
  expect(await end(new Date(Date.now() - 8 * 86_400_000)), 'dated back').toBe('EN012')
  expect(await end(new Date())).toBe('done')
  expect(await attack(sql`update people_change set ended_at = now() - interval '8 days' where id = ${reset.id}`)).toBe(
    'EN003',
  )
  expect(await add('passkey'), 'after a reset').toBe('done')
  expect((await waits()).at(-1)).toBe(168)
})

test('row 16: an alarm is acknowledged once, by a person whom it does not concern', async () => {
  const administrator = await account('administrator')
  const id = randomUUID()
  const raised = sql`insert into alarm (id, code, at, ref, detail) values (${id}, 'people-change', now(), ${`account:${administrator.id}`}, '{}')`
  await raised.execute(app)
  const acknowledge = (person: string) =>
    attack(sql`update alarm set acknowledged_by = ${person}, acknowledged_at = now() where id = ${id}`)
  expect(await acknowledge(administrator.person_id)).toBe('EN014')
  expect(await acknowledge(randomUUID()), 'nobody').toBe('EN014')
  expect(await acknowledge((await account('supervisor')).person_id)).toBe('done')
  expect(await attack(sql`update alarm set acknowledged_at = null where id = ${id}`)).toBe('EN003')
  expect(await attack(sql`update alarm set ref = 'account:other'`)).toBe('42501')
})

test('3.10 a: the app’s role changes no entry, place or state of the log, and cannot become another role', async () => {
  for (const statement of [
    sql`update audit.entry set at = at`,
    sql`delete from audit.entry`,
    sql`insert into audit.leaf (generation, index, entry_id, hash) select 0, 0, id, salt from audit.entry limit 1`,
    sql`insert into audit.tile_hash (generation, level, index, hash) values (0, 1, 0, sha256(''))`,
    sql`update audit.log set note = note`,
    sql`update audit.log_place set tx = tx`,
    sql`insert into audit.published (generation, origin, size, root, note) values (0, 'x', 0, sha256(''), 'x')`,
    sql`alter table audit.entry disable trigger entry_is_final`,
    sql`create or replace function audit.append(text, bytea, int[], bytea) returns void language sql as 'select'`,
    sql`set role entente_owner`,
    sql`set role entente_verifier`,
    sql`set session_replication_role = replica`,
    sql`create table extra (a int)`,
  ])
    expect(await attack(statement)).toBe('42501')
})

test('the app’s role retires and deletes no key of a day that is not over', async () => {
  const keep = (id: string, day: string, state: string) =>
    sql`insert into day_key (id, regime, class, day, epoch, sealed, state, retired_at)
      values (decode(${id}, 'hex'), 'own', 'b', ${day}::date, 1, '\\x00', ${state}, now())`.execute(app)
  const today = new Date().toISOString().slice(0, 10)
  await keep('0000000000000a01', today, 'living')
  await keep('0000000000000a02', '2020-01-01', 'living')
  await keep('0000000000000a03', '2020-01-01', 'retiring')
  const remove = (id: string) => attack(sql`delete from day_key where id = decode(${id}, 'hex')`)
  const retire = (id: string) => attack(sql`update day_key set state = 'retiring' where id = decode(${id}, 'hex')`)
  expect([await remove('0000000000000a01'), await retire('0000000000000a01')]).toEqual(['EN003', 'EN003'])
  expect([await remove('0000000000000a02'), await remove('0000000000000a03')]).toEqual(['EN003', 'done'])
  expect(await retire('0000000000000a02')).toBe('done')
})
