import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess } from '../../open-access.ts'
import { findMarkers, plantMarkers } from '../../store/backup/find-markers.fixture.ts'
import { backupTo, makeIdentity, readIdentities } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { readRestoreMark } from '../access/read-restore-mark.ts'
import { AfterBackup, afterBackupFile } from '../log/after-backup.ts'
import { endAgain } from './end-again.ts'
import { noteRestores, restoreNode } from './restore-node.ts'

let node: TestNode
let sealed: string
let recipient: string
let identities: string[]
/** Names of 100 people and of their accounts, which all end before the backup. */
const markers = plantMarkers(200)
const places = restorePlaces('entente-restore-node-')
const { folder } = places
const log = pino({ level: 'silent' })
const member = { id: 'norland.example', name: 'Norland' }
const backup = (name: string, recipients: readonly string[] | 'clear') =>
  backupTo(join(folder, name), {
    ...{ connection: node.database.connection('entente_owner'), dataRoot: node.dataRoot, recipients },
  })

beforeAll(async () => {
  node = await startTestNode()
  for (let n = 0; n < markers.length; n += 2) {
    const [name, account] = [markers[n], markers[n + 1]?.toLowerCase()]
    await sql`with p as (insert into person (id, name) values (gen_random_uuid(), ${name}) returning id)
      insert into account (id, name, person_id, password_hash) select gen_random_uuid(), ${account}, id, 'x' from p`.execute(
      node.db,
    )
  }
  await sql`update account set state = 'disabled' where password_hash = 'x'`.execute(node.db)
  await node.signIn('administrator').then(({ call }) => call('POST', '/v1/me/password', {}))
  await node.auditLog.sequence()
  recipient = await makeIdentity(join(folder, 'backup.key'), new Date())
  identities = await readIdentities(join(folder, 'backup.key'))
  sealed = (await backup('sealed.backup', [recipient])).file
})
afterAll(async () => {
  await node?.stop()
  await places.end()
})

/** Restores a backup into a new database and folder, as the first start of its node finds them. */
async function restored(name: string, options: { after?: string; file?: string } = {}) {
  const { database, dataRoot } = await places.place(name)
  const summary = await restoreNode(options.file ?? sealed, {
    ...{ connection: database.connection('entente_owner'), dataRoot, identities, after: options.after },
  })
  const db = places.open(database, 'entente_app')
  const { audit } = openAccess({ db, node: 'restored', dataRoot, clock: () => new Date() })
  await audit.prepare()
  const start = async () => {
    const deps = { db, audit, member, log, after: new AfterBackup(dataRoot) }
    await endAgain(deps)
    await noteRestores(deps)
    return readRestoreMark(db)
  }
  return { summary, dataRoot, db, start }
}
const stateOf = async (db: typeof node.db, name: string) =>
  (await db.selectFrom('account').select('state').where('name', '=', name).executeTakeFirstOrThrow()).state

test('200 planted names are in a clear backup, and none in an encrypted one or in the file beside it', async () => {
  const clear = await backup('clear.backup', 'clear')
  expect(findMarkers(readFileSync(clear.file), markers)).toHaveLength(200)
  expect(findMarkers(readFileSync(sealed), markers)).toEqual([])
  const after = readFileSync(`${sealed}.after`)
  expect(after.toString()).toContain('"of":"account"')
  expect(findMarkers(after, markers)).toEqual([])
  expect(findMarkers(Buffer.concat([after, Buffer.from(markers[7] ?? '')]), markers)).toEqual([markers[7]])
  expect(statSync(`${sealed}.after`).mode & 0o777).toBe(0o600)
})

test('a restore with the copy beside the backup says until when it knows what ended', async () => {
  const { summary, start, dataRoot } = await restored('copy')
  expect(summary).toMatchObject({ after: `${sealed}.after`, marked: true, knownUntil: expect.any(String) })
  expect(await new AfterBackup(dataRoot).isCopy()).toBe(true)
  expect(await start()).toMatchObject({ knownUntil: summary.knownUntil, backupAt: summary.createdAt, endedBy: null })
  expect(await start()).toMatchObject({ knownUntil: summary.knownUntil })
})

test('a restore without any file is marked, and its log names it once', async () => {
  const alone = join(folder, 'alone.backup')
  await copyFile(sealed, alone)
  const { summary, start, db } = await restored('none', { file: alone })
  expect(summary).toMatchObject({ after: null, marked: true, knownUntil: null })
  for (let starts = 0; starts < 2; starts++) expect(await start()).toMatchObject({ knownUntil: null })
  const rows = await sql`select from audit.entry where ref like 'restore:%'`.execute(db)
  expect(rows.rows).toHaveLength(1)
})

test('the file of the former disk wins if it is newer, and then the node is not marked', async () => {
  await sql`update account set state = 'disabled' where name = 'officer-2'`.execute(node.db)
  await node.signIn('administrator').then(({ call }) => call('POST', '/v1/me/password', {}))
  await node.auditLog.sequence()
  const living = afterBackupFile(node.dataRoot)
  const { summary, start, db, dataRoot } = await restored('living', { after: living })
  expect(summary).toMatchObject({ after: living, marked: false, knownUntil: null })
  expect(await stateOf(db, 'officer-2')).not.toBe('disabled')
  expect(await start()).toBeNull()
  expect(await stateOf(db, 'officer-2')).toBe('disabled')
  expect(await new AfterBackup(dataRoot).isCopy()).toBe(false)
  // A copy of a later backup knows more than a file that the operator copied earlier.
  const earlier = join(folder, 'earlier.jsonl')
  writeFileSync(earlier, readFileSync(`${sealed}.after`, 'utf8').split('\n').slice(0, 3).join('\n'))
  const newest = (await backup('later.backup', [recipient])).file
  const later = await restored('later', { after: earlier, file: newest })
  expect(later.summary).toMatchObject({ after: `${newest}.after`, marked: true })
})

test('the file of another node, or an empty one, is refused, and nothing is restored', async () => {
  const foreign = join(folder, 'foreign.jsonl')
  const head = { v: 1, kind: 'log.head', origin: 'other.example/audit', size: 9_000_000, root: 'AA==' }
  writeFileSync(foreign, `${JSON.stringify(head)}\n`)
  const alone = join(folder, 'alone.backup')
  await expect(restored('foreign', { after: foreign, file: alone })).rejects.toMatchObject({
    code: 'after-backup-foreign',
  })
  await expect(restored('foreign-2', { after: foreign })).rejects.toMatchObject({ code: 'after-backup-foreign' })
  writeFileSync(foreign, '{"v":1,')
  await expect(restored('empty', { after: foreign })).rejects.toMatchObject({ code: 'after-backup-unreadable' })
  for (const name of ['foreign', 'foreign-2', 'empty'])
    expect(await new AfterBackup(join(folder, name)).restores()).toEqual([])
})

test('two people end the mark of a restore, and until then every page has it', async () => {
  const id = '0b8f6c1e-3d52-4f0a-9a77-5d1c2e9b4f10'
  await node.db
    .insertInto('restore_mark')
    .values({ id, restored_at: new Date(), backup_at: new Date('2026-11-29T02:10:00Z'), known_until: null })
    .execute()
  const [administrator, supervisor] = [await node.signIn('administrator'), await node.signIn('supervisor')]
  const analyst = await node.signIn('analyst')
  expect((await analyst.call('GET', '/v1/me')).body).toMatchObject({ restored: { id, endedBy: null } })
  const end = `/v1/restores/${id}/end`
  expect(await analyst.call('POST', end)).toMatchObject({ status: 403 })
  expect(await administrator.call('POST', end)).toMatchObject({ status: 200, body: { restored: { id } } })
  expect(await administrator.call('POST', end)).toMatchObject({ status: 409, body: { code: 'same-person' } })
  expect((await analyst.call('GET', '/v1/me')).body).toMatchObject({ restored: { endedBy: expect.any(String) } })
  expect(await supervisor.call('POST', end)).toMatchObject({ status: 200, body: { restored: null } })
  expect((await analyst.call('GET', '/v1/me')).body).toMatchObject({ restored: null })
  expect(await supervisor.call('POST', end)).toMatchObject({ status: 404 })
})

test('the database refuses one person as both people of a mark', async () => {
  const values = sql`select gen_random_uuid(), now(), now(), id, now(), id, now() from person limit 1`
  await expect(
    sql`insert into restore_mark (id, restored_at, backup_at, first_by, first_at, second_by, second_at) ${values}`.execute(
      node.db,
    ),
  ).rejects.toMatchObject({ code: '23514' })
})
