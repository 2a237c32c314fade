import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { AfterBackup } from '../../safeguards/log/after-backup.ts'
import { backupTo, restoreFrom } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { personDraft, shareSignals } from '../peers/signals.fixture.ts'

// One member restores its database from a backup; its data folder, and the other member, went on. Each test continues from the state
// that the previous one left.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let backup: string
const places = restorePlaces('entente-recovery-')
const agreement = randomUUID()
const now = new Date()

beforeAll(async () => {
  network = await startTestNetwork(2, { environment: { ENTENTE_PEER_WAIT_SECONDS: '1' } })
  const [one, other] = network.nodes
  if (one === undefined || other === undefined) throw new Error('two nodes are needed')
  norland = one
  sudmark = other
  for (const { db } of [one, other]) await agreementInForce(db, [one.member, other.member], now, { id: agreement })
})
afterAll(async () => {
  await network?.stop()
  await places.end()
})

const share = (node: NetworkNode, ...families: string[]) =>
  shareSignals(
    node,
    families.map((family) => personDraft(family, 'Oda', [agreement])),
    now,
  )
const withdraw = (node: NetworkNode, id: string | undefined) =>
  node.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: '' })
const statesOf = async (node: NetworkNode) => {
  const rows = await node.db.selectFrom('signal').select(['id', 'status', 'withdrawal_reason as reason']).execute()
  return new Map(rows.map(({ id, status, reason }) => [id, reason === null ? status : `${status} ${reason}`]))
}
const entriesOf = (node: NetworkNode) => node.db.selectFrom('delivery').select(['epoch', 'seq', 'hash']).execute()

/** Puts the database of the backup in the place of the node's, as an operator does who keeps the data folder. */
async function restoreDatabase(name: string): Promise<void> {
  await norland.halt()
  const { database, dataRoot } = await places.place(name)
  await restoreFrom(backup, { connection: database.connection('entente_owner'), dataRoot })
  norland.database.connection = database.connection
  await norland.resume()
}

test('withdrawn signals stay withdrawn, and no number is given twice, after a restore', async () => {
  const own = await share(norland, 'VORKANEN', 'TILMARK', 'ASKELIN')
  const received = await share(sudmark, 'BRENNOW', 'CALDERA')
  await network.whenIdle()
  backup = join(places.folder, 'norland.backup')
  const connection = norland.database.connection('entente_owner')
  await backupTo(backup, { connection, dataRoot: norland.dataRoot, recipients: 'clear' })
  const epochBefore = (await norland.db.selectFrom('delivery_head').select('epoch').executeTakeFirstOrThrow()).epoch

  expect(await withdraw(norland, own[0])).toMatchObject({ status: 200 })
  expect(await new AfterBackup(norland.dataRoot).ended()).toContainEqual(
    expect.objectContaining({ of: 'signal', id: own[0], state: 'mistaken' }),
  )
  expect(await withdraw(sudmark, received[0])).toMatchObject({ status: 200 })
  await share(norland, 'DUNMORE')
  await network.whenIdle()
  const given = await entriesOf(norland)
  // Nothing can be asked of the other member while this one starts.
  await sudmark.halt()
  await restoreDatabase('behind')

  const states = await statesOf(norland)
  expect([own[0], own[1], received[0], received[1]].map((id) => states.get(id as string))).toEqual([
    'withdrawn mistaken',
    'active',
    'withdrawn mistaken',
    'active',
  ])
  const numberOf = ({ epoch, seq }: { epoch: string; seq: string }) => `${epoch} ${seq}`
  const hashes = new Map(given.map((entry) => [numberOf(entry), entry.hash.toString('hex')]))
  const twice = (await entriesOf(norland)).filter(
    (entry) => (hashes.get(numberOf(entry)) ?? entry.hash.toString('hex')) !== entry.hash.toString('hex'),
  )
  expect(twice).toEqual([])
  const head = await norland.db.selectFrom('delivery_head').selectAll().executeTakeFirstOrThrow()
  expect(head.epoch).not.toBe(epochBefore)
  await sudmark.resume()
  await network.whenIdle()
  expect((await statesOf(sudmark)).get(own[0] as string)).toMatch(/^withdrawn/)
  expect((await statesOf(sudmark)).get(own[1] as string)).toBe('active')
})

test('a start without a restore begins no log anew', async () => {
  const epochs = () => norland.db.selectFrom('delivery_head').select(['recipient', 'epoch']).execute()
  const before = await epochs()
  await norland.halt()
  await norland.resume()
  expect(await epochs()).toEqual(before)
})

test('without the file of the former disk, every log begins anew once', async () => {
  const restored = {
    v: 1,
    kind: 'restored',
    id: randomUUID(),
    at: now.toISOString(),
    backupAt: now.toISOString(),
  } as const
  const epochs = () => norland.db.selectFrom('delivery_head').select(['recipient', 'epoch']).execute()
  const before = await epochs()
  await norland.halt()
  await new AfterBackup(norland.dataRoot).append({ ...restored, knownUntil: null })
  await norland.resume()
  const after = await epochs()
  expect(after).not.toEqual(before)
  await norland.halt()
  await norland.resume()
  expect(await epochs()).toEqual(after)
})
