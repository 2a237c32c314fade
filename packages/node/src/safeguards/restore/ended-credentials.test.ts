import { readFileSync } from 'node:fs'
import { appendFile, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { sql } from 'kysely'
import type pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess } from '../../open-access.ts'
import { backupTo, restoreFrom } from '../../store/backup/index.ts'
import { restorePlaces } from '../../store/backup/restored.fixture.ts'
import { liftRules } from '../../store/migrate.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Database } from '../access/access-store.ts'
import { AfterBackup, afterBackupFile } from '../log/after-backup.ts'
import { endAgain } from './end-again.ts'

let node: TestNode
let backup: string
const places = restorePlaces('entente-ended-')
const { folder } = places
const log = pino({ level: 'silent' })
const member = { id: 'norland.example', name: 'Norland' }
const fileOf = () => readFileSync(afterBackupFile(node.dataRoot), 'utf8')
const idOf = async (name: string): Promise<string> =>
  (await node.db.selectFrom('account').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

beforeAll(async () => {
  node = await startTestNode()
  for (const name of ['analyst', 'officer']) {
    const id = await idOf(name)
    await sql`insert into credential (id, account_id, kind, label, enrolled_by, created_at, secret)
      values (gen_random_uuid(), ${id}, 'totp', '', 'self', now(), '\\x01'),
        (gen_random_uuid(), ${id}, 'recovery-codes', '', 'self', now(), null)`.execute(node.db)
    await sql`insert into recovery_code (credential_id, hash)
      select c.id, h.hash::bytea from credential c, (values ('\\x01'), ('\\x02')) as h (hash)
      where c.account_id = ${id} and c.kind = 'recovery-codes'`.execute(node.db)
  }
  backup = join(folder, 'node.backup')
  await backupTo(backup, {
    connection: node.database.connection('entente_owner'),
    dataRoot: node.dataRoot,
    recipients: 'clear',
  })
})
afterAll(async () => {
  await node?.stop()
  await places.end()
})

/** Restores the backup into a new database and folder, with the file of the running node. */
async function restored(
  name: string,
): Promise<{ db: Database; owner: pg.PoolConfig; endAgain: () => Promise<number> }> {
  const { database, dataRoot } = await places.place(name)
  await restoreFrom(backup, { connection: database.connection('entente_owner'), dataRoot })
  await copyFile(afterBackupFile(node.dataRoot), afterBackupFile(dataRoot))
  const db = places.open(database, 'entente_app')
  const { audit } = openAccess({ db, node: 'restored', dataRoot, clock: () => new Date() })
  await audit.prepare()
  return {
    db,
    owner: database.connection('entente_owner'),
    endAgain: () => endAgain({ db, audit, member, log, after: new AfterBackup(dataRoot) }),
  }
}

test('an ended credential is in the file before its request is answered', async () => {
  const officer = await node.signIn('officer-2')
  const [key] = await node.db.selectFrom('account').select('id').where('name', '=', 'officer-2').execute()
  expect(fileOf()).not.toContain(String(key?.id))
  const body = { current: testPassword, next: 'orchard lantern 81 quilt' }
  expect(await officer.call('POST', '/v1/me/password', body)).toMatchObject({ status: 204 })
  expect(fileOf()).toContain(`"of":"password","id":"${key?.id}"`)
  expect(await node.db.selectFrom('ended_credential').selectAll().execute()).toEqual([])
})

test('a restore brings back nothing that ended after the backup, and keeps the rest', async () => {
  const analyst = await idOf('analyst')
  const supervisor = await idOf('supervisor')
  await sql`update credential set state = 'ended' where account_id = ${analyst} and kind = 'totp'`.execute(node.db)
  await sql`update recovery_code r set used_at = now() from credential c
    where c.id = r.credential_id and c.account_id = ${analyst} and r.hash = '\\x01'`.execute(node.db)
  await sql`update account set password_hash = 'other' where id in (${analyst}, ${supervisor})`.execute(node.db)
  await sql`update account set state = 'disabled' where name = 'oversight-2'`.execute(node.db)
  await sql`update account_role set state = 'revoked' where account_id = ${supervisor}`.execute(node.db)
  // A role that is in force again at the end is not taken away.
  const officer = await idOf('officer')
  for (const state of ['revoked', 'active'])
    await sql`update account_role set state = ${state} where account_id = ${officer}`.execute(node.db)
  await node.signIn('administrator')

  const { db, owner, endAgain: again } = await restored('restored')
  await db.updateTable('founding').set({ single_operator: false }).execute()
  const before = await db.selectFrom('account').select(['name', 'password_hash']).execute()
  expect(await again()).toBeGreaterThan(0)
  const { rows } = await sql<Record<string, unknown>>`select a.name, a.state, a.must_change_password as must,
      (select string_agg(c.kind || ' ' || c.state, ', ' order by c.kind) from credential c where c.account_id = a.id) as factors,
      (select count(*)::int from recovery_code r join credential c on c.id = r.credential_id
        where c.account_id = a.id and r.used_at is null) as codes,
      (select string_agg(r.state, ',') from account_role r where r.account_id = a.id) as roles, a.password_hash as hash
    from account a order by a.name`.execute(db)
  const of = (name: string) => rows.find((row) => row.name === name)
  const hashOf = (name: string) => before.find((row) => row.name === name)?.password_hash
  expect(of('analyst')).toMatchObject({ factors: 'recovery-codes active, totp suspended', codes: 1, must: true })
  // The suspended factor stops the former password; without any factor the former password does not count.
  expect(of('analyst')?.hash).toBe(hashOf('analyst'))
  expect(of('supervisor')?.hash).not.toBe(hashOf('supervisor'))
  expect(of('supervisor')).toMatchObject({ roles: 'revoked', state: 'active' })
  expect(of('oversight-2')).toMatchObject({ state: 'disabled' })
  expect(of('officer')).toMatchObject({ factors: 'recovery-codes active, totp active', codes: 2, roles: 'active' })
  expect(of('officer')?.hash).toBe(hashOf('officer'))
  expect(await again(), 'a second start').toBe(0)
  // An authority that was given again counts, also while its line waits for the file.
  await liftRules(owner, ['people'])
  await sql`update account_role set state = 'active' where account_id = ${supervisor}`.execute(db)
  expect(await again()).toBe(0)
})

test('a stop that was set after the backup is in force after a restore, and a lifted one is not needed', async () => {
  const { rows } = await sql<{ id: string }>`insert into stop (id, scope_type, scope_id, reason, set_at)
    select gen_random_uuid(), 'list', id, 'A list is wrong.', now() from (values ('wrong:list'), ('other')) as l (id) returning id`.execute(
    node.db,
  )
  const owner = openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} })
  await owner.query('update stop set off_at = now() where id = $1', [rows[1]?.id])
  await owner.end()
  await node.signIn('administrator')
  const { db, endAgain: again } = await restored('stops')
  expect(await again()).toBeGreaterThan(0)
  const on = db.selectFrom('stop').select(['id', 'scope_type', 'scope_id', 'set_by']).where('off_at', 'is', null)
  expect(await on.execute()).toEqual([{ id: rows[0]?.id, scope_type: 'list', scope_id: 'wrong:list', set_by: null }])
  expect(await again(), 'a second start').toBe(0)
})

test('a line that was cut short spoils no later line', async () => {
  const dataRoot = join(folder, 'cut')
  await mkdir(dataRoot)
  const after = new AfterBackup(dataRoot)
  const line = (id: string) => ({ v: 1, kind: 'ended', of: 'account', id, state: 'disabled' }) as const
  await after.append(line('one'))
  await appendFile(afterBackupFile(dataRoot), '{"v":1,"kind":"en')
  await new AfterBackup(dataRoot).append(line('two'))
  expect((await after.ended()).map(({ id }) => id)).toEqual(['one', 'two'])
})
