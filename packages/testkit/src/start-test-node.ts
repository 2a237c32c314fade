import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createSender,
  createSenderKey,
  initAccounts,
  type PostgresServer,
  type RunningNode,
  readConfig,
  startNode,
} from '@entente/node'
import pino from 'pino'
import { createTestDatabase, type TestDatabase } from './postgres/index.ts'

/** The password of every account of a test node. */
export const testPassword = 'a long test password'

export interface TestNode extends RunningNode {
  /** A sender with its key, created without a person. */
  sender: { id: string; key: string }
  database: TestDatabase
  /** Signs in to an account of `initAccounts`. */
  signIn(account: string): Promise<SignedIn>
  /** Waits until no job is left. */
  settled(): Promise<void>
  /** Stops the node and keeps its database and folder, like a power-off. */
  halt(): Promise<void>
  /** Starts the node again at the same address. */
  resume(): Promise<void>
}

/** A person's session; `call` sends requests like the desk. */
export interface SignedIn {
  account: string
  cookie: string
  csrf: string
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown; headers: Headers }>
}

/**
 * Starts a complete node with its own database and folder, the first accounts, a sender, and a clock that the caller
 * controls.
 */
export async function startTestNode(
  options: {
    clock?: () => Date
    environment?: Record<string, string>
    callbackUrl?: string
    acknowledge?: boolean
    /** Receives each line of the node's log; ENTENTE_LOG sets the level. */
    log?: (line: string) => void
  } = {},
): Promise<TestNode> {
  const database = await createTestDatabase()
  const dataRoot = mkdtempSync(join(tmpdir(), 'entente-test-'))
  const postgres: PostgresServer = {
    kind: 'external',
    connection: (role) => database.connection(role),
    state: () => 'ready',
    stop: async () => {},
    pid: null,
    socketDirectory: null,
    dataRoot,
    serverUser: null,
    version: 'test',
    rolesSeparated: true,
  }
  const config = readConfig({
    ENTENTE_PORT: '0',
    ENTENTE_LOG: 'silent',
    ENTENTE_MEMBER: 'norland.example',
    ENTENTE_MEMBER_NAME: 'Norland Border Agency',
    ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    ...options.environment,
  })
  const level = options.environment?.ENTENTE_LOG ?? 'silent'
  const { log } = options
  const start = (port: number) =>
    startNode({
      config: { ...config, port },
      postgres,
      log: log === undefined ? pino({ level }) : pino({ level }, { write: log }),
      ...(options.clock ? { clock: options.clock } : {}),
    })
  const node = await start(config.port)
  await initAccounts({ db: node.db, audit: node.audit, member: config.member }, { passwords: () => testPassword })
  const senderId = await createSender(node.db, {
    name: 'Nordvik Air',
    carriers: ['7N'],
    acknowledge: options.acknowledge ?? false,
    callbackUrl: options.callbackUrl ?? null,
  })
  const { key } = await createSenderKey(node.db, senderId)
  let running = node
  const test: TestNode = {
    ...node,
    database,
    sender: { id: senderId, key },
    signIn: (account) => signInTo(node.url, account),
    async settled() {
      for (;;) {
        const { waiting } = await running.state()
        if (waiting === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    halt: () => running.stop(),
    async resume() {
      running = await start(node.port)
      const { stop: _stop, ...rest } = running
      Object.assign(test, rest)
    },
    async stop() {
      await running.stop()
      await database.drop()
      rmSync(dataRoot, { recursive: true, force: true })
    },
  }
  return test
}

/**
 * Signs in to a node and returns the session. For roles with several purposes it selects border control.
 *
 */
export async function signInTo(url: string, account: string, password = testPassword): Promise<SignedIn> {
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  if (answer.status !== 200) throw new Error(`${account} could not sign in: ${await answer.text()}`)
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { csrf } = (await answer.json()) as { csrf: string }
  const call: SignedIn['call'] = async (method, path, body, headers = {}) => {
    const bytes = body instanceof Uint8Array
    const reply = await fetch(url + path, {
      method,
      headers: {
        cookie,
        'entente-csrf': csrf,
        ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const text = await reply.text()
    const json = (reply.headers.get('content-type') ?? '').includes('json')
    return { status: reply.status, body: json && text !== '' ? JSON.parse(text) : text, headers: reply.headers }
  }
  const signedIn = { account, cookie, csrf, call }
  const me = (await call('GET', '/v1/me')).body as { purposes: string[]; purpose: string | null }
  if (me.purpose === null && me.purposes.includes('border-control')) {
    await call('PUT', '/v1/me/purpose', { purpose: 'border-control' })
  }
  return signedIn
}
