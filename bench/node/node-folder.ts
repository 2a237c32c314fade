import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withAccountsOffice } from '@entente/node'

/** An account and its one-time password. */
interface FirstAccount {
  account: string
  password: string
}
/** Where a node of its own lives for the length of a run: a temporary folder, a free port, its first accounts. */
export interface NodeFolder {
  path: string
  dataRoot: string
  port: number
  environment: Record<string, string>
  /** Passwords of the first accounts; one-time ones until their account has signed in. */
  passwords: Map<string, { password: string; oneTime: boolean }>
  /** Once the node is gone: waits for its database server to follow it, and removes everything. */
  remove(): Promise<void>
}

const standing = new Set<NodeFolder>()
// Whatever ends this process: its nodes are killed by then (see node-process), their servers are going, and nothing is left lying.
process.on('exit', () => {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (const { path, dataRoot } of standing) {
    for (let turn = 0; turn < 60 && serverStands(dataRoot); turn++) Atomics.wait(pause, 0, 0, 50)
    rmSync(path, patiently)
  }
})
// A server that is just ending still writes a file now and then.
const patiently = { recursive: true, force: true, maxRetries: 12, retryDelay: 50 }
const serverStands = (dataRoot: string): boolean => existsSync(join(dataRoot, 'data', 'postmaster.pid'))

/**
 * Makes the folder, its database (with fsync, as shipped) and the accounts. The node is not running yet. `initAccounts` makes database and
 * accounts with the code of another tree than this one.
 */
export async function makeNodeFolder(
  environment: Record<string, string> = {},
  initAccounts: (environment: Record<string, string>) => Promise<readonly FirstAccount[]> = (all) =>
    withAccountsOffice(all, (office) => office.init()),
): Promise<NodeFolder> {
  const path = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  // The database server may run as another user than this process.
  chmodSync(path, 0o755)
  const dataRoot = join(path, 'data')
  const port = await freePort()
  const folder: NodeFolder = { path, dataRoot, port, environment: {}, passwords: new Map(), remove }
  standing.add(folder)
  async function remove(): Promise<void> {
    for (let turn = 0; turn < 100 && serverStands(dataRoot); turn++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    rmSync(path, patiently)
    standing.delete(folder)
  }
  folder.environment = {
    ENTENTE_DATA: dataRoot,
    ENTENTE_PORT: String(port),
    ENTENTE_LOG: 'warn',
    ENTENTE_MEMBER: 'bench.example',
    ENTENTE_INBOX: '0',
    ...environment,
  }
  try {
    for (const { account, password } of await initAccounts(folder.environment))
      folder.passwords.set(account, { password, oneTime: true })
    return folder
  } catch (error) {
    await remove()
    throw error
  }
}

/** A port that is free now; the node takes it again after every restart, so that senders need not look for it. */
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
