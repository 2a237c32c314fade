import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '@entente/testkit'
import { expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

test('the commands split the root key into three shares, show the keys, and recover it from two', async () => {
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-keys-'))
  const database = await createTestDatabase()
  const { host, user, database: name } = database.connection('entente_owner')
  const env = { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
  const run = (...args: string[]) => entente(['keys', ...args, '--data', dataRoot], { env })
  try {
    mkdirSync(join(dataRoot, 'keys'))
    writeFileSync(join(dataRoot, 'keys/root.key'), Buffer.alloc(32, 7))
    const { shares } = JSON.parse((await run('root', 'split', '--json')).stdout) as { shares: string[] }
    expect(shares.map((share) => share.slice(0, 2))).toEqual(['1-', '2-', '3-'])
    const { stdout } = await run('status', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ root: join(dataRoot, 'keys/root.key'), onThisDisk: true, splitAt: expect.any(String) },
      dayKeys: { living: 0, retiring: 0, shut: 0 },
    })
    rmSync(join(dataRoot, 'keys/root.key'))
    const recover = (input: string) => entente(['keys', 'root', 'recover', '--data', dataRoot], { env, input })
    const none = await recover('')
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('root-key: 0 shares were given')])
    expect((await recover(`${shares[0]}\n${shares[2]}\n`)).status).toBe(0)
    expect(readFileSync(join(dataRoot, 'keys/root.key'))).toEqual(Buffer.alloc(32, 7))
  } finally {
    await database.drop()
    rmSync(dataRoot, { recursive: true, force: true })
  }
})
