import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'

let node: TestNode
let analyst: SignedIn
let damaged: string
let whole: string
beforeAll(async () => {
  node = await startTestNode({ clock: () => new Date('2026-11-22T08:00:00.000Z') })
  analyst = await node.signIn('analyst')
  const people = [
    { surname: 'OKWUOSA', given: 'CHINEDU', document: 'QX5550142' },
    { surname: 'TREDGOLD', given: 'UNA', document: 'QX5550143' },
  ]
  const headers = { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' }
  const sent = await fetch(`${node.url}/v1/travel/messages`, { method: 'POST', headers, body: paxlst(people) })
  expect(sent.status).toBeLessThan(300)
  await node.whenIdle()
  // A passenger list states no booking.
  await node.db
    .updateTable('statement')
    .set({ reservation_key: Buffer.from('one booking') })
    .execute()
  const rows = await node.db.selectFrom('traveller').select(['id', 'a']).execute()
  const named = (name: string) =>
    rows.find(({ id, a }) => node.vault.codec.openText(id, 'a', a)?.includes(name))?.id as string
  ;[damaged, whole] = [named('OKWUOSA'), named('TREDGOLD')]
})
afterAll(() => node?.stop())

test.each(['{"label":', '[]', '{}'])(
  'a traveller stored as %s is listed as unreadable beside the others',
  async (bytes) => {
    await node.db
      .updateTable('traveller')
      .set({ a: null, b: Buffer.from(bytes) })
      .where('id', '=', damaged)
      .execute()
    const flights = (await analyst.call('GET', '/v1/travel/flights?date=2026-11-24')).body as {
      items: { key: string }[]
    }
    const flight = await analyst.call('GET', `/v1/travel/flights/${flights.items[0]?.key}`)
    expect(flight.status).toBe(200)
    const { passengers } = flight.body as { passengers: { travellerId: string; label: string }[] }
    expect(passengers.find(({ travellerId }) => travellerId === damaged)?.label).toBe('unreadable')
    expect(passengers.find(({ travellerId }) => travellerId === whole)?.label).toMatch(/TREDGOLD/)
    const record = await analyst.call('GET', `/v1/travel/travellers/${whole}/record`)
    expect(record).toMatchObject({
      status: 200,
      body: { sameBooking: [{ travellerId: damaged, label: 'unreadable' }] },
    })
    const found = await analyst.call('POST', '/v1/find', { text: 'Okwuosa' })
    expect(found).toMatchObject({ status: 200, body: { items: [{ id: damaged, label: 'unreadable' }] } })
    expect(await analyst.call('GET', `/v1/travel/travellers/${damaged}/record`)).toMatchObject({
      status: 500,
      body: { code: 'record-unreadable', at: damaged },
    })
    const alarms = await node.db
      .selectFrom('alarm')
      .select('detail')
      .where('ref', '=', `traveller:${damaged}`)
      .execute()
    expect(alarms).toEqual([{ detail: { records: [damaged] } }])
  },
)
