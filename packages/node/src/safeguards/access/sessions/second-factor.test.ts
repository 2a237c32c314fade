import { randomUUID } from 'node:crypto'
import type { Credential, NewCredentialOptions } from '@entente/contracts'
import { type SignedIn, type TestNode, testPassword } from '@entente/testkit'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOfStep, stepAt } from '../credentials/totp.ts'
import { fromBase32, signInWith, startNodeOfSeveral, type WithFactors } from './second-factor.fixture.ts'

let now: Date
let node: TestNode
beforeEach(async () => {
  now = new Date('2026-11-24T12:00:00.000Z')
  node = await startNodeOfSeveral(() => now, { ENTENTE_ORIGIN: 'https://node.border.example' })
})
afterEach(() => node?.stop())

const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const codeFor = ({ secret }: { secret: Buffer }) => codeOfStep(secret, stepAt(now))
const signIn = (body: object, address = '198.51.100.1') => signInWith(node.url, body, address)
const withPassword = (account: string, more: object = {}) => signIn({ account, password: testPassword, ...more })

/** Adds an application for codes to an account that has no second factor. */
async function addTotp(account: string): Promise<WithFactors> {
  const { session } = await withPassword(account)
  return enrolTotp(session)
}
async function enrolTotp(session: SignedIn): Promise<WithFactors> {
  const options = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const secret = fromBase32(options.totp.secret)
  const code = codeOfStep(secret, stepAt(now))
  const body = { kind: 'totp', label: 'telephone', sealed: options.totp.sealed, code }
  const added = await session.call('POST', '/v1/me/credentials', body)
  expect(added).toMatchObject({ status: 201 })
  const { recoveryCodes } = added.body as { recoveryCodes: string[] | null }
  pass(30)
  return { session, secret, recoveryCodes: recoveryCodes ?? [] }
}
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code

test('K1 a password alone only leads to a second factor, and then the session is complete', async () => {
  const { session, answer } = await withPassword('analyst')
  expect(answer.body).toMatchObject({ secondFactorNeeded: true })
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ secondFactorNeeded: true, method: 'password' })
  for (const path of ['/v1/cases', '/v1/people/changes?own=1'])
    expect(codeOf(await session.call('GET', path))).toBe('second-factor-needed')
  const other = (await withPassword('analyst')).session
  const { recoveryCodes } = await enrolTotp(session)
  expect(recoveryCodes).toHaveLength(10)
  expect(recoveryCodes[0]).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  expect((await session.call('GET', '/v1/me')).body).toMatchObject({ secondFactorNeeded: false, method: 'totp' })
  expect((await session.call('GET', '/v1/cases')).status).toBe(200)
  expect((await other.call('GET', '/v1/me')).status, 'other sessions end with the first factor').toBe(401)
})

test('K10 on a node of one person a password alone signs in, until the account has a second factor', async () => {
  await node.db.updateTable('founding').set({ single_operator: true }).execute()
  expect((await withPassword('officer')).answer.body).toMatchObject({ secondFactorNeeded: false })
  const { secret } = await addTotp('officer')
  expect((await withPassword('officer')).answer.status).toBe(401)
  expect((await withPassword('officer', { totp: codeFor({ secret }) })).answer.status).toBe(200)
})

test('K1 with a second factor the code is needed, once, and the refusal does not say what was wrong', async () => {
  const factors = await addTotp('analyst')
  const refusals = [
    await withPassword('analyst'),
    await withPassword('analyst', { totp: '000000' }),
    await signIn({ account: 'analyst', password: 'not it', totp: codeFor(factors) }),
  ].map(({ answer: { status, body } }) => ({ status, ...body, detail: '', requestId: '' }))
  expect(refusals[1]).toEqual(refusals[0])
  expect(refusals[2]).toEqual(refusals[0])
  expect(refusals[0]).toMatchObject({ status: 401, code: 'sign-in-failed' })
  const totp = codeFor(factors)
  expect((await withPassword('analyst', { totp })).answer.status).toBe(200)
  expect((await withPassword('analyst', { totp })).answer.status, 'used up').toBe(401)
  pass(30)
  const twice = await Promise.all([1, 2].map(() => withPassword('analyst', { totp: codeFor(factors) })))
  expect(twice.map(({ answer }) => answer.status).sort()).toEqual([200, 401])
})

test('K5 twenty wrong codes after a right password suspend the code and raise an alarm', async () => {
  const factors = await addTotp('analyst')
  for (let n = 0; n < 20; n += 1)
    await signIn({ account: 'analyst', password: testPassword, totp: '000000' }, `192.0.2.${n}`)
  const alarms = await node.db.selectFrom('alarm').select('code').where('code', '=', 'credential-guessed').execute()
  expect(alarms).toHaveLength(1)
  expect((await withPassword('analyst', { totp: codeFor(factors) })).answer.status).toBe(401)
  expect((await withPassword('analyst')).answer.status, 'a suspended factor is not gone').toBe(401)
  const recovered = await withPassword('analyst', { recoveryCode: factors.recoveryCodes[0] })
  expect(recovered.answer.status).toBe(200)
})

test('K5 right codes of the owner do not hide wrong ones: the fifth raises an alarm', async () => {
  const factors = await addTotp('analyst')
  let n = 0
  const guess = async () => {
    n += 1
    await signIn({ account: 'analyst', password: testPassword, totp: '000000' }, `192.0.2.${n}`)
  }
  const alarms = () => node.db.selectFrom('alarm').select('code').execute()
  for (let k = 0; k < 4; k += 1) await guess()
  expect((await withPassword('analyst', { totp: codeFor(factors) })).answer.status).toBe(200)
  await guess()
  expect(await alarms()).toEqual([])
  await guess()
  expect(await alarms()).toEqual([{ code: 'credential-guessed' }])
})

test('K3 without passkeys a recovery code leads to another application for codes', async () => {
  await node.stop()
  node = await startNodeOfSeveral(() => now)
  const factors = await addTotp('supervisor')
  const { session } = await withPassword('supervisor', { recoveryCode: factors.recoveryCodes[0] })
  await enrolTotp(session)
  expect((await session.call('GET', '/v1/cases')).status).toBe(200)
  const totp = node.db.selectFrom('credential').select(['enrolled_by', 'state']).where('kind', '=', 'totp')
  expect(await totp.orderBy('created_at').execute()).toEqual([
    { enrolled_by: 'self', state: 'ended' },
    { enrolled_by: 'recovery', state: 'active' },
  ])
})

test('K3 a recovery session changes no password, and each used code raises an alarm', async () => {
  const { recoveryCodes } = await addTotp('supervisor')
  for (const recoveryCode of recoveryCodes.slice(0, 2)) {
    const { session } = await withPassword('supervisor', { recoveryCode })
    const change = { current: testPassword, next: 'seven grey herons wade' }
    expect(codeOf(await session.call('POST', '/v1/me/password', change))).toBe('second-factor-needed')
  }
  const alarms = node.db.selectFrom('alarm').select('code').where('code', '=', 'recovery-code-used')
  expect(await alarms.execute()).toHaveLength(2)
})

test('K3 a recovery code works once, ends all sessions, and only leads to a passkey', async () => {
  const factors = await addTotp('supervisor')
  const recoveryCode = (factors.recoveryCodes[3] as string).toUpperCase().replaceAll('-', ' ')
  const { session, answer } = await withPassword('supervisor', { recoveryCode })
  expect(answer.body).toMatchObject({ secondFactorNeeded: true })
  expect((await factors.session.call('GET', '/v1/me')).status).toBe(401)
  expect(codeOf(await session.call('GET', '/v1/cases'))).toBe('second-factor-needed')
  expect(codeOf(await session.call('POST', '/v1/me/recovery-codes'))).toBe('second-factor-needed')
  const { totp } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const code = codeOfStep(fromBase32(totp.secret), stepAt(now))
  const more = { kind: 'totp', label: 'thief', sealed: totp.sealed, code }
  expect(codeOf(await session.call('POST', '/v1/me/credentials', more))).toBe('second-factor-needed')
  expect((await withPassword('supervisor', { recoveryCode })).answer.status).toBe(401)
  const { items } = (await session.call('GET', '/v1/me/credentials')).body as { items: Credential[] }
  expect(items.map(({ kind, left }) => [kind, left])).toEqual([
    ['totp', null],
    ['recovery-codes', 9],
  ])
  const alarms = await node.db.selectFrom('alarm').select('code').where('code', '=', 'recovery-code-used').execute()
  expect(alarms).toHaveLength(1)
})

test('K4 credentials change only within five minutes of a proof', async () => {
  const factors = await addTotp('analyst')
  pass(5 * 60)
  for (const path of ['/v1/me/credentials/options', '/v1/me/recovery-codes'])
    expect(codeOf(await factors.session.call('POST', path))).toBe('fresh-sign-in-needed')
  const proof = { password: testPassword, totp: codeFor(factors) }
  expect(codeOf(await factors.session.call('POST', '/v1/session/verify', { password: testPassword }))).toBe(
    'sign-in-failed',
  )
  expect((await factors.session.call('POST', '/v1/session/verify', proof)).status).toBe(204)
  const made = await factors.session.call('POST', '/v1/me/recovery-codes')
  const { codes } = made.body as { codes: string[] }
  expect(codes).toHaveLength(10)
  const old = await withPassword('analyst', { recoveryCode: factors.recoveryCodes[0] })
  expect(old.answer.status, 'new codes end the former').toBe(401)
  expect((await withPassword('analyst', { recoveryCode: codes[0] })).answer.status).toBe(200)
})

test('the last second factor cannot be ended', async () => {
  const { session } = await addTotp('analyst')
  const { items } = (await session.call('GET', '/v1/me/credentials')).body as { items: Credential[] }
  const id = items.find(({ kind }) => kind === 'totp')?.id
  expect(codeOf(await session.call('DELETE', `/v1/me/credentials/${id}`))).toBe('last-credential')
  const foreign = (await addTotp('officer')).session
  expect((await foreign.call('DELETE', `/v1/me/credentials/${id}`)).status).toBe(404)
})

test('a proposed secret belongs to one account and ends after fifteen minutes', async () => {
  const [analyst, officer] = [(await withPassword('analyst')).session, (await withPassword('officer')).session]
  const { totp } = (await analyst.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const body = () => ({
    ...{ kind: 'totp', label: 'x', sealed: totp.sealed, code: codeOfStep(fromBase32(totp.secret), stepAt(now)) },
  })
  expect(codeOf(await officer.call('POST', '/v1/me/credentials', body()))).toBe('code-wrong')
  pass(15 * 60)
  await analyst.call('POST', '/v1/session/verify', { password: testPassword })
  expect(codeOf(await analyst.call('POST', '/v1/me/credentials', body()))).toBe('code-wrong')
})

test('P14 wrong current passwords from a stolen session lock at five and end the session', async () => {
  const { session } = await addTotp('analyst')
  const codes = []
  for (let n = 0; n < 40; n += 1)
    codes.push(codeOf(await session.call('POST', '/v1/me/password', { current: 'not it', next: 'five quiet herons' })))
  expect(codes.slice(0, 6)).toEqual([...Array(4).fill('sign-in-failed'), 'locked-out', 'sign-in-needed'])
  const rows = await node.db.selectFrom('audit.entry').select('details').where('type', '=', 'login.failed').execute()
  expect(rows.map(({ details }) => JSON.parse(details.toString()).kind)).toEqual(Array(5).fill('password'))
})

/** Stores a second factor of an account, as another request of its owner does. */
const storeFactor = (db: TestNode['db'], accountId: string) =>
  db
    .insertInto('credential')
    .values({
      ...{
        id: randomUUID(),
        account_id: accountId,
        kind: 'totp',
        label: 'owner',
        enrolled_by: 'self',
        created_at: now,
      },
      secret: Buffer.from('x'),
    })
    .execute()
const accountOf = async (name: string) =>
  (await node.db.selectFrom('account').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

test('K1 a session of a password alone adds the first second factor and no further one', async () => {
  const { session } = await withPassword('analyst')
  await storeFactor(node.db, await accountOf('analyst'))
  const { totp } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const code = codeOfStep(fromBase32(totp.secret), stepAt(now))
  const body = { kind: 'totp', label: 'thief', sealed: totp.sealed, code }
  expect(codeOf(await session.call('POST', '/v1/me/credentials', body))).toBe('second-factor-needed')
  const kept = await node.db.selectFrom('credential').select(['label', 'state']).execute()
  expect(kept).toEqual([{ label: 'owner', state: 'active' }])
})

test('K1 a password alone opens no session if its owner adds a factor meanwhile', async () => {
  const id = await accountOf('analyst')
  const waits = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  const signingIn = await node.db.transaction().execute(async (tx) => {
    await tx.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute()
    const answer = withPassword('analyst')
    await expect.poll(async () => (await waits.execute(node.db)).rows[0]?.n, { timeout: 10_000 }).toBe(1)
    await storeFactor(tx, id)
    return { answer }
  })
  expect((await signingIn.answer).answer.status).toBe(401)
})

test('the secret of a code is not stored in the clear', async () => {
  const { secret } = await addTotp('analyst')
  const rows = await node.db.selectFrom('credential').select('secret').where('kind', '=', 'totp').execute()
  expect(rows[0]?.secret?.includes(secret)).toBe(false)
})
