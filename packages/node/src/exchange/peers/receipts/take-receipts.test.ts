import { randomUUID } from 'node:crypto'
import type { SignalReceipt } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../pipeline/case-world.fixture.ts'
import type { Tx } from '../../../safeguards/access/door.ts'
import { agreementInForce } from '../../../safeguards/access/signal-access/agreement.fixture.ts'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { keepMemberKey, type NodeKey, newPrivateKey, nodeKeyOf, signObject } from '../../../safeguards/keys/index.ts'
import { openLog } from '../../delivery/index.ts'
import { personDraft, shareSignals } from '../signals.fixture.ts'
import { within } from '../within.fixture.ts'
import { takeReceipts } from './take-receipts.ts'

const own = 'norland.example'
const [sudmark, estavia] = ['sudmark.example', 'estavia.example'] as const
const keys: Record<string, NodeKey> = {
  [sudmark]: nodeKeyOf(newPrivateKey()),
  [estavia]: nodeKeyOf(newPrivateKey()),
}
let database: TestDatabase
let world: World
/** Of each member, the entry of its log by which it was given the signal. */
const told = new Map<string, { entryId: string; signalId: string }>()
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'), new Date().toISOString())
  const now = world.clock()
  for (const [member, key] of Object.entries(keys)) {
    await setStanding(world.db, member, 'active', now)
    await keepMemberKey(world.db, { member, publicKey: key.publicKey, validFrom: now })
    const peer = { member, node: member, url: 'http://127.0.0.1:9', state: 'active', since: now }
    await world.db.insertInto('peer').values(peer).execute()
    await inTx((tx) => openLog(tx, member))
  }
  const terms = await agreementInForce(world.db, [own, ...Object.keys(keys)], now)
  await shareSignals({ store: world.store, member: own }, [personDraft('Okwuosa', 'Chinedu', [terms])], now)
  for (const row of await world.db.selectFrom('delivery').selectAll().where('type', '=', 'signal').execute())
    told.set(row.recipient, { entryId: row.entry_id, signalId: row.signal_id as string })
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const inTx = <T>(work: (tx: Tx) => Promise<T>) => within({ store: world.store, member: own }, work)
/** A receipt `received` in one member's name, for what one member was told, signed by the key of one. */
function receipt(member: string, { about = member, by = member } = {}): SignalReceipt {
  const said = {
    ...{ schema: 'entente/receipt/v1' as const, id: randomUUID(), version: 1, step: 'received' as const },
    ...{ ...(told.get(about) as { entryId: string; signalId: string }), at: world.clock().toISOString() },
    ...{ member, node: member, counts: null, onward: [], backupsUntil: null, refusal: null },
  }
  return { ...said, signature: signObject(keys[by] as NodeKey, 'entente/receipt/v1', said, world.clock()) }
}
const take = (from: string, ...receipts: SignalReceipt[]) => inTx((tx) => takeReceipts(tx, from, receipts))
const kept = () => world.db.selectFrom('signal_receipt').select(['member', 'entry_id']).execute()

test('a receipt is taken from the member whose name and signature it has, from no other', async () => {
  for (const [from, wrong] of [
    // In another's name: signed by whoever sends it, and as that other signed it.
    [sudmark, receipt(estavia, { by: sudmark })],
    [sudmark, receipt(estavia)],
    // In its own name, signed by another.
    [sudmark, receipt(sudmark, { by: estavia })],
    [sudmark, { ...receipt(sudmark), step: 'erased' as const }],
  ] as const)
    await expect(take(from, receipt(sudmark), wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  expect(await kept()).toEqual([])
  await take(sudmark, receipt(sudmark))
  expect(await kept()).toEqual([{ member: sudmark, entry_id: told.get(sudmark)?.entryId }])
})

test('a receipt for what another member was told proves nothing and is not kept', async () => {
  await take(estavia, receipt(estavia, { about: sudmark }))
  expect((await kept()).map(({ member }) => member)).toEqual([sudmark])
})
