import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { initAccounts, type RunningNode, readConfig, startNode } from '@entente/node'
import { type SignedIn, signInTo, switchOnAll } from '@entente/testkit'
import pino from 'pino'
import { freePort } from '../../command/free-port.ts'
import type { DemoMember } from './members.ts'

/** The running node of one member, and its signed-in people. */
export interface MemberNode {
  member: string
  name: string
  node: RunningNode
  url: string
  administrator: SignedIn
  officer: SignedIn
  /** Releases signals about people that the first officer created. */
  secondOfficer: SignedIn
  supervisor: SignedIn
  analyst: SignedIn
}

/** Starts a member's node in a separate folder under `folder`. Adds the function that stops the node to `stops`. */
export async function startMember(
  given: DemoMember,
  folder: string,
  password: string,
  stops: (() => Promise<void>)[],
): Promise<MemberNode> {
  const data = join(folder, given.id)
  mkdirSync(data, { mode: 0o755 })
  const { host, port } = await addressOf(given)
  const config = readConfig({
    ENTENTE_DATA: data,
    ENTENTE_HOST: host,
    ENTENTE_PORT: String(port),
    ENTENTE_MEMBER: given.id,
    ENTENTE_MEMBER_NAME: given.name,
    ENTENTE_NODE: `node.${given.id}`,
    ENTENTE_ALLOW_PRIVATE_CALLBACKS: '1',
    ENTENTE_COVER_MINUTES: '120',
    ENTENTE_SESSIONS: '100',
    ENTENTE_REVIEW_SECONDS: '5',
    ENTENTE_SEARCH_THREADS: '0',
  })
  const node = await startNode({ config, log: pino({ level: 'error' }) })
  stops.push(() => node.stop())
  await initAccounts({ ...node, member: config.member }, { passwords: () => password })
  const as = (account: string) => signInTo(node.url, account, password)
  const [officer, supervisor] = [await as('officer'), await as('supervisor')]
  await switchOnAll({ officer, supervisor }, new Date())
  return {
    member: given.id,
    name: given.name,
    node,
    url: node.url,
    administrator: await as('administrator'),
    officer,
    secondOfficer: await as('officer-2'),
    supervisor,
    analyst: await as('analyst'),
  }
}

/** Returns the wanted loopback address, or the first one on systems that have only that one. */
async function addressOf({ host, port }: DemoMember): Promise<{ host: string; port: number }> {
  try {
    return { host, port: await freePort(port, host) }
  } catch {
    return { host: '127.0.0.1', port: await freePort(port) }
  }
}
