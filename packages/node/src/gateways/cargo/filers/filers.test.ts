import type { CargoCapacity, CargoFilerDetail, CargoFilerList, PublicDrawList } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveTeams } from '../../../pipeline/case-people.fixture.ts'
import { awbOf, xfwb } from '../cargo-messages.fixture.ts'
import { refreshPeers } from '../features/refresh-peers.ts'
import { orderFor } from '../inspections/order-for.fixture.ts'

let now = new Date('2026-11-25T14:15:00.000Z')
let node: TestNode
const [ids, keys] = [
  { clean: '', dirty: '' },
  { clean: '', dirty: '' },
]
type Ask = (path: string) => Promise<{ status: number; body: unknown }>
let ask: Ask
let outsider: Ask
let serial = 6_000_000
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  for (const name of ['clean', 'dirty'] as const) {
    const settings = { filer: 'forwarder', tier: name === 'clean' ? 'known' : 'other' }
    ids[name] = await createSender(node.db, { name: `Lune ${name}`, gateway: 'cargo', settings })
    keys[name] = (await createSenderKey(node.db, ids[name])).key
  }
  await giveTeams(node, ['cargo'])
  const supervisor = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'supervisor')
    .executeTakeFirstOrThrow()
  await node.db.deleteFrom('account_team').where('account_id', '=', supervisor.id).execute()
  const asking = async (name: string): Promise<Ask> => {
    const { call } = await node.signIn(name)
    return (path) => call('GET', path, undefined, { 'entente-purpose': 'customs-security' })
  }
  ask = await asking('analyst')
  outsider = await asking('supervisor')
})
afterAll(() => node.stop())

async function file(filer: keyof typeof keys, given: Partial<Parameters<typeof xfwb>[0]> = {}): Promise<void> {
  now = new Date(now.getTime() + 1000)
  const headers = { authorization: `Bearer ${keys[filer]}`, 'content-type': 'application/xml' }
  const body = new Uint8Array(xfwb({ awb: awbOf(serial++), ...given }))
  expect((await fetch(`${node.url}/v1/cargo/messages`, { method: 'POST', headers, body })).status).toBe(202)
  await node.whenIdle()
}

test('people of other teams find no filer', async () => {
  await file('clean')
  await refreshPeers({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
  expect((await outsider('/v1/cargo/filers')).body).toEqual({ items: [] })
  expect(await outsider(`/v1/cargo/filers/${ids.clean}`)).toMatchObject({ status: 404 })
  expect(await outsider('/v1/cargo/capacity')).toMatchObject({ status: 403 })
  expect(((await ask('/v1/cargo/filers')).body as CargoFilerList).items).toHaveLength(1)
})

test('a filer has its defects, late filings, questions and inspections, and nothing about its goods', async () => {
  await file('dirty', { goods: 'PARTS' })
  // Its goods load at 14:20: this filing comes afterwards.
  now = new Date('2026-11-25T14:21:00.000Z')
  await file('dirty')
  const own = await node.db.selectFrom('cargo_consignment').select('id').where('filer', '=', ids.dirty).execute()
  await orderFor(node, own[0]?.id ?? '')
  await refreshPeers({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
  const { items } = (await ask('/v1/cargo/filers')).body as CargoFilerList
  expect(items.map(({ filerName, tier }) => [filerName, tier])).toEqual([
    ['Lune clean', 'known'],
    ['Lune dirty', 'other'],
  ])
  const [clean, dirty] = items
  expect(clean).toMatchObject({ filings: { timed: 1, late: 0 }, questions: { open: 0 }, inspections: { open: 0 } })
  expect(dirty).toMatchObject({
    ...{ kind: 'forwarder', quality: { consignments: 2, withErrors: 1 }, filings: { timed: 2, late: 1 } },
    ...{ questions: { open: 1, answered: 0, missed: 0, withdrawn: 0 }, inspections: { open: 1, found: 0 } },
  })
  expect(clean?.quality?.quality).toBeGreaterThan(dirty?.quality?.quality ?? 1)
  const answer = await ask(`/v1/cargo/filers/${ids.dirty}`)
  const detail = answer.body as CargoFilerDetail
  expect(detail.months).toHaveLength(13)
  expect(detail.months.at(-1)).toEqual({ month: '2026-11-01', filings: 2, defective: 1 })
  expect(detail.codes.find(({ code }) => code === 'VAGUE_DESCRIPTION')).toEqual({
    ...{ code: 'VAGUE_DESCRIPTION', count: 1, months: [{ month: '2026-11-01', count: 1 }] },
  })
  expect(detail).toMatchObject({ isCut: false, hasWebhook: false, answers: { waiting: 2, pulled: 0 } })
  expect(JSON.stringify(answer.body)).not.toMatch(/PARTS|Acorn|Lune Traders|999-6/)
  const asked = (await ask(`/v1/cargo/referrals?filer=${ids.clean}`)).body as { items: unknown[] }
  expect(asked.items).toEqual([])
})

test('the capacity of a day counts lanes, reasons, strata and orders', async () => {
  const day = '2026-11-25'
  const capacity = (await ask(`/v1/cargo/capacity?day=${day}`)).body as CargoCapacity
  expect(capacity).toMatchObject({ day, assessed: 3, beyond: { left: 0 } })
  expect(capacity.lanes.map(({ lane }) => lane)).toEqual(['red', 'yellow', 'blue', 'green'])
  expect(capacity.lanes.reduce((sum, { count }) => sum + count, 0)).toBe(3)
  expect(capacity.strata.map(({ stratum }) => stratum).sort()).toEqual(['air/-/known', 'air/-/other'])
  const { items } = (await ask('/v1/cargo/draws')).body as PublicDrawList
  expect(items.map((draw) => [draw.key, draw.drawn])).toContainEqual([null, null])
  expect(items.map((draw) => draw.day)).toEqual(
    items
      .map((draw) => draw.day)
      .toSorted()
      .reverse(),
  )
  // A later assessment moves the goods to another lane, and their reason with them.
  const { reasons } = capacity
  const assessAgain = (lane: string, by: string[]) =>
    sql`insert into cargo_assessment select (jsonb_populate_record(was, jsonb_build_object('id', gen_random_uuid(),
        'sequence', was.sequence + 1, 'lane', ${lane}::text, 'selected_by', ${by}::text[]))).* from cargo_assessment was
      where was.consignment_id = (select consignment_id from cargo_assessment where day = ${day} and lane = 'green'
        order by consignment_id limit 1) order by was.sequence desc limit 1`.execute(node.db)
  const counted = async () => ((await ask(`/v1/cargo/capacity?day=${day}`)).body as CargoCapacity).reasons
  await assessAgain('red', ['rule'])
  expect(await counted()).toContainEqual({ by: 'rule', lane: 'red', count: 1 })
  await assessAgain('green', [])
  expect(await counted()).toEqual(reasons)
})

test('a late filer that amends the departure stays late', async () => {
  const late = { awb: awbOf(serial - 1), departs: '2026-11-27T14:20:00', minute: 30, purpose: 'Update' } as const
  await file('dirty', late)
  const stored = await node.db
    .selectFrom('cargo_consignment')
    .select(['loads_at', 'file_by'])
    .where('key', '=', `air/${late.awb}`)
    .executeTakeFirstOrThrow()
  expect([stored.loads_at, stored.file_by]).toEqual([
    new Date('2026-11-27T14:20:00.000Z'),
    new Date('2026-11-25T14:20:00.000Z'),
  ])
  await refreshPeers({ store: node.store, member: { id: 'norland.example', name: 'Norland' } })
  const { items } = (await ask('/v1/cargo/filers')).body as CargoFilerList
  expect(items.map(({ filings }) => filings)).toEqual([
    { timed: 1, late: 0 },
    { timed: 2, late: 1 },
  ])
})
