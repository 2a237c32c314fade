import type { TestNode } from '@entente/testkit'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

/** Gives a node of one person a recipient of oversight, and returns its private key. */
export async function giveRecipient(node: Pick<TestNode, 'signIn'>): Promise<string> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  const [one, two] = [await node.signIn('oversight-1'), await node.signIn('oversight-2')]
  for (const { status, body } of [
    await one.call('POST', '/v1/oversight/recipient', { recipient }),
    await two.call('POST', '/v1/oversight/recipient/1/consent', {}),
  ])
    if (status !== 200) throw new Error(`no recipient: ${JSON.stringify(body)}`)
  return identity
}
