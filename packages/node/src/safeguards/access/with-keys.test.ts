import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Schema } from '../../store/schema.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { openAccessDatabase } from './access-database.fixture.ts'
import { type AccessStore, createPersonalStore, type PersonalRow, type Tx } from './access-store.ts'
import type { Codec } from './codec.ts'
import { plainCodec } from './plain-codec.fixture.ts'
import { recordUnreadable } from './record-unreadable.ts'

/** What another process stored, and what this one knows. The first byte of a sealed value is its key. */
let stored: Set<number>
let known: Set<number>
let order: string[]
let failing: boolean

function keyedCodec(): Codec {
  const missing = new Set<number>()
  return {
    ...plainCodec,
    seal: (recordId, fieldClass, value, clocks) =>
      Buffer.concat([Buffer.of(1), plainCodec.seal(recordId, fieldClass, value, clocks)]),
    open(recordId, fieldClass, bytes) {
      const key = bytes?.[0] ?? 0
      if (bytes === null || known.has(key)) return plainCodec.open(recordId, fieldClass, bytes?.subarray(1) ?? null)
      missing.add(key)
      throw recordUnreadable(recordId)
    },
    async loadMissing() {
      const found = [...missing].filter((key) => stored.has(key))
      for (const key of found) known.add(key)
      missing.clear()
      return found.length > 0
    },
    async beforeCommit() {
      order.push('keys stored')
      if (failing) throw new Error('the keys cannot be stored')
    },
    session: keyedCodec,
  }
}

type AccessDatabase = Awaited<ReturnType<typeof openAccessDatabase>>
let database: AccessDatabase
let access: AccessStore
const day = 86_400_000
const clocks = { regime: 'icao', mask_at: null, delete_at: new Date(Date.now() + day) }
const actor: Actor = {
  ...{ account: randomUUID(), person: randomUUID(), member: 'norland.example', role: 'analyst' },
  teams: ['travel'],
}
beforeAll(async () => {
  database = await openAccessDatabase()
  const { db } = database
  const audit = createAuditLog({ db, node: 'norland', clock: () => new Date() })
  await audit.prepare()
  const store = createPersonalStore({
    ...{ db, audit, codec: keyedCodec(), clock: () => new Date() },
    indexKey: Buffer.alloc(32),
  })
  access = store.for(actor, { purpose: 'border-control', caseId: null })
})
afterAll(() => database.close())
beforeEach(() => {
  stored = new Set([1])
  known = new Set([1])
  order = []
  failing = false
})

/** A row sealed under a key. */
const rowUnder = (key: number): PersonalRow => ({
  ...{ id: randomUUID(), ...clocks, purposes: ['border-control'], team: 'travel', a: null },
  b: Buffer.concat([Buffer.of(key), Buffer.from('{"surname":"VORK"}')]),
})
const intent = { action: 'record.read', type: 'record.read', decision: 'allow' } as const
const events = async (type: string) =>
  (await database.db.selectFrom('event').select('id').where('type', '=', type).execute()).length
const tellOf = (tx: Tx, type: keyof Schema | string) => tx.announce(type, 'test', 1)

test('work that meets a key of another process runs again, and leaves one result', async () => {
  stored.add(2)
  let runs = 0
  const { value } = await access.transaction({ ...intent, ref: 'keys:again' }, async (tx) => {
    runs += 1
    await tellOf(tx, 'test.again')
    return tx.open<{ surname: string }>(rowUnder(2))
  })
  expect([value.surname, runs]).toEqual(['VORK', 2])
  expect(await events('test.again')).toBe(1)
})

test('work that leaves out unreadable rows runs again before it commits', async () => {
  stored.add(2).add(3)
  const rows = [rowUnder(1), rowUnder(2), rowUnder(3)]
  const opened = await access.transaction(intent, async (tx) => {
    await tellOf(tx, 'test.list')
    return rows.flatMap((row) => {
      try {
        return [tx.open(row)]
      } catch {
        return []
      }
    })
  })
  expect(opened).toHaveLength(3)
  expect(await events('test.list')).toBe(1)
})

test('a row whose key is gone is unreadable after one run', async () => {
  let runs = 0
  const open = access.transaction(intent, async (tx) => {
    runs += 1
    return tx.open(rowUnder(9))
  })
  await expect(open).rejects.toMatchObject({ code: 'record-unreadable' })
  expect(runs).toBe(1)
})

test('the keys are stored before the transaction commits', async () => {
  const sealed = access.transaction({ ...intent, decision: 'done' }, async (tx) => {
    tx.lastly(async () => {
      order.push('last work')
    })
    await tellOf(tx, 'test.sealed')
    return tx.seal('record', { surname: 'VORK' }, { record: 'test', fields: {} }, clocks)
  })
  await sealed
  expect(order).toEqual(['last work', 'keys stored'])
  failing = true
  const lost = access.transaction({ ...intent, decision: 'done' }, (tx) => tellOf(tx, 'test.lost'))
  await expect(lost).rejects.toThrow('the keys cannot be stored')
  expect(await events('test.lost')).toBe(0)
})
