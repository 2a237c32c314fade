import { randomUUID } from 'node:crypto'
import { type NecessityList, type NecessityRecord, necessityContent } from '@entente/contracts'
import { inventedRecord, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liftRules } from '../../store/migrate.ts'
import { type Signer, signerOf } from '../access/acts/sign.fixture.ts'
import { type Attack, attackOn } from '../access/changes/attack.fixture.ts'

// On a node of several people, with the rules of the database in force.

let node: TestNode
let [officer, supervisor] = [] as unknown as [Signer, Signer]
let attacker: Attack
let record: NecessityRecord
let ids: Record<'officer' | 'supervisor' | 'analyst', string>
const gateway = { type: 'gateway', id: 'travel' } as const
beforeAll(async () => {
  node = await startTestNode({ necessity: true })
  attacker = attackOn(node)
  ;[officer, supervisor] = [await signerOf(node, 'officer'), await signerOf(node, 'supervisor')]
  await asOwner('update founding set single_operator = false')
  await liftRules(node.database.connection('entente_owner'), [])
  const rows = await node.db.selectFrom('account').select(['name', 'person_id']).execute()
  ids = Object.fromEntries(rows.map((row) => [row.name, row.person_id])) as typeof ids
  record = await write()
})
afterAll(() => attacker?.end())

async function write(): Promise<NecessityRecord> {
  const made = await officer.session.call('POST', '/v1/necessity', inventedRecord(gateway, new Date()))
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body as NecessityRecord
}
const asOwner = (statement: string) => sql.raw(statement).execute(attacker.owner)
const attack = (statement: ReturnType<typeof sql>) => attacker.run(statement)
const approveAs = (person: string) =>
  sql`update necessity_record set approved_by = ${person}, approved_at = now() where id = ${record.id}`
const insertRecord = (writer: string, approver: string | null, months = 6, at = sql`now()`) =>
  sql`insert into necessity_record (id, subject_type, subject_id, body, impact_until, valid_until, written_by, written_at, approved_by, approved_at)
    values (${randomUUID()}, 'list', ${randomUUID()}, '{"alternatives": [{}]}', '2999-01-01', ${at} + make_interval(months => ${months}), ${writer}, ${at},
      ${approver}, ${approver === null ? null : new Date()})`

test('S8 the role of the node approves no record without a signed act of another person who is supervisor', async () => {
  expect(await attack(approveAs(ids.supervisor))).toBe('EN015')
  expect(await attack(approveAs(ids.officer))).toBe('EN001')
  expect(await attack(approveAs(ids.analyst))).toBe('EN002')
  expect(await attack(insertRecord(ids.officer, ids.supervisor))).toBe('EN005')
  expect(await attack(insertRecord(ids.analyst, null))).toBe('EN002')
  expect(await attack(insertRecord(ids.officer, null, 13))).toBe('23514')
  expect(await attack(insertRecord(ids.officer, null, 6, sql`now() + interval '1 month'`))).toBe('EN012')
  expect(await attack(sql`update necessity_record set body = '{}' where id = ${record.id}`)).toBe('42501')
  expect(await attack(sql`delete from necessity_record where id = ${record.id}`)).toBe('42501')
})

test('S8 the role of the node switches nothing on without a record in force', async () => {
  const gate = (more = sql`null`) =>
    sql`insert into necessity_gate (subject_type, subject_id, on_at, draft_until) values ('gateway', 'travel', now(), ${more})`
  expect(await attack(gate())).toBe('EN020')
  expect(await attack(gate(sql`now() + interval '90 days'`))).toBe('EN020')
  const sender = sql`insert into sender (id, name, gateway, team, regimes, purposes, callback_secret)
    values (${randomUUID()}, 'Zephyr Lines', 'travel', 'travel', '{}', '{}', 'x')`
  expect(await attack(sender)).toBe('EN020')
  expect(await attack(sql`delete from necessity_gate`)).toBe('42501')
  expect(await attack(sql`insert into audit.lifted_rule values ('necessity')`)).toBe('42501')
  const consent = sql`insert into agreement_consent (agreement_id, version, person_id, account_id, role, at)
    select ${randomUUID()}, 1, person_id, id, 'signal-officer', now() from account where name = 'officer'`
  expect(await attack(consent)).toBe('EN020')
  const task = sql`insert into list_task (id, kind, list_id, account_id, role, purpose, asked_at, small)
    values (${randomUUID()}, 'import', ${randomUUID()}, ${randomUUID()}, 'signal-officer', 'x', now(), true)`
  expect(await attack(task)).toBe('EN020')
})

test('S8 a supervisor approves with a signature over every word of the record', async () => {
  const approve = (signed?: object) =>
    supervisor.session.call('POST', `/v1/necessity/${record.id}/approve`, signed === undefined ? {} : { signed })
  expect(await approve()).toMatchObject({ status: 401, body: { code: 'signature-needed' } })
  const asking = { type: 'necessity.approve', about: `necessity:${record.id}`, body: {} }
  expect((await supervisor.ask(asking)).body.content).toEqual(necessityContent(record))
  expect((await officer.ask(asking)).status).toBe(403)
  expect(await approve(await supervisor.sign(asking))).toMatchObject({ status: 200, body: { state: 'current' } })
  const acts = node.db.selectFrom('signed_act').select(['type', 'method']).where('type', '=', 'necessity.approve')
  expect(await acts.execute()).toEqual([{ type: 'necessity.approve', method: 'passkey' }])
  // An approved record stays, and SQL does not switch it on again after its end.
  expect(await attack(sql`update necessity_record set approved_by = ${ids.analyst} where id = ${record.id}`)).toBe(
    'EN014',
  )
  await asOwner(
    "update necessity_record set written_at = now() - interval '1 month', valid_until = now(), approved_at = now() - interval '1 month'",
  )
  await asOwner('update necessity_gate set lapsed_at = now()')
  expect(await attack(sql`update necessity_gate set lapsed_at = null`)).toBe('EN020')
  expect(await attack(sql`update necessity_gate set draft_until = now() + interval '1 year'`)).toBe('EN020')
})

test('S8 the end of a record stops matching even if no job looks', async () => {
  record = await write()
  const asking = { type: 'necessity.approve', about: `necessity:${record.id}`, body: {} }
  const signed = await supervisor.sign(asking)
  expect(await supervisor.session.call('POST', `/v1/necessity/${record.id}/approve`, { signed })).toMatchObject({
    status: 200,
  })
  const off = async () => (await sql<{ id: string }>`select id from necessity_off order by 1`.execute(node.db)).rows
  expect((await off()).map(({ id }) => id)).not.toContain('travel')
  await asOwner(
    "update necessity_record set written_at = now() - interval '1 month', valid_until = now() - interval '1 second'",
  )
  expect((await off()).map(({ id }) => id)).toContain('travel')
})

test('S8 an agreement stops nothing before all signed it and after its end, and another member that leaves keeps it renewable', async () => {
  const home = 'norland.example'
  const agreement = async (members: string[], ends: string[], signed = members) => {
    const id = randomUUID()
    const parties = `array['${members.join("','")}']::text[]`
    await asOwner(`insert into agreement (id, version, body, made_by, created_at, members, receivers, contributors, kinds, purposes, max_tlp,
      max_pap, onward, children, risk_countries, retention_days, valid_from, valid_until, review_due)
      values ('${id}', 1, '{"title": "Invented terms"}', '${home}', now(), ${parties}, ${parties}, ${parties}, '{}', '{}', 'amber', 'green', 'none', 'excluded', '{}', 30, now() - interval '1 day', now() + interval '1 year', now() + interval '1 year')`)
    for (const [name, role] of [
      ['officer', 'signal-officer'],
      ['supervisor', 'supervisor'],
    ])
      await asOwner(`insert into agreement_consent (agreement_id, version, person_id, account_id, role, at)
        select '${id}', 1, person_id, id, '${role}', now() from account where name = '${name}'`)
    for (const member of signed)
      await asOwner(`insert into agreement_signature (agreement_id, version, member, key_id, at, value, received_at, own)
        values ('${id}', 1, '${member}', 'k', 'now', 'v', now(), ${member === home})`)
    for (const member of ends) await asOwner(`insert into agreement_end values ('${id}', '${member}', now(), '{}')`)
    await asOwner(
      `insert into necessity_gate (subject_type, subject_id, on_at, lapsed_at) values ('agreement', '${id}', now(), now())`,
    )
    return id
  }
  const three = [home, 'b.example', 'c.example']
  const [used, ended, left, alone, offered] = [
    await agreement(three, []),
    await agreement(three, [home]),
    await agreement(three, ['b.example']),
    await agreement([home, 'b.example'], ['b.example']),
    await agreement(three, [], [home]),
  ]
  const { rows } = await sql<{ id: string }>`select id from necessity_off where type = 'agreement'`.execute(node.db)
  expect(rows.map(({ id }) => id).sort()).toEqual([used, left].sort())
  const { body } = await officer.session.call('GET', '/v1/necessity')
  const standing = (body as NecessityList).standings.map(({ subject }) => subject.id)
  expect(standing).toEqual(expect.arrayContaining([used, left, offered, 'b.example', 'c.example']))
  expect(standing).not.toContain(ended)
  expect(alone).toBeDefined()
})
