import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, cpSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPostgres } from '@entente/node'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePort } from './command/free-port.ts'

const program = fileURLToPath(new URL('../dist/index.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'entente-serve-'))
// The database server may run as another user.
chmodSync(folder, 0o755)
let postgres: Awaited<ReturnType<typeof openPostgres>>
const children: ChildProcess[] = []
beforeAll(async () => {
  postgres = await openPostgres({ dataRoot: join(folder, 'postgres'), fsync: false, log: () => {} })
})
afterEach(() => {
  signalServer('SIGCONT')
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts `entente serve` with an external PostgreSQL and the given standard output. */
async function start(output: 'pipe' | number, environment: Record<string, string> = {}) {
  const port = await freePort(0)
  const child = spawn(process.execPath, [program, 'serve', '--port', String(port)], {
    stdio: ['ignore', output, 'pipe'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `postgres://entente_owner@${encodeURIComponent(postgres.socketDirectory ?? '')}/entente`,
      ENTENTE_DATA: join(folder, 'node'),
      ENTENTE_LOG: 'debug',
      ENTENTE_SEARCH_THREADS: '0',
      ...environment,
    },
  })
  children.push(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', (status) => resolve(status)))
  return { child, port, ended }
}
/** Starts a node, and waits until it is ready. */
async function serve(output: 'pipe' | number, environment: Record<string, string> = {}) {
  const { child, port, ended } = await start(output, environment)
  let errors = ''
  child.stderr?.setEncoding('utf8')
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (text: string) => {
      errors += text
      if (errors.includes('ready at')) resolve()
    })
    child.once('exit', () => reject(new Error(`the node ended: ${errors}`)))
  })
  const url = `http://127.0.0.1:${port}`
  const health = async () => {
    const answer = await fetch(`${url}/health`)
    await answer.arrayBuffer()
    return answer.status
  }
  return { child, port, ended, health, url }
}

/** Sends a signal to every process of the database server. A stopped server hangs without closing a connection. */
function signalServer(signal: NodeJS.Signals): void {
  const postmaster = postgres.pid
  if (postmaster === null) return
  const parentOf = (pid: string) => {
    try {
      return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1])
    } catch {
      return 0
    }
  }
  const backends = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster)
  for (const pid of [postmaster, ...backends.map(Number)]) {
    try {
      process.kill(pid, signal)
    } catch {
      // This backend has ended.
    }
  }
}

test('a node whose log is on a full disk, or whose log nobody reads, answers', async () => {
  const full = openSync('/dev/full', 'w')
  try {
    // Nobody reads the pipe of the second node.
    for (const output of [full, 'pipe'] as const) {
      const { child, health, ended } = await serve(output)
      // Each request writes a line of about 200 bytes. A socket holds about 200 KiB.
      for (let n = 0; n < 1500; n++) expect(await health()).toBe(200)
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    }
  } finally {
    closeSync(full)
  }
}, 180_000)

test('a node whose output and errors are closed answers and stops in order', async () => {
  const { child, health, ended } = await serve('pipe')
  child.stdout?.destroy()
  child.stderr?.destroy()
  for (let n = 0; n < 20; n++) expect(await health()).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}, 120_000)

test('a node stops while a client does not finish its request', async () => {
  const { child, port, ended } = await serve('pipe')
  child.stdout?.resume()
  const client = connect(port, '127.0.0.1')
  client.on('error', () => {})
  await once(client, 'connect')
  client.write(
    'POST /v1/session HTTP/1.1\r\nhost: node\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  await new Promise((resolve) => setTimeout(resolve, 200))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  client.destroy()
}, 120_000)

test('a node stops while PostgreSQL hangs, and a second signal ends it at once', async () => {
  const patient = await serve('pipe')
  // Nodes with one database have the same keys.
  cpSync(join(folder, 'node', 'keys'), join(folder, 'other', 'keys'), { recursive: true })
  const hasty = await serve('pipe', { ENTENTE_DATA: join(folder, 'other') })
  for (const { child } of [patient, hasty]) child.stdout?.resume()
  signalServer('SIGSTOP')
  const unanswered = [patient, hasty].map(({ url }) => fetch(`${url}/health`).catch(() => {}))
  await new Promise((resolve) => setTimeout(resolve, 200))
  patient.child.kill('SIGTERM')
  hasty.child.kill('SIGTERM')
  // Signals within a second of the first count as the same request, by the clock of the node.
  const again = setInterval(() => hasty.child.kill('SIGTERM'), 1500)
  expect(await hasty.ended).toBe(128 + 15)
  clearInterval(again)
  expect([0, 3]).toContain(await patient.ended)
  await Promise.all(unanswered)
}, 120_000)

test('a node that is asked to stop while it starts ends without waiting for its start', async () => {
  const owner = new pg.Client(postgres.connection('entente_owner'))
  await owner.connect()
  try {
    // This is the lock under which nodes migrate the database.
    await owner.query('select pg_advisory_lock(701_246)')
    const { child, ended } = await start('pipe', { ENTENTE_DATA: join(folder, 'starting') })
    child.stdout?.resume()
    const waiting = async () =>
      (
        await owner.query<{ n: number }>(
          "select count(*)::int as n from pg_locks where locktype = 'advisory' and objid = 701246 and not granted",
        )
      ).rows[0]?.n
    await expect.poll(waiting, { timeout: 60_000 }).toBe(1)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    await owner.end()
  }
}, 120_000)
