import { randomUUID } from 'node:crypto'
import type { PeopleChanges } from '@entente/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../acts/sign.fixture.ts'
import { type Attack, startAttack } from './attack.fixture.ts'
import { because } from './people-node.fixture.ts'

// The takeovers of `takeover.test.ts` and `rescue.test.ts` once more, by statements of the role of the node: one administrator
// who controls the process that serves writes proposals and consents in the names of others. Nobody signed them.

let it: Attack
beforeAll(async () => {
  it = await startAttack()
  await sql`update founding set single_operator = false`.execute(it.owner)
})
afterAll(() => it?.end())

/** Proposes, lets people consent in a forged way, and returns the change as if its waiting time were over. */
async function forge(proposed: Parameters<Attack['propose']>[0], consents: readonly [name: string, role: string][]) {
  const { id, code } = await it.propose(proposed)
  expect(code).toBe('done')
  for (const [name, role] of consents) expect(await it.consent(id, name, role)).toBe('done')
  await it.pass(id, 15 * 24)
  return id
}
const complete = (id: string) => it.run(sql`update people_change set state = 'done' where id = ${id}`)
const rolesOf = async (name: string) => {
  const { rows } = await sql<{
    role: string
  }>`select r.role from account_role r join account a on a.id = r.account_id where a.name = ${name} and r.state = 'active'`.execute(
    it.owner,
  )
  return rows.map(({ role }) => role)
}

test('takeover by SQL, alone: a forged consent makes the administrator nobody else', async () => {
  const { id: administrator } = await it.account('administrator')
  // The administrator is concerned, so a colluding proposal comes in the name of the supervisor, or for a puppet.
  const own = await it.propose({ account: administrator, role: 'analyst', quorum: 'grant', hours: 0 })
  expect(own.code, 'fewer consents than the quorum has').toBe('EN014')
  const needs = [['administrator', 'supervisor']]
  const analyst = { account: administrator, role: 'analyst', quorum: 'grant', needs, hours: 0 }
  const change = await forge(analyst, [['supervisor', 'supervisor']])
  expect(await complete(change)).toBe('EN014')
  expect(await it.grant('administrator', 'analyst')).toBe('EN014')
  const puppet = await forge({}, [['supervisor', 'supervisor']])
  expect([await complete(puppet), await it.grant('officer', 'supervisor')]).toEqual(['EN014', 'EN014'])
  // Nobody of a role is said to be left, so others consent.
  const gone = await forge({ quorum: 'supervisor-gone', needs: [['oversight']] }, [['oversight-1', 'oversight']])
  expect([await complete(gone), await it.grant('officer', 'supervisor')]).toEqual(['EN014', 'EN014'])
  expect([await rolesOf('administrator'), await rolesOf('officer')]).toEqual([['administrator'], ['signal-officer']])
})

test('takeover by SQL, revocations first: no forged change takes the role or the account of a supervisor', async () => {
  const { id: account } = await it.account('supervisor')
  const needs = [['administrator', 'supervisor']]
  for (const [kind, role] of [
    ['revoke', 'supervisor'],
    ['disable', null],
  ] as const) {
    const weak = await it.propose({ account, kind, role, quorum: 'remove', needs, hours: 0 })
    expect(weak.code, 'the quorum of an analyst').toBe('EN014')
    const { person_id: by } = await it.account('supervisor')
    const proposed = { account, kind, role, quorum: 'remove-authority', needs, by, byRole: 'supervisor' }
    const change = await forge(proposed, [['administrator', 'administrator']])
    expect(await complete(change), kind).toBe('EN014')
  }
  expect(await it.run(sql`update account_role set state = 'revoked' where account_id = ${account}`)).toBe('EN014')
  expect(await it.run(sql`delete from account_role where account_id = ${account}`)).toBe('42501')
  expect(await it.run(sql`update account set state = 'disabled' where id = ${account}`)).toBe('EN014')
  // Then the reset of the supervisor: without signatures it never comes to a code.
  const reset = await forge(
    {
      ...{ account, kind: 'recover', role: null, quorum: 'recover' },
      needs: [['administrator'], ['supervisor', 'oversight']],
    },
    [['oversight-2', 'oversight']],
  )
  expect(await it.run(sql`update people_change set state = 'to-enrol' where id = ${reset}`)).toBe('EN014')
  expect(await rolesOf('supervisor')).toEqual(['supervisor'])
})

test('takeover by SQL, suspending objectors: a suspension ends no objection and lowers no quorum', async () => {
  const { person_id: by } = await it.account('supervisor')
  const change = (await it.propose()).id
  const objected = sql`insert into people_objection (change_id, person_id, role, reason, at) values (${change}, ${by}, 'supervisor', ${because}, now())`
  expect(await it.run(objected)).toBe('done')
  expect(await it.run(sql`update people_change set state = 'objected' where id = ${change}`)).toBe('done')
  for (const name of ['supervisor', 'oversight-1', 'oversight-2']) {
    const { id: held } = await it.account(name)
    const suspended = await it.propose({ account: held, kind: 'suspend', role: null, quorum: 'suspend', state: 'done' })
    expect(suspended.code).toBe('done')
    const until = sql`update account set suspended_until = now() + interval '72 hours' where id = ${held}`
    expect(await it.run(until)).toBe('done')
  }
  expect(await it.run(sql`delete from people_objection where change_id = ${change}`)).toBe('42501')
  expect(await it.run(sql`update people_objection set change_id = ${randomUUID()}`)).toBe('42501')
  expect(await it.run(sql`update people_change set state = 'awaiting-consent' where id = ${change}`)).toBe('EN003')
  await it.consent(change, 'supervisor', 'supervisor')
  await it.pass(change, 15 * 24)
  expect(await it.grant('officer', 'supervisor')).toBe('EN014')
  // They count as present: a quorum for the case that nobody is left still needs their signatures.
  const gone = await forge({ quorum: 'supervisor-gone', needs: [['oversight']] }, [['oversight-1', 'oversight']])
  expect(await complete(gone)).toBe('EN014')
  expect([await rolesOf('supervisor'), await rolesOf('oversight-1')]).toEqual([['supervisor'], ['oversight']])
  await sql`update account set suspended_until = null`.execute(it.owner)
})

test('takeover by SQL, rescue: a forged code brings no role, no consent, and no passkey that signs for seven days', async () => {
  const { id: account, person_id: person } = await it.account('supervisor')
  const factor = (kind: string) => {
    const key = kind === 'passkey' ? Buffer.from(randomUUID()) : null
    return it.run(sql`insert into credential (id, account_id, kind, label, enrolled_by, created_at, passkey_id, public_key)
      values (${randomUUID()}, ${account}, ${kind}, '', 'recovery', now(), ${key}, ${key})`)
  }
  expect(await factor('passkey'), 'the passkey of the owner').toBe('done')
  expect(await it.run(sql`update credential set state = 'ended' where account_id = ${account}`)).toBe('done')
  expect(await factor('passkey'), 'without a rescue').toBe('EN014')
  const rescue = (id: string, at: Date, state: string) =>
    it.run(sql`insert into people_change (id, kind, quorum, account_id, reason, proposed_by, proposed_role, proposed_at, needs, wait_hours,
        state, enrols, effective_at, ends_at)
      values (${id}, 'recover', 'recover', ${account}, ${because}, ${person}, 'system', ${at}, '[]', 0, ${state}, true, now(), now() + interval '72 hours')`)
  expect(await rescue(randomUUID(), new Date(Date.now() - 8 * 86_400_000), 'to-enrol'), 'dated back').toBe('EN012')
  expect(await rescue(randomUUID(), new Date(), 'done'), 'used already').toBe('EN014')
  const id = randomUUID()
  expect(await rescue(id, new Date(), 'to-enrol')).toBe('done')
  // Everybody who reads the changes of people sees it.
  const { session: oversight } = await signerOf(it.node, 'oversight-1')
  const { items } = (await oversight.call('GET', '/v1/people/changes')).body as PeopleChanges
  expect(items.find((one) => one.id === id)).toMatchObject({ byOperator: true, state: 'to-enrol', may: ['object'] })
  const used = (at: Date) => it.run(sql`update people_change set state = 'done', ended_at = ${at} where id = ${id}`)
  expect(await used(new Date(Date.now() - 8 * 86_400_000)), 'dated back').toBe('EN012')
  expect(await used(new Date())).toBe('done')
  expect(await factor('passkey')).toBe('done')
  const { rows } = await sql<{
    days: number
  }>`select round(extract(epoch from counts_from - created_at) / 86400)::int as days
    from credential where account_id = ${account} and state = 'active'`.execute(it.owner)
  expect(rows).toEqual([{ days: 7 }])
  expect(await it.run(sql`update credential set counts_from = null where account_id = ${account}`)).toBe('42501')
  expect(await rolesOf('supervisor')).toEqual(['supervisor'])
})
