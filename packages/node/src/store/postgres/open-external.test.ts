import { Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openPostgres } from './open-postgres.ts'
import { privateConnection } from './private-connection.ts'
import { withClient } from './provision.ts'
import { temporaryFolder } from './temporary-root.fixture.ts'
import type { DatabaseRole, PostgresServer, PrivateRole } from './types.ts'

const folder = temporaryFolder()
let there: PostgresServer
const opened: PostgresServer[] = []

beforeAll(async () => {
  there = await openPostgres({ dataRoot: join(folder.path, 'node'), fsync: false, log: () => {} })
})
afterAll(async () => {
  for (const server of opened) await server.stop()
  await there?.stop()
  folder.remove()
})

const asRoot = () => privateConnection(there.socketDirectory ?? '')('entente_root')
const url = (login: PrivateRole, database = 'entente'): string =>
  `postgres://${login}@${encodeURIComponent(there.socketDirectory ?? '')}/${database}`
const open = async (
  databaseUrl: string,
  more: { onDown?: () => void; onUp?: () => void; log?: () => void } = {},
): Promise<PostgresServer> => {
  const server = await openPostgres({ databaseUrl, log: () => {}, ...more })
  opened.push(server)
  return server
}
const settings = (server: PostgresServer, role: DatabaseRole, database?: string): Promise<unknown> =>
  withClient(server.connection(role, database), async (client) => {
    const asked =
      "select session_user as login, current_user as role, current_database() as database, current_setting('statement_timeout') as patience"
    return (await client.query(asked)).rows[0]
  })

test('with DATABASE_URL the login takes the roles when it connects, with the limits of oversight', async () => {
  const server = await open(url('entente_root'))
  expect(server).toMatchObject({
    kind: 'external',
    pid: null,
    socketDirectory: null,
    rolesSeparated: true,
    separated: false,
    version: there.version,
  })
  expect(await settings(server, 'entente_owner')).toMatchObject({ login: 'entente_root', role: 'entente_root' })
  expect(await settings(server, 'entente_app')).toMatchObject({
    login: 'entente_root',
    role: 'entente_app',
    database: 'entente',
  })
  expect(await settings(server, 'entente_oversight')).toMatchObject({ role: 'entente_oversight', patience: '15s' })
  expect(await settings(server, 'entente_app', 'postgres')).toMatchObject({ role: 'entente_app', database: 'postgres' })
})

test('missing roles are created without login if the login may create roles', async () => {
  const server = await withClient(asRoot(), async (client) => {
    await client.query('alter role entente_oversight rename to put_aside')
    try {
      const made = await open(url('entente_root'))
      expect((await client.query("select rolcanlogin from pg_roles where rolname = 'entente_oversight'")).rows).toEqual(
        [{ rolcanlogin: false }],
      )
      return made
    } finally {
      await client.query('drop role if exists entente_oversight')
      await client.query('alter role put_aside rename to entente_oversight')
    }
  })
  expect(server.rolesSeparated).toBe(true)
})

test('a login that cannot take a role runs queries as itself, with a warning', async () => {
  const logged: unknown[] = []
  const server = await open(url('entente_verifier'), { log: (...entry: unknown[]) => logged.push(entry) })
  expect(server).toMatchObject({ rolesSeparated: false, separated: false })
  expect(await settings(server, 'entente_app')).toMatchObject({ login: 'entente_verifier', role: 'entente_verifier' })
  expect(logged).toContainEqual(['postgres.role-missing', expect.objectContaining({ role: 'entente_app' })])
})

test('a login that can become neither the owner nor the verifier is separate from the database service', async () => {
  const logged: unknown[] = []
  const server = await open(url('entente_app'), { log: (...entry: unknown[]) => logged.push(entry) })
  expect(server).toMatchObject({ rolesSeparated: true, separated: true })
  expect(logged).toEqual([])
  for (const login of ['entente_verifier', 'entente_owner'] as const)
    expect(await open(url(login)), login).toMatchObject({ separated: false })
})

test('a server older than PostgreSQL 17 is refused with its version', async () => {
  await withClient(asRoot(), async (client) => {
    // This function stands before the one of PostgreSQL, so that the server seems to be an old one.
    await client.query(`create schema old_server; create function old_server.current_setting(text) returns text
      language sql as $$ select '16.4 (Debian 16.4-1)' $$`)
    try {
      const old = `${url('entente_root')}?options=${encodeURIComponent('-c search_path=old_server,pg_catalog')}`
      await expect(open(old)).rejects.toMatchObject({
        code: 'pg-version',
        message: expect.stringMatching(/PostgreSQL 16\.4; .* 17 or newer/),
      })
    } finally {
      await client.query('drop schema old_server cascade')
    }
  })
})

test('the node notices when an external database is lost and when it returns', async () => {
  let down = (): void => {}
  let up = (): void => {}
  const lost = new Promise<void>((resolve) => {
    down = resolve
  })
  const returned = new Promise<void>((resolve) => {
    up = resolve
  })
  const server = await open(url('entente_root'), { onDown: () => down(), onUp: () => up() })
  expect(server.state()).toBe('ready')
  process.kill(there.pid!, 'SIGKILL')
  await lost
  await returned
  expect(server.state()).toBe('ready')
})

test('the connection that watches an external database probes it after ten silent seconds', async () => {
  const asked = vi.spyOn(Socket.prototype, 'setKeepAlive')
  try {
    await open(url('entente_root'))
    expect(asked.mock.calls).toContainEqual([true, 10_000])
  } finally {
    asked.mockRestore()
  }
})

test('the error for an invalid or unreachable database URL does not contain its password', async () => {
  await expect(openPostgres({ databaseUrl: 'mysql://a:secret@b/c', log: () => {} })).rejects.toMatchObject({
    code: 'database-url-invalid',
    message: expect.not.stringContaining('secret'),
  })
  const nowhere = `postgres://a:secret@${encodeURIComponent(folder.path)}/c`
  await expect(openPostgres({ databaseUrl: nowhere, log: () => {} })).rejects.toMatchObject({
    code: 'pg-unreachable',
    message: expect.not.stringContaining('secret'),
  })
})
