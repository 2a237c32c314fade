import { makeNodeFolder, type NodeFolder } from './node-folder.ts'
import type { NodeProcess } from './node-process.ts'
import { expectOk, signInAs } from './set-up-node.ts'

export const networkMembers = [
  'norland.example',
  'sudmark.example',
  'estavia.example',
  'westmoor.example',
  'tarnhold.example',
] as const

/** Creates the folder of a member's node. */
export const peerFolder = (member: string, environment: Record<string, string> = {}): Promise<NodeFolder> =>
  makeNodeFolder({ ENTENTE_MEMBER: member, ENTENTE_NODE: member, ...environment })

/** Joins two nodes as people would: one invites, the other joins, and both confirm the words. */
export async function joinNodes(
  inviter: { node: NodeProcess; folder: NodeFolder; member: string },
  invited: { node: NodeProcess; folder: NodeFolder; member: string },
): Promise<void> {
  const one = await signInAs(inviter.node.url, inviter.folder, 'administrator')
  const other = await signInAs(invited.node.url, invited.folder, 'administrator')
  const invitation = await expectOk(one.call('POST', '/v1/peers/invitations', { member: invited.member }))
  const joined = await expectOk(other.call('POST', '/v1/peers/join', invitation))
  const { fingerprint: words } = joined as { fingerprint: string }
  await expectOk(one.call('POST', `/v1/peers/${invited.member}/confirm`, { words }))
  await expectOk(other.call('POST', `/v1/peers/${inviter.member}/confirm`, { words }))
}
