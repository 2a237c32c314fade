import { expect, test } from 'vitest'
import { node, useNode } from './people-node.fixture.ts'

useNode()

const password = 'five quiet herons wade'
interface Half {
  half: string
  part: string
  account: string
}
const halfOf = async (by: string, { id }: { id: string }): Promise<string> =>
  (await node.as<Half>(by, 'POST', `/v1/people/changes/${id}/half`)).body.half
async function enrol(account: string, first: string, second: string, next = password) {
  const body = JSON.stringify({ account, first, second, password: next })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${node.url}/v1/enrol`, { method: 'POST', headers, body })
  return {
    status: answer.status,
    code: answer.status === 200 ? null : ((await answer.json()) as { code: string }).code,
  }
}
async function reset(account: string, second = 'oversight-1') {
  const asked = (await node.propose('administrator', account, 'reset')).body
  expect(asked).toMatchObject({ state: 'awaiting-consent', needs: [['administrator'], ['supervisor', 'oversight']] })
  await node.consent('administrator', asked)
  const { body } = await node.consent(second, asked)
  return body
}

test('bad input 11: an owner chooses a password with both halves of two people, after a day', async () => {
  const { rows } = { rows: node.db.selectFrom('person_key').select('revoked_at') }
  const account_id = await node.id('analyst')
  const key = { id: account_id, account_id, hash: Buffer.from('x'), label: 'x' }
  await node.db.insertInto('person_key').values(key).execute()
  const change = await reset('analyst')
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  expect(first).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
  expect(first).not.toBe(second)
  for (const other of ['supervisor', 'oversight-2'])
    expect((await node.as(other, 'POST', `/v1/people/changes/${change.id}/half`)).status).toBe(404)
  expect(await enrol('analyst', first, second), 'before the waiting time is over').toMatchObject({ status: 404 })
  await node.pass(24)
  expect((await node.change(change.id)).state).toBe('to-enrol')
  expect(await node.canSignIn('analyst'), 'the former password works until then').toBe(true)
  expect(await enrol('analyst', first, first)).toEqual({ status: 404, code: 'code-unknown' })
  expect(await enrol('analyst', second, second)).toEqual({ status: 404, code: 'code-unknown' })
  expect(await enrol('officer', first, second)).toEqual({ status: 404, code: 'code-unknown' })
  expect(await enrol('analyst', first, second, 'passwordpassword')).toMatchObject({ code: 'password-weak' })
  expect(await enrol('analyst', first.toUpperCase().replaceAll('-', ' '), second)).toMatchObject({ status: 200 })
  expect(await node.canSignIn('analyst')).toBe(false)
  expect(await node.canSignIn('analyst', password)).toBe(true)
  expect((await rows.executeTakeFirst())?.revoked_at).not.toBeNull()
  expect(await enrol('analyst', first, second), 'once').toMatchObject({ code: 'code-unknown' })
  expect((await node.change(change.id)).state).toBe('done')
})

test('a reset ends the code of a first account that was not used', async () => {
  const id = await node.id('analyst')
  const [used, left] = [1, 2].map((n) => ({
    hash: Buffer.alloc(32, n),
    account_id: id,
    ends_at: '2027-01-01T00:00:00Z',
  }))
  await node.db
    .insertInto('enrolment_code')
    .values([used, left] as never)
    .execute()
  const change = await reset('analyst')
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  await node.pass(24)
  expect(await enrol('analyst', first, second)).toMatchObject({ status: 200 })
  const codes = await node.db.selectFrom('enrolment_code').select('used_at').execute()
  expect(codes.map(({ used_at }) => used_at)).toEqual([node.now(), node.now()])
})

test('bad input 11: a code ends after 72 hours, and a repeated half replaces the former', async () => {
  const change = await reset('analyst')
  const former = await halfOf('administrator', change)
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  await node.pass(24)
  expect(await enrol('analyst', former, second)).toMatchObject({ code: 'code-unknown' })
  await node.pass(72)
  expect(await enrol('analyst', first, second)).toMatchObject({ code: 'code-unknown' })
  expect((await node.change(change.id)).state).toBe('expired')
  expect(await node.canSignIn('analyst')).toBe(true)
})

test('bad input 11: wrong codes are counted like wrong passwords, and logged', async () => {
  const change = await reset('analyst')
  await node.pass(24)
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  const codes = []
  for (let n = 0; n < 5; n += 1) codes.push((await enrol('analyst', first, 'wrong')).code)
  expect(codes).toEqual([...Array(4).fill('code-unknown'), 'locked-out'])
  expect(await enrol('analyst', first, second)).toMatchObject({ status: 429 })
  const rows = await node.db.selectFrom('audit.entry').select('details').where('type', '=', 'login.failed').execute()
  expect(rows.map(({ details }) => JSON.parse(details.toString()).kind)).toEqual(Array(5).fill('code'))
})

test('the owner of an account stops its reset while the code waits to be used', async () => {
  const change = await reset('analyst')
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  await node.pass(24)
  const seen = await node.as<{ items: object[] }>('analyst', 'GET', '/v1/people/changes?own=1')
  expect(seen.body.items).toMatchObject([{ kind: 'recover', state: 'to-enrol', may: ['object'] }])
  expect((await node.object('analyst', change)).body.state).toBe('objected')
  expect(await enrol('analyst', first, second)).toMatchObject({ code: 'code-unknown' })
  expect(await node.canSignIn('analyst')).toBe(true)
})

test('for seven days after a reset a person consents to nothing', async () => {
  await node.add('administrator-2', 'administrator')
  const change = await reset('supervisor')
  const [first, second] = [await halfOf('administrator', change), await halfOf('oversight-1', change)]
  await node.pass(24)
  await enrol('supervisor', first, second, 'a long test password')
  const grant = { role: 'analyst', action: 'grant' }
  const asked = (await node.propose('administrator', 'officer', 'roles', grant)).body
  expect(await node.consent('supervisor', asked)).toMatchObject({ status: 409, body: { code: 'recently-recovered' } })
  await node.pass(7 * 24)
  expect((await node.consent('supervisor', asked)).body.state).toBe('done')
})

test('the creator and the person who consents have one half of a new account each', async () => {
  const body = {
    name: 'b.aas',
    person: { name: 'B. Aas', staffReference: 'N-2201' },
    roles: ['analyst'],
    teams: ['travel'],
    knowsHuman: true,
  }
  const made = await node.as<{ changes: { id: string }[] }>('administrator', 'POST', '/v1/accounts', body)
  const [grant] = made.body.changes as [{ id: string }]
  expect((await node.consent('supervisor', grant)).body).toMatchObject({ state: 'to-enrol' })
  expect(await node.roles('b.aas')).toEqual(['analyst'])
  const [first, second] = [await halfOf('administrator', grant), await halfOf('supervisor', grant)]
  expect(await enrol('b.aas', first, first)).toMatchObject({ code: 'code-unknown' })
  expect(await enrol('b.aas', first, second)).toMatchObject({ status: 200 })
  expect(await node.canSignIn('b.aas', password)).toBe(true)
})

test('a new account of a person who has one already waits a day', async () => {
  const person = { id: await node.person('supervisor') }
  const body = { name: 's.other', person, roles: ['analyst'], teams: ['travel'], knowsHuman: true }
  const made = await node.as<{ changes: { id: string }[] }>('administrator', 'POST', '/v1/accounts', body)
  const [grant] = made.body.changes as [{ id: string }]
  await node.add('supervisor-2', 'supervisor')
  expect((await node.consent('supervisor-2', grant)).body).toMatchObject({ state: 'waiting' })
  expect((await node.object('supervisor', grant)).body.state).toBe('objected')
})
