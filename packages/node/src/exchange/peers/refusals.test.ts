import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type FeedEntry, type FeedPage, type Signal, SignalReceipt } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { setStanding } from '../../safeguards/access/signal-access/index.ts'
import {
  keepMemberKey,
  newPrivateKey,
  nodeKeyOf,
  readNodeKey,
  signObject,
  verifyObject,
} from '../../safeguards/keys/index.ts'
import { entryHash, noHash, objectDigest, openLog, signalDigest } from '../delivery/index.ts'
import { newSignal } from '../signals/change-signals.ts'
import { runExchangeClocks } from './clocks.ts'
import { type ApplyDeps, applyPage } from './pull/apply-page.ts'
import { type CheckedPage, checkPage } from './pull/check-page.ts'
import { sendReceipts } from './receipts/send-receipts.ts'
import { takeReceipts } from './receipts/take-receipts.ts'
import { askPeer } from './requests/peer-request.ts'
import { personDraft, shareSignals } from './signals.fixture.ts'
import { within } from './within.fixture.ts'

// Log entries that break a rule are refused, and the sender gets a receipt with the reason.

const own = 'norland.example'
const peer = 'sudmark.example'
const key = nodeKeyOf(newPrivateKey())
const salt = Buffer.alloc(16, 7)
let node: TestNode
let agreement: string
let now = new Date()
let deps: ApplyDeps
let epoch: string
let position: { seq: number; hash: Buffer }
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  agreement = await agreementInForce(node.db, [own, peer], now)
  const nodeKey = readNodeKey(node.dataRoot)
  deps = {
    ...{ store: node.store, member: { id: own, name: own }, clock: () => now, nodeKey, node: 'test' },
    log: { info() {}, warn() {}, error() {} } as unknown as ApplyDeps['log'],
    takeAgreement: async () => {},
    takeKey: async () => false,
  } as ApplyDeps
  await setStanding(node.db, peer, 'active', now)
  await keepMemberKey(node.db, { member: peer, publicKey: key.publicKey, validFrom: now })
})
afterAll(() => node?.stop())
beforeEach(async () => {
  epoch = randomUUID()
  position = { seq: 0, hash: noHash }
  const row = { state: 'suspended', node: peer, url: 'http://127.0.0.1:9', since: now }
  const start = { ...row, epoch: null, position: 0, position_hash: null }
  await node.db
    .insertInto('peer')
    .values({ member: peer, ...start })
    .onConflict((c) => c.column('member').doUpdateSet(start))
    .execute()
})

const signed = (change: Partial<Signal> = {}, by = key): Signal => {
  const draft = personDraft('Okwuosa', `Chinedu ${randomUUID()}`, [agreement])
  const signal = { ...newSignal(draft, peer, now), ...change }
  return { ...signal, signature: signObject(by, 'entente/signal/v1', signal, now) }
}
/** Makes a page with these entries. It continues the position and is signed by the peer. */
function pageOf(entries: { type: FeedEntry['type']; object: Record<string, unknown> }[], by = key): FeedPage {
  const made = entries.map(({ type, object }): FeedEntry => {
    const { signal } = object as { signal?: Signal }
    const digest = signal === undefined ? objectDigest(object) : signalDigest(signal, salt)
    const prev = position.hash.toString('base64')
    const entry = { seq: position.seq + 1, entryId: randomUUID(), at: now.toISOString(), type, prev }
    position = { seq: entry.seq, hash: entryHash(entry, digest) }
    return { ...entry, object, hash: position.hash.toString('base64') }
  })
  const page = { epoch, entries: made, next: position.seq, more: false, head: position.seq }
  return { ...page, signature: signObject(by, 'entente/entry/v1', page, now) }
}
const signalEntry = (signal: unknown) => ({
  type: 'signal' as const,
  object: { signal, salt: salt.toString('base64') } as never,
})
const taken = async (...signals: unknown[]) => {
  const from = position.seq
  const page = pageOf(signals.map(signalEntry))
  return applyPage(deps, peer, await checkedPage(page, from), from)
}
const checkedPage = async (page: FeedPage, from: number): Promise<CheckedPage> => {
  const keys = [{ member: peer, keyId: key.keyId, publicKey: key.publicKey, compromisedSince: null }]
  const hash = from === 0 ? null : Buffer.from(page.entries[0]?.prev ?? '', 'base64')
  const checked = await checkPage(page, keys, { epoch: null, position: from, hash })
  if (typeof checked === 'string') throw new Error(checked)
  return checked
}
const receipts = async () => {
  const rows = await node.db.selectFrom('receipt_out').select('body').orderBy('made_at').execute()
  return rows.map(({ body }) => body)
}
const refusalsOf = async (id: string) =>
  (await receipts())
    .filter((one) => one.signalId === id && one.step === 'refused')
    .map(({ refusal }) => refusal?.reason)

test('a page with a gap, changed entry, wrong hash or wrong signer is refused', async () => {
  const keys = [{ member: peer, keyId: key.keyId, publicKey: key.publicKey, compromisedSince: null }]
  const start = { epoch: null, position: 0, hash: null }
  const page = pageOf([signed(), signed(), signed()].map(signalEntry))
  const again = (change: Partial<FeedPage>) => {
    const { signature: _, ...rest } = { ...page, ...change }
    return { ...rest, signature: signObject(key, 'entente/entry/v1', rest, now) }
  }
  expect(await checkPage(page, keys, start)).toMatchObject(page)
  expect(await checkPage({ ...page, head: 9 }, keys, start)).toBe('bad-signature')
  expect(await checkPage(pageOf([], nodeKeyOf(newPrivateKey())), keys, start)).toBe('key-unknown')
  const [one, two, three] = page.entries as [FeedEntry, FeedEntry, FeedEntry]
  expect(await checkPage(again({ entries: [one, three] }), keys, start)).toBe('gap')
  expect(await checkPage(again({ entries: [one, { ...two, seq: 3 }, three] }), keys, start)).toBe('gap')
  expect(await checkPage(again({ entries: [one, { ...two, prev: one.prev }, three] }), keys, start)).toBe('gap')
  expect(await checkPage(again({ entries: [one, { ...two, object: three.object }, three] }), keys, start)).toBe(
    'hash-wrong',
  )
  expect(
    await checkPage(again({ entries: [one, { ...two, at: new Date(0).toISOString() }, three] }), keys, start),
  ).toBe('hash-wrong')
  expect(await checkPage(again({ next: 7 }), keys, start)).toBe('page-invalid')
  expect(await checkPage(page, keys, { epoch: randomUUID(), position: 0, hash: null })).toBe('epoch-changed')
  expect(await checkPage(page, keys, { epoch: null, position: 1, hash: Buffer.from(one.hash, 'base64') })).toBe('gap')
})

test('an invalid signal is refused without refusing the other signals of the page', async () => {
  const good = signed()
  const stranger = nodeKeyOf(newPrivateKey())
  const bad: [Signal, string][] = [
    [signed({}, stranger), 'bad-signature'],
    [{ ...signed(), confidence: 99 }, 'bad-signature'],
    [{ ...signed(), colour: 'red' } as unknown as Signal, 'unknown-field'],
    [signed({ value: { names: [] } }), 'signal-invalid'],
    [signed({ owner: own }), 'not-owner'],
    [signed({ agreements: [randomUUID()] }), 'refused'],
    [signed({ retainUntil: new Date(now.getTime() + 2000 * 86_400_000).toISOString() }), 'refused'],
    [signed({ recipients: ['estavia.example'] }), 'refused'],
  ]
  const applied = await taken(...bad.map(([signal]) => signal), good)
  expect(applied).toEqual({ entries: 9, signals: 1, stopped: null })
  for (const [signal, code] of bad) expect([code, await refusalsOf(signal.id)]).toEqual([code, [code]])
  expect(await refusalsOf(good.id)).toEqual([])
  expect(await node.db.selectFrom('signal').select(['id', 'owner', 'received']).execute()).toEqual([
    { id: good.id, owner: peer, received: true },
  ])
})

test('a newer version replaces the old; different content with the same number raises an alarm', async () => {
  const first = signed()
  await taken(first)
  expect(await taken(first)).toMatchObject({ signals: 0 })
  const other = signed({ ...first, confidence: 1 })
  expect(await taken(other)).toMatchObject({ signals: 0 })
  expect(await refusalsOf(first.id)).toEqual(['owner-equivocation'])
  const alarms = await node.db.selectFrom('alarm').select('code').where('ref', '=', `sig:${first.id}`).execute()
  expect(alarms).toEqual([{ code: 'owner-equivocation' }])
  const next = signed({ ...first, version: 4, confidence: 2 })
  expect(await taken(next)).toMatchObject({ signals: 1 })
  expect(await taken(signed({ ...first, version: 3 }))).toMatchObject({ signals: 0 })
  const row = await node.db
    .selectFrom('signal')
    .select(['version', 'b'])
    .where('id', '=', first.id)
    .executeTakeFirstOrThrow()
  expect(row.version).toBe(4)
  expect(node.vault.codec.open(first.id, 'b', row.b)).toMatchObject({ confidence: 2 })
})

test('a withdrawal that arrives before its signal is receipted and blocks the signal', async () => {
  const signal = signed()
  const notice = {
    signalId: signal.id,
    version: 2,
    owner: peer,
    at: now.toISOString(),
    reason: 'wrong',
    stopBy: now.toISOString(),
    eraseBy: now.toISOString(),
  }
  const from = position.seq
  const page = pageOf([{ type: 'withdrawal', object: notice }])
  await applyPage(deps, peer, await checkedPage(page, from), from)
  const sent = (await receipts()).filter(({ signalId }) => signalId === signal.id) as SignalReceipt[]
  expect(sent.map(({ step, counts }) => [step, counts])).toEqual([
    ['received', null],
    ['erased', { copies: 0, indexEntries: 0, casesReopened: 0 }],
  ])
  await taken(signal)
  expect(await refusalsOf(signal.id)).toEqual(['signal-withdrawn'])
})

test("no member replaces or ends another member's signal, however its id is written", async () => {
  const other = 'estavia.example'
  const signal = signed()
  await taken(signal)
  // Let another member send the same entry.
  const row = { member: other, node: other, url: 'http://127.0.0.1:9', state: 'suspended', since: now }
  await node.db.insertInto('peer').values(row).execute()
  await node.db.updateTable('signal').set({ owner: other }).where('id', '=', signal.id).execute()
  await node.db.updateTable('held_signal').set({ peer: other }).where('signal_id', '=', signal.id).execute()
  const written = { ...signal, id: signal.id.toUpperCase() }
  expect(await taken(signed({ ...signal, version: 7 }), signed({ ...written, version: 8 }))).toMatchObject({
    signals: 0,
  })
  expect(await refusalsOf(signal.id)).toEqual(['not-owner'])
  const at = now.toISOString()
  const notice = { signalId: signal.id, version: 9, owner: other, at, reason: 'wrong', stopBy: at, eraseBy: at }
  const from = position.seq
  const page = pageOf([{ type: 'withdrawal', object: notice }])
  await applyPage(deps, peer, await checkedPage(page, from), from)
  const left = node.db.selectFrom('signal').select(['owner', 'version', 'status']).where('id', '=', signal.id)
  expect(await left.execute()).toEqual([{ owner: other, version: 1, status: 'active' }])
  const tombstones = node.db.selectFrom('tombstone').select('owner').where('signal_id', '=', signal.id)
  expect(await tombstones.execute()).toEqual([])
})

test('a signal that the database cannot store is refused, and later signals are stored', async () => {
  const good = signed()
  const bad = [
    signed({ version: 2 ** 40 }),
    signed({ id: '-'.repeat(36) }),
    signed({ owner: 'a\u0000b' }),
    signed({ agreements: [agreement, 'a\u0000b'] }),
  ]
  const before = new Set((await receipts()).map(({ id }) => id))
  expect(await taken(...bad, good)).toEqual({ entries: 5, signals: 1, stopped: null })
  const sent = (await receipts()).filter(({ id }) => !before.has(id))
  expect(sent.map(({ refusal }) => refusal?.reason)).toEqual(bad.map(() => 'signal-invalid'))
  for (const receipt of sent) expect(SignalReceipt.safeParse(receipt).success).toBe(true)
})

test('a page is applied completely and only once, however often it arrives', async () => {
  const page = pageOf([signalEntry(signed())])
  expect(await applyPage(deps, peer, await checkedPage(page, 0), 0)).toMatchObject({ entries: 1, signals: 1 })
  expect(await applyPage(deps, peer, await checkedPage(page, 0), 0)).toEqual({
    entries: 0,
    signals: 0,
    stopped: 'elsewhere',
  })
})

test("a signal expires by this node's clock, and its owner gets receipts", async () => {
  const short = signed({
    validUntil: new Date(now.getTime() + 1000).toISOString(),
    retainUntil: new Date(now.getTime() + 2000).toISOString(),
  })
  await taken(short)
  now = new Date(now.getTime() + 3000)
  await runExchangeClocks(deps, new Date(now.getTime() - 60_000))
  const row = await node.db
    .selectFrom('signal')
    .select(['status', 'a', 'b'])
    .where('id', '=', short.id)
    .executeTakeFirstOrThrow()
  const kept = (['a', 'b'] as const).map((part) => String(node.vault.codec.openText(short.id, part, row[part]) ?? ''))
  expect([row.status, kept.join().includes('Chinedu')]).toEqual(['expired', false])
  // The clock of the test stands still, so the three have the same time and no order.
  const steps = async () => {
    const own = (await receipts()).filter(({ signalId }) => signalId === short.id)
    return own.map(({ step }) => step).sort()
  }
  await expect.poll(steps).toEqual(['erased', 'received', 'stopped'])
})

test('members owe receipts for expired signals, unless their receipts came early', async () => {
  const other = 'estavia.example'
  const row = { member: other, node: other, url: 'http://127.0.0.1:9', state: 'suspended', since: now }
  await node.db
    .insertInto('peer')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
  await setStanding(node.db, other, 'active', now)
  const terms = await agreementInForce(node.db, [own, peer, other], now)
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => within({ store: node.store, member: own }, work)
  await inTx(async (tx) => {
    for (const member of [peer, other]) await openLog(tx, member)
  })
  const short = {
    validUntil: new Date(now.getTime() + 1000).toISOString(),
    retainUntil: new Date(now.getTime() + 2000).toISOString(),
  }
  // One run ends at most 250 signals, so share more.
  const drafts = Array.from({ length: 251 }, (_, place) => personDraft('Okwuosa', `P${place}`, [terms], short))
  const ids = await shareSignals({ store: node.store, member: own }, drafts, now)
  const log = node.db.selectFrom('delivery').select(['entry_id', 'signal_id']).where('recipient', '=', peer)
  const given = await log.where('type', '=', 'signal').where('signal_id', 'in', ids).execute()
  expect(given.length).toBe(ids.length)
  now = new Date(now.getTime() + 3000)
  const erased = (entryId: string, signalId: string | null | undefined): SignalReceipt => {
    const body = {
      ...{ schema: 'entente/receipt/v1' as const, id: randomUUID(), entryId, version: 1 },
      ...{ signalId: signalId as string, step: 'erased' as const, at: now.toISOString(), member: peer },
      ...{ node: peer, counts: null, onward: [], backupsUntil: null, refusal: null },
    }
    return { ...body, signature: signObject(key, 'entente/receipt/v1', body, now) }
  }
  const early = given.map((entry) => erased(entry.entry_id, entry.signal_id))
  // A receipt that names a different signal than its log entry is not accepted.
  const crossed = given.slice(0, 1).map((entry) => erased(entry.entry_id, given[1]?.signal_id))
  await inTx((tx) => takeReceipts(tx, peer, [...crossed, ...early]))
  const standing = node.db
    .selectFrom('signal_receipt')
    .select('id')
    .where(
      'id',
      'in',
      [...crossed, ...early].map(({ id }) => id),
    )
  expect((await standing.execute()).map(({ id }) => id).sort()).toEqual(early.map(({ id }) => id).sort())
  for (const _turn of [1, 2]) await runExchangeClocks(deps, now)
  const owed = (member: string) =>
    node.db.selectFrom('erasure_duty').select(['erased_at', 'stopped_at', 'received_at']).where('member', '=', member)
  expect(await owed(peer).execute()).toEqual(ids.map(() => ({ erased_at: now, stopped_at: now, received_at: now })))
  expect(await owed(other).execute()).toEqual(ids.map(() => ({ erased_at: null, stopped_at: null, received_at: null })))
})

test('a receipt that could not be sent is signed again with the current key', async () => {
  const got: SignalReceipt[] = []
  const away = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += part
    })
    request.on('end', () => {
      got.push(...(JSON.parse(text) as { items: SignalReceipt[] }).items)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve))
  try {
    await taken(signed({ agreements: [randomUUID()] }))
    const { port } = away.address() as AddressInfo
    // Use a separate member, because the jobs of the node send to the other members with its real key.
    const member = 'tarnhold.example'
    const joined = { member, node: member, url: `http://127.0.0.1:${port}`, state: 'suspended', since: now }
    await node.db.insertInto('peer').values(joined).execute()
    const kept = { id: randomUUID(), peer: member, made_at: now }
    const [made] = await receipts()
    await node.db
      .insertInto('receipt_out')
      .values({ ...kept, body: JSON.stringify(made) })
      .execute()
    const nodeKey = nodeKeyOf(newPrivateKey())
    await sendReceipts({ ...deps, nodeKey, tls: { ca: null, cert: null, key: null } }, { peer: member })
    const known = { member: own, keyId: nodeKey.keyId, publicKey: nodeKey.publicKey, compromisedSince: null }
    expect(got.length).toBeGreaterThan(0)
    for (const receipt of got) expect(verifyObject('entente/receipt/v1', receipt, [known])).toEqual(known)
  } finally {
    away.close()
  }
})

test('requests to other machines require TLS', async () => {
  const tls = { ca: null, cert: null, key: null }
  const asked = askPeer(
    { ...deps, tls },
    { member: peer, url: 'http://192.0.2.1:8400' },
    { method: 'GET', path: '/peer/v1/hello' },
  )
  await expect(asked).rejects.toMatchObject({ code: 'tls-required' })
})
