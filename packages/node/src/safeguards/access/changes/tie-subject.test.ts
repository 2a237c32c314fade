import type { Account, PeopleChange } from '@entente/contracts'
import { expect, test } from 'vitest'
import { openPool } from '../../../store/postgres/index.ts'
import { endAgain } from '../../restore/end-again.ts'
import { node, useNode } from './people-node.fixture.ts'

const issuer = 'https://login.border.example'
useNode({
  environment: {
    ENTENTE_OIDC_ISSUER: issuer,
    ENTENTE_OIDC_CLIENT_ID: 'entente-node',
    ENTENTE_OIDC_SECRET_FILE: '/nowhere/secret',
  },
})

const propose = (by: string, account: string, body: object = { action: 'tie', subject: 'mira-7' }) =>
  node.propose(by, account, 'subject', body)
const untie = (by: string, account: string) => propose(by, account, { action: 'untie' })
const tied = async () => {
  const rows = node.db.selectFrom('oidc_subject').innerJoin('account', 'account.id', 'account_id')
  return rows.select(['account.name', 'subject', 'issuer']).where('ended_at', 'is', null).execute()
}
async function tie(account: string, subject: string): Promise<void> {
  const { body } = await propose('administrator', account, { action: 'tie', subject })
  await node.consent('supervisor', body)
  await node.pass(24)
}
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code

test('3.4 an administrator proposes to tie a subject, a supervisor consents, and it waits for a day', async () => {
  const { status, body } = await propose('administrator', 'analyst')
  expect(status).toBe(202)
  expect(body).toMatchObject({ kind: 'tie', subject: { issuer, subject: 'mira-7' }, needs: [['supervisor']] })
  expect(codeOf(await propose('supervisor', 'officer')), 'a supervisor proposes none').toBe('role')
  expect((await node.consent('supervisor', body)).body).toMatchObject({ state: 'waiting' })
  await node.pass(23)
  expect(await tied()).toEqual([])
  await node.pass(1)
  expect(await tied()).toEqual([{ name: 'analyst', subject: 'mira-7', issuer }])
  const { body: listed } = await node.as<{ items: Account[] }>('administrator', 'GET', '/v1/accounts')
  expect(listed.items.find(({ name }) => name === 'analyst')?.subject).toMatchObject({ issuer, subject: 'mira-7' })
})

test('3.4 the person concerned and oversight are told of a tie, and each of them can stop it', async () => {
  for (const by of ['analyst', 'oversight-1']) {
    const { body } = await propose('administrator', 'analyst')
    const alarms = await node.db.selectFrom('alarm').select('ref').where('code', '=', 'people-change').execute()
    expect(alarms).toContainEqual({ ref: `change:${body.id}` })
    const own = await node.as<{ items: PeopleChange[] }>('analyst', 'GET', '/v1/people/changes?own=1')
    expect(own.body.items.map(({ id }) => id)).toContain(body.id)
    await node.consent('supervisor', body)
    expect((await node.object(by, body)).body).toMatchObject({ state: 'objected' })
    await node.pass(24)
  }
  expect(await tied()).toEqual([])
})

test('R2 the person concerned does not consent to a tie of their own account', async () => {
  const { body } = await propose('administrator', 'supervisor')
  expect(codeOf(await node.consent('supervisor', body))).toBe('concerned')
})

test('one subject belongs to one account, and an account has one subject', async () => {
  await tie('analyst', 'mira-7')
  expect(codeOf(await propose('administrator', 'officer'))).toBe('subject-tied')
  expect(codeOf(await propose('administrator', 'analyst', { action: 'tie', subject: 'x' }))).toBe('change-state')
  // The two were proposed before either took effect.
  const [one, two] = [
    (await propose('administrator', 'officer', { action: 'tie', subject: 'rea-9' })).body,
    (await propose('administrator', 'officer-2', { action: 'tie', subject: 'rea-9' })).body,
  ]
  for (const change of [one, two]) await node.consent('supervisor', change)
  await node.pass(24)
  expect([(await node.change(one.id)).state, (await node.change(two.id)).state].sort()).toEqual(['done', 'refused'])
  expect((await tied()).filter(({ subject }) => subject === 'rea-9')).toHaveLength(1)
})

test('the database has a subject of two accounts never', async () => {
  await tie('analyst', 'mira-7')
  const row = await node.db.selectFrom('oidc_subject').selectAll().executeTakeFirstOrThrow()
  const other = { ...row, id: crypto.randomUUID(), account_id: await node.id('officer') }
  await expect(node.db.insertInto('oidc_subject').values(other).execute()).rejects.toMatchObject({ code: '23505' })
})

test('a disabled account gets no subject, also if it was disabled while the tie waited', async () => {
  const { body } = await propose('administrator', 'analyst')
  await node.consent('supervisor', body)
  await node.db.updateTable('account').set({ state: 'disabled' }).where('name', '=', 'analyst').execute()
  await node.pass(24)
  expect((await node.change(body.id)).state).toBe('refused')
  expect(await tied()).toEqual([])
})

test('untying needs what the removal of the account needs, and ends the sessions of the subject', async () => {
  await tie('analyst', 'mira-7')
  await tie('oversight-1', 'iben-4')
  const { id } = await node.db
    .selectFrom('oidc_subject')
    .select('id')
    .where('subject', '=', 'mira-7')
    .executeTakeFirstOrThrow()
  const session = await node.signIn('analyst')
  const other = await node.signIn('analyst')
  // As the owner: the node's own role cannot change which subject opened a session.
  const owner = openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} })
  await owner.query("update session set subject_id = $1, method = 'oidc' where csrf = $2", [id, session.csrf])
  await owner.end()
  const { status, body } = await untie('administrator', 'analyst')
  expect([status, body.needs]).toEqual([202, [['administrator', 'supervisor']]])
  expect((await node.consent('supervisor', body)).body.state).toBe('done')
  expect((await session.call('GET', '/v1/me')).status).toBe(401)
  expect((await other.call('GET', '/v1/me')).status).toBe(200)
  expect((await tied()).map(({ name }) => name)).toEqual(['oversight-1'])
  expect((await untie('administrator', 'analyst')).status).toBe(404)
  const { body: ofOversight } = await untie('administrator', 'oversight-1')
  await node.consent('supervisor', ofOversight)
  await node.pass(24)
  expect(
    (await tied()).map(({ name }) => name),
    'it waits for fourteen days',
  ).toEqual(['oversight-1'])
})

test('an untied subject can be tied to another account', async () => {
  await tie('analyst', 'mira-7')
  await node.consent('supervisor', (await untie('administrator', 'analyst')).body)
  await tie('officer', 'mira-7')
  expect(await tied()).toEqual([{ name: 'officer', subject: 'mira-7', issuer }])
})

test('a restore does not bring back an untied subject', async () => {
  await tie('analyst', 'mira-7')
  await node.consent('supervisor', (await untie('administrator', 'analyst')).body)
  await node.db.updateTable('oidc_subject').set({ ended_at: null }).execute()
  await node.db.deleteFrom('ended_credential').execute()
  const { id } = await node.db.selectFrom('oidc_subject').select('id').executeTakeFirstOrThrow()
  const after = { ended: async () => [{ v: 1, kind: 'ended', of: 'oidc-subject', id, state: '2026-11-24' }] }
  const log = { warn() {} }
  const deps = { db: node.db, audit: node.audit, member: { id: 'norland.example' }, after, log }
  expect(await endAgain(deps as never)).toBe(1)
  expect(await tied()).toEqual([])
})
