import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { openPool } from './postgres/index.ts'
import type { Schema } from './schema.ts'
import { insertRecords, updateRecords } from './write-records.ts'

let database: TestDatabase
let db: Kysely<Schema>
beforeAll(async () => {
  database = await createTestDatabase()
  db = createDatabase(openPool(database.connection('entente_owner'), { max: 2, log: () => {} }))
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const at = new Date('2026-11-23T08:00:00.123Z')
/** A row with every type that a column may have: texts that look like JSON or SQL, bytes, arrays, times and null. */
const row = (n: number) => ({
  id: randomUUID(),
  gateway: 'travel',
  sender_id: sender,
  channel: 'https',
  team: `a "quoted" 'team' \\ ${n}`,
  regime: 'icao',
  purposes: ['border-control', 'a,b', '{}', '"'],
  received_at: at,
  mask_at: n % 2 === 0 ? at : null,
  delete_at: at,
  bytes: n,
  sha256: Buffer.from([n, 0, 255, 92, 39]),
  raw: n % 3 === 0 ? null : Buffer.from([0, n, 255]),
  raw_file: n % 3 === 0 ? 'a file' : null,
  format: null,
  part: n % 2 === 0 ? JSON.stringify({ number: n, flag: 'C' }) : null,
})
const sender = randomUUID()
const rowsOf = (ids: readonly string[]) =>
  db
    .selectFrom('message')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('bytes')
    .execute()

test('rows are stored with all types of values, and a conflicting row is left out', async () => {
  await db
    .insertInto('sender')
    .values({
      id: sender,
      name: 'Nordvik Air',
      gateway: 'travel',
      team: 'travel',
      regimes: '{}',
      purposes: '{}',
      callback_secret: 'secret',
    } as never)
    .execute()
  const rows = [1, 2, 3, 4].map(row)
  const options = { bytes: ['raw'], json: ['part'], returning: ['id'] } as const
  const conflict = { at: ['sender_id', 'sha256'], update: 'none' } as const
  const added = await insertRecords('message', rows, { ...options, conflict }).execute(db)
  expect((added.rows as { id: string }[]).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  expect(await rowsOf(rows.map(({ id }) => id))).toMatchObject(
    rows.map((one) => ({ ...one, part: one.part === null ? null : JSON.parse(one.part) })),
  )
  const again = await insertRecords('message', [row(4), row(5)], { ...options, conflict }).execute(db)
  expect(again.rows).toHaveLength(1)
})

test('a value that all rows share is stored in each, and null where only some have one', async () => {
  const shared = { mask_at: at, format: 'PAXLST', team: 'team', part: JSON.stringify({ number: 1, flag: 'F' }) }
  const rows = [30, 31, 32].map((n) => ({ ...row(n), ...shared, sender_id: sender }))
  const one = { ...(rows[1] as (typeof rows)[number]), mask_at: null, part: null }
  await insertRecords('message', [rows[0]!, one, rows[2]!], { bytes: ['raw'], json: ['part'] }).execute(db)
  const stored = await rowsOf(rows.map(({ id }) => id))
  expect(stored.map(({ format, team, sender_id }) => [format, team, sender_id])).toEqual(
    rows.map(({ format, team }) => [format, team, sender]),
  )
  expect(stored.map(({ mask_at }) => mask_at)).toEqual([at, null, at])
  expect(stored.map(({ part }) => part)).toEqual([{ number: 1, flag: 'F' }, null, { number: 1, flag: 'F' }])
})

test('an update changes exactly the given columns of the given rows', async () => {
  const rows = [10, 11, 13].map(row)
  await insertRecords('message', rows, { bytes: ['raw'], json: ['part'] }).execute(db)
  const changes = rows.slice(0, 2).map(({ id }, n) => ({ id, status: 'read', raw: Buffer.from([n, n]), part: null }))
  await updateRecords('message', 'id', changes, { bytes: ['raw'], json: ['part'] }).execute(db)
  const stored = await rowsOf(rows.map(({ id }) => id))
  expect(stored.map(({ status, raw, part }) => [status, raw, part])).toEqual([
    ['read', Buffer.from([0, 0]), null],
    ['read', Buffer.from([1, 1]), null],
    ['received', rows[2]!.raw, null],
  ])
  expect(stored.map(({ team }) => team)).toEqual(rows.map(({ team }) => team))
})

test('a conflicting row is overwritten in the listed columns only', async () => {
  const [first] = [22].map(row)
  await insertRecords('message', [first!], { bytes: ['raw'], json: ['part'] }).execute(db)
  const next = { ...first!, team: 'new', format: 'PAXLST' }
  const conflict = { at: ['id'], update: ['format'] } as const
  await insertRecords('message', [next], { conflict, bytes: ['raw'], json: ['part'] }).execute(db)
  expect(await rowsOf([first!.id])).toMatchObject([{ team: first!.team, format: 'PAXLST' }])
})

test('a statement for no rows is refused', () => {
  expect(() => insertRecords('message', [])).toThrow('there are no rows to write')
})
