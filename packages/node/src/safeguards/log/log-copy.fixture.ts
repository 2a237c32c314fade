import { type LogSource, parsePolicy, tilePath, type VerifyOptions, verifyLog } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import { nodeLogCrypto } from '../keys/log-crypto.ts'

/** Reads the log of a node over HTTP, as oversight does. */
export function logOf(node: Pick<TestNode, 'url'>, { cookie }: Pick<SignedIn, 'cookie'>): LogSource {
  const read = async (path: string) => {
    const reply = await fetch(`${node.url}/audit/${path}`, { headers: { cookie } })
    return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null
  }
  return { checkpoint: () => read('checkpoint'), tile: (level, n, width) => read(tilePath(level, n, width)) }
}

/** Verifies the log of a node with the node's own policy. */
export async function verifyNode(node: TestNode, options: Partial<VerifyOptions> = {}) {
  const oversight = await node.signIn('oversight-1')
  const policy = await (await fetch(`${node.url}/v1/audit/policy`, { headers: { cookie: oversight.cookie } })).text()
  const now = Math.floor(Date.now() / 1000)
  return verifyLog(nodeLogCrypto, logOf(node, oversight), {
    ...{ policy: await parsePolicy(nodeLogCrypto, policy), now },
    ...options,
  })
}
