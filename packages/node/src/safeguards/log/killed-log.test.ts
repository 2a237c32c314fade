import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { treeRoot } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccess } from '../../open-access.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Database } from '../access/access-store.ts'
import { systemActor } from '../access/system.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import { afterBackupFile } from './after-backup.ts'
import { tilesIn } from './read-tiles.ts'

interface Head {
  origin: string
  size: number
  root: string
}
let database: TestDatabase
let owner: pg.Client
let pool: pg.Pool
let db: Database
let audit: AuditLog
let child: ChildProcess | null = null
/** The states that each process published, in their order. */
const heads: Head[] = []
const dataRoot = mkdtempSync(join(tmpdir(), 'entente-killed-log-'))
const file = afterBackupFile(dataRoot)

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.connection('entente_owner'))
  await owner.connect()
  pool = openPool(database.connection('entente_app'), { max: 2, log: () => {} })
  db = createDatabase(pool)
  audit = openAccess({ db, node: 'killed', dataRoot, clock: () => new Date() }).audit
  await audit.prepare()
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await pool?.end()
  await owner?.end()
  await database?.drop()
  rmSync(dataRoot, { recursive: true, force: true })
})

const script = fileURLToPath(new URL('./child-log.fixture.ts', import.meta.url))
/** Starts the sequencer in a process of its own. Resolves with the first state that it publishes. */
async function start(): Promise<Head> {
  const given = [JSON.stringify(database.connection('entente_verifier')), dataRoot]
  const program = ['--conditions', 'entente-source', '--import', import.meta.resolve('tsx'), script, ...given]
  child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, TSX_DISABLE_CACHE: '1' },
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      heads.push(JSON.parse(line) as Head)
      resolve(heads.at(-1) as Head)
    })
    child?.once('exit', (code) => reject(new Error(`the process ended with ${code}`)))
  })
}
async function kill(): Promise<void> {
  const gone = new Promise((resolve) => child?.once('exit', resolve))
  child?.kill('SIGKILL')
  await gone
  child = null
}
async function append(count: number): Promise<void> {
  const draft = { type: 'record.read', decision: 'allow' } as const
  for (let at = 0; at < count; at++) await audit.append(db, draft, systemActor('norland.example'), null)
}
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}
const one = async <Row>(text: string): Promise<Row> => (await owner.query(text)).rows[0] as Row
const stored = async () => (await one<{ size: number }>('select size::int from audit.log')).size
const newest = () => heads.at(-1) as Head

/** Each entry has one place, and every state that any process published is a part of the log. */
async function expectWhole(): Promise<void> {
  const counts = 'select (select count(*) from audit.entry)::int as entries, count(*)::int as places'
  const placed = await one(`${counts}, count(distinct entry_id)::int as placed from audit.leaf`)
  const { size } = newest()
  expect(placed).toEqual({ entries: size, places: size, placed: size })
  for (const head of heads) {
    expect(head.origin).toBe('killed/audit')
    const root = await treeRoot(nodeLogCrypto, tilesIn(db, 0), head.size)
    expect(Buffer.from(root).toString('base64')).toBe(head.root)
  }
}

test('a kill between commit and publication leaves a log that goes on, and publishes nothing before', async () => {
  await append(3)
  await start()
  await until(() => newest().size >= 3)
  const published = newest().size
  // Nobody reads this pipe, so the process waits in front of the file, after its commit.
  renameSync(file, `${file}.kept`)
  execFileSync('mkfifo', [file])
  await append(2)
  await until(async () => (await stored()) === published + 2)
  expect(newest().size).toBe(published)
  await kill()
  rmSync(file)
  renameSync(`${file}.kept`, file)

  expect(await start()).toMatchObject({ origin: 'killed/audit', size: published + 2 })
  await expectWhole()
}, 60_000)

test('a kill in the transaction of the sequencer leaves the log as it was', async () => {
  const before = newest().size
  // Leaves cannot be written, so the process waits in its transaction.
  await owner.query('begin; lock table audit.leaf in share mode')
  await append(4)
  const waits = "select count(*)::int as count from pg_locks where not granted and relation = 'audit.leaf'::regclass"
  await until(async () => (await one<{ count: number }>(waits)).count > 0)
  await kill()
  await owner.query('commit')
  const lost =
    "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
  await until(async () => (await one<{ count: number }>(lost)).count === 0)

  await start()
  await until(() => newest().size === before + 4)
  await expectWhole()
  await kill()
}, 60_000)
