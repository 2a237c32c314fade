import type { ReplayResult } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { createFilings, createRandom, type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { xfwb } from '../cargo-messages.fixture.ts'
import { compileRule } from '../rules/set/compile-rule.ts'
import { RuleSet } from '../rules/set/rule-set.ts'
import { builtInRule } from '../rules/tables/built-in-rules.ts'
import { rulesOf } from './rules-of.ts'

// Invented filings in every format, in any order, with faults and amendments.
let now = new Date('2026-11-24T12:00:00.000Z')
const seed = 41
const filings = createFilings({
  ...{ seed, start: now, flights: 2, voyages: 1, lorries: 1, shipments: 5, faults: 0.3 },
})
let node: TestNode
const keys = new Map<string, string>()
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  await giveTeams(node, ['cargo'])
  for (const name of new Set(filings.map(({ filer }) => filer))) {
    const id = await createSender(node.db, { name, gateway: 'cargo' })
    keys.set(name, (await createSenderKey(node.db, id)).key)
  }
  for (const { filer, bytes } of createRandom('replay').shuffled(filings)) await send(bytes, keys.get(filer))
  // Listed arms open a case by the table.
  await send(xfwb({ awb: '999-00000011' }).toString().replace('940171', '930510'))
  await node.whenIdle()
})
afterAll(() => node.stop())

async function send(bytes: Uint8Array | string, key = [...keys.values()][0]): Promise<void> {
  now = new Date(now.getTime() + 1000)
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${key}` }, body: Buffer.from(bytes) },
  })
  expect(answer.status).toBe(202)
}
async function person(name: string): Promise<SignedIn['call']> {
  const { call } = await node.signIn(name)
  const purpose = name.startsWith('oversight') ? 'human-rights-review' : 'customs-security'
  return (method, path, body) => call(method, path, body, { 'entente-purpose': purpose })
}
const stored = () => node.db.selectFrom('cargo_assessment').selectAll().orderBy('id').execute()
async function replayAll(): Promise<ReplayResult[]> {
  const call = await person('oversight-1')
  const results: ReplayResult[] = []
  for (const { id } of await stored()) {
    const { status, body } = await call('POST', `/v1/cargo/assessments/${id}/replay`, {})
    expect([status, status === 200 ? null : body]).toEqual([200, null])
    results.push(body as ReplayResult)
  }
  return results
}
const wrong = (results: readonly ReplayResult[]) => results.filter(({ identical }) => !identical)

test('every assessment is recomputed byte by byte from the stored version', async () => {
  const results = await replayAll()
  expect(results.length).toBeGreaterThan(20)
  expect(wrong(results)).toEqual([])
  expect(new Set(results.map(({ from, notRecomputed }) => [from, ...notRecomputed].join()))).toEqual(
    new Set(['record']),
  )
  for (const { expected, found } of results) expect(found).toBe(expected)
  const entries = await node.db.selectFrom('audit.entry').select('id').where('type', '=', 'replay.run').execute()
  expect(entries).toHaveLength(results.length)
})

test('only supervisors and oversight replay', async () => {
  const [one] = await stored()
  const path = `/v1/cargo/assessments/${one?.id}/replay`
  expect((await (await person('analyst'))('POST', path, {})).status).toBe(403)
  expect((await (await person('supervisor'))('POST', path, {})).body).toMatchObject({ identical: true })
})

test('a changed assessment, and a changed consignment, are found', async () => {
  const [one, other] = (await stored()).filter(({ sequence }) => sequence === 1)
  const call = await person('oversight-1')
  const replay = async (id: string) =>
    (await call('POST', `/v1/cargo/assessments/${id}/replay`, {})).body as ReplayResult
  const client = new pg.Client(node.database.connection('entente_owner'))
  await client.connect()
  try {
    await client.query("update cargo_assessment set lane = 'red' where id = $1", [one?.id])
    expect(await replay(one?.id as string)).toMatchObject({ identical: false, differs: ['lane', 'stored'] })
    await client.query('update cargo_assessment set lane = $2 where id = $1', [one?.id, one?.lane])
    const hash = Buffer.alloc(16, 1)
    const where = 'where consignment_id = $1 and version = $2'
    const before = await client.query(`select hash from cargo_version ${where}`, [
      other?.consignment_id,
      other?.version,
    ])
    await client.query(`update cargo_version set hash = $3 ${where}`, [other?.consignment_id, other?.version, hash])
    expect(await replay(other?.id as string)).toMatchObject({ identical: false, differs: ['consignment'] })
    await client.query(`update cargo_version set hash = $3 ${where}`, [
      other?.consignment_id,
      other?.version,
      before.rows[0].hash,
    ])
  } finally {
    await client.end()
  }
  expect(wrong(await replayAll())).toEqual([])
})

test('after a restart and a reassessment the earlier assessments are the same', async () => {
  const before = await stored()
  await node.halt()
  await node.resume()
  const since = '2026-11-01T00:00:00.000Z'
  expect((await (await person('analyst'))('POST', '/v1/cargo/consignments/reassess', { since })).status).toBe(202)
  await node.whenIdle()
  expect(await stored()).toEqual(before)
  expect(wrong(await replayAll())).toEqual([])
})

test('after rules and tables change, assessments are replayed with those of then', async () => {
  const [analyst, supervisor] = [await person('analyst'), await person('supervisor')]
  const rule = {
    ...{ title: 'Heavy goods', expression: 'c.grossKg > 20.0 && !has(c.score)', effect: 'lane', lane: 'red' },
    ...{ selectShare: 0.5, maxHitsWithoutSelection: 3 },
  }
  const { id } = (await analyst('POST', '/v1/cargo/rules', rule)).body as { id: string }
  const version = `/v1/cargo/rules/${id}/versions/1`
  const from = new Date(now.getTime() - 31 * 86_400_000).toISOString()
  await analyst('POST', `${version}/test`, { from, to: now.toISOString() })
  await node.whenIdle()
  const before = await stored()
  now = new Date(now.getTime() + 60_000)
  expect(await supervisor('POST', `${version}/approve`)).toMatchObject({ status: 200 })
  await node.whenIdle()
  const heavy = (await stored()).filter((one) => !before.some((other) => other.id === one.id))
  const lanes = new Set(heavy.map(({ lane }) => lane))
  expect([lanes.has('red'), lanes.has('green')]).toEqual([true, true])

  const terms = { source: 'Order 12', sourceDate: '2026-11-20' }
  const goods = { hs: '940171', level: 6, tag: 'chairs', effect: 'look', ...terms }
  const rows = [{ ...goods, validFrom: '2026-01-01', validUntil: null, note: null }]
  expect(await analyst('POST', '/v1/cargo/tables/strategic-goods', { ...terms, rows })).toMatchObject({ status: 201 })
  expect(await supervisor('POST', '/v1/cargo/tables/strategic-goods/versions/1/approve')).toMatchObject({ status: 200 })
  await node.whenIdle()
  await send(xfwb({ awb: '999-00000022' }))
  now = new Date(now.getTime() + 60_000)
  expect(await supervisor('POST', `${version}/withdraw`)).toMatchObject({ status: 200 })
  await node.whenIdle()
  // Killed between the change and the comparison: the job goes on after the start.
  await node.halt()
  await node.resume()
  await node.whenIdle()
  const results = await replayAll()
  expect(results.length).toBeGreaterThan(before.length + heavy.length)
  expect(wrong(results)).toEqual([])
})

test('a masked assessment is replayed from its stored features, and the answer says so', async () => {
  now = new Date('2027-12-15T12:00:00.000Z')
  await sql`delete from session`.execute(node.db)
  const results = await replayAll()
  expect(wrong(results)).toEqual([])
  expect(new Set(results.map(({ from, notRecomputed }) => [from, ...notRecomputed].join()))).toEqual(
    new Set(['features,hits,tags,undetermined,lanes']),
  )
})

test('an assessment of a release with fewer rules of every node is replayed with those', async () => {
  const rules = [builtInRule('arms-table')].map((rule) => compileRule(rule))
  const { hash } = new RuleSet(rules.flatMap((made) => ('step' in made ? [made] : [])))
  const access = systemAccess({ store: node.store, member: { id: 'norland.example', name: 'Norland' } }, null)
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  // Before any rule was written.
  const found = await access.transaction(intent, (tx) => rulesOf(tx, hash, new Date(0)))
  expect(found?.rules.map(({ id }) => id)).toEqual([builtInRule('arms-table').id])
})
