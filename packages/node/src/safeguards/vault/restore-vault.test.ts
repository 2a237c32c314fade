import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupTo, makeIdentity, readIdentities } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { openPool, withClient } from '../../store/postgres/index.ts'
import { restoreNode } from '../restore/restore-node.ts'
import { endDays } from './end-days.ts'
import { openVaultInThread, unlockVault, type Vault } from './open-vault.ts'
import { renewEpoch } from './renew-epoch.ts'
import { readRootKey } from './root-key.ts'
import { openVaultDatabase } from './vault-database.fixture.ts'
import { writeVaultFile } from './vault-file.ts'

let world: Awaited<ReturnType<typeof openVaultDatabase>>
let vault: Vault
let ended: string
let living: string
let old: string
let identities: string[]
let recipients: string[]
const places = restorePlaces('entente-restore-vault-')
const day = 86_400_000
const start = new Date()

/** Stores a record that is deleted after so many days, in a table whose rows refer to no others. */
async function keep(days: number): Promise<string> {
  const id = randomUUID()
  const delete_at = new Date(world.clock().getTime() + days * day)
  const b = vault.codec.seal(id, 'b', { found: 'VORK' }, { regime: 'signal', mask_at: null, delete_at })
  await vault.codec.beforeCommit()
  await world.pool.query('insert into found (id, account_id, at, b) values ($1, $1, $2, $3)', [
    ...[id, new Date(delete_at.getTime() - day), b],
  ])
  return id
}
const found = {
  table: 'found',
  columns: { b: 'b' },
  clocks: { regime: "'signal'", mask_at: 'null::timestamptz', delete_at: "t.at + interval '1 day'" },
} as const
const owner = () => world.database.connection('entente_owner')
async function backup(name: string): Promise<string> {
  const { dataRoot } = world
  const made = await backupTo(join(places.folder, name), { connection: owner(), dataRoot, recipients })
  await withClient(owner(), (client) => writeVaultFile(made.file, { client, dataRoot, recipients, now: world.clock() }))
  utimesSync(`${made.file}.vault`, world.clock(), world.clock())
  return made.file
}
/** Restores a backup, and returns the records that a started node opens. */
async function restored(name: string, file: string, options: { vault?: string; root?: Buffer; salt?: boolean } = {}) {
  const { database, dataRoot } = await places.place(name)
  if (options.root !== undefined) {
    mkdirSync(join(dataRoot, 'keys'))
    writeFileSync(join(dataRoot, 'keys/root.key'), options.root)
  }
  const summary = await restoreNode(file, {
    ...{ connection: database.connection('entente_owner'), dataRoot, identities, vault: options.vault },
  })
  const connect = (max: number) => openPool(database.connection('entente_app'), { max, log: () => {} })
  const pool = connect(2)
  const opened = await unlockVault({
    ...{
      read: pool,
      openWrite: () => connect(1),
      dataRoot,
      clock: world.clock,
      log: world.log,
      source: { from: 'file' },
    },
  })
  const { rows } = await pool.query<{ id: string; b: Buffer }>('select id, b from found order by at')
  const opens = rows.flatMap(({ id, b }) => {
    try {
      return opened.codec.open(id, 'b', b) === undefined ? [] : [id]
    } catch {
      return []
    }
  })
  // A restored node goes on with a key of its own.
  opened.codec.seal(randomUUID(), 'b', {}, { regime: 'own', mask_at: null, delete_at: start })
  await opened.codec.beforeCommit()
  await opened.close()
  await pool.end()
  return { ...summary, opens, dataRoot }
}
const rootOf = (dataRoot: string) => readFileSync(join(dataRoot, 'keys/root.key'))

beforeAll(async () => {
  world = await openVaultDatabase(start, { testTable: false })
  vault = await world.open()
  const recipient = await makeIdentity(join(places.folder, 'backup.key'), start)
  recipients = [recipient]
  identities = await readIdentities(join(places.folder, 'backup.key'))
  ended = await keep(3)
  living = await keep(300)
  old = await backup('old.backup')
})
afterAll(async () => {
  await world?.close()
  await places.end()
})

test('a backup has neither the root key nor an epoch key; with both it opens everything', async () => {
  const made = await restored('both', old, { root: rootOf(world.dataRoot) })
  expect(made.keys).toEqual({ vault: `${old}.vault`, shut: 0 })
  expect(made.opens).toEqual([ended, living])
  const folder = await restored('folder', old, { vault: world.dataRoot })
  expect(folder).toMatchObject({ keys: { vault: world.dataRoot, shut: 0 }, opens: [ended, living] })
  expect(rootOf(folder.dataRoot)).toEqual(rootOf(world.dataRoot))
})

test('a restore without the keys says how many records stay shut, and the node starts', async () => {
  const alone = join(places.folder, 'alone/old.backup')
  cpSync(old, alone)
  const made = await restored('none', alone)
  expect(made).toMatchObject({ keys: { vault: null, shut: 2 }, opens: [] })
  expect(existsSync(join(made.dataRoot, 'keys/epoch/2'))).toBe(true)
})

test('a restore with keys that the root key does not open restores nothing', async () => {
  const { database, dataRoot } = await places.place('wrong')
  const restore = () => restoreNode(old, { connection: database.connection('entente_owner'), dataRoot, identities })
  await expect(restore()).rejects.toMatchObject({
    code: 'root-key',
    message: expect.stringContaining('root.key is missing'),
  })
  mkdirSync(join(dataRoot, 'keys'), { recursive: true })
  writeFileSync(join(dataRoot, 'keys/root.key'), Buffer.alloc(32, 3))
  await expect(restore()).rejects.toMatchObject({
    code: 'root-key',
    message: expect.stringMatching(/does not open.*Nothing was restored/),
  })
  expect(existsSync(join(dataRoot, 'keys/epoch'))).toBe(false)
})

test('after the horizon, an older backup opens no erased record, also with the living root key', async () => {
  const deps = { pool: world.pool, epochs: vault.epochs, clock: world.clock, log: world.log }
  for (let days = 1; days <= 22; days++) {
    world.at(new Date(start.getTime() + days * day))
    await renewEpoch(deps)
    await endDays(world.deps(vault.codec), [found])
    world.at(new Date(start.getTime() + days * day + 20 * 60_000))
    await endDays(world.deps(vault.codec), [found])
  }
  expect(existsSync(join(world.dataRoot, 'keys/epoch/1'))).toBe(false)
  const root = rootOf(world.dataRoot)
  const fresh = await backup('new.backup')
  const made = await restored('horizon', old, { root, vault: `${fresh}.vault` })
  expect(made).toMatchObject({ opens: [living], keys: { vault: `${fresh}.vault`, shut: 0 } })
  // Without the living day keys, nothing of the backup opens any more.
  const keysOnly = await restored('keys-only', old, { vault: world.dataRoot })
  expect(keysOnly).toMatchObject({ opens: [], keys: { shut: 2 } })
})

test('copies of the vault are deleted after 7 days, and the newest is used', async () => {
  expect(existsSync(`${old}.vault`)).toBe(false)
  world.at(new Date(world.clock().getTime() + 3_600_000))
  const latest = await backup('latest.backup')
  expect(existsSync(join(places.folder, 'new.backup.vault'))).toBe(true)
  const made = await restored('newest', old, { root: rootOf(world.dataRoot) })
  expect(made.keys.vault).toBe(`${latest}.vault`)
  writeFileSync(`${latest}.vault`, 'broken')
  utimesSync(`${latest}.vault`, world.clock(), world.clock())
  const { database, dataRoot } = await places.place('damaged')
  await expect(
    restoreNode(old, { connection: database.connection('entente_owner'), dataRoot, identities }),
  ).rejects.toMatchObject({ code: 'vault-damaged' })
  rmSync(`${latest}.vault`)
})

test('a thread opens the vault with the root key of its main thread', async () => {
  const root = await readRootKey(world.dataRoot, { from: 'file' }, { make: false })
  const thread = await openVaultInThread({
    ...{ read: world.pool, dataRoot: world.dataRoot, clock: world.clock, root },
    openWrite: () => openPool(world.database.connection('entente_app'), { max: 1, log: () => {} }),
  })
  const { rows } = await world.pool.query('select id, b from found where id = $1', [living])
  expect(thread.codec.open(rows[0].id, 'b', rows[0].b)).toEqual({ found: 'VORK' })
  await thread.close()
})
