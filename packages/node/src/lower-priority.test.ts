import { getPriority } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lowerPriority } from './lower-priority.ts'
import { openPool, openPostgres, type PostgresServer } from './store/postgres/index.ts'
import { temporaryFolder } from './store/postgres/temporary-root.fixture.ts'

const folder = temporaryFolder()
const dataRoot = join(folder.path, 'node')
let server: PostgresServer
beforeAll(async () => {
  server = await openPostgres({ dataRoot, fsync: false, log: () => {} })
}, 60_000)
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

/** Opens a connection that stands back by 7, and returns the priority of the process that serves it. */
async function priorityOf(root: string): Promise<number> {
  const pool = openPool(server.connection('entente_app'), { max: 1, log: () => {} })
  lowerPriority({ niceness: 7, pool, dataRoot: root, log: pino({ level: 'silent' }) })
  try {
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
    const pid = rows[0]?.pid as number
    return getPriority(pid)
  } finally {
    await pool.end()
  }
}

test.runIf(process.platform === 'linux')("the node's own PostgreSQL stands back for a thread", async () => {
  expect(await priorityOf(dataRoot)).toBe(7)
})

test('a PostgreSQL of another data folder keeps its priority', async () => {
  expect(await priorityOf(join(folder.path, 'other'))).toBe(getPriority())
})
