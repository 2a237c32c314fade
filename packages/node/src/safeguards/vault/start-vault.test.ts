import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())
const refused = (what: string) => expect.objectContaining({ code: 'root-key', message: expect.stringContaining(what) })

// The role of the node reaches masked values by a view only, in which those under a key that ends are.
test('every sealed column of the database is known to the jobs that seal values anew', async () => {
  const { rows } = await sql<{
    column: string
  }>`select c.table_name || '.' || c.column_name as column from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and (t.table_type = 'BASE TABLE' or c.table_name = 'masked_value_retiring')
       and (c.data_type = 'bytea' and c.column_name in ('a', 'b', 'raw', 'body', 'found', 'preview') or c.column_name = 'raw_file')`.execute(
    node.db,
  )
  const known = node.sealed.flatMap(({ table, columns, file }) =>
    [...Object.keys(columns), ...(file === undefined ? [] : [file])].map((column) => `${table}.${column}`),
  )
  // Acts are listed twice: with the clocks of a case, and with those of a signal.
  expect([...new Set(known)].sort()).toEqual(rows.map(({ column }) => column).sort())
})

test('a node does not start without its root key or with another one, and makes none', async () => {
  await sql`insert into day_key (id, regime, class, day, epoch, sealed) values (decode('0102030405060708', 'hex'), 'own', 'b', '2030-01-01', 1, decode('00', 'hex'))`.execute(
    node.db,
  )
  await node.halt()
  const keys = join(node.dataRoot, 'keys')
  const file = join(keys, 'root.key')
  const root = readFileSync(file)
  const epochs = readFileSync(join(keys, 'epoch/1'))
  rmSync(file)
  await expect(node.resume()).rejects.toEqual(refused('root.key is missing'))
  expect(readdirSync(keys)).not.toContain('root.key')
  writeFileSync(file, Buffer.alloc(32, 9))
  await expect(node.resume()).rejects.toEqual(refused('The root key does not open'))
  writeFileSync(file, root)
  renameSync(join(keys, 'epoch'), join(keys, 'epoch-away'))
  await expect(node.resume()).rejects.toEqual(refused('keys/epoch/1 is missing'))
  expect(readdirSync(keys)).not.toContain('epoch')
  renameSync(join(keys, 'epoch-away'), join(keys, 'epoch'))
  await node.resume()
  expect(readFileSync(join(keys, 'epoch/1'))).toEqual(epochs)
})
