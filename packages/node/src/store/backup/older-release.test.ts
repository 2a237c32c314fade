import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createTestDatabase, type TestDatabase, testServerFacts } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../migrate.ts'
import { type Migration, migrations } from '../migrations/index.ts'
import { withClient } from '../postgres/index.ts'
import { temporaryFolder } from '../postgres/temporary-root.fixture.ts'
import { backupTo } from './backup-to.ts'
import type { Header } from './format.ts'
import { releases, rowsOfSecond } from './releases.fixture.ts'
import { restoreFrom } from './restore-from.ts'

const folder = temporaryFolder()
const file = join(folder.path, 'second.backup')
const made: TestDatabase[] = []
let source: Target
let count = 0

interface Target {
  name: string
  connection: ReturnType<TestDatabase['connection']>
  dataRoot: string
}
/** Creates a database without tables, and an empty data folder. */
async function blank(): Promise<Target> {
  const database = await createTestDatabase('template0')
  made.push(database)
  const dataRoot = mkdtempSync(join(folder.path, 'data-'))
  return { name: database.name, connection: database.connection('entente_owner'), dataRoot }
}
const run = (target: Target, sql: string): Promise<unknown[]> =>
  withClient(target.connection, async (client) => {
    const result = await client.query(sql)
    return Array.isArray(result) ? [] : result.rows
  })
const restore = (target: Target, list: readonly Migration[] = releases, from = file) =>
  restoreFrom(from, { ...target, migrations: list })

beforeAll(async () => {
  source = await blank()
  await migrate(source.connection, releases.slice(0, 2))
  await run(source, rowsOfSecond)
  for (const [path, bytes] of [
    ['keys/index.key', 'invented key'],
    ['raw/body', 'x'.repeat(1_000_000)],
  ] as const) {
    mkdirSync(join(source.dataRoot, path, '..'))
    writeFileSync(join(source.dataRoot, path), bytes)
  }
  await backupTo(file, { ...source, recipients: 'clear' })
})
afterAll(async () => {
  for (const database of made) await database.drop()
  folder.remove()
})

/**
 * Describes every table with its rights, columns, triggers, constraints, indexes and rows, and describes the sequences.
 * It leaves out the times at which migrations ran.
 */
async function describe(target: Target): Promise<Record<string, unknown>> {
  return withClient(target.connection, async (client) => {
    const ours = `relnamespace in (select oid from pg_namespace where nspname in ('public', 'audit'))`
    const parts = [
      `select oid::regclass::text, array(select grant_of::text from unnest(relacl) as grant_of order by 1)::text from pg_class where relkind = 'r' and ${ours}`,
      `select attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attacl::text, pg_get_expr(adbin, adrelid),
         row_number() over (partition by attrelid order by attnum)
       from pg_attribute join pg_class c on c.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
       where relkind = 'r' and ${ours} and attnum > 0 and not attisdropped`,
      `select pg_get_triggerdef(t.oid), tgenabled from pg_trigger t join pg_class c on c.oid = tgrelid where ${ours} and not tgisinternal`,
      `select conrelid::regclass::text, conname, pg_get_constraintdef(t.oid), convalidated from pg_constraint t join pg_class c on c.oid = conrelid where ${ours}`,
      `select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid where ${ours}`,
      `select pg_get_functiondef(oid) from pg_proc where pronamespace in (select oid from pg_namespace where nspname in ('public', 'audit'))`,
      `select schemaname, sequencename, last_value from pg_sequences where schemaname <> 'graphile_worker'`,
    ]
    const seen: Record<string, unknown> = {}
    for (const part of parts) {
      const { rows } = await client.query({ text: part, rowMode: 'array' })
      if (rows.length > 0) seen[part] = rows.map((row) => JSON.stringify(row)).sort()
    }
    const tables = await client.query(
      `select oid::regclass::text as name from pg_class where relkind = 'r' and ${ours}`,
    )
    for (const { name } of tables.rows) {
      // A migration ends founding at the time at which it runs.
      const times = name === 'founding' ? `- 'began_at' - 'ended_at'` : ''
      const { rows } = await client.query(`select to_jsonb(t) - 'at' - 'tx' ${times} as row from ${name} t order by 1`)
      if (rows.length > 0) seen[name] = rows
    }
    return seen
  })
}
const filesOf = (target: Target): string[] =>
  readdirSync(target.dataRoot, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
/** Checks that the database has no table of the application and the data folder no file. */
async function untouched(target: Target): Promise<void> {
  expect(await describe(target)).toEqual({})
  expect(filesOf(target)).toEqual([])
}
/** Returns the same backup with another header and a correct checksum. */
function withHeader(change: (header: Header) => object): string {
  const [header = '', ...rest] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
  const end = JSON.parse(rest.pop() ?? '')
  const text = [JSON.stringify(change(JSON.parse(header))), ...rest].map((line) => `${line}\n`).join('')
  const sha256 = createHash('sha256').update(text).digest('hex')
  const path = join(folder.path, `header-${++count}`)
  writeFileSync(path, gzipSync(`${text}${JSON.stringify({ ...end, sha256 })}\n`, { level: 1 }))
  return path
}

test('restoring an older backup gives the same data as upgrading its node', async () => {
  const upgraded = await blank()
  await migrate(upgraded.connection, releases.slice(0, 2))
  await run(upgraded, rowsOfSecond)
  await migrate(upgraded.connection, releases)
  for (const start of [0, 1, 2]) {
    const target = await blank()
    if (start > 0) await migrate(target.connection, releases.slice(0, start))
    if (start > 0) await run(target, 'delete from kind')
    const restored = await restore(target)
    expect(restored).toMatchObject({ schemaVersion: expect.stringMatching(/^0002-second, jobs \d+$/), files: 2 })
    expect(restored.migrated).toEqual(['0003-names', '9999-last'])
    expect(await describe(target)).toEqual(await describe(upgraded))
    expect(readFileSync(join(target.dataRoot, 'raw', 'body'), 'utf8')).toBe('x'.repeat(1_000_000))
    expect(await migrate(target.connection, releases)).toEqual([])
    expect(
      await run(target, `select has_table_privilege('entente_app', 'graphile_worker._private_jobs', 'insert') as may`),
    ).toEqual([{ may: true }])
  }
})

test('a backup of the same release restores exactly, without rows that migrations insert', async () => {
  const target = await blank()
  expect((await restore(target, releases.slice(0, 2))).migrated).toEqual([])
  expect(await describe(target)).toEqual(await describe(source))
})

test.each([1, 16])('restoring a backup made after %i migrations equals upgrading its node', async (length) => {
  const old = await blank()
  await migrate(old.connection, migrations.slice(0, length))
  await run(
    old,
    `insert into person values ('00000000-0000-4000-8000-000000000001', 'Ylva Strand');
     insert into account (id, name, person_id, password_hash) select id, 'analyst', id, 'x' from person;
     insert into audit.entry (id, entry, type, actor, at, details, salt) select id, '{}', 'login.ok', 'x', '2026-03-01', '{}', decode(repeat('00', 32), 'hex') from person`,
  )
  const saved = join(folder.path, `after-${length}.backup`)
  await backupTo(saved, { ...old, recipients: 'clear' })
  const target = await blank()
  const restored = await restore(target, migrations, saved)
  expect(restored.migrated).toEqual(migrations.slice(length).map(({ name }) => name))
  await migrate(old.connection)
  expect(await describe(target)).toEqual(await describe(old))
})

test('a restore runs a migration that was released out of order on the loaded rows', async () => {
  const late = { name: '0001b-late', sql: `update person set born = 'late' where born is null` }
  const [first, second] = releases
  const target = await blank()
  const restored = await restore(target, [first!, late, second!])
  expect(restored.migrated).toEqual(['0001b-late'])
  expect(await run(target, 'select born from person order by id')).toEqual([{ born: '1980' }, { born: 'late' }])
})

test('a backup of a newer release is refused before any change, and named', async () => {
  const target = await blank()
  const without = ({ migrations: _, ...header }: Header) => header
  const cases: [string, readonly Migration[]][] = [
    [file, releases.slice(0, 1)],
    [withHeader(without), releases.slice(0, 1)],
  ]
  for (const [from, list] of cases) {
    await expect(restore(target, list, from)).rejects.toMatchObject({
      code: 'backup-newer',
      message: expect.stringMatching(/0002-second.*0001-first/),
    })
  }
  const jobs = withHeader((header) => ({ ...header, schemaVersion: '0002-second, jobs 9999' }))
  await expect(restore(target, releases, jobs)).rejects.toMatchObject({ code: 'backup-newer' })
  await untouched(target)
})

test('a backup with an unknown migration or an older job queue is refused', async () => {
  const target = await blank()
  const unknown = (name: string) => (header: Header) => ({ ...header, migrations: ['0001-first', name] })
  const named = withHeader(unknown('0002-other'))
  await expect(restore(target, releases, named)).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringContaining('0002-other'),
  })
  const last = withHeader(({ migrations: _, ...header }) => ({ ...header, schemaVersion: '0002-other, jobs 19' }))
  await expect(restore(target, releases, last)).rejects.toMatchObject({ code: 'backup-schema' })
  const queue = withHeader((header) => ({ ...header, schemaVersion: '0002-second, jobs 3' }))
  await expect(restore(target, releases, queue)).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringContaining('version 3 of the job queue'),
  })
  await untouched(target)
})

test('a backup without a list of migrations counts as having all earlier ones', async () => {
  const target = await blank()
  const old = withHeader(({ migrations: _, ...header }) => header)
  expect((await restore(target, releases, old)).migrated).toEqual(['0003-names', '9999-last'])
})

test('a database with a newer schema than the backup is refused and stays unchanged', async () => {
  const target = await blank()
  await migrate(target.connection, releases)
  const before = await describe(target)
  await expect(restore(target)).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringMatching(/0002-second.*9999-last.*new data folder/),
  })
  expect(await describe(target)).toEqual(before)
})

test('a backup whose columns differ from its migrations is refused', async () => {
  const target = await blank()
  const [first, second, ...rest] = releases
  const other = { name: '0002-second', sql: `${second?.sql} alter table kind add column more text` }
  await expect(restore(target, [first!, other, ...rest])).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringContaining('public.kind'),
  })
  await untouched(target)
})

test('a migration that fails on the loaded rows leaves no rows, tables or files', async () => {
  const target = await blank()
  // Foreign keys are not checked while rows are loaded, but are checked while the rows are migrated.
  const broken = { name: '0004-broken', sql: `insert into crossing (person_id, day) values (99, '2026-01-01')` }
  await expect(restore(target, [...releases.slice(0, 3), broken])).rejects.toMatchObject({
    code: 'restore-failed',
    message: expect.stringMatching(/0004-broken.*database 23503/),
  })
  await untouched(target)
  expect((await restore(target)).files).toBe(2)
})

test('a killed restore leaves an empty database, and repeating the restore succeeds', async () => {
  const target = await blank()
  const script = fileURLToPath(new URL('restore-process.fixture.ts', import.meta.url))
  const options = ['--conditions=entente-source', '--import', 'tsx', script]
  await withClient(target.connection, async (client) => {
    await client.query('select pg_advisory_lock(4711)')
    const given = [file, testServerFacts().socketDirectory, target.name, target.dataRoot]
    const child = spawn(process.execPath, [...options, ...given], { stdio: ['ignore', 'ignore', 'inherit'] })
    const waiting = `select from pg_locks where locktype = 'advisory' and not granted and objid = 4711 and database = (select oid from pg_database where datname = current_database())`
    await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  expect(existsSync(join(target.dataRoot, 'keys', 'index.key'))).toBe(true)
  const others = `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  await expect.poll(async () => (await run(target, others)).length).toBe(0)
  expect(await describe(target)).toEqual({})
  expect((await restore(target)).migrated).toEqual(['0003-names', '9999-last'])
  expect(filesOf(target)).toEqual(['body', 'index.key'])
})

test('if the database connection breaks during a restore, the error says so', async () => {
  const target = await blank()
  const gone = { name: '0003-gone', sql: 'select pg_terminate_backend(pg_backend_pid())' }
  await expect(restore(target, [...releases.slice(0, 2), gone])).rejects.toMatchObject({
    code: 'restore-failed',
    message: expect.stringContaining('connection to the database was lost'),
  })
  await untouched(target)
})

test('after an unconfirmed commit, the files stay for the next attempt', async () => {
  const target = await blank()
  const late = `create constraint trigger late after insert on mark deferrable initially deferred for each row execute function audit.refuse();
    delete from mark; insert into mark select id from person`
  const refused = restore(target, [...releases.slice(0, 3), { name: '0004-late', sql: late }])
  await expect(refused).rejects.toMatchObject({ code: 'restore-failed', message: expect.stringContaining('confirm') })
  expect([await describe(target), filesOf(target)]).toEqual([{}, ['body', 'index.key']])
  expect((await restore(target)).files).toBe(2)
})

test('a restore onto a full disk leaves no rows and no files', async () => {
  const target = await blank()
  mkdirSync(join(target.dataRoot, 'raw'))
  // Every write to this device fails as if the disk were full.
  symlinkSync('/dev/full', join(target.dataRoot, 'raw', 'body.new'))
  await expect(restore(target)).rejects.toMatchObject({
    code: 'restore-failed',
    message: expect.stringContaining('The disk is full'),
  })
  await untouched(target)
})
