import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft } from '../../exchange/peers/signals.fixture.ts'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'

let node: TestNode
let officer: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
})
afterAll(() => node.stop())

async function travel(surname: string, given: string, document: string): Promise<void> {
  const sent = await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/octet-stream' },
    body: paxlst([{ surname, given, birth: '19810517', document, issuer: 'NGA' }]),
  })
  expect(sent.status).toBeLessThan(300)
}
const hits = () => node.db.selectFrom('hit').select(['signal_id', 'signal_version', 'withdrawn_at']).execute()

test('a new or changed signal is compared, and its hit names the version', async () => {
  const made = (await officer.call('POST', '/v1/signals', personDraft('Okwuosa', 'Chinedu', []))).body as { id: string }
  await expect.poll(async () => (await node.state()).signals).toBe(1)
  await travel('OKWUOSA', 'CHINEDU', 'QX5550142')
  await node.whenIdle()
  expect(await hits()).toMatchObject([{ signal_id: made.id, signal_version: 1 }])
  const changed = await officer.call('PATCH', `/v1/signals/${made.id}`, personDraft('Tredgold', 'Una', []), {
    'if-match': '1',
  })
  expect(changed.status).toBe(200)
  await node.whenIdle()
  await travel('TREDGOLD', 'UNA', 'QX5550143')
  await node.whenIdle()
  const found = await hits()
  expect(found.find((hit) => hit.withdrawn_at === null)).toMatchObject({ signal_id: made.id, signal_version: 2 })
  expect(found.filter((hit) => hit.withdrawn_at !== null)).toHaveLength(1)
})

test('edits in quick succession are compared together, and a route shows the progress', async () => {
  const before = ((await officer.call('GET', '/v1/rematches')).body as { items: unknown[] }).items.length
  const names = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal', 'Ian', 'Jo', 'Kim', 'Lea']
  await Promise.all(names.map((name) => officer.call('POST', '/v1/signals', personDraft('Vantongeren', name, []))))
  await node.whenIdle()
  const { items } = (await officer.call('GET', '/v1/rematches')).body as {
    items: { signals: number; people: number; compared: number; finishedAt: string | null }[]
  }
  const asked = items.slice(0, items.length - before)
  expect(asked.reduce((sum, one) => sum + one.signals, 0)).toBe(names.length)
  expect(asked.length).toBeLessThan(names.length)
  for (const one of asked) expect(one).toMatchObject({ people: 2, compared: 2, finishedAt: expect.any(String) })
})
