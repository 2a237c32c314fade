import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clocksOf } from '../retention/clocks-of.ts'
import { createPersonalStore, type PersonalRow, type Tx } from './access-store.ts'
import { classesOf } from './field-classes.ts'
import { plainCodec } from './plain-codec.fixture.ts'
import { systemAccess } from './system.ts'

let node: TestNode
const member = { id: 'norland.example', name: 'Norland' }
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const entries = () => node.db.selectFrom('audit.entry').selectAll().orderBy('recorded_at', 'desc').execute()
const analyst: Actor = {
  account: randomUUID(),
  person: randomUUID(),
  member: member.id,
  role: 'analyst',
  teams: ['travel'],
}
const intent = { action: 'record.read', type: 'record.read', decision: 'allow' } as const
const personClasses = classesOf<{ surname: string; given: string; locator: string }>()('test', {
  ...{ surname: 'names', given: 'names', locator: 'kept' },
})

async function seal(received = new Date(), store = node.store): Promise<PersonalRow> {
  const id = randomUUID()
  const { maskAt, deleteAt } = clocksOf('icao', { receivedAt: received })
  const clocks = { regime: 'icao', mask_at: maskAt, delete_at: deleteAt }
  const sealed = await systemAccess({ store, member }, 'border-control').transaction(
    { action: 'record.write', type: 'message.read' },
    async (tx) => tx.seal(id, { surname: 'VORK', given: 'NILS', locator: 'K4X9QP' }, personClasses, clocks),
  )
  return {
    id,
    ...clocks,
    purposes: ['border-control'],
    team: 'travel',
    ...sealed,
  }
}
const open = (row: PersonalRow, purpose: 'border-control' | 'terrorism-prevention' | null = 'border-control') =>
  node.store.for(analyst, { purpose, caseId: null }).transaction(intent, async (tx: Tx) => tx.open(row))

test('data is not read if its log entry cannot be written', async () => {
  const row = await seal()
  const before = (await entries()).length
  const failing = node.store
    .for(analyst, { purpose: 'border-control', caseId: null })
    .transaction({ ...intent, details: { score: 0.5 } }, async (tx) => tx.open(row))
  await expect(failing).rejects.toMatchObject({ code: 'audit-details' })
  expect((await entries()).length).toBe(before)
  await open(row)
  expect((await entries())[0]).toMatchObject({ type: 'record.read' })
})

test('data for another thread is masked, counted and refused by the same rules', async () => {
  const openText = (row: PersonalRow) =>
    node.store
      .for(analyst, { purpose: 'border-control', caseId: null })
      .transaction({ ...intent, ref: `text:${row.id}` }, async (tx: Tx) => tx.openText(row))
  const row = await seal()
  const parsed = (text: Buffer | undefined) => text && JSON.parse(text.toString())
  const { a, b } = await openText(row)
  expect(parsed(a)).toEqual({ surname: 'VORK', given: 'NILS' })
  expect(parsed(b)).toEqual({ surname: null, given: null, locator: 'K4X9QP' })
  expect(JSON.parse((await entries())[0]?.entry ?? '')).toMatchObject({ ref: `text:${row.id}`, count: 1 })
  const masked = await openText({ ...row, mask_at: new Date(Date.now() - 1000) })
  expect(masked.a).toBeUndefined()
  expect(parsed(masked.b)).toEqual({ surname: null, given: null, locator: 'K4X9QP' })
  await expect(openText({ ...row, team: 'cargo' })).rejects.toMatchObject({ code: 'refused' })
  await expect(openText({ ...row, delete_at: new Date(Date.now() - 1000) })).rejects.toMatchObject({ code: 'refused' })
})

test('a refused request opens nothing, lists every failed clause, and is logged as denied', async () => {
  const row = await seal()
  await expect(open({ ...row, team: 'cargo' }, 'terrorism-prevention')).rejects.toMatchObject({ code: 'refused' })
  const [entry] = await entries()
  expect(JSON.parse(entry?.entry ?? '{}')).toMatchObject({ decision: 'deny', type: 'record.read' })
  expect(JSON.parse(entry?.details.toString() ?? '{}').clauses).toEqual(['purpose-of-regime', 'assignment'])
})

test('no personal data is read or written without a purpose', async () => {
  await expect(open(await seal(), null)).rejects.toMatchObject({ code: 'purpose-missing' })
  const plain = node.store.for(analyst, { purpose: null, caseId: null }).transaction(intent, async () => 1)
  await expect(plain).rejects.toMatchObject({ code: 'purpose-missing' })
})

test('masked records show only the fields that the law keeps; deleted records show nothing', async () => {
  const sevenMonths = new Date(Date.now() - 213 * 86_400_000)
  const masked = await open(await seal(sevenMonths))
  expect(masked).toEqual({ masked: true, value: { surname: null, given: null, locator: 'K4X9QP' } })
  const sixYears = new Date(Date.now() - 6 * 366 * 86_400_000)
  await expect(open(await seal(sixYears))).rejects.toMatchObject({ code: 'refused' })
})

test('a transaction declared as impersonal cannot open personal data', async () => {
  const row = await seal()
  const sly = (work: (tx: Tx) => unknown) =>
    node.store
      .for(analyst, { purpose: null, caseId: null })
      .transaction({ ...intent, impersonal: true }, async (tx) => work(tx))
  for (const work of [
    (tx: Tx) => tx.open(row),
    (tx: Tx) => tx.openIfAllowed(row),
    (tx: Tx) => tx.openText(row),
    (tx: Tx) => tx.openRaw({ ...row, raw: Buffer.from('as received') }),
  ])
    await expect(sly(work)).rejects.toThrow('opens nothing')
})

test('the node’s database role cannot change or remove log entries and decisions', async () => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(node.database.connection('entente_app'))
  await client.connect()
  try {
    for (const statement of [
      "update audit.entry set type = 'x'",
      'delete from audit.entry',
      'truncate audit.entry',
      'delete from decision',
      "update decision set outcome = 'no-action'",
      'update confirmation set agree = true',
      'drop table message',
      'alter table decision disable trigger decision_rules',
      'set role entente_owner',
      'create table extra (a int)',
    ]) {
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    }
  } finally {
    await client.end()
  }
})

test('a plain SQL statement of the database owner cannot rewrite the log either', async () => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(node.database.connection('entente_owner'))
  await client.connect()
  try {
    await expect(client.query('delete from audit.entry')).rejects.toMatchObject({ code: 'EN007' })
  } finally {
    await client.end()
  }
})

test('a list leaves out unreadable rows, and its log entry does not count them', async () => {
  const rows = [
    await seal(),
    { ...(await seal()), team: 'cargo' },
    { ...(await seal()), purposes: ['aviation-security'] },
    { ...(await seal()), delete_at: new Date(Date.now() - 1000) },
  ]
  const listed = await node.store
    .for(analyst, { purpose: 'border-control', caseId: null })
    .transaction({ ...intent, ref: 'list:open' }, async (tx) => rows.flatMap((row) => tx.openIfAllowed(row) ?? []))
  expect(listed).toEqual([{ masked: false, value: { surname: 'VORK', given: 'NILS', locator: 'K4X9QP' } }])
  expect(JSON.parse((await entries())[0]?.entry ?? '')).toMatchObject({ ref: 'list:open', count: 1 })
})

test('a raw message can be opened until it is masked', async () => {
  const row = await seal()
  const raw = await systemAccess({ store: node.store, member }, 'border-control').transaction(
    { action: 'record.write', type: 'message.read' },
    async (tx) => tx.sealRaw(row.id, Buffer.from('as received'), row),
  )
  const openRaw = (row: PersonalRow) =>
    node.store
      .for(analyst, { purpose: 'border-control', caseId: null })
      .transaction(intent, async (tx) => tx.openRaw({ ...row, raw }).toString())
  expect(await openRaw(row)).toBe('as received')
  await expect(openRaw({ ...row, mask_at: new Date(Date.now() - 1000) })).rejects.toMatchObject({ code: 'refused' })
})

test('a transaction that opened or sealed data is always logged', async () => {
  const row = await seal()
  const quiet = (ref: string, work: (tx: Tx) => unknown) =>
    systemAccess({ store: node.store, member }, 'border-control').transaction(
      { action: 'record.write', type: 'record.read', ref },
      async (tx) => {
        tx.leavesNoEntry()
        work(tx)
      },
    )
  await quiet('quiet:nothing', () => {})
  await quiet('quiet:open', (tx) => tx.open(row))
  await quiet('quiet:list', (tx) => tx.openIfAllowed(row))
  await quiet('quiet:seal', (tx) => tx.seal(row.id, { surname: '', given: '', locator: '' }, personClasses, row))
  const refs = (await entries()).map(({ entry }) => JSON.parse(entry).ref).filter((ref) => /^quiet:/.test(ref ?? ''))
  expect(refs.sort()).toEqual(['quiet:list', 'quiet:open', 'quiet:seal'])
})

test('a thing that is read in pieces leaves one log entry, and every other thing its own', async () => {
  const row = await seal()
  const access = systemAccess({ store: node.store, member }, 'border-control')
  const piece = (ref: string, given: { once?: boolean; decision?: 'allow' | 'done' } = {}) =>
    access.transaction(
      { action: 'record.write', type: 'record.read', ref, once: true, decision: 'allow', ...given },
      async (tx) => tx.open(row),
    )
  for (const ref of ['piece:1', 'piece:1', 'piece:2', 'piece:1']) await piece(ref)
  await piece('piece:change', { decision: 'done' })
  await piece('piece:change', { decision: 'done' })
  const refs = (await entries()).map(({ entry }) => JSON.parse(entry).ref).filter((ref) => /^piece:/.test(ref ?? ''))
  expect(refs.sort()).toEqual(['piece:1', 'piece:2', 'piece:change', 'piece:change'])
})

test('masked fields are unreadable from the exact millisecond of masking', async () => {
  const now = new Date()
  const { db, audit } = node
  const store = createPersonalStore({ db, audit, codec: plainCodec, indexKey: Buffer.alloc(32), clock: () => now })
  const row = await seal(now, store)
  const masked = (maskAt: number) =>
    store
      .for(analyst, { purpose: 'border-control', caseId: null })
      .transaction(intent, async (tx) => tx.open({ ...row, mask_at: new Date(maskAt) }).masked)
  expect(await masked(now.getTime() + 1)).toBe(false)
  expect(await masked(now.getTime())).toBe(true)
})

test('a transaction opens what it sealed without decrypting it, under the same rules', async () => {
  const now = new Date()
  let opened = 0
  const codec = {
    ...plainCodec,
    session: () => codec,
    open(...given: Parameters<typeof plainCodec.open>) {
      opened += 1
      return plainCodec.open(...given)
    },
  }
  const { db, audit } = node
  const store = createPersonalStore({ db, audit, codec, indexKey: Buffer.alloc(32), clock: () => now })
  const [id, { maskAt, deleteAt }] = [randomUUID(), clocksOf('icao', { receivedAt: now })]
  const clocks = { regime: 'icao', mask_at: maskAt, delete_at: deleteAt }
  const value = { surname: 'VORK', given: 'NILS', locator: 'K4X9QP' }
  await systemAccess({ store, member }, 'border-control').transaction(
    { action: 'record.write', type: 'message.read' },
    async (tx) => {
      const sealed = tx.seal(id, value, personClasses, clocks)
      const row: PersonalRow = { id, ...clocks, purposes: ['border-control'], team: 'travel', ...sealed }
      expect(tx.open(row)).toEqual({ masked: false, value })
      expect(opened).toBe(0)
      expect(tx.open({ ...row, mask_at: now })).toEqual({
        ...{ masked: true, value: { surname: null, given: null, locator: 'K4X9QP' } },
      })
      expect(tx.open({ ...row, a: null })).toMatchObject({ value: { surname: null } })
      expect(tx.openIfAllowed({ ...row, delete_at: now })).toBeUndefined()
      // The stored bytes are opened by the codec, which refuses them for another record.
      const before = opened
      tx.open({ ...row, id: randomUUID() })
      tx.open({ ...row, b: Buffer.from(sealed.b) })
      expect(opened - before).toBe(4)
    },
  )
})

test('one value has a different blind key for each kind', async () => {
  const [one, other] = await systemAccess({ store: node.store, member }, null).transaction(
    { action: 'record.write', type: 'record.read', impersonal: true },
    async (tx) => [tx.blind('document', 'N0042'), tx.blind('locator', 'N0042')],
  )
  expect(one).toHaveLength(16)
  expect(one?.equals(other as Buffer)).toBe(false)
})
