import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '@entente/testkit'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { startDatabaseService } from './database-service.ts'
import { type RunningNode, startNode } from './main.ts'
import { initAccounts } from './safeguards/access/accounts/init-accounts.ts'
import { checkMigrated } from './store/migrate.ts'
import { migrations } from './store/migrations/index.ts'
import { temporaryFolder } from './store/postgres/temporary-root.fixture.ts'

/** Existing system users: one runs PostgreSQL, the other one is that of a separate `entente serve`. */
const passwd = readFileSync('/etc/passwd', 'utf8').split('\n')
const userOf = (name: string) => {
  const fields = passwd.find((line) => line.startsWith(`${name}:`))?.split(':')
  return fields === undefined ? null : { name, uid: Number(fields[2]), gid: Number(fields[3]) }
}
const serverUser = userOf('nobody')
const appUser = userOf('daemon')
const isRoot = process.getuid?.() === 0 && serverUser !== null && appUser !== null
if (!isRoot)
  console.warn(
    'SKIPPED: that the system user of entente serve cannot become the owner needs root, and the users nobody and daemon',
  )

const folder = temporaryFolder()
const log = pino({ level: 'silent' })
const serviceRoot = join(folder.path, 'service')
const nodeRoot = join(folder.path, 'node')
let service: Awaited<ReturnType<typeof startDatabaseService>>
let node: RunningNode
const settings = { ENTENTE_LOG: 'silent', ENTENTE_MEMBER: 'norland.example', ENTENTE_NODE: 'node.norland.example' }

beforeAll(async () => {
  chmodSync(folder.path, 0o755)
  mkdirSync(nodeRoot)
  const users = isRoot ? { ENTENTE_PG_USER: serverUser.name, ENTENTE_APP_USER: appUser.name } : {}
  service = await startDatabaseService({
    config: readConfig({ ...settings, ...users, ENTENTE_DATA: serviceRoot }),
    log,
  })
  node = await startNode({
    config: readConfig({
      ...{ ...settings, ENTENTE_DATA: nodeRoot, ENTENTE_PORT: '0', ENTENTE_INBOX: '0' },
      DATABASE_URL: `postgres://entente_app@${encodeURIComponent(service.postgres.socketDirectory ?? '')}/entente`,
    }),
    ...{ log, schedules: false },
  })
})
afterAll(async () => {
  await node?.stop()
  await service?.stop()
  folder.remove()
})

test('a node beside the database service says so, and has no key of the log', async () => {
  expect(await (await fetch(`${node.url}/v1/member`)).json()).toMatchObject({ databaseSeparated: true })
  expect(existsSync(join(nodeRoot, 'keys', 'log.key'))).toBe(false)
  expect(existsSync(join(serviceRoot, 'keys', 'log.key'))).toBe(true)
  expect(existsSync(join(serviceRoot, 'keys', 'index.key'))).toBe(false)
})

test('the service gives the entries of the node their places, and the node shows its state', async () => {
  const before = (await service.auditLog.sequence()).size
  const { db, audit } = node
  await initAccounts({ db, audit, member: { id: 'norland.example' } }, { passwords: 'one-time' })
  const head = await service.auditLog.sequence()
  expect(head.size).toBeGreaterThan(before)
  expect(await node.auditLog.sequence()).toEqual(head)
})

test('a checkpoint that the node invents ends no log', async () => {
  const { origin, size, note } = await service.auditLog.sequence()
  const invented = note.replace(`\n${size}\n`, `\n${size + 5}\n`)
  await node.auditLog.goOnAfter({ origin, size: size + 5, root: Buffer.alloc(32) }, invented)
  expect(await service.auditLog.sequence()).toMatchObject({ origin, size })
  expect(await node.db.selectFrom('audit.ahead').selectAll().execute()).toEqual([])
})

test('a node that may not migrate says which command does', async () => {
  const database = await createTestDatabase()
  const app = database.connection('entente_app')
  await checkMigrated(app)
  const newer = [...migrations, { name: '9001-more', sql: '', needs: null }]
  await expect(checkMigrated(app, newer)).rejects.toMatchObject({
    code: 'database-not-migrated',
    message: expect.stringMatching(/9001-more.*entente db migrate/),
  })
  await database.drop()
})

/** Asks the server as another system user, with the start of the protocol alone. Prints `R` if the role is given, else the code of the refusal. */
const knock = `
const [socket, role] = process.argv.slice(1)
const words = Buffer.from(['user', role, 'database', 'entente', '', ''].join('\\0'))
const head = Buffer.alloc(8)
head.writeInt32BE(8 + words.length, 0)
head.writeInt32BE(196608, 4)
const connection = require('node:net').connect(socket)
connection.on('error', (error) => { console.log(error.code); process.exit() })
connection.on('data', (answer) => {
  console.log(answer[0] === 0x52 ? 'R' : (/\\0C([0-9A-Z]{5})\\0/.exec(answer.toString('latin1')) ?? [])[1])
  process.exit()
})
connection.write(Buffer.concat([head, words]))`

test.skipIf(!isRoot)(
  '3.10 a: the system user that serves becomes neither owner nor verifier, and reads no key of the log',
  () => {
    const asAppUser = (args: string[]) =>
      spawnSync(process.execPath, args, {
        uid: appUser?.uid,
        gid: appUser?.gid,
        cwd: '/',
        encoding: 'utf8',
      }).stdout.trim()
    const socket = join(service.postgres.socketDirectory ?? '', '.s.PGSQL.5432')
    const given = Object.fromEntries(
      ['app', 'oversight', 'verifier', 'owner', 'root', 'convert'].map((role) => [
        role,
        asAppUser(['-e', knock, socket, `entente_${role}`]),
      ]),
    )
    const refused = '28000'
    expect(given).toEqual({
      ...{ app: 'R', oversight: 'R', verifier: refused, owner: refused, root: refused, convert: refused },
    })
    const read = `try { require('node:fs').readFileSync(process.argv[1]); console.log('read') } catch (e) { console.log(e.code) }`
    for (const file of ['keys/log.key', 'data/PG_VERSION', 'postgres.log'])
      expect(asAppUser(['-e', read, join(serviceRoot, file)]), file).toBe('EACCES')
  },
)
