import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { openPostgres } from './open-postgres.ts'
import { privateConnection } from './private-connection.ts'
import { answers, isZombie } from './processes.ts'
import { withClient } from './provision.ts'
import { identity } from './run-as.ts'
import { type ChildNode, canRunAs, runChildNode } from './run-child-node.fixture.ts'
import { temporaryFolder } from './temporary-root.fixture.ts'
import type { PostgresServer, PrivateRole } from './types.ts'

const folder = temporaryFolder()
const root = join(folder.path, 'node')
const asRoot = process.getuid?.() === 0
const servers: PostgresServer[] = []
const children: ChildNode[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  for (const node of children.splice(0)) await node.kill()
})
afterAll(() => folder.remove())

const start = async (
  dataRoot = root,
  more: { onDown?: () => void; onUp?: () => void } = {},
): Promise<PostgresServer> => {
  const server = await openPostgres({ dataRoot, fsync: false, log: () => {}, ...more })
  servers.push(server)
  return server
}
const child = async (dataRoot = root, as?: string): Promise<ChildNode> => {
  const node = await runChildNode(dataRoot, as)
  children.push(node)
  return node
}
const ask = <T>(server: PostgresServer, role: Parameters<PostgresServer['connection']>[0], sql: string): Promise<T[]> =>
  withClient(server.connection(role), async (client) => (await client.query(sql)).rows)
const lives = (pid: number | null | undefined): boolean => typeof pid === 'number' && answers(pid) && !isZombie(pid)
const gone = (pid: number | undefined): Promise<void> => expect.poll(() => lives(pid)).toBe(false)

test('the first start creates a checksummed cluster, a database and separated roles', async () => {
  const server = await start()
  expect(server).toMatchObject({ kind: 'private', dataRoot: root, rolesSeparated: true })
  expect(server.state()).toBe('ready')
  const [facts] = await ask<Record<string, unknown>>(
    server,
    'entente_owner',
    `select current_database() as database, current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
       (select datcollate || ' ' || datlocprovider::text from pg_database where datname = current_database()) as locale,
       (select array_agg(rolname || case when rolsuper then '!' else '' end order by rolname)::text from pg_roles where rolname like 'entente%') as roles`,
  )
  expect(facts).toEqual({
    database: 'entente',
    checksums: 'on',
    addresses: '',
    locale: 'C.UTF-8 b',
    roles: '{entente_app,entente_oversight,entente_owner,entente_root!,entente_verifier}',
  })
  const [overseer] = await ask<Record<string, unknown>>(
    server,
    'entente_oversight',
    "select current_setting('statement_timeout') as patience, current_setting('default_transaction_read_only') as reading",
  )
  expect(overseer).toEqual({ patience: '15s', reading: 'on' })
})

test('app and oversight can neither create tables nor connect to another database', async () => {
  const server = await start()
  await expect(ask(server, 'entente_app', 'create table public.t ()')).rejects.toMatchObject({ code: '42501' })
  await expect(ask(server, 'entente_app', 'create temp table t ()')).rejects.toMatchObject({ code: '42501' })
  await expect(ask(server, 'entente_app', 'set role entente_owner')).rejects.toMatchObject({ code: '42501' })
  await expect(withClient(server.connection('entente_app', 'postgres'), async () => {})).rejects.toMatchObject({
    code: '42501',
  })
})

test('data survives a restart, and other users cannot read keys or the database', async () => {
  const first = await start()
  await ask(first, 'entente_owner', 'create table if not exists kept (n int); insert into kept values (1)')
  await first.stop()
  expect(first.pid).toBe(null)
  expect(existsSync(join(root, 'node.json'))).toBe(false)
  const second = await start()
  expect(await ask(second, 'entente_owner', 'select n from kept')).toEqual([{ n: 1 }])
  for (const name of ['data', 'keys', 'raw', 's']) expect(statSync(join(root, name)).mode & 0o777).toBe(0o700)
})

test.each([
  ['before anything', ''],
  ['after a kill', 'create role entente_convert login superuser'],
])('a cluster whose superuser was entente_owner is converted %s, with all its objects', async (_, done) => {
  const old = mkdtempSync(join(folder.path, 'old-'))
  const first = await start(old)
  const as = (role: PrivateRole, sql: string, database = 'entente') =>
    withClient(privateConnection(first.socketDirectory ?? '')(role, database), (client) => client.query(sql))
  // As releases made it whose first role was entente_owner.
  await as(
    'entente_root',
    'drop owned by entente_owner, entente_verifier; alter database entente owner to entente_root',
  )
  await as('entente_root', 'drop owned by entente_owner, entente_verifier', 'postgres')
  await as('entente_root', 'drop role entente_owner, entente_verifier; create role entente_convert login superuser')
  await as('entente_convert', 'alter role entente_root rename to entente_owner')
  await as('entente_owner', `drop role entente_convert; ${done}`)
  await as(
    'entente_owner',
    `create schema other create table kept (n int generated always as identity, word text);
     insert into other.kept (word) values ('as before');
     create type other.pair as (a int, b int); create type other.mood as enum ('good');
     create view other.seen as select n from other.kept;
     create function other.twice(n int) returns int language sql as 'select 2 * n';
     grant usage on schema other to entente_app; grant select on other.kept to entente_app`,
  )
  await first.stop()
  const second = await start(old)
  const [facts] = await ask<Record<string, unknown>>(
    second,
    'entente_owner',
    `select (select array_agg(rolname || case when rolsuper then '!' else '' end order by rolname)::text from pg_roles where rolname like 'entente%') as roles,
       (select string_agg(distinct relowner::regrole::text, ',') from pg_class where relnamespace = 'other'::regnamespace) as tables,
       (select string_agg(distinct typowner::regrole::text, ',') from pg_type where typnamespace = 'other'::regnamespace) as types,
       (select proowner::regrole::text from pg_proc where proname = 'twice') as routine,
       (select datdba::regrole::text from pg_database where datname = current_database()) as database`,
  )
  expect(facts).toEqual({
    roles: '{entente_app,entente_oversight,entente_owner,entente_root!,entente_verifier}',
    ...{ tables: 'entente_owner', types: 'entente_owner', routine: 'entente_owner', database: 'entente_owner' },
  })
  expect(await ask(second, 'entente_app', 'select word from other.kept')).toEqual([{ word: 'as before' }])
  await second.stop()
})

test('a second node on the same data is refused, and the error names the first', async () => {
  const server = await start()
  await expect(start()).rejects.toMatchObject({
    code: 'pg-in-use',
    message: expect.stringContaining(`process ${process.pid} `),
  })
  const other = await child()
  expect(other.output).toMatchObject({ code: 'pg-in-use', message: expect.stringContaining(`process ${process.pid} `) })
  expect(server.state()).toBe('ready')
})

test('a killed server is restarted by its node with all committed data', async () => {
  const seen: string[] = []
  let back = (): void => {}
  const up = new Promise<void>((resolve) => {
    back = resolve
  })
  const server = await start(root, {
    onDown: () => seen.push(`down, ${server.state()}`),
    onUp: () => {
      seen.push('up')
      back()
    },
  })
  await ask(server, 'entente_owner', 'create table if not exists survived (n int); insert into survived values (7)')
  const before = server.pid
  process.kill(before!, 'SIGKILL')
  await up
  expect(seen).toEqual(['down, down', 'up'])
  expect(server.pid).not.toBe(before)
  expect(await ask(server, 'entente_app', 'select current_user as me')).toEqual([{ me: 'entente_app' }])
  expect(await ask(server, 'entente_owner', 'select n from survived')).toEqual([{ n: 7 }])
})

test('killing a node ends its server, and the next node starts at once', async () => {
  const node = await child()
  expect(node.output.role).toBe('entente_app')
  expect(lives(node.output.pid)).toBe(true)
  await node.kill()
  const next = await start()
  expect(next.state()).toBe('ready')
  await gone(node.output.pid)
})

test('a server that outlived its node and watcher is stopped, not used', async () => {
  const node = await child()
  const watcher = watcherOf(node.output.pid!)
  process.kill(watcher, 'SIGKILL')
  await node.kill()
  expect(lives(node.output.pid)).toBe(true)
  const next = await start()
  expect(next.pid).not.toBe(node.output.pid)
  await gone(node.output.pid)
})

test('after node and server are killed together, the next start succeeds', async () => {
  const node = await child()
  process.kill(node.output.pid!, 'SIGKILL')
  await node.kill()
  expect((await start()).state()).toBe('ready')
})

test('a lock file whose process number was reused does not block the server', async () => {
  const server = await start()
  await server.stop()
  const other = spawn('/bin/sleep', ['600'], { ...identity(server.serverUser!), stdio: 'ignore' })
  try {
    const file = join(root, 'data', 'postmaster.pid')
    writeFileSync(
      file,
      [other.pid, join(root, 'data'), 1_700_000_000, 5432, join(root, 's'), '', '', 'ready', ''].join('\n'),
      { mode: 0o600 },
    )
    chownSync(file, server.serverUser!.uid, server.serverUser!.gid)
    expect((await start()).state()).toBe('ready')
    expect(lives(other.pid)).toBe(true)
  } finally {
    other.kill('SIGKILL')
  }
})

test('of two nodes starting on a new folder, one starts and one is refused', async () => {
  const fresh = join(folder.path, 'contended')
  const nodes = await Promise.all([child(fresh), child(fresh)])
  expect(nodes.map((node) => node.output.code ?? node.output.role).sort()).toEqual(['entente_app', 'pg-in-use'])
})

test('data of another major version is refused and not changed', async () => {
  const file = join(root, 'data', 'PG_VERSION')
  const own = readFileSync(file, 'utf8')
  writeFileSync(file, '12\n')
  try {
    const refused = await start().catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: 'pg-version',
      message: expect.stringMatching(/made by PostgreSQL 12; this machine has PostgreSQL \d+.*Nothing was changed/),
    })
    expect(readFileSync(file, 'utf8')).toBe('12\n')
  } finally {
    writeFileSync(file, own)
  }
  expect((await start()).state()).toBe('ready')
})

test('the error for a server that cannot start contains its last log lines', async () => {
  const control = join(root, 'data', 'global', 'pg_control')
  renameSync(control, `${control}.aside`)
  try {
    await expect(start()).rejects.toMatchObject({
      code: 'pg-start-failed',
      message: expect.stringContaining('pg_control'),
    })
  } finally {
    renameSync(`${control}.aside`, control)
  }
})

test('if the path is too long for a socket, a short temporary folder is used', async () => {
  const server = await start(join(folder.path, 'long-'.repeat(20), 'nöde with a space'))
  expect(Buffer.byteLength(`${server.socketDirectory}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107)
  expect(statSync(server.socketDirectory!).mode & 0o777).toBe(0o700)
  expect(await ask(server, 'entente_app', 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  expect(existsSync(server.socketDirectory!)).toBe(false)
})

test.skipIf(!asRoot)('as root: the error names the folder that the server user may not enter', async () => {
  const closed = join(folder.path, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  await expect(start(join(closed, 'data'))).rejects.toMatchObject({
    code: 'data-root-unreachable',
    message: expect.stringContaining(`may not enter ${closed},`),
  })
})

test.skipIf(!asRoot)('as root: the server runs as another user that does not own its program', async () => {
  const server = await start()
  expect(server.serverUser?.uid).not.toBe(0)
  expect(statSync(`/proc/${server.pid}`).uid).toBe(server.serverUser?.uid)
  expect(statSync(join(root, 'conf')).uid).toBe(0)
})

const ordinary = asRoot && canRunAs('nobody')
if (!ordinary)
  console.warn('skipped: an ordinary user starts its own server (needs root and a checkout that user nobody can read)')
test.skipIf(!ordinary)('started by an ordinary user, the server runs as that user', async () => {
  const home = join(folder.path, 'home')
  mkdirSync(home, { mode: 0o777 })
  chmodSync(home, 0o777)
  const node = await child(join(home, 'node'), 'nobody')
  expect(node.output).toMatchObject({ user: 'nobody', role: 'entente_app' })
  expect(statSync(`/proc/${node.output.pid}`).uid).toBe(statSync(join(home, 'node')).uid)
  node.child.kill('SIGINT')
  await gone(node.output.pid)
})

test('the error for a folder that cannot be created says how to choose another', async () => {
  writeFileSync(join(folder.path, 'file'), '')
  await expect(start(join(folder.path, 'file', 'node'))).rejects.toMatchObject({
    code: 'data-root-not-writable',
    message: expect.stringMatching(/file\/node .*--data/),
  })
})

/**
 * Returns the process id of the watcher: the shell whose command line names this server's node. It has no parent by
 * which it could be found.
 */
function watcherOf(server: number): number {
  const holder = readFileSync(join(root, 'server.lock'), 'utf8').trim()
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => pid !== server && commandLine(pid).startsWith('/bin/sh\0') && commandLine(pid).includes(holder))
  if (!found) throw new Error('the watcher was not found')
  return found
}
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
