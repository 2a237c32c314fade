import type { CargoRuleTest, CaseDetail } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { startTestNode } from '@entente/testkit'
import pg from 'pg'
import { expect } from 'vitest'
import { addSignal, giveTeams } from '../../../../pipeline/case-people.fixture.ts'

type Call = (method: string, path: string, body?: object) => Promise<{ status: number; body: unknown }>

/** Returns the body of a rule of effect `case`. */
export const rule = (expression: string, more: object = {}) => ({
  ...{ title: 'A rule', expression, effect: 'case' },
  ...more,
})
/** Returns status and code of an answer. */
export const problem = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { code?: string }).code}`
/** Returns the hits of a case: each with what made it, and the title of its rule. */
export const rulesOf = (detail: CaseDetail | undefined) =>
  detail?.hits.map(({ of, rule: made }) => [of, made?.title ?? null]).sort()

export type RulesStage = Awaited<ReturnType<typeof openRulesStage>>

/** Opens a node with a carrier, people who write and approve rules, a signal about a firm, and a clock of its own. */
export async function openRulesStage() {
  let now = new Date('2026-11-24T12:00:00.000Z')
  const node = await startTestNode({ clock: () => now })
  const id = await createSender(node.db, { name: 'Lune carrier', gateway: 'cargo', settings: { filer: 'carrier' } })
  const filer = { id, key: (await createSenderKey(node.db, id)).key }
  await giveTeams(node, ['cargo', 'travel'])
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  const whole = { full: 'Polar Dry Goods Trading', family: null, given: null, script: 'Latn', quality: 'primary' }
  const value = { names: [whole], type: 'org', countries: [], addresses: [], identifiers: [] }
  await addSignal(core, { purposes: ['customs-security'], kind: 'organisation', value })
  await node.halt()
  await node.resume()

  const names = ['analyst', 'supervisor', 'officer'] as const
  let calls = new Map<string, Call>()
  /** Signs all people in: a session ends when the clock moves far. */
  async function signInAgain(): Promise<void> {
    const people = names.map(async (name) => {
      const { call } = await node.signIn(name)
      const own: Call = (method, path, body) => call(method, path, body, { 'entente-purpose': 'customs-security' })
      return [name, own] as const
    })
    calls = new Map(await Promise.all(people))
  }
  const as =
    (name: (typeof names)[number]): Call =>
    (...request) =>
      (calls.get(name) as Call)(...request)
  const [analyst, supervisor, officer] = [as('analyst'), as('supervisor'), as('officer')]
  await signInAgain()

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
  const period = (days: number) => ({
    from: new Date(now.getTime() - days * 86_400_000).toISOString(),
    to: now.toISOString(),
  })
  async function write(body: object): Promise<string> {
    const written = await analyst('POST', '/v1/cargo/rules', body)
    expect(written).toMatchObject({ status: 201, body: { version: 1, state: 'draft', errors: [] } })
    return (written.body as { id: string }).id
  }
  async function tested(ruleId: string, version = 1): Promise<CargoRuleTest> {
    const path = `/v1/cargo/rules/${ruleId}/versions/${version}/test`
    expect(await officer('POST', path, period(31))).toMatchObject({ status: 202 })
    await node.whenIdle()
    return (await analyst('GET', path)).body as CargoRuleTest
  }
  const step = (ruleId: string, name: 'approve' | 'withdraw', version = 1) =>
    supervisor('POST', `/v1/cargo/rules/${ruleId}/versions/${version}/${name}`)
  async function activate(body: object): Promise<string> {
    const ruleId = await write(body)
    expect(await tested(ruleId)).toMatchObject({ state: 'done', enough: true })
    expect(await step(ruleId, 'approve')).toMatchObject({ status: 200, body: { state: 'active' } })
    await node.whenIdle()
    return ruleId
  }
  async function caseOf(awb: string): Promise<CaseDetail | undefined> {
    const found = await node.db
      .selectFrom('case_file as f')
      .innerJoin('cargo_consignment as c', 'c.id', 'f.subject_id')
      .select('f.id')
      .where('c.key', '=', `air/${awb}`)
      .executeTakeFirst()
    return found && ((await analyst('GET', `/v1/cases/${found.id}`)).body as CaseDetail)
  }
  /** Changes the database as its owner, as another node or a person with the password could. */
  async function asOwner(statement: string, values: unknown[]): Promise<void> {
    const client = new pg.Client(node.database.connection('entente_owner'))
    await client.connect()
    await client.query(statement, values)
    await client.end()
  }
  const idOf = async (awb: string) =>
    (
      await node.db
        .selectFrom('cargo_consignment')
        .select('id')
        .where('key', '=', `air/${awb}`)
        .executeTakeFirstOrThrow()
    ).id
  const answersOf = (awb: string) =>
    node.db
      .selectFrom('cargo_answer as a')
      .innerJoin('cargo_consignment as c', 'c.id', 'a.consignment_id')
      .select('a.result')
      .where('c.key', '=', `air/${awb}`)
      .execute()
  return {
    ...{ node, filer, analyst, supervisor, officer, signInAgain, now: () => now },
    ...{ file, period, write, tested, step, activate, caseOf, asOwner, idOf, answersOf },
    moveTo: (at: Date) => {
      now = at
    },
  }
}
