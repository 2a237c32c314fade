import { randomUUID } from 'node:crypto'
import type { SignalDraft, SignalPage } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followSignals } from '../gateways/content/shared/follow-signals.ts'
import type { AccessIntent, Tx } from '../safeguards/access/access-store.ts'
import { agreementInForce } from '../safeguards/access/signal-access/agreement.fixture.ts'
import { systemAccess } from '../safeguards/access/system.ts'
import { readNodeKey } from '../safeguards/keys/index.ts'
import { openBlindKeyring } from './blind/blind-keys.ts'
import { tokenise } from './blind/tokenise.ts'
import { readPage } from './delivery/read-page.ts'
import { checkPage } from './peers/pull/check-page.ts'
import { hashDraft, personDraft, shareSignals } from './peers/signals.fixture.ts'
import { eraseWithdrawn } from './signals/erase-withdrawn.ts'
import { askStored } from './signals/false-positives/ask-stored.ts'
import { objectsOf } from './taxii/out-collection.ts'

// Each list or batch of signals goes on without a damaged one, and names it.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
const agreement = randomUUID()
const passport = (number: string): SignalDraft => {
  const value = { documentType: 'P', number, issuingState: 'UTO', expiryDate: null }
  return { ...personDraft('Unused', 'Unused', [agreement]), kind: 'travel-document', value }
}
const hash = 'ab'.repeat(32)
let [broken, whole, brokenHash, wholeHash] = ['', '', '', '']
const damage = (id: string) =>
  norland.db
    .updateTable('signal')
    .set({ a: null, b: Buffer.from('{"id":') })
    .where('id', '=', id)
    .execute()
const deps = () => ({ store: norland.store, member: { id: norland.member, name: norland.member } })
const intent: AccessIntent = { action: 'signal.release', type: 'signal.release' }
const inTx = <T>(work: (tx: Tx) => Promise<T>) => systemAccess(deps(), 'border-control').transaction(intent, work)
const alarmsOf = (id: string) =>
  norland.db.selectFrom('alarm').select('code').where('ref', '=', `sig:${id}`).where('acknowledged_at', 'is', null)

beforeAll(async () => {
  network = await startTestNetwork(2)
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  const members = [norland.member, sudmark.member]
  const quotaPerDay = { single: 40, batch: 150 }
  const blindCheck = { kinds: ['travel-document' as const], learns: [sudmark.member], tellCount: true, quotaPerDay }
  for (const node of network.nodes) await agreementInForce(node.db, members, new Date(), { id: agreement, blindCheck })
  const drafts = [passport('K4471901B'), passport('K4471902B'), hashDraft(hash, []), hashDraft('cd'.repeat(32), [])]
  ;[broken = '', whole = '', brokenHash = '', wholeHash = ''] = await shareSignals(norland, drafts)
  await network.whenIdle()
  await damage(broken)
  await damage(brokenHash)
})
afterAll(() => network?.stop())

test('the page of signals names the damaged one', async () => {
  const page = (await norland.officer.call('GET', '/v1/signals')).body as SignalPage
  expect(page.unreadable).toEqual([broken])
  expect(page.items.map(({ id }) => id)).toEqual([whole])
  expect(await alarmsOf(broken).execute()).toEqual([{ code: 'record-unreadable' }])
})

test('a page for a member names the damaged signal and contains the others', async () => {
  const nodeKey = readNodeKey(norland.dataRoot)
  const from = { epoch: null, position: 0, hash: null }
  const asked = { recipient: sudmark.member, epoch: null, after: 0, hash: null, limit: 100 }
  const page = await readPage({ ...deps(), clock: () => new Date(), nodeKey }, asked)
  if (page === 'diverged') throw new Error('the page is missing')
  const signals = page.entries.filter(({ type }) => type === 'signal').map(({ object }) => object)
  expect(signals).toContainEqual(expect.objectContaining({ omitted: 'unreadable', signalId: broken }))
  expect(signals).toContainEqual(expect.objectContaining({ signal: expect.objectContaining({ id: whole }) }))
  const key = { ...nodeKey, member: norland.member, compromisedSince: null }
  expect(await checkPage(page, [key], from)).toMatchObject({ head: page.head, entries: expect.any(Array) })
})

test('a TAXII client gets the other signals', async () => {
  await inTx(async (tx) => {
    const own = { own: norland.member, key: readNodeKey(norland.dataRoot) }
    const objects = async (id: string) =>
      objectsOf(tx, await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirstOrThrow(), own)
    expect(await objects(broken)).toEqual([])
    expect(await objects(whole)).not.toEqual([])
  })
})

test('a set for blind checks is complete without the damaged signal', async () => {
  const scope = { agreement, kind: 'travel-document', epoch: 1 } as const
  const blind = { ...deps(), keyring: openBlindKeyring(norland.dataRoot) }
  expect(await tokenise(blind, scope, sudmark.member)).toBe(2)
  expect(await tokenise(blind, scope, sudmark.member)).toBe(0)
  const stored = await norland.db.selectFrom('blind_token').select(['signal_id', 'tokens']).execute()
  expect(stored.find((row) => row.signal_id === broken)?.tokens).toEqual([])
  expect(stored.find((row) => row.signal_id === whole)?.tokens).toHaveLength(1)
})

test('the item of a damaged signal stays in its bank, and other signals are followed', async () => {
  const items = async () =>
    (await norland.db.selectFrom('item_signal').select('signal_id').execute()).map((row) => row.signal_id).sort()
  expect(await items()).toEqual([brokenHash, wholeHash].sort())
  await norland.db.updateTable('signal').set({ status: 'withdrawn' }).where('id', '=', wholeHash).execute()
  const log = { warn() {}, info() {}, error() {} } as never
  await followSignals({ ...deps(), log }, [brokenHash, wholeHash])
  expect(await items()).toEqual([brokenHash])
})

test('stored signals are compared with lists of false positives without the damaged one', async () => {
  expect(await askStored(deps() as never, { kinds: ['travel-document'] })).toBe(0)
})

test('other withdrawn signals are erased although one is damaged', async () => {
  await norland.db.updateTable('signal').set({ status: 'withdrawn' }).where('id', 'in', [broken, whole]).execute()
  await norland.db.updateTable('alarm').set({ acknowledged_at: new Date() }).execute()
  expect(await eraseWithdrawn(deps())).toBeGreaterThan(0)
  const erased = await norland.db.selectFrom('signal_version').select('signal_id').where('erased_at', 'is not', null)
  expect((await erased.execute()).map((row) => row.signal_id)).toContain(whole)
  expect(await alarmsOf(broken).execute()).toEqual([{ code: 'record-unreadable' }])
})
