import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createSender,
  createSenderKey,
  initAccounts,
  liftNecessity,
  type PostgresServer,
  type RunningNode,
  readConfig,
  startNode,
} from '@entente/node'
import pino from 'pino'
import { type SignedIn, signInTo, testPassword } from '../client/sign-in.ts'
import type { TestSender } from '../demo/synthetic-gateway.ts'
import { syntheticGateways } from '../gateways/index.ts'
import { createTestDatabase, type TestDatabase } from '../postgres/create-test-database.ts'

/** Hash of `testPassword` at the least cost. At the usual cost, hashing would take most of the time in which a test node starts. */
const testPasswordHash = '$argon2id$v=19$m=8,t=1,p=1$hrZHFkA5eRRIXAhlGY8BXQ$diuoRaHPwdCLwRWt2F7j0ekJZe1NxTkjUVCmGubbgTo'

export interface TestNode extends RunningNode {
  /** A sender and its key, created without a person. */
  sender: { id: string; key: string }
  database: TestDatabase
  /** Signs in to an account that `initAccounts` created. */
  signIn(account: string): Promise<SignedIn>
  /** Ends founding: from now on changes of people need a second person and wait. */
  endFounding(): Promise<void>
  /** Waits until no job is left. */
  whenIdle(): Promise<void>
  /** Stops the node and keeps its database and folder, as after a power failure. */
  halt(): Promise<void>
  /** Starts the node again at the same address, with another build of the desk if its folder is given. */
  resume(deskFolder?: string): Promise<void>
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
    /** True to start jobs by the time of day, as a real node does. By default false. */
    schedules?: boolean
    /** How often jobs are looked for that wait for another one, in milliseconds; by default as in a real node. */
    jobPollMs?: number
    /** True to read messages in a thread of their own, as `entente serve` does. By default false. */
    readerThread?: boolean
    /** The gateways of the node; by default those of this release. */
    gateways?: NonNullable<Parameters<typeof startNode>[0]['gateways']>
    /** The folder of the built desk; by default that of this tree. */
    deskFolder?: string
    /** True for a node on which nothing is on without a record of necessity. By default everything is on, as if all records stood. */
    necessity?: boolean
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
    separated: false,
    rolesSeparated: true,
  }
  const config = readConfig({
    ENTENTE_PORT: '0',
    ENTENTE_LOG: 'silent',
    ENTENTE_OPEN_DOCS: '1',
    // Tests sign in to an account many times.
    ENTENTE_SESSIONS: '1000',
    ENTENTE_DISK_LEAST_MB: '0',
    ENTENTE_MEMBER: 'norland.example',
    ENTENTE_MEMBER_NAME: 'Norland Border Agency',
    ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    // This is the longest time allowed, so that the answer to a sender does not depend on the machine's speed.
    ENTENTE_INTERACTIVE_DEADLINE_MS: '60000',
    ...options.environment,
  })
  const level = options.environment?.ENTENTE_LOG ?? 'silent'
  const { log } = options
  let { deskFolder } = options
  const start = (port: number) =>
    startNode({
      config: { ...config, port },
      postgres,
      schedules: options.schedules ?? false,
      readerThread: options.readerThread ?? false,
      ...(options.gateways ? { gateways: options.gateways } : {}),
      log: log === undefined ? pino({ level }) : pino({ level }, { write: log }),
      ...(options.clock ? { clock: options.clock } : {}),
      ...(options.jobPollMs === undefined ? {} : { jobPollMs: options.jobPollMs }),
      ...(deskFolder === undefined ? {} : { deskFolder }),
    })
  const node = await start(config.port)
  await initAccounts(
    { db: node.db, audit: node.audit, member: config.member, clock: options.clock ?? (() => new Date()) },
    { passwords: () => testPassword, passwordHash: testPasswordHash },
  )
  const senderId = await createSender(node.db, { ...testSender(options), synthetic: true })
  const { key } = await createSenderKey(node.db, senderId)
  // Its own sender was there before, as at an upgrade.
  if (options.necessity === true) await liftNecessity(database.connection('entente_owner'), false)
  let running = node
  const test: TestNode = {
    ...node,
    database,
    sender: { id: senderId, key },
    signIn: (account) => signInTo(node.url, account),
    async endFounding() {
      const set = { ended_at: options.clock?.() ?? new Date(), because: 'message' }
      await node.db.updateTable('founding').set(set).execute()
    },
    async whenIdle() {
      for (;;) {
        const { waiting } = await running.state()
        if (waiting === 0) return
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    halt: () => running.stop(),
    async resume(folder) {
      deskFolder = folder ?? deskFolder
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

/** Returns the sender of the first gateway that provides one for tests. */
function testSender(options: { acknowledge?: boolean; callbackUrl?: string }): TestSender {
  const settings = { acknowledge: options.acknowledge ?? false, callbackUrl: options.callbackUrl ?? null }
  const [sender] = syntheticGateways.flatMap((gateway) => gateway.testSender?.(settings) ?? [])
  if (sender === undefined) throw new Error('no gateway provides a sender for tests')
  return sender
}
