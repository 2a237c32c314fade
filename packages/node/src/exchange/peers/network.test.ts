import { startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { personDraft, shareSignals } from './signals.fixture.ts'

let network: TestNetwork
let agreement: string
beforeAll(async () => {
  network = await startTestNetwork(2)
  const members = network.nodes.map(({ member }) => member)
  for (const node of network.nodes) {
    agreement = await agreementInForce(node.db, members, new Date(), agreement === undefined ? {} : { id: agreement })
  }
})
afterAll(() => network?.stop())

test('a signal of one member is in the store and the index of the other, as its owner signed it', async () => {
  const [norland, sudmark] = network.nodes as [TestNetwork['nodes'][0], TestNetwork['nodes'][0]]
  const [id] = await shareSignals(norland, [personDraft('Okwuosa', 'Chinedu', [agreement])])
  await network.settled()
  console.log(
    await norland.db.selectFrom('delivery').selectAll().execute(),
    await sudmark.db.selectFrom('peer').selectAll().execute(),
    await sudmark.db.selectFrom('refused_entry').selectAll().execute(),
  )
  const read = await sudmark.officer.call('GET', `/v1/signals/${id}`)
  expect(read).toMatchObject({ status: 200, body: { owner: 'norland.example', version: 1 } })
})
