import { mkdirSync, mkdtempSync, readdirSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { makeIdentity, readIdentities } from '../backup/identities.ts'
import { restoreFrom } from '../backup/restore-from.ts'
import { migrate, oneWay, readAppliedMigrations } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { withClient } from '../postgres/index.ts'
import { temporaryFolder } from '../postgres/temporary-root.fixture.ts'
import { backupBeforeUpgrade, deleteOldUpgradeBackups } from './backup-before-upgrade.ts'
import { upgradeDatabase } from './upgrade-database.ts'

const folder = temporaryFolder()
const made: TestDatabase[] = []
let dataRoot: string
let backupFolder: string
let owner: ReturnType<TestDatabase['connection']>
const logged: [event: string, fields: Record<string, unknown>][] = []

async function blank() {
  const database = await createTestDatabase('template0')
  made.push(database)
  return database.connection('entente_owner')
}
beforeEach(async () => {
  dataRoot = mkdtempSync(join(folder.path, 'data-'))
  backupFolder = join(dataRoot, 'before-upgrade')
  owner = await blank()
  logged.length = 0
  recipients = []
})
afterAll(async () => {
  for (const database of made) await database.drop()
  folder.remove()
})

let recipients: readonly string[] = []
const upgrade = (to: string | null = backupFolder) =>
  upgradeDatabase({
    owner,
    dataRoot,
    backupFolder: to,
    recipients,
    log: (event, fields) => logged.push([event, fields]),
  })
const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name)
const appliedIn = (connection: typeof owner) => withClient(connection, readAppliedMigrations)
/** The last migration after which the release before cannot run, and the list before it. */
const at = migrations.findLastIndex(({ needs, name }) => needs === name)
const releaseBefore = migrations.slice(0, at)

test('a migration needs itself, or an earlier migration, or nothing', () => {
  for (const [place, { name, needs }] of migrations.entries()) {
    const earlier = namesOf(migrations.slice(0, place + 1))
    expect(needs === null || earlier.includes(needs), `${name} needs ${needs}`).toBe(true)
  }
})

test('an upgrade that the older release does not survive begins with a backup of its schema', async () => {
  await migrate(owner, releaseBefore)
  mkdirSync(join(dataRoot, 'keys'))
  writeFileSync(join(dataRoot, 'keys', 'node.key'), 'invented')
  const applied = await upgrade()
  expect(applied).toEqual(namesOf(migrations.slice(at)))
  const because = oneWay(migrations.slice(at), new Set(namesOf(releaseBefore)))
  expect(logged).toEqual([
    ['upgrade.backup-started', { folder: backupFolder, because }],
    ['upgrade.backup', expect.objectContaining({ files: 1, recipients: 'clear' })],
    ['upgrade.backup-clear', { file: expect.any(String), set: 'ENTENTE_BACKUP_TO' }],
  ])
  const file = logged[1]?.[1].file as string
  expect([statSync(file).mode & 0o777, statSync(backupFolder).mode & 0o777]).toEqual([0o600, 0o700])
  // The release before restores it: it knows only its own migrations.
  const connection = await blank()
  const restored = mkdtempSync(join(folder.path, 'restored-'))
  const { migrated } = await restoreFrom(file, { connection, dataRoot: restored, migrations: releaseBefore })
  expect([migrated, namesOf(await appliedIn(connection))]).toEqual([[], namesOf(releaseBefore)])
})

test('the backup before an upgrade is encrypted for the recipients of the node', async () => {
  await migrate(owner, releaseBefore)
  const key = join(dataRoot, 'backup.key')
  recipients = [await makeIdentity(key, new Date())]
  await upgrade()
  expect(logged.map(([event]) => event)).toEqual(['upgrade.backup-started', 'upgrade.backup'])
  const file = logged[1]?.[1].file as string
  const options = {
    connection: await blank(),
    dataRoot: mkdtempSync(join(folder.path, 'restored-')),
    migrations: releaseBefore,
  }
  await expect(restoreFrom(file, options)).rejects.toMatchObject({ code: 'identity-missing' })
  expect(await restoreFrom(file, { ...options, identities: await readIdentities(key) })).toMatchObject({ migrated: [] })
})

test('a new database, and an upgrade that the older release survives, make no backup', async () => {
  await upgrade()
  owner = await blank()
  await migrate(owner, migrations.slice(0, at + 1))
  expect(await upgrade()).toEqual(namesOf(migrations.slice(at + 1)))
  expect([logged, readdirSync(dataRoot)]).toEqual([[], []])
})

test('an operator can switch the backup off, and the log says so', async () => {
  await migrate(owner, releaseBefore)
  await upgrade(null)
  expect(logged).toEqual([['upgrade.no-backup', { because: expect.arrayContaining([migrations[at]?.name]) }]])
})

test('without room for the backup, or without a writable folder, nothing is changed', async () => {
  await migrate(owner, releaseBefore)
  const before = await appliedIn(owner)
  // This file counts as eight terabytes without using the disk.
  mkdirSync(join(dataRoot, 'raw'))
  writeFileSync(join(dataRoot, 'raw', 'body'), '')
  truncateSync(join(dataRoot, 'raw', 'body'), 2 ** 43)
  await expect(upgrade()).rejects.toMatchObject({
    code: 'upgrade-backup-no-room',
    message: expect.stringContaining('ENTENTE_UPGRADE_BACKUP'),
  })
  truncateSync(join(dataRoot, 'raw', 'body'), 0)
  writeFileSync(join(dataRoot, 'file'), '')
  await expect(upgrade(join(dataRoot, 'file', 'inside'))).rejects.toThrow('ENOTDIR')
  expect(await appliedIn(owner)).toEqual(before)
})

test('a backup replaces those of its schema, and each is deleted after fourteen days', async () => {
  await migrate(owner, releaseBefore)
  const now = new Date('2027-01-10T10:00:00Z')
  const make = (day: number) =>
    backupBeforeUpgrade({
      owner,
      dataRoot,
      recipients,
      folder: backupFolder,
      now: new Date(now.getTime() + day * 86_400_000),
    })
  await make(0)
  const schema = releaseBefore.at(-1)?.name.slice(0, 4)
  writeFileSync(join(backupFolder, `before-upgrade-${schema}-20270101T000000Z.backup.partial`), '')
  writeFileSync(join(backupFolder, 'of-the-operator.backup'), '')
  const { file } = await make(1)
  expect(readdirSync(backupFolder).sort()).toEqual([
    `before-upgrade-${schema}-20270111T100000Z.backup`,
    'of-the-operator.backup',
  ])
  utimesSync(file, now, now)
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
  expect(await deleteOldUpgradeBackups(backupFolder, later(13.9))).toEqual([])
  expect(await deleteOldUpgradeBackups(backupFolder, later(14))).toEqual([file])
  expect(readdirSync(backupFolder)).toEqual(['of-the-operator.backup'])
  expect(await deleteOldUpgradeBackups(join(dataRoot, 'none'), now)).toEqual([])
})

test('after a kill between two migrations, the backup that the older release can restore is kept', async () => {
  await migrate(owner, releaseBefore)
  const make = (hour: number) =>
    backupBeforeUpgrade({
      owner,
      dataRoot,
      recipients,
      folder: backupFolder,
      now: new Date(Date.UTC(2027, 0, 10, hour)),
    })
  const first = await make(1)
  // The first migration was applied before the kill.
  await migrate(owner, migrations.slice(0, releaseBefore.length + 1))
  const second = await make(2)
  expect(
    readdirSync(backupFolder)
      .map((name) => join(backupFolder, name))
      .sort(),
  ).toEqual([first.file, second.file])
})

test('an older node runs on newer migrations that allow it, and names them', async () => {
  const later = { name: '9001-later', sql: 'create table later (id int)', needs: null }
  const widened = { name: '9002-widened', sql: 'alter table later add column more int', needs: '0036-queue-order' }
  await migrate(owner, [...migrations, later, widened])
  expect(await upgrade()).toEqual([])
  expect(logged).toEqual([['database.newer', { unknown: ['9001-later', '9002-widened'] }]])
})

test('an older node refuses, in words, migrations that it cannot run on, and changes nothing', async () => {
  const first = { name: '9001-renamed', sql: 'create table later (id int)', needs: '9001-renamed' }
  const next = { name: '9002-more', sql: 'alter table later add column more int', needs: null }
  await migrate(owner, [...migrations.slice(0, -1), first, next])
  const before = await appliedIn(owner)
  await expect(upgrade()).rejects.toMatchObject({
    code: 'database-newer',
    message: expect.stringMatching(/newer release .*\(9001-renamed\).* restore a backup/),
  })
  expect(await appliedIn(owner)).toEqual(before)
})

test('what older migrations need is stored in a database that an older release made', async () => {
  await migrate(owner, releaseBefore)
  await withClient(owner, (client) => client.query('alter table migration drop column needs'))
  await upgrade(null)
  expect(await appliedIn(owner)).toEqual(migrations.map(({ name, needs }) => ({ name, needs })))
})
