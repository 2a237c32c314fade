import type { Invitation, Peer } from '@entente/contracts'
import { answerOf } from '../client/answer-of.ts'
import type { SignedIn } from '../client/sign-in.ts'
import { startTestNode, type TestNode } from './start-test-node.ts'

export interface NetworkNode extends TestNode {
  member: string
  administrator: SignedIn
  officer: SignedIn
  /** Releases signals about people that the first officer wrote. */
  secondOfficer: SignedIn
}
export interface TestNetwork {
  nodes: NetworkNode[]
  /** Waits until no node has a job or a missing log entry of another node. */
  whenIdle(): Promise<void>
  stop(): Promise<void>
}

/** The members of the network, in order. */
const networkMembers = ['norland.example', 'sudmark.example', 'estavia.example', 'westmoor.example', 'tarnhold.example']

/**
 * Starts nodes of different members with separate databases, and joins each pair over real sockets as their administrators would: invitation file,
 * join, and six words that both sides compare and confirm.
 */
export async function startTestNetwork(
  count: number,
  options: {
    clock?: () => Date
    environment?: Record<string, string>
    log?: (line: string) => void
    /** Tests whether two nodes, by index, are joined; by default all are. */
    joined?: (one: number, other: number) => boolean
  } = {},
): Promise<TestNetwork> {
  const nodes: NetworkNode[] = []
  const stop = async () => {
    for (const node of nodes) await node.stop()
  }
  try {
    for (const member of networkMembers.slice(0, count)) {
      const environment = {
        ENTENTE_MEMBER: member,
        ENTENTE_MEMBER_NAME: member,
        ENTENTE_NODE: `node.${member}`,
        ...options.environment,
      }
      const { clock, log } = options
      const node = await startTestNode({ ...(clock ? { clock } : {}), ...(log ? { log } : {}), environment })
      const administrator = await node.signIn('administrator')
      const officer = await node.signIn('officer')
      const secondOfficer = await node.signIn('officer-2')
      nodes.push(Object.assign(node, { member, administrator, officer, secondOfficer }))
    }
    for (const [place, inviter] of nodes.entries())
      for (const [other, invited] of nodes.entries())
        if (other > place && options.joined?.(place, other) !== false) await joinNodes(inviter, invited)
    return { nodes, whenIdle: () => networkIdle(nodes), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Joining = Pick<NetworkNode, 'member' | 'administrator'>

/** Joins two nodes: one invites, the other joins, both confirm. */
export async function joinNodes(inviter: Joining, invited: Joining): Promise<void> {
  const invitation = await answerOf<Invitation>(
    inviter.administrator.call('POST', '/v1/peers/invitations', { member: invited.member }),
  )
  const peer = await answerOf<Peer>(invited.administrator.call('POST', '/v1/peers/join', invitation))
  for (const [node, other] of [
    [inviter, invited],
    [invited, inviter],
  ] as const) {
    await answerOf(node.administrator.call('POST', `/v1/peers/${other.member}/confirm`, { words: peer.fingerprint }))
  }
}

async function networkIdle(nodes: readonly NetworkNode[]): Promise<void> {
  for (let still = 0; still < 3; ) {
    for (const node of nodes) await node.whenIdle()
    const behind = await Promise.all(nodes.map((node) => isBehind(node, nodes)))
    still = behind.includes(true) ? 0 : still + 1
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Tests whether a running node lacks a log entry of another running node, or has a receipt to send. */
async function isBehind(node: NetworkNode, nodes: readonly NetworkNode[]): Promise<boolean> {
  for (const other of nodes) {
    if (other === node) continue
    const head = await other.db
      .selectFrom('delivery_head')
      .select(['epoch', 'last_seq'])
      .where('recipient', '=', node.member)
      .executeTakeFirst()
    const taken = await node.db
      .selectFrom('peer')
      .select(['epoch', 'position', 'state', 'trouble'])
      .where('member', '=', other.member)
      .executeTakeFirst()
    if (head === undefined || taken === undefined || taken.state !== 'active') continue
    if (Number(head.last_seq) > 0 && (taken.position !== head.last_seq || taken.epoch !== head.epoch)) return true
  }
  const unsent = await node.db.selectFrom('receipt_out').select('id').where('sent_at', 'is', null).executeTakeFirst()
  return unsent !== undefined
}
