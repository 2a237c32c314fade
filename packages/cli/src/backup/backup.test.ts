import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readLastBackup, withClient } from '@entente/node'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { entente } from '../run-entente.fixture.ts'
import { registerBackup } from './backup.ts'

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

const external = (): Record<string, string> => {
  const { host, user, database: name } = database.connection('entente_owner')
  return { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
}
const at = (name: string): string => join(folder, name)
let recipient: string
/** Runs a command that is refused in this process, which is faster. */
async function run(args: string[], environment: Record<string, string> = {}): Promise<void> {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const program = new Command()
  registerBackup(program)
  try {
    await program.parseAsync(args, { from: 'user' })
  } finally {
    vi.unstubAllEnvs()
  }
}

test('the command makes a private key for backups, but not in the data folder of a node', async () => {
  const made = await entente(['backup', 'keygen', at('backup.key'), '--json'])
  expect(made).toMatchObject({ status: 0, stderr: '' })
  const answer = JSON.parse(made.stdout) as { file: string; recipient: string }
  expect(answer).toEqual({ file: at('backup.key'), recipient: expect.stringMatching(/^age1[a-z0-9]{58}$/) })
  expect(made.stdout).not.toContain('SECRET')
  expect(statSync(at('backup.key')).mode & 0o777).toBe(0o600)
  recipient = answer.recipient
  await expect(run(['backup', 'keygen', at('data/keys/backup.key'), '--data', at('data')])).rejects.toMatchObject({
    code: 'identity-on-node',
    status: 2,
  })
})

test('a backup without a recipient, or in the clear on a node of several people, is refused', async () => {
  const backup = (...more: string[]) => run(['backup', at('no.backup'), '--data', folder, ...more], external())
  await expect(backup()).rejects.toMatchObject({
    ...{ code: 'backup-recipient-missing', status: 2 },
    message: expect.stringMatching(/entente backup keygen FILE.*--to.*ENTENTE_BACKUP_TO/),
  })
  await expect(backup('--clear')).rejects.toMatchObject({ code: 'backup-clear-refused', status: 2 })
  await expect(backup('--to', 'age1wrong')).rejects.toMatchObject({ code: 'recipient-invalid' })
  await expect(backup('--clear', '--to', recipient)).rejects.toMatchObject({ code: 'usage', status: 2 })
  expect(existsSync(at('no.backup'))).toBe(false)
})

test('a node of a single operator may make a backup in the clear', async () => {
  const single = await createTestDatabase()
  try {
    await withClient(single.connection('entente_owner'), (client) =>
      client.query('insert into founding (began_at, single_operator) values (now(), true)'),
    )
    const { host, user, database: name } = single.connection('entente_owner')
    const env = { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
    const made = await entente(['backup', at('clear.backup'), '--clear', '--data', folder], { env })
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining('in plain text') })
  } finally {
    await single.drop()
  }
})

test('a backup leaves the schema as it is, for a backup before an upgrade', async () => {
  const made = await entente(['backup', at('new.backup'), '--data', folder, '--json'], {
    env: { ...external(), ENTENTE_BACKUP_TO: recipient },
  })
  expect(made).toMatchObject({ status: 0 })
  expect(JSON.parse(made.stdout)).toMatchObject({ schemaVersion: 'none', rows: 0, recipients: [recipient] })
  expect(await readLastBackup(folder)).toMatchObject({ file: at('new.backup'), encrypted: true })
  await expect(run(['restore', at('new.backup'), '--data', at('x')], external())).rejects.toMatchObject({
    ...{ code: 'identity-missing', message: expect.stringContaining('--identity') },
  })
})

test('a restore without the keys counts the records that stay shut and exits with 1', async () => {
  const [source, target] = [await createTestDatabase(), await createTestDatabase('template0')]
  const settings = (of: TestDatabase) => {
    const { host, user, database: name } = of.connection('entente_owner')
    return { DATABASE_URL: `postgres://${user}@localhost/${name}?host=${encodeURIComponent(host ?? '')}` }
  }
  try {
    await withClient(source.connection('entente_owner'), async (client) => {
      const key = randomBytes(8)
      await client.query(
        "insert into day_key (id, regime, class, day, epoch, sealed) values ($1, 'own', 'b', '2030-01-01', 1, $2)",
        [key, randomBytes(60)],
      )
      for (let rows = 0; rows < 3; rows++)
        await client.query('insert into found (id, account_id, at, b) values ($1, $1, now(), $2)', [
          ...[randomUUID(), Buffer.concat([Buffer.from([2]), key, randomBytes(40)])],
        ])
    })
    mkdirSync(at('source'))
    const to = { ...settings(source), ENTENTE_BACKUP_TO: recipient }
    await run(['backup', at('sealed.backup'), '--data', at('source')], to)
    // The data folder has no keys, as after the loss of a disk.
    expect(existsSync(at('sealed.backup.vault'))).toBe(false)
    const args = ['restore', at('sealed.backup'), '--identity', at('backup.key'), '--data', at('target')]
    mkdirSync(at('target'))
    await expect(run(args, settings(target))).rejects.toMatchObject({
      ...{ code: 'records-shut', status: 1, message: expect.stringMatching(/^3 records stay shut/) },
    })
    await withClient(target.connection('entente_owner'), async (client) => {
      const { rows } = await client.query('select count(*)::int as rows from found')
      expect(rows).toEqual([{ rows: 3 }])
    })
  } finally {
    await source.drop()
    await target.drop()
  }
})

test('the command restores an older backup into a new database, once', async () => {
  const restore = (...more: string[]) => entente(['restore', backup, '--data', folder, ...more], { env: external() })
  const restored = await restore('--json')
  expect(restored).toMatchObject({ status: 0 })
  expect(JSON.parse(restored.stdout)).toMatchObject({
    schemaVersion: '0029-onward-holds, jobs 19',
    migrated: expect.any(Array),
    rows: 1163,
    files: 4,
    ...{ after: null, marked: true, knownUntil: null },
  })
  expect(await restore()).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^backup-schema: .+ Restore into a new data folder\. .+\n$/),
  })
})
