import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addSignal, giveTeams, personValue } from '../../../pipeline/case-people.fixture.ts'
import { stopsBy } from '../../../safeguards/stops/stops.fixture.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'

let now = new Date('2026-11-20T12:00:00.000Z')
let node: TestNode
let filer: string
let rule: string
let stops: ReturnType<typeof stopsBy>
const purpose = { 'entente-purpose': 'customs-security' }
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const core = { store: node.store, member: { id: 'norland.example', name: 'Norland' }, clock: () => now }
  await addSignal(core, { purposes: ['customs-security'], value: personValue('Qarmouti', 'Yusuf Hamdan') })
  const sender = await createSender(node.db, { name: 'Skarv Air', gateway: 'cargo', synthetic: true })
  filer = (await createSenderKey(node.db, sender)).key
  await node.halt()
  await node.resume()
  await giveTeams(node, ['cargo'])
  const signIn = (name: string) => node.signIn(name)
  const [supervisor, officer, analyst] = [await signIn('supervisor'), await signIn('officer'), await signIn('analyst')]
  stops = stopsBy(node, analyst, [supervisor, officer])
  const words = { title: 'Lanterns', effect: 'case', expression: "re(c.description, 'LANTERN')" }
  const made = await analyst.call('POST', '/v1/cargo/rules', words, purpose)
  expect(made.status).toBe(201)
  rule = (made.body as { id: string }).id
  const path = `/v1/cargo/rules/${rule}/versions/1`
  const period = { from: new Date(now.getTime() - 31 * 86_400_000).toISOString(), to: now.toISOString() }
  await officer.call('POST', `${path}/test`, period, purpose)
  await node.whenIdle()
  await analyst.call('POST', `${path}/request`, undefined, purpose)
  expect(await supervisor.call('POST', `${path}/approve`, undefined, purpose)).toMatchObject({ status: 200 })
})
afterAll(() => node?.stop())

let number = 6_000_000
/** Files goods, and returns how many hits they have from signals and from rules. */
async function file(given: { consignee?: string; goods?: string }) {
  now = new Date(now.getTime() + 60_000)
  number += 10
  const awb = awbOf(number)
  const answer = await fetch(`${node.url}/v1/cargo/messages`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${filer}` }, body: new Uint8Array(xfwb({ awb, ...given })) },
  })
  expect(answer.status).toBe(202)
  await node.whenIdle()
  return async () => {
    const rows = await node.db
      .selectFrom('hit as h')
      .innerJoin('cargo_consignment as c', 'c.id', 'h.subject_id')
      .select(['h.signal_id', 'h.rule_id'])
      .where('c.key', 'like', `%${awb}%`)
      .execute()
    return [rows.filter((row) => row.signal_id !== null).length, rows.filter((row) => row.rule_id !== null).length]
  }
}
const both = { consignee: 'Yusuf Hamdan Qarmouti', goods: 'GARDEN LANTERNS' }

test('without a stop goods meet the signal and the rule', async () => {
  expect(await (await file(both))()).toEqual([1, 1])
})

test('S40 a stopped rule makes no hits, others go on, and the goods meet it after the stop', async () => {
  const stop = await stops.set('rule', rule)
  const hits = await file(both)
  expect(await hits()).toEqual([1, 0])
  await stops.lift(stop)
  expect(await hits()).toEqual([1, 1])
})

test('S40 while cargo is stopped goods are not compared, and their filer is answered as unchecked', async () => {
  const stop = await stops.set('gateway', 'cargo')
  const hits = await file(both)
  expect(await hits()).toEqual([0, 0])
  const assessed = node.db.selectFrom('cargo_assessment').select('id')
  const before = (await assessed.execute()).length
  await stops.lift(stop)
  expect(await hits()).toEqual([1, 1])
  expect((await assessed.execute()).length).toBeGreaterThan(before)
  expect(await node.db.selectFrom('unchecked_subject').selectAll().execute()).toEqual([])
})
