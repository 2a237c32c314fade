import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entente } from '../run-entente.fixture.ts'

const backup = fileURLToPath(
  new URL('../../../node/src/store/backup/fixtures/release-0029/node.backup', import.meta.url),
)
let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase('template0')
  folder = mkdtempSync(join(tmpdir(), 'entente-restore-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

test('a backup leaves the schema as it is, for a backup before an upgrade', async () => {
  const { host, user, database: name } = database.connection('entente_owner')
  const env = { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
  const made = await entente(['backup', join(folder, 'new.backup'), '--data', folder, '--json'], { env })
  expect(made).toMatchObject({ status: 0 })
  expect(JSON.parse(made.stdout)).toMatchObject({ schemaVersion: 'none', rows: 0 })
})

test('the command restores an older backup into a new database, once', async () => {
  const { host, user, database: name } = database.connection('entente_owner')
  const env = { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
  const restore = (...more: string[]) => entente(['restore', backup, '--data', folder, ...more], { env })
  const restored = await restore('--json')
  expect(restored).toMatchObject({ status: 0 })
  expect(JSON.parse(restored.stdout)).toMatchObject({
    schemaVersion: '0029-onward-holds, jobs 19',
    migrated: expect.any(Array),
    rows: 1163,
    files: 4,
  })
  expect(await restore()).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^backup-schema: .+ Restore into a new data folder\. .+\n$/),
  })
})
