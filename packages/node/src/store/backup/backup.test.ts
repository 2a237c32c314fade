import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../migrate.ts'
import { openPostgres, type PostgresServer, privateConnection, withClient } from '../postgres/index.ts'
import { temporaryFolder } from '../postgres/temporary-root.fixture.ts'
import { backupTo } from './backup-to.ts'
import { findMarkers, plantMarkers } from './find-markers.fixture.ts'
import type { Progress } from './format.ts'
import { makeIdentity, readIdentities } from './identities.ts'
import { restoreFrom } from './restore-from.ts'
import { sampleRows, smallMigrations } from './small-schema.fixture.ts'

const folder = temporaryFolder()
const source = { dataRoot: join(folder.path, 'source'), name: 'source' }
const file = join(folder.path, 'node.backup')
let server: PostgresServer
let count = 0

beforeAll(async () => {
  server = await openPostgres({ dataRoot: join(folder.path, 'node'), fsync: false, log: () => {} })
  await admin('create database empty')
  await migrate(connection('empty'), smallMigrations)
  await admin('create database source template empty')
  await run(source.name, sampleRows)
  await run(
    source.name,
    `select graphile_worker.add_job('read-message', '{"id": 1}'); update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone'`,
  )
  mkdirSync(join(source.dataRoot, 'raw', 'ab'), { recursive: true })
  mkdirSync(join(source.dataRoot, 'keys'))
  writeFileSync(join(source.dataRoot, 'keys', 'index.key'), Buffer.from([0, 255, 10, 13]), { mode: 0o600 })
  writeFileSync(join(source.dataRoot, 'raw', 'ab', 'large'), Buffer.alloc(2_000_001, 'UNB+'))
  writeFileSync(join(source.dataRoot, 'raw', 'nothing'), '')
})
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

const connection = (database: string): pg.PoolConfig =>
  privateConnection(server.socketDirectory ?? '')('entente_root', database)
const run = (database: string, sql: string): Promise<unknown[]> =>
  withClient(connection(database), async (client) => {
    const result = await client.query(sql)
    return Array.isArray(result) ? [] : result.rows
  })
const admin = (sql: string): Promise<unknown[]> => run('postgres', sql)
/** Creates a database with the schema but without rows, and an empty data root. */
async function newTarget(more = '') {
  const name = `target_${++count}`
  await admin(`create database ${name} template empty`)
  await run(name, more)
  const dataRoot = join(folder.path, name)
  mkdirSync(dataRoot)
  return { name, dataRoot, connection: connection(name), migrations: smallMigrations }
}
const dump = async (database: string): Promise<Record<string, unknown>> => {
  const seen: Record<string, unknown> = {}
  const tables = ['public.parent', 'public.child', 'public.zebra', 'graphile_worker._private_tasks']
  for (const table of tables) seen[table] = await run(database, `select t::text as row from ${table} t order by 1`)
  seen.entries = await run(database, 'select id, text from audit."Entry ""x""" order by id')
  return seen
}
const untouched = async (target: { name: string; dataRoot: string }): Promise<void> => {
  const empty = {
    'public.parent': [],
    'public.child': [],
    'public.zebra': [],
    'graphile_worker._private_tasks': [],
    entries: [],
  }
  expect(await dump(target.name)).toEqual(empty)
  const left = existsSync(target.dataRoot) ? readdirSync(target.dataRoot, { recursive: true, withFileTypes: true }) : []
  expect(left.filter((entry) => entry.isFile())).toEqual([])
}
/** Returns the backup with changed lines and an outdated checksum, as if the file had been damaged. */
const changed = (change: (text: string) => string): string => {
  const path = join(folder.path, `changed-${++count}`)
  writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(file)).toString()), { level: 1 }))
  return path
}

test('a backup restores every row, file and sequence of a node, but no sessions, keys of people or codes', async () => {
  const seen: Progress[] = []
  const summary = await backupTo(file, {
    connection: connection('source'),
    dataRoot: source.dataRoot,
    recipients: 'clear',
    onProgress: (p) => seen.push(p),
  })
  expect(summary).toMatchObject({
    files: 3,
    schemaVersion: expect.stringMatching(/^0007-sample, jobs \d+$/),
    bytes: statSync(file).size,
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(existsSync(`${file}.partial`)).toBe(false)
  expect(seen.at(-1)).toMatchObject({ rows: summary.rows, of: summary.rows })

  const target = await newTarget()
  const restored = await restoreFrom(file, { ...target, onProgress: (p) => seen.push(p) })
  expect(restored).toMatchObject({ rows: summary.rows, files: 3, schemaVersion: summary.schemaVersion })
  expect(await dump(target.name)).toEqual(await dump('source'))
  for (const table of ['session', 'person_key', 'enrolment_code'])
    expect(await run(target.name, `select * from public.${table}`), table).toEqual([])
  for (const path of ['keys/index.key', 'raw/ab/large', 'raw/nothing']) {
    expect(readFileSync(join(target.dataRoot, path)).equals(readFileSync(join(source.dataRoot, path)))).toBe(true)
  }
  expect(statSync(join(target.dataRoot, 'keys', 'index.key')).mode & 0o777).toBe(0o600)
  expect(new Set(seen.map((p) => p.step))).toEqual(new Set(['writing', 'checking', 'restoring', 'comparing']))
})

test('after a restore, ids continue, triggers work, and an interrupted job can run again', async () => {
  const target = await newTarget()
  await restoreFrom(file, target)
  const next = 'insert into public.child (parent_id) select id from public.parent limit 1 returning number, twice'
  expect(await run(target.name, next)).toEqual(await run('source', next))
  await expect(
    run(target.name, 'insert into public.parent values (gen_random_uuid(), gen_random_uuid())'),
  ).rejects.toThrow('never at a restore')
  await expect(run(target.name, 'delete from audit."Entry ""x"""')).rejects.toThrow('never at a restore')
  expect(
    await run(target.name, 'select locked_at, locked_by, is_available from graphile_worker._private_jobs'),
  ).toEqual([{ locked_at: null, locked_by: null, is_available: true }])
  await expect(
    run(target.name, 'insert into public.child (parent_id) values (gen_random_uuid())'),
  ).rejects.toMatchObject({ code: '23503' })
})

test('a backup shows one point in time and nothing committed later', async () => {
  const later = join(folder.path, 'instant.backup')
  await withClient(connection('source'), async (writer) => {
    await writer.query('begin; lock table public.zebra in access exclusive mode')
    const running = backupTo(later, {
      connection: connection('source'),
      dataRoot: source.dataRoot,
      recipients: 'clear',
    })
    const waiting = () => admin('select from pg_locks where not granted and relation is not null')
    await expect.poll(async () => (await waiting()).length).toBe(1)
    await writer.query(
      `insert into audit."Entry ""x""" (text) values ('meanwhile'); insert into public.zebra values (2, 'meanwhile'); commit`,
    )
    await running
  })
  expect(gunzipSync(readFileSync(later)).toString()).not.toContain('meanwhile')
  expect(await run('source', "select note from public.zebra where note = 'meanwhile'")).toHaveLength(1)
})

test('bytes of rows and files are in a clear backup, and not in an encrypted one, which restores the same', async () => {
  const markers = plantMarkers(200)
  const [inText, inBytes, inFiles] = [markers.slice(0, 70), markers.slice(70, 140), markers.slice(140)]
  const planted = await newTarget(`set session_replication_role = replica;
    insert into public.zebra select n, name from unnest('{${inText}}'::text[]) with ordinality t (name, n);
    insert into public.child (parent_id, raw)
      select gen_random_uuid(), convert_to(name, 'UTF8') from unnest('{${inBytes}}'::text[]) name`)
  mkdirSync(join(planted.dataRoot, 'raw'))
  writeFileSync(join(planted.dataRoot, 'raw', 'people'), inFiles.map((name, n) => ' '.repeat(n) + name).join('\n'))
  const line = '{"v":1,"kind":"ended","of":"account","id":"x","state":"disabled"}\n'
  writeFileSync(join(planted.dataRoot, 'after-backup.jsonl'), `${line}{"v":1,"ki`)
  const key = join(folder.path, 'planted.key')
  const recipient = await makeIdentity(key, new Date())
  const clear = await backupTo(join(folder.path, 'planted.clear'), { ...planted, recipients: 'clear' })
  expect(findMarkers(readFileSync(clear.file), markers)).toEqual(markers)
  const sealed = await backupTo(join(folder.path, 'planted.sealed'), { ...planted, recipients: [recipient] })
  expect(sealed).toMatchObject({ after: `${sealed.file}.after`, bytes: statSync(sealed.file).size })
  const after = readFileSync(`${sealed.file}.after`)
  for (const bytes of [readFileSync(sealed.file), after]) expect(findMarkers(bytes, markers)).toEqual([])
  // The line that the node was just writing is left out.
  expect(after.toString()).toMatch(/^\{[^\n]+"disabled"\}\n\{"v":1,"kind":"copied","at":"[^"]+"\}\n$/)
  const target = await newTarget()
  await expect(restoreFrom(sealed.file, target)).rejects.toMatchObject({ code: 'identity-missing' })
  await untouched(target)
  await restoreFrom(sealed.file, { ...target, identities: await readIdentities(key) })
  expect(await dump(target.name)).toEqual(await dump(planted.name))
})

test('a backup never overwrites a file, and its error names an unwritable folder', async () => {
  const options = { connection: connection('source'), dataRoot: source.dataRoot, recipients: 'clear' as const }
  await expect(backupTo(file, options)).rejects.toMatchObject({
    code: 'backup-exists',
    message: expect.stringContaining(file),
  })
  const nowhere = join(folder.path, 'no-such-folder', 'x')
  await expect(backupTo(nowhere, options)).rejects.toMatchObject({
    code: 'backup-unwritable',
    message: expect.stringContaining(nowhere),
  })
})

test('all damage to the file is found before anything is written', async () => {
  const target = await newTarget()
  const cut = join(folder.path, 'cut')
  writeFileSync(cut, readFileSync(file))
  truncateSync(cut, Math.floor(statSync(file).size / 2))
  const text = join(folder.path, 'text')
  writeFileSync(text, 'not a backup')
  const cases: [string, string][] = [
    [join(folder.path, 'missing'), 'backup-unreadable'],
    [cut, 'backup-damaged'],
    [text, 'backup-damaged'],
    [changed(() => ''), 'backup-damaged'],
    [changed((lines) => lines.replace('parent 17"', 'parent 18"')), 'backup-damaged'],
    [changed((lines) => lines.replace(/\n\[[^\n]*"parent 17"\]\n/, '\n')), 'backup-damaged'],
    [changed((lines) => lines.slice(0, lines.lastIndexOf('{"kind":"end"'))), 'backup-damaged'],
    [changed((lines) => `${lines}{"kind":"file","path":"raw/more"}\n`), 'backup-damaged'],
    [changed((lines) => lines.replace('"path":"raw/nothing"', '"path":"raw/../../outside"')), 'backup-damaged'],
    [changed((lines) => lines.replace('entente/backup/v1', 'entente/backup/v9')), 'backup-version'],
  ]
  for (const [path, code] of cases) {
    await expect(restoreFrom(path, target), path).rejects.toMatchObject({
      code,
      message: expect.stringContaining(path),
    })
  }
  await untouched(target)
})

test('a restore into a database with rows or another key is refused', async () => {
  const filled = await newTarget("insert into public.zebra values (9, 'mine')")
  await expect(restoreFrom(file, filled)).rejects.toMatchObject({
    code: 'restore-not-empty',
    message: expect.stringContaining('public.zebra'),
  })
  expect(await run(filled.name, 'select count(*)::int as n from public.parent')).toEqual([{ n: 0 }])
  const keyed = await newTarget()
  mkdirSync(join(keyed.dataRoot, 'keys'))
  writeFileSync(join(keyed.dataRoot, 'keys', 'index.key'), 'mine')
  await expect(restoreFrom(file, keyed)).rejects.toMatchObject({
    code: 'restore-not-empty',
    message: expect.stringContaining('index.key'),
  })
  expect(readFileSync(join(keyed.dataRoot, 'keys', 'index.key'), 'utf8')).toBe('mine')
})

test('a restore is refused if the schema differs in version or columns', async () => {
  const newer = await newTarget("insert into public.migration (name) values ('0008-next')")
  await expect(restoreFrom(file, newer)).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringMatching(/0007-sample.*0008-next/),
  })
  await untouched(newer)
  const wider = await newTarget('alter table public.zebra add more text')
  await expect(restoreFrom(file, wider)).rejects.toMatchObject({
    code: 'backup-schema',
    message: expect.stringContaining('public.zebra'),
  })
  await untouched(wider)
})

test('a restore that fails at the last table leaves no rows and no files', async () => {
  const strict = await newTarget("alter table public.zebra add constraint strict check (note <> 'before')")
  await expect(restoreFrom(file, strict)).rejects.toMatchObject({ code: 'restore-failed' })
  await untouched(strict)
})

test('a restore that changes data is detected before the commit', async () => {
  const meddling = await newTarget(`
    create function public.meddle() returns trigger language plpgsql as $$ begin new.note := 'other'; return new; end $$;
    create trigger meddle before insert on public.zebra for each row execute function public.meddle();
    alter table public.zebra enable always trigger meddle`)
  await expect(restoreFrom(file, meddling)).rejects.toMatchObject({
    code: 'restore-failed',
    message: expect.stringContaining('public.zebra'),
  })
  await untouched(meddling)
})

test('a restore without superuser rights is refused, and the error states the reason', async () => {
  const target = await newTarget()
  const refused = restoreFrom(file, { ...target, connection: server.connection('entente_app', target.name) })
  await expect(refused).rejects.toMatchObject({ code: 'restore-not-permitted' })
  await untouched(target)
})
