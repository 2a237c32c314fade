import { randomUUID } from 'node:crypto'
import type { Agreement, Purpose, Signal, SignalDraft, SignalKind } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { judgeSignal, loadSignalAccess, setStanding } from '../../safeguards/access/signal-access/index.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { personDraft, shareSignals } from '../peers/signals.fixture.ts'
import { withdrawSignal } from '../signals/change-signals.ts'
import { seeded } from '../signals/random-signals.fixture.ts'
import { toSignalRow } from '../signals/stored/signal-row.ts'
import { entryHash, noHash } from './entry-hash.ts'
import { accessChangedFor, openLog, signalChangedFor } from './index.ts'

// After every kind of change, these tests compare the log of each member with the access decision.

const own = 'norland.example'
const members = ['estavia.example', 'sudmark.example', 'westmoor.example']
const steps = Number(process.env.ENTENTE_DELIVERY_STEPS ?? 24)
const seed = Number(process.env.ENTENTE_SEED ?? 17)
let node: TestNode
let person: string
const deps = () => ({ store: node.store, member: { id: own, name: own } })
const intent: AccessIntent = { action: 'record.write', type: 'signal.release' }
const inTx = <T>(work: (tx: Tx) => Promise<T>) => systemAccess(deps(), 'border-control').transaction(intent, work)

beforeAll(async () => {
  node = await startTestNode()
  person = (await node.db.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow()).id
  await inTx(async (tx) => {
    for (const member of members) {
      const row = { member, node: member, url: 'http://127.0.0.1:9', state: 'suspended', since: tx.now }
      await tx.db.insertInto('peer').values(row).execute()
      await setStanding(tx.db, member, 'active', tx.now)
      await openLog(tx, member)
    }
  })
})
afterAll(() => node?.stop())

/**
 * Replays a recipient's log from the start and returns the signals that it then has. Each signal may appear and end
 * only once.
 */
async function replay(recipient: string): Promise<Map<string, number>> {
  const rows = await node.db
    .selectFrom('delivery')
    .selectAll()
    .where('recipient', '=', recipient)
    .orderBy('seq')
    .execute()
  const received = new Map<string, number>()
  const had = new Set<string>()
  let prev = noHash
  for (const [place, row] of rows.entries()) {
    expect([Number(row.seq), row.prev.equals(prev)]).toEqual([place + 1, true])
    const facts = { seq: place + 1, entryId: row.entry_id, at: row.at.toISOString(), prev: prev.toString('base64') }
    prev = entryHash({ ...facts, type: row.type as 'signal' }, row.object_hash)
    expect(prev.equals(row.hash)).toBe(true)
    const id = row.signal_id as string
    const what = `${row.type} ${id} at ${row.seq} for ${recipient}`
    if (row.type === 'signal') {
      expect([what, (received.get(id) ?? 0) < (row.signal_version as number)]).toEqual([what, true])
      received.set(id, row.signal_version as number)
      had.add(id)
    } else if (row.type === 'access-ended') {
      expect([what, received.delete(id)]).toEqual([what, true])
    } else if (row.type === 'withdrawal') {
      expect([what, had.has(id)]).toEqual([what, true])
      received.delete(id)
    }
  }
  return received
}

/** Agreements that are suspended now. `long` means for more than 30 days. */
const suspensions = new Map<string, { long: boolean }>()

/**
 * Returns the signals to which the access decision gives a recipient access. With `kept`, suspensions of less than 30
 * days are ignored.
 */
async function allowed(recipient: string, kept: 'kept' | null = null): Promise<Map<string, number>> {
  const rows = await node.db.selectFrom('signal').selectAll().where('owner', '=', own).execute()
  const may = new Map<string, number>()
  for (const purpose of ['border-control', 'terrorism-prevention', 'aviation-security'] as const) {
    const inputs = await loadSignalAccess(node.db, rows, {
      ...{ actor: { member: own, role: 'system' as const }, action: 'release' as const },
      ...{ purpose, now: new Date(), destination: recipient },
    })
    for (const input of inputs) {
      const agreements = input.agreements.map((one) =>
        kept === null || suspensions.get(one.id)?.long !== false ? one : { ...one, suspended: false },
      )
      // Members that already have a signal keep it while it waits for a second officer, and if a list blocks it later.
      const signal = kept === null ? input.signal : { ...input.signal, released: true, falsePositive: false }
      if (judgeSignal({ ...input, agreements, signal }).allowed) may.set(input.signal.id, input.signal.version)
    }
  }
  return may
}

test('after any change, each log contains exactly what the access decision allows', async () => {
  const random = seeded(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const some = <T>(of: readonly T[]): T[] => {
    const chosen = of.filter(() => random() < 0.8)
    return chosen.length > 0 ? chosen : [pick(of)]
  }
  const purposes: Purpose[] = ['border-control', 'terrorism-prevention', 'aviation-security']
  const kinds: SignalKind[] = ['person', 'travel-document']
  const agreements = new Map<string, number>()
  const signals = new Map<string, Signal>()
  const terms = (): Partial<Agreement> => ({
    parties: [own, ...some(members)].map((member) => ({
      ...{ member, country: 'NOR', type: 'state' as const },
      ...{ contribute: member === own || random() < 0.5, receive: member === own || random() < 0.8 },
    })),
    kinds: some(kinds),
    purposes: some(purposes),
    maxTlp: pick(['amber', 'red']),
    children: pick(['excluded', 'allowed']),
  })
  const draft = (): SignalDraft => {
    const recipients = random() < 0.3 ? some(members) : null
    return personDraft('Okwuosa', `Chinedu ${randomUUID()}`, some([...agreements.keys(), randomUUID()]), {
      recipients,
      purposes: some(purposes),
      tlp: recipients === null ? pick(['green', 'amber', 'amber+strict']) : pick(['amber', 'red']),
      minor: random() < 0.2,
    })
  }
  const changes: [string, () => Promise<void>][] = [
    [
      'a signal is shared',
      async () => {
        const drafts = Array.from({ length: 3 + Math.floor(random() * 4) }, draft)
        await shareSignals({ store: node.store, member: own }, drafts)
      },
    ],
    [
      'a signal is changed',
      async () => {
        const row = pick(await node.db.selectFrom('signal').selectAll().where('status', '=', 'active').execute())
        await inTx(async (tx) => {
          const before = (node.vault.codec.open(row.id, 'b', row.b) as Signal).version
          const stored = signals.get(row.id)
          const next: Signal = {
            ...(stored ?? (node.vault.codec.open(row.id, 'b', row.b) as Signal)),
            ...draft(),
            version: before + 1,
            modifiedAt: tx.now.toISOString(),
          }
          signals.set(row.id, next)
          const released_version = random() < 0.5 ? next.version : null
          await tx.db
            .updateTable('signal')
            .set({ ...toSignalRow(tx, next), released_version })
            .where('id', '=', row.id)
            .execute()
          await signalChangedFor(tx, [row.id])
        })
      },
    ],
    [
      'a second officer releases a signal, or a list of false positives matches one',
      async () => {
        const row = pick(await node.db.selectFrom('signal').selectAll().where('status', '=', 'active').execute())
        await inTx(async (tx) => {
          const waits = row.kind === 'person' && row.released_version !== row.version
          const change = waits ? { released_version: row.version } : { false_positive: !row.false_positive }
          await tx.db.updateTable('signal').set(change).where('id', '=', row.id).execute()
          await signalChangedFor(tx, [row.id])
        })
      },
    ],
    [
      'a signal is withdrawn',
      async () => {
        const row = pick(
          await node.db.selectFrom('signal').select(['id', 'purposes']).where('status', '=', 'active').execute(),
        )
        await systemAccess(deps(), row.purposes[0] as Purpose).transaction(intent, (tx) =>
          withdrawSignal(tx, row.id, 'wrong', own),
        )
      },
    ],
    [
      'an agreement begins or gets another version',
      async () => {
        const id = agreements.size < 3 ? randomUUID() : pick([...agreements.keys()])
        const version = (agreements.get(id) ?? 0) + 1
        const { parties = [], ...rest } = terms()
        const all = parties.map(({ member }) => member)
        const full =
          all.length > 1
            ? parties
            : [...parties, { ...(parties[0] as (typeof parties)[0]), member: members[0] as string }]
        await agreementInForce(
          node.db,
          full.map(({ member }) => member),
          new Date(),
          { ...rest, parties: full, id, version },
        )
        agreements.set(id, version)
        // The fixture makes every named member active.
        await inTx((tx) => accessChangedFor(tx, {}))
      },
    ],
    [
      'a party ends an agreement',
      async () => {
        if (random() < 0.5) return
        const id = pick([...agreements.keys()])
        const member = pick(members)
        await inTx(async (tx) => {
          await tx.db
            .insertInto('agreement_end')
            .values({ agreement_id: id, member, received_at: tx.now, body: JSON.stringify({}) })
            .onConflict((c) => c.doNothing())
            .execute()
          await accessChangedFor(tx, { agreements: [id], reason: 'agreement-ended' })
        })
      },
    ],
    [
      'an agreement is suspended, or goes on',
      async () => {
        const id = pick([...agreements.keys()])
        await inTx(async (tx) => {
          const row = { id: randomUUID(), agreement_id: id, reason: 'A breach is looked into.', person_id: person }
          const long = random() < 0.3
          const at = new Date(tx.now.getTime() - (long ? 30 * 86_400_000 : 60_000))
          const open = tx.db.updateTable('agreement_suspension').where('agreement_id', '=', id)
          if (suspensions.delete(id)) await open.set({ lifted_at: tx.now, lifted_by: person }).execute()
          else {
            await tx.db
              .insertInto('agreement_suspension')
              .values({ ...row, at })
              .execute()
            suspensions.set(id, { long })
          }
          // A node checks all signals and agreements when it starts.
          await accessChangedFor(tx, random() < 0.5 ? { agreements: [id] } : {})
        })
      },
    ],
    [
      'a member is suspended or comes back',
      async () => {
        const member = pick(members)
        await inTx(async (tx) => {
          await setStanding(tx.db, member, random() < 0.5 ? 'suspended' : 'active', tx.now)
          await accessChangedFor(tx, { members: [member] })
        })
      },
    ],
  ]
  // Start with three agreements and about a dozen signals.
  for (const place of [4, 4, 4, 0, 0, 0]) await changes[place]?.[1]()
  const seen = { entries: 0, received: 0, kept: 0 }
  const before = new Map<string, Map<string, number>>()
  for (let step = 0; step < steps; step += 1) {
    const [what, change] = pick(changes)
    await change()
    // A second run without a change appends nothing.
    if (step % 5 === 0) {
      const count = () =>
        node.db
          .selectFrom('delivery')
          .select((e) => e.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow()
      const facts = await count()
      await inTx((tx) => accessChangedFor(tx, {}))
      expect(await count()).toEqual(facts)
    }
    for (const recipient of members) {
      const received = await replay(recipient)
      const may = await allowed(recipient)
      // Recipients keep their signals while an agreement is suspended or officers still have to decide.
      const keeps = await allowed(recipient, 'kept')
      for (const [id, version] of before.get(recipient) ?? [])
        if (!may.has(id) && keeps.has(id)) {
          may.set(id, version)
          seen.kept += 1
        }
      before.set(recipient, received)
      const sorted = (map: Map<string, number>) => [...map].sort()
      expect([step, what, recipient, sorted(received)]).toEqual([step, what, recipient, sorted(may)])
      seen.received += received.size
    }
  }
  seen.entries = Number(
    (
      await node.db
        .selectFrom('delivery')
        .select((e) => e.fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
  // If a run shared nothing, the test would prove nothing.
  expect(seen.received).toBeGreaterThan(steps)
  expect(seen.kept).toBeGreaterThan(0)
  expect(seen.entries).toBeGreaterThan(steps / 2)
})
