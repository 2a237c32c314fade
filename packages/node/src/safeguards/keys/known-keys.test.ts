import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkKnownKeys, KeyLostError } from './known-keys.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const keyFile = (name: string) => join(node.dataRoot, 'keys', name)

test('a node with data does not start without one of its keys', async () => {
  const names = (await node.db.selectFrom('known_key').select('name').orderBy('name').execute()).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['index.key', 'node.key']))
  await node.halt()
  for (const name of ['index.key', 'node.key']) {
    const kept = readFileSync(keyFile(name))
    rmSync(keyFile(name))
    await expect(node.resume()).rejects.toMatchObject({ code: 'key-lost', message: expect.stringContaining(name) })
    // The refused start made no new key.
    expect(() => readFileSync(keyFile(name))).toThrow('ENOENT')
    writeFileSync(keyFile(name), kept, { mode: 0o600 })
  }
  await node.resume()
})

test('another index key is refused until the operator agrees to it', async () => {
  const kept = readFileSync(keyFile('index.key'))
  writeFileSync(keyFile('index.key'), Buffer.alloc(32, 7))
  const check = (replaced: string[]) => checkKnownKeys(node.db, node.dataRoot, replaced)
  await expect(check([])).rejects.toThrow(KeyLostError)
  await expect(check(['blind.key'])).rejects.toThrow('index.key is not the key')
  expect(await check(['index.key'])).toEqual({ forgotten: ['index.key'] })
  expect(await check([])).toEqual({ forgotten: [] })
  writeFileSync(keyFile('index.key'), kept)
})

test('a renewed signing key is no lost key', async () => {
  writeFileSync(keyFile('node.key'), Buffer.from('renewed'))
  expect(await checkKnownKeys(node.db, node.dataRoot, [])).toEqual({ forgotten: [] })
})
