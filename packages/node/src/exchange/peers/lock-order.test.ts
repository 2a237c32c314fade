import { randomUUID } from 'node:crypto'
import type { Agreement, AgreementView } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import {
  keepMemberKey,
  type NodeKey,
  newPrivateKey,
  nodeKeyOf,
  readNodeKey,
  signObject,
} from '../../safeguards/keys/index.ts'
import { takeAgreement } from '../agreements/take-agreement.ts'
import { accessChangedFor, appendEntry, lockHeads, noHash } from '../delivery/index.ts'
import { withdrawSignal } from '../signals/change-signals.ts'
import { signalsChanged } from '../signals/notify-matching.ts'
import { endDueHolds } from './holds/end-hold.ts'
import { type ApplyDeps, applyPage } from './pull/apply-page.ts'
import type { CheckedEntry, CheckedPage } from './pull/check-page.ts'
import { hashDraft, personDraft, shareSignals } from './signals.fixture.ts'

// Transactions that change the same rows lock them in the same order (decision 0025). Each test pauses one transaction
// until another waits for it.

const own = 'norland.example'
const one = 'sudmark.example'
const other = 'estavia.example'
const keys = new Map([one, other].map((member) => [member, nodeKeyOf(newPrivateKey())]))
const keyOf = (member: string) => keys.get(member) as NodeKey
const words = 'one two three four five six'
const now = new Date()
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()
const terms = {
  title: 'Invented exchange',
  parties: [own, one, other].map((member) => ({
    member,
    country: 'NOR',
    type: 'state',
    contribute: true,
    receive: true,
  })),
  legalBasis: 'Invented treaty, article 4',
  ...{ kinds: ['person'], purposes: ['border-control'], maxTlp: 'amber', maxPap: 'green', onward: 'none' },
  ...{ riskCountries: [], children: 'excluded', validFrom: at(-1), validUntil: at(700) },
  ...{ retention: { maxDays: 900, afterEnd: 'erase' }, review: { everyMonths: 12, nextDue: at(300) } },
  ...{ withdrawal: { stopWithinMinutes: 15, eraseWithinHours: 24 }, feedback: null, blindCheck: null },
}
let node: TestNode
let officer: SignedIn
let supervisor: SignedIn
let administrator: SignedIn
let deps: ApplyDeps
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  officer = await node.signIn('officer')
  supervisor = await node.signIn('supervisor')
  administrator = await node.signIn('administrator')
  deps = {
    ...{ store: node.store, member: { id: own, name: own }, clock: () => now, nodeKey: readNodeKey(node.dataRoot) },
    ...{ node: 'test', log: { info() {}, warn() {}, error() {} } as unknown as ApplyDeps['log'] },
    ...{ takeAgreement, takeKey: async () => false },
  } as ApplyDeps
  for (const [member, key] of keys) {
    await keepMemberKey(node.db, { member, publicKey: key.publicKey, validFrom: new Date(0) })
    const peer = { member, node: 'n', url: 'http://127.0.0.1:9', since: now, fingerprint: words }
    // The peer is suspended, so the node does not read its log. Instead the tests apply pages of the log directly.
    await node.db
      .insertInto('peer')
      .values({ ...peer, state: 'suspended' })
      .execute()
    const log = { recipient: member, epoch: randomUUID(), last_seq: 0, last_hash: Buffer.alloc(32) }
    await node.db.insertInto('delivery_head').values(log).execute()
  }
})
afterAll(() => node?.stop())

/** Waits until some transaction of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  const query = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await query.execute(node.db)).rows.length, { interval: 10 }).toBeGreaterThan(0)
}
const inTransaction = <T>(work: (tx: Tx) => Promise<T>) =>
  systemAccess(deps, 'border-control').transaction({ action: 'record.write', type: 'signal.release' }, work)

/**
 * Locks the logs in one transaction, starts `second`, and runs `goOn` once `second` waits for a lock. Both must finish.
 */
async function whileLogsAreLocked<T>(second: () => Promise<T>, goOn: (tx: Tx) => Promise<void>): Promise<T> {
  let waiting: Promise<T> | undefined
  await inTransaction(async (tx) => {
    await lockHeads(tx)
    waiting = second()
    await somebodyWaits()
    await goOn(tx)
  })
  return waiting as Promise<T>
}

test('confirming a member succeeds while an entry is appended to its log', async () => {
  const confirmed = await whileLogsAreLocked(
    () => administrator.call('POST', `/v1/peers/${one}/confirm`, { words }),
    async (tx) => {
      await appendEntry(tx, one, 'agreement', { invented: true })
    },
  )
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'active' } })
})

test('a signal withdrawn while its agreement begins is delivered and withdrawn at every party', async () => {
  const agreement = randomUUID()
  const draft = hashDraft('e'.repeat(64), [agreement], { purposes: ['border-control'] })
  const [id = ''] = await shareSignals({ ...node, member: own }, [draft], now)
  await agreementInForce(node.db, [own, one, other], now, { id: agreement })
  const withdrawn = await whileLogsAreLocked(
    () => inTransaction((tx) => withdrawSignal(tx, id, 'wrong', own)),
    (tx) => accessChangedFor(tx, { agreements: [agreement] }),
  )
  expect(withdrawn.status).toBe('withdrawn')
  const delivered = await node.db
    .selectFrom('delivery')
    .select(['type', 'recipient'])
    .where('signal_id', '=', id)
    .execute()
  const expected = ['signal', 'withdrawal'].flatMap((type) => [one, other].map((recipient) => ({ type, recipient })))
  expect(delivered).toHaveLength(4)
  expect(delivered).toEqual(expect.arrayContaining(expected))
})

test('creating a signal succeeds while signals of an agreement are queued for matching again', async () => {
  const made = await whileLogsAreLocked(
    () => shareSignals({ ...node, member: own }, [personDraft('Okwuosa', 'Ifeoma', [])], now),
    (tx) => signalsChanged(tx, [randomUUID()], 'agreement-changed'),
  )
  expect(made).toHaveLength(1)
})

test('a legal hold lifted while it expires ends once, and the log names the person', async () => {
  const [signal_id = ''] = await shareSignals({ ...node, member: own }, [personDraft('Holmgren', 'Tuva', [])], now)
  const person = async (name: string) =>
    (await node.db.selectFrom('account').select('person_id').where('name', '=', name).executeTakeFirstOrThrow())
      .person_id
  const [set_by, approved_by] = [await person('officer'), await person('supervisor')]
  const hold = { id: randomUUID(), signal_id, reason: 'court-order', basis: 'Invented order', until: now }
  await node.db
    .insertInto('signal_hold')
    .values({ ...hold, set_by, set_at: at(-1), approved_by, approved_at: at(-1) })
    .execute()
  await whileLogsAreLocked(
    () => inTransaction(endDueHolds),
    async () => {
      expect((await officer.call('POST', `/v1/signal-holds/${hold.id}/lift`)).status).toBe(200)
    },
  )
  const ended = await node.db.selectFrom('signal_hold').select('lifted_by').where('id', '=', hold.id).execute()
  expect(ended).toEqual([{ lifted_by: set_by }])
  const released = await node.db.selectFrom('audit.entry').select('ref').where('type', '=', 'hold.release').execute()
  expect(released).toEqual([{ ref: `hold:${hold.id}` }])
})

async function offered(): Promise<Agreement> {
  const drafted = await officer.call('POST', '/v1/agreements', terms)
  const { agreement } = drafted.body as AgreementView
  await officer.call('POST', `/v1/agreements/${agreement.id}/offer`)
  return agreement
}
function entriesOf(member: string, agreements: readonly Agreement[]): CheckedEntry[] {
  return agreements.map(({ signatures: _, ...body }, place) => ({
    ...{ seq: place + 1, entryId: randomUUID(), at: now.toISOString(), type: 'agreement' },
    ...{ prev: '', hash: noHash.toString('base64'), statement: null },
    object: { ...body, signatures: [{ ...signObject(keyOf(member), 'entente/agreement/v1', body, now), member }] },
  }))
}
/** Applies a page of a member's log from its start. Calls `between` after the first entry. */
async function applied(member: string, agreements: readonly Agreement[], between = async () => {}) {
  const start = { epoch: null, position: 0, position_hash: null, state: 'suspended' }
  await node.db.updateTable('peer').set(start).where('member', '=', member).execute()
  const entries = entriesOf(member, agreements)
  const page = { epoch: randomUUID(), entries, next: entries.length, more: false, head: entries.length }
  const signature = signObject(keyOf(member), 'entente/entry/v1', page, now)
  let isFirst = true
  const stopping: ApplyDeps['takeAgreement'] = async (tx, from, object) => {
    await takeAgreement(tx, from, object)
    if (isFirst) await between()
    isFirst = false
  }
  return applyPage({ ...deps, takeAgreement: stopping }, member, { ...page, signature } as CheckedPage, 0)
}
const signedBy = async ({ id }: Agreement) => {
  const { body } = await officer.call('GET', `/v1/agreements/${id}`)
  return (body as AgreementView).agreement.signatures.map(({ member }) => member)
}

test('all signatures are stored if two logs apply them in different orders at once', async () => {
  const [first, second] = [await offered(), await offered()] as const
  await supervisor.call('POST', `/v1/agreements/${first.id}/sign`)
  let meanwhile: Promise<unknown>[] = []
  const mine = applied(one, [first, second], async () => {
    meanwhile = [
      applied(other, [second, first]),
      supervisor.call('POST', `/v1/agreements/${second.id}/sign`).then(({ status }) => status),
    ]
    await somebodyWaits()
  })
  expect(await mine).toMatchObject({ entries: 2, stopped: null })
  expect(await Promise.all(meanwhile)).toMatchObject([{ entries: 2, stopped: null }, 200])
  for (const agreement of [first, second]) expect(await signedBy(agreement)).toEqual([other, own, one].sort())
})

test('an agreement is stored once if two members send it at the same time', async () => {
  const fresh = { ...(await offered()), id: randomUUID() }
  let meanwhile: Promise<unknown> | undefined
  await applied(one, [fresh], async () => {
    meanwhile = applied(other, [fresh])
    await somebodyWaits()
  })
  expect(await meanwhile).toMatchObject({ entries: 1, stopped: null })
  expect(await signedBy(fresh)).toEqual([other, one].sort())
})
