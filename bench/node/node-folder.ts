import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withAccountsOffice } from '@entente/node'

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

/** Makes the folder, its database (with fsync, as shipped) and the accounts. The node is not running yet. */
export async function makeNodeFolder(environment: Record<string, string> = {}): Promise<NodeFolder> {
  const path = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  // The database server may run as another user than this process.
  chmodSync(path, 0o755)
  const dataRoot = join(path, 'data')
  const port = await freePort()
  const remove = async () => {
    const left = join(dataRoot, 'data', 'postmaster.pid')
    for (let turn = 0; turn < 100 && existsSync(left); turn++) await new Promise((resolve) => setTimeout(resolve, 50))
    rmSync(path, { recursive: true, force: true })
  }
  const all = {
    ENTENTE_DATA: dataRoot,
    ENTENTE_PORT: String(port),
    ENTENTE_LOG: 'warn',
    ENTENTE_MEMBER: 'bench.example',
    ENTENTE_INBOX: '0',
    ...environment,
  }
  try {
    const accounts = await withAccountsOffice(all, (office) => office.init())
    const passwords = new Map(accounts.map(({ account, password }) => [account, { password, oneTime: true }]))
    return { path, dataRoot, port, environment: all, passwords, remove }
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
