import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withAccountsService, withNodeDatabase } from '@entente/node'
import pg from 'pg'

/** An account and its one-time password. */
interface FirstAccount {
  account: string
  password: string | null
}
/** A node's temporary folder, its port and its first accounts. */
export interface NodeFolder {
  path: string
  dataRoot: string
  port: number
  environment: Record<string, string>
  /** The passwords of the first accounts. They are one-time passwords until the first sign-in. */
  passwords: Map<string, { password: string; oneTime: boolean }>
  /** Waits until the database server of the stopped node has ended too, then removes the folder. */
  remove(): Promise<void>
}

const folders = new Set<NodeFolder>()
// The nodes were killed before this handler runs (see node-process.ts), and their database servers are ending.
process.on('exit', () => {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (const { path, dataRoot } of folders) {
    for (let turn = 0; turn < 60 && serverRuns(dataRoot); turn++) Atomics.wait(pause, 0, 0, 50)
    rmSync(path, retrying)
  }
})
// A server may still write a file while it ends.
const retrying = { recursive: true, force: true, maxRetries: 12, retryDelay: 50 }
const serverRuns = (dataRoot: string): boolean => existsSync(join(dataRoot, 'data', 'postmaster.pid'))

/**
 * Creates the folder, its database (with fsync, as shipped) and the accounts. The node is not running yet. `initAccounts` can create database and
 * accounts with the code of another tree. `parent` is the folder in which it is made.
 */
export async function makeNodeFolder(
  environment: Record<string, string> = {},
  initAccounts: (environment: Record<string, string>) => Promise<readonly FirstAccount[]> = (all) =>
    withAccountsService(all, (accounts) => accounts.init({ singleOperator: true })),
  parent: string = tmpdir(),
): Promise<NodeFolder> {
  const path = mkdtempSync(join(parent, 'entente-bench-'))
  // The database server may run as another user than this process.
  chmodSync(path, 0o755)
  const dataRoot = join(path, 'data')
  const port = await freePort()
  const folder: NodeFolder = { path, dataRoot, port, environment: {}, passwords: new Map(), remove }
  folders.add(folder)
  async function remove(): Promise<void> {
    for (let turn = 0; turn < 100 && serverRuns(dataRoot); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    rmSync(path, retrying)
    folders.delete(folder)
  }
  folder.environment = {
    ENTENTE_DATA: dataRoot,
    ENTENTE_PORT: String(port),
    ENTENTE_LOG: 'warn',
    ENTENTE_MEMBER: 'bench.example',
    ENTENTE_INBOX: '0',
    ENTENTE_SESSIONS: '1000',
    ...environment,
  }
  try {
    for (const { account, password } of await initAccounts(folder.environment))
      folder.passwords.set(account, { password: password ?? '', oneTime: true })
    await liftNecessity(folder.environment)
    return folder
  } catch (error) {
    await remove()
    throw error
  }
}

/** Lets a node switch everything on without records of necessity, which a bench does not measure. An older release has no such rule. */
const liftNecessity = (environment: Record<string, string>): Promise<void> =>
  withNodeDatabase(
    environment,
    async (database) => {
      const owner = new pg.Client(database.connection('entente_owner'))
      await owner.connect()
      const { rows } = await owner.query("select to_regclass('public.necessity_gate') is not null as known")
      if (rows[0]?.known === true) await owner.query("insert into audit.lifted_rule values ('necessity')")
      await owner.end()
    },
    { migrate: false },
  )

/** Finds a free port. The node uses the same port after every restart, so senders need no other address. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
