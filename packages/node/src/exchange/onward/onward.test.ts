import { randomUUID } from 'node:crypto'
import type { PassedOn, Permission, SignalDetail, WithdrawalState } from '@entente/contracts'
import { joinNodes, type NetworkNode, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readNodeKey, signObject } from '../../safeguards/keys/index.ts'
import { appendEntry, passedOnChangedFor } from '../delivery/index.ts'
import { runExchangeClocks } from '../peers/clocks.ts'
import { shareSignals } from '../peers/signals.fixture.ts'
import { within } from '../peers/within.fixture.ts'
import { approvalBy, at, clausesOf, document, introductions, startChain, until } from './chain.fixture.ts'
import { keepApproval } from './keep-permission.ts'
import { takePermission } from './take-permission.ts'

// Norland shares with Sudmark, and Sudmark passes signals on to Estavia. Norland and Estavia are parties to the same
// agreements, but their nodes have no contact. Each test continues from the state that the previous one left.

let now = new Date()
let [network, norland, sudmark, estavia]: [TestNetwork, NetworkNode, NetworkNode, NetworkNode] = [] as never
let [free, asked, risky]: [string, string, string] = [] as never
const minutes = (count: number) => count * 60_000
beforeAll(async () => {
  ;({ network, norland, sudmark, estavia, free, asked, risky } = await startChain(() => now))
})
afterAll(() => network?.stop())

const share = async (number: string, agreement: string) => {
  const [id] = await shareSignals(norland, [document(number, agreement)], now)
  await network.whenIdle()
  return id as string
}
const passOn = (id: string, destination = estavia.member, ended = false) =>
  sudmark.officer.call('POST', `/v1/signals/${id}/pass-on`, { destination, ended })
const passedOn = async (id: string) => {
  await network.whenIdle()
  return ((await sudmark.officer.call('GET', `/v1/signals/${id}/passed-on`)).body as { items: PassedOn[] }).items
}
const state = async (id: string) =>
  (await norland.officer.call('GET', `/v1/signals/${id}/receipts`)).body as WithdrawalState
const withdraw = (id: string) =>
  norland.officer.call('POST', `/v1/signals/${id}/withdraw`, { reason: 'mistaken', text: '' })
let first: string
test("a passed-on signal is accepted only after people confirmed the owner's introduced key", async () => {
  first = await share('QX5550142', free)
  expect(await at(sudmark, first)).toMatchObject({ status: 'active', peer: norland.member })
  expect(await at(estavia, first)).toBeUndefined()
  expect(await passOn(first)).toMatchObject({ status: 200 })
  await network.whenIdle()
  expect(await at(estavia, first)).toBeUndefined()
  const refused = await estavia.db.selectFrom('refused_entry').select(['code', 'peer']).execute()
  expect(refused).toEqual([{ code: 'owner-key-unknown', peer: sudmark.member }])
  const [there] = await introductions(estavia)
  const [here] = await introductions(norland)
  expect(there).toMatchObject({ member: norland.member, introducedBy: sudmark.member, state: 'waiting' })
  expect(here).toMatchObject({
    member: estavia.member,
    introducedBy: sudmark.member,
    state: 'waiting',
    words: there?.words,
  })
  const confirm = (node: NetworkNode, member: string, words: unknown) =>
    node.administrator.call('POST', `/v1/introductions/${member}/confirm`, { words })
  expect(await confirm(estavia, norland.member, 'one two three four five six')).toMatchObject({
    body: { code: 'words-differ' },
  })
  expect(await confirm(estavia, norland.member, there?.words)).toMatchObject({
    status: 200,
    body: { items: [{ state: 'confirmed' }] },
  })
  expect(await confirm(norland, estavia.member, there?.words)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, first)) !== undefined)
  expect(await at(estavia, first)).toMatchObject({ status: 'active', owner: norland.member, peer: sudmark.member })
  const analyst = await estavia.signIn('analyst')
  const [theirs, ours] = await Promise.all(
    [analyst, norland.officer].map(async (who) => (await who.call('GET', `/v1/signals/${first}`)).body as SignalDetail),
  )
  expect(theirs?.value).toEqual(ours?.value)
  // The signature is by Norland's key, and the signal was delivered once.
  expect(theirs?.signature?.keyId).toBe(
    (
      await sudmark.db
        .selectFrom('member_key')
        .select('key_id')
        .where('member', '=', norland.member)
        .executeTakeFirstOrThrow()
    ).key_id,
  )
  expect(await passOn(first)).toMatchObject({ status: 200 })
  expect(await passedOn(first)).toMatchObject([
    { destination: estavia.member, hasSignal: true, version: 1, endedAt: null },
  ])
  const delivered = sudmark.db
    .selectFrom('delivery')
    .select('seq')
    .where('signal_id', '=', first)
    .where('type', '=', 'signal')
  expect(await delivered.where('recipient', '=', estavia.member).execute()).toHaveLength(1)
})

test('the owner of a passed-on signal learns who has it, and their feedback', async () => {
  const analyst = await estavia.signIn('analyst')
  const report = { outcome: 'confirmed', count: 1, firstSeen: null, lastSeen: null }
  expect((await analyst.call('POST', `/v1/signals/${first}/feedback`, report)).status).toBe(201)
  await network.whenIdle()
  const read = (await norland.officer.call('GET', `/v1/signals/${first}`)).body
  expect(read).toMatchObject({ use: { confirmed: 1 }, feedback: [{ from: estavia.member, confirmed: 1 }] })
  expect((await norland.officer.call('GET', `/v1/signals/${first}/holders`)).body).toMatchObject({
    items: [
      { member: sudmark.member, via: null, endedAt: null },
      { member: estavia.member, via: sudmark.member, version: 1, endedAt: null },
    ],
  })
  const known = await norland.db.selectFrom('onward_holder').select(['via', 'member', 'erased_at', 'proven']).execute()
  expect(known).toEqual([{ via: sudmark.member, member: estavia.member, erased_at: null, proven: true }])
})

test('a passed-on signal is corrected, and is taken back after a stricter marking', async () => {
  const edit = (version: number, fixed: object) =>
    norland.officer.call('PATCH', `/v1/signals/${first}`, document('QX5550142', free, fixed), {
      'if-match': String(version),
    })
  expect(await edit(1, { confidence: 40 })).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, first))?.version === 2)
  expect(await edit(2, { tlp: 'amber+strict' })).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, first))?.status === 'expired')
  expect(await at(sudmark, first)).toMatchObject({ status: 'active', version: 3 })
  expect(await passedOn(first)).toMatchObject([{ hasSignal: false, endedAt: null }])
  expect(clausesOf(await passOn(first))).toEqual(['onward'])
  now = new Date(now.getTime() + minutes(1))
  expect(await edit(3, {})).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, first))?.status === 'active')
  expect(await at(estavia, first)).toMatchObject({ version: 4 })
})

test("a false withdrawal ends the stored signal but not the owner's later versions", async () => {
  const id = await share('QX5550149', free)
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, id))?.status === 'active')
  await within(sudmark, (tx) =>
    appendEntry(tx, estavia.member, 'withdrawal', {
      ...{ signalId: id, version: 2_147_483_647, owner: norland.member, at: now.toISOString() },
      ...{ reason: 'mistaken', stopBy: now.toISOString(), eraseBy: now.toISOString() },
    }),
  )
  await until(async () => (await at(estavia, id))?.status === 'withdrawn')
  await norland.officer.call('PATCH', `/v1/signals/${id}`, document('QX5550149', free, { confidence: 40 }), {
    'if-match': '1',
  })
  await until(async () => (await at(estavia, id))?.status === 'active')
  expect(await at(estavia, id)).toMatchObject({ version: 2 })
})

test("an approval needs two of the owner's people and names one holder and destination", async () => {
  const id = await share('QX5550143', asked)
  expect(clausesOf(await passOn(id))).toEqual(['onward'])
  const wish = {
    kind: 'onward',
    signalId: id,
    agreement: asked,
    holder: sudmark.member,
    destination: estavia.member,
    reason: 'Asked for by telephone.',
  }
  const ask = (node: NetworkNode, body: object) => node.officer.call('POST', '/v1/permissions', body)
  expect((await ask(sudmark, wish)).body).toMatchObject({ code: 'permission-invalid' })
  expect((await ask(norland, { ...wish, agreement: free })).body).toMatchObject({ code: 'permission-invalid' })
  const permission = (await ask(norland, wish)).body as Permission
  expect(permission).toMatchObject({ state: 'asked', givenBy: null })
  expect((await ask(norland, wish)).body).toMatchObject({ code: 'proposal-open' })
  const give = (who: NetworkNode['officer']) => who.call('POST', `/v1/permissions/${permission.id}/give`)
  expect((await give(norland.officer)).body).toMatchObject({ code: 'same-person' })
  const supervisor = await norland.signIn('supervisor')
  expect((await give(supervisor)).body).toMatchObject({ state: 'given' })
  await network.whenIdle()
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, id))?.status === 'active')
  const end = await norland.officer.call('POST', `/v1/permissions/${permission.id}/end`, {
    reason: 'No longer needed.',
  })
  expect(end.body).toMatchObject({ state: 'ended' })
  await until(async () => (await at(estavia, id))?.status === 'expired')
  expect(await at(sudmark, id)).toMatchObject({ status: 'active' })
  const log = estavia.db.selectFrom('onward_approval').select(['ended', 'body']).where('signal_id', '=', id)
  expect(await log.execute()).toMatchObject([{ ended: true }])
  // An earlier statement has no effect, no matter which member sends it again.
  const earlier = approvalBy(norland, {
    ...{ id: permission.id, signalId: id, agreement: asked, holder: sudmark.member, destination: estavia.member },
    at: new Date(now.getTime() - 1000).toISOString(),
  })
  await within(sudmark, (tx) => takePermission(tx, norland.member, { ...earlier }))
  await within(estavia, (tx) => takePermission(tx, sudmark.member, { ...earlier }))
  expect(await log.execute()).toMatchObject([{ ended: true }])
  expect(clausesOf(await passOn(id))).toEqual(['onward'])
})

test('a holder cannot approve passing on in place of the owner', async () => {
  const id = await share('QX5550148', asked)
  const approval = approvalBy(sudmark, {
    ...{ id: randomUUID(), signalId: id, agreement: asked, holder: sudmark.member, destination: estavia.member },
    at: now.toISOString(),
  })
  await within(sudmark, (tx) => keepApproval(tx, approval))
  expect(clausesOf(await passOn(id))).toEqual(['onward'])
  // Simulate a holder whose node does not check the approval.
  const terms = (onward: 'same-terms' | 'with-approval') =>
    sudmark.db.updateTable('agreement').set({ onward }).where('id', '=', asked).execute()
  await terms('same-terms')
  expect(await passOn(id)).toMatchObject({ status: 200 })
  const refused = estavia.db.selectFrom('refused_entry').select('code').where('signal_id', '=', id)
  await until(async () => (await refused.execute()).length > 0 || (await at(estavia, id)) !== undefined)
  expect([await refused.execute(), await at(estavia, id)]).toEqual([[{ code: 'refused' }], undefined])
  await terms('with-approval')
})

test('a member in a country of risk needs a legal sign-off in force', async () => {
  const id = await share('QX5550144', risky)
  expect(clausesOf(await passOn(id))).toEqual(['destination-risk'])
  const wish = {
    kind: 'transfer',
    agreement: risky,
    destination: estavia.member,
    reason: 'Opinion 12 of the legal service.',
  }
  const { id: permission } = (await sudmark.officer.call('POST', '/v1/permissions', wish)).body as Permission
  const supervisor = await sudmark.signIn('supervisor')
  expect(await supervisor.call('POST', `/v1/permissions/${permission}/give`)).toMatchObject({ status: 200 })
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, id))?.status === 'active')
  // Estavia ends a sign-off of its own; this does not affect Sudmark's sign-off.
  const signOff = {
    ...{ schema: 'entente/transfer-sign-off/v1' as const, id: randomUUID(), agreement: risky, by: norland.member },
    ...{ destination: estavia.member, ended: true, at: now.toISOString() },
  }
  const signature = signObject(readNodeKey(norland.dataRoot), 'entente/transfer-sign-off/v1', signOff, now)
  await within(estavia, (tx) => takePermission(tx, norland.member, { ...signOff, signature }))
  const kept = estavia.db.selectFrom('transfer_sign_off').select(['giver', 'ended']).orderBy('giver')
  expect(await kept.execute()).toEqual([
    { giver: norland.member, ended: true },
    { giver: sudmark.member, ended: false },
  ])
  await sudmark.officer.call('POST', `/v1/permissions/${permission}/end`, { reason: 'The opinion was withdrawn.' })
  await until(async () => (await at(estavia, id))?.status === 'expired')
  const items = ((await sudmark.officer.call('GET', '/v1/permissions')).body as { items: Permission[] }).items
  expect(items).toMatchObject([{ kind: 'transfer', state: 'ended' }])
})

test('a withdrawal reaches absent third members and completes once both members signed', async () => {
  const second = await share('QX5550145', free)
  expect(await passOn(second)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, second))?.status === 'active')
  // Estavia received this signal and later lost access to it.
  expect(await passOn(second, estavia.member, true)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, second))?.status === 'expired')
  await network.whenIdle()
  await estavia.halt()
  for (const id of [first, second]) expect(await withdraw(id)).toMatchObject({ status: 200 })
  await until(async () => (await state(first)).holders.every(({ stopped }) => stopped !== null))
  await new Promise((resolve) => setTimeout(resolve, 300))
  // Sudmark has erased the signal, but signs its receipt only after Estavia has erased it too.
  expect(await at(sudmark, first)).toMatchObject({ status: 'withdrawn' })
  expect(await state(first)).toMatchObject({
    complete: false,
    holders: [
      { member: sudmark.member, erased: null, onward: [{ member: estavia.member, erased: null, proven: true }] },
    ],
  })
  now = new Date(now.getTime() + minutes(25 * 60))
  norland.officer = await norland.signIn('officer')
  expect((await state(first)).holders).toMatchObject([{ overdue: ['erased'] }])
  await estavia.resume()
  for (const id of [first, second]) {
    await until(async () => (await state(id)).complete)
    expect(await state(id)).toMatchObject({
      holders: [
        {
          member: sudmark.member,
          erased: expect.any(String),
          onward: [{ member: estavia.member, erased: expect.any(String) }],
        },
      ],
    })
    expect(await at(estavia, id)).toMatchObject({ status: 'withdrawn' })
  }
  const receipts = await norland.db.selectFrom('signal_receipt').select('body').where('step', '=', 'erased').execute()
  const onward = receipts.filter(({ body }) => body.signalId === first && body.onward.length > 0)
  expect(onward.map(({ body }) => body.onward.map(({ member, step }) => [member, step]))).toEqual([
    [[estavia.member, 'erased']],
  ])
  sudmark.officer = await sudmark.signIn('officer')
  expect((await sudmark.officer.call('GET', `/v1/signals/${first}/receipts`)).body).toMatchObject({ complete: true })
})

test("third members accept the owner's rotated key, and expiry gives receipts along the chain", async () => {
  norland.administrator = await norland.signIn('administrator')
  expect(await norland.administrator.call('POST', '/v1/keys/rotate', { overlapDays: 7 })).toMatchObject({ status: 200 })
  const in2Days = new Date(now.getTime() + minutes(2 * 1440)).toISOString()
  const short = { reviewDue: in2Days, validUntil: in2Days, retainUntil: in2Days }
  const [id = ''] = await shareSignals(norland, [document('QX5550147', free, short)], now)
  await network.whenIdle()
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await until(async () => (await at(estavia, id))?.status === 'active')
  await network.whenIdle()
  const before = now
  now = new Date(now.getTime() + minutes(3 * 1440))
  for (const { store, member, dataRoot } of network.nodes)
    await runExchangeClocks(
      { store, member: { id: member, name: member }, nodeKey: readNodeKey(dataRoot), node: member },
      before,
    )
  const owed = (node: NetworkNode) =>
    node.db.selectFrom('erasure_duty').select(['member', 'cause', 'erased_at']).where('signal_id', '=', id).execute()
  await until(async () => (await owed(norland))[0]?.erased_at != null)
  expect(await owed(sudmark)).toEqual([{ member: estavia.member, cause: 'expired', erased_at: expect.any(Date) }])
  for (const node of [sudmark, estavia]) expect(await at(node, id)).toMatchObject({ status: 'expired' })
  norland.officer = await norland.signIn('officer')
  sudmark.officer = await sudmark.signIn('officer')
})

test('a signal from two members is stored once, until neither gives it any more', async () => {
  for (const node of [norland, estavia]) node.administrator = await node.signIn('administrator')
  await joinNodes(norland, estavia)
  const id = await share('QX5550146', free)
  await until(async () => (await at(estavia, id))?.peer === norland.member)
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await network.whenIdle()
  const kept = (table: 'signal_version' | 'held_also') =>
    estavia.db.selectFrom(table).select('signal_id').where('signal_id', '=', id).execute()
  expect([await kept('signal_version'), await kept('held_also')]).toEqual([[{ signal_id: id }], [{ signal_id: id }]])
  expect(await passOn(id, estavia.member, true)).toMatchObject({ status: 200 })
  await network.whenIdle()
  expect(await at(estavia, id)).toMatchObject({ status: 'active', peer: norland.member })
  const delivered = await sudmark.db.selectFrom('signal_receipt').select('step').where('signal_id', '=', id).execute()
  expect(delivered.map(({ step }) => step).sort()).toEqual(['received', 'refused'])
  // Sudmark sends the withdrawal too, and Estavia sends receipts to both.
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await network.whenIdle()
  expect(await withdraw(id)).toMatchObject({ status: 200 })
  await until(async () => (await state(id)).complete)
  expect((await state(id)).holders).toMatchObject([
    { member: estavia.member, onward: [], overdue: [] },
    { member: sudmark.member, onward: [{ member: estavia.member, erased: expect.any(String) }], overdue: [] },
  ])
  expect(await at(estavia, id)).toMatchObject({ status: 'withdrawn' })
  for (const node of network.nodes) {
    const alarms = await node.db.selectFrom('alarm').select('code').where('code', 'like', 'entry-%').execute()
    expect([node.member, alarms]).toEqual([node.member, []])
  }
})

test('a signal is not passed back to a member from which it came', async () => {
  const id = await share('QX5550150', free)
  await until(async () => (await at(estavia, id))?.status === 'active')
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await network.whenIdle()
  estavia.officer = await estavia.signIn('officer')
  const back = await estavia.officer.call('POST', `/v1/signals/${id}/pass-on`, {
    destination: sudmark.member,
    ended: false,
  })
  expect(back).toMatchObject({ status: 409, body: { code: 'pass-on-back' } })
  // Simulate a node that does not check where a signal came from.
  const person = await estavia.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const pass = { signal_id: id, destination: sudmark.member, person_id: person.id, at: now }
  await estavia.db.insertInto('onward_pass').values(pass).execute()
  await within(estavia, (tx) => passedOnChangedFor(tx, [id]))
  const refused = sudmark.db.selectFrom('refused_entry').select(['code', 'peer']).where('signal_id', '=', id)
  const beside = sudmark.db.selectFrom('held_also').select('peer').where('signal_id', '=', id)
  await until(async () => (await refused.execute()).length + (await beside.execute()).length > 0)
  expect([await refused.execute(), await beside.execute()]).toEqual([
    [{ code: 'passed-on-there', peer: estavia.member }],
    [],
  ])
  expect(await at(sudmark, id)).toMatchObject({ status: 'active', peer: norland.member })
})

test('a legal hold by a third member keeps a withdrawal open until the hold ends', async () => {
  const id = await share('QX5550151', free)
  await until(async () => (await at(estavia, id))?.status === 'active')
  expect(await passOn(id)).toMatchObject({ status: 200 })
  await network.whenIdle()
  const day = new Date(now.getTime() + minutes(3 * 1440)).toISOString()
  const order = { reason: 'court-order', basis: 'District court of Estavia, 7/2026', until: day }
  estavia.officer = await estavia.signIn('officer')
  const asked = await estavia.officer.call('POST', `/v1/signals/${id}/holds`, order)
  const hold = `/v1/signal-holds/${(asked.body as { id: string }).id}`
  const supervisor = await estavia.signIn('supervisor')
  expect(await supervisor.call('POST', `${hold}/approve`)).toMatchObject({ status: 200 })
  expect(await withdraw(id)).toMatchObject({ status: 200 })
  const behind = async () => (await state(id)).holders.find(({ member }) => member === sudmark.member)?.onward
  const kept = { member: estavia.member, erased: null, refused: false, heldUntil: day, proven: true }
  await until(async () => (await behind())?.[0]?.heldUntil !== undefined)
  await network.whenIdle()
  expect(await behind()).toMatchObject([kept])
  expect(await state(id)).toMatchObject({ complete: false })
  expect(await estavia.officer.call('POST', `${hold}/lift`)).toMatchObject({ status: 200 })
  await until(async () => (await state(id)).complete)
  expect(await behind()).toMatchObject([{ ...kept, erased: expect.any(String) }])
})
