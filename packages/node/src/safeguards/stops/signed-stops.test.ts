import { randomUUID } from 'node:crypto'
import { type KillSwitch, stopOffContent } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liftRules } from '../../store/migrate.ts'
import { type Signer, signerOf } from '../access/acts/sign.fixture.ts'

// On a node of several people, with the rules of the database in force.

let node: TestNode
let [officer, supervisor] = [] as unknown as [Signer, Signer]
let stop: KillSwitch
const reason = 'The list of yesterday has wrong entries.'
beforeAll(async () => {
  node = await startTestNode()
  ;[officer, supervisor] = [await signerOf(node, 'officer'), await signerOf(node, 'supervisor')]
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await owner.query('update founding set single_operator = false')
  await owner.end()
  await liftRules(node.database.connection('entente_owner'), [])
  const made = await officer.session.call('POST', '/v1/kill', { scope: { type: 'gateway', id: 'travel' }, reason })
  stop = made.body as KillSwitch
})
afterAll(() => node?.stop())

/** Tries a statement as the role of the node. Returns the code of the refusal, or `done`. */
async function attack(statement: ReturnType<typeof sql>): Promise<string> {
  try {
    await statement.execute(node.db)
    return 'done'
  } catch (error) {
    return (error as { code: string }).code
  }
}
const account = (name: string) =>
  node.db.selectFrom('account').select(['id', 'person_id']).where('name', '=', name).executeTakeFirstOrThrow()

test('S40 K2 the role of the node lifts no stop without two people, and no person agrees without an act', async () => {
  expect(stop.on).toBe(true)
  expect(await attack(sql`update stop set off_at = now() where id = ${stop.id}`)).toBe('EN005')
  expect(await attack(sql`delete from stop where id = ${stop.id}`)).toBe('42501')
  expect(await attack(sql`update stop set scope_type = 'model' where id = ${stop.id}`)).toBe('42501')
  const { id, person_id: person } = await account('officer')
  const agree = sql`insert into stop_off (stop_id, person_id, account_id, role, at) values (${stop.id}, ${person}, ${id}, 'signal-officer', now())`
  expect(await attack(agree)).toBe('EN015')
})

test('two people lift a stop, each with a signature over what it stops', async () => {
  const off = (who: Signer, signed?: object) =>
    who.session.call('POST', `/v1/kill/${stop.id}/off`, signed === undefined ? {} : { signed })
  expect(await off(officer)).toMatchObject({ status: 401, body: { code: 'signature-needed' } })
  const asking = { type: 'kill.off', about: `kill:${stop.id}`, body: {} }
  expect((await officer.ask(asking)).body.content).toEqual(stopOffContent(stop))
  expect(await off(officer, await officer.sign(asking))).toMatchObject({
    status: 202,
    body: { state: 'awaiting-second', stop: { on: true, mayLift: false } },
  })
  // One person is not enough, however the role of the node asks.
  expect(await attack(sql`update stop set off_at = now() where id = ${stop.id}`)).toBe('EN005')
  expect(await off(officer, await officer.sign(asking))).toMatchObject({ status: 409, body: { code: 'same-person' } })
  expect(await off(supervisor, await supervisor.sign(asking))).toMatchObject({
    status: 200,
    body: { state: 'lifted', stop: { on: false } },
  })
  expect(await attack(sql`update stop set off_at = null where id = ${stop.id}`)).toBe('EN014')
  const acts = await node.db
    .selectFrom('signed_act')
    .select(['type', 'method'])
    .where('type', '=', 'kill.off')
    .execute()
  expect(acts).toEqual([
    { type: 'kill.off', method: 'passkey' },
    { type: 'kill.off', method: 'passkey' },
  ])
})

test('a person who may not lift stops is not counted, whatever role the row names', async () => {
  const made = await officer.session.call('POST', '/v1/kill', { scope: { type: 'gateway', id: 'cargo' }, reason })
  const { id: other } = made.body as KillSwitch
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  for (const name of ['analyst', 'oversight-1']) {
    const { id, person_id: person } = await account(name)
    await owner.query("insert into stop_off values ($1, $2, $3, 'supervisor', now())", [other, person, id])
  }
  await owner.end()
  expect(await attack(sql`update stop set off_at = now() where id = ${other}`)).toBe('EN005')
  expect(await attack(sql`update stop set off_at = now() where id = ${randomUUID()}`)).toBe('done')
})
