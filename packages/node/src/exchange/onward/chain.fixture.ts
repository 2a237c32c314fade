import { randomUUID } from 'node:crypto'
import type { AccessDecision, IntroducedKey, OnwardApproval, SignalDraft } from '@entente/contracts'
import { type NetworkNode, startTestNetwork } from '@entente/testkit'
import { expect } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { readNodeKey, signObject } from '../../safeguards/keys/index.ts'
import { personDraft } from '../peers/signals.fixture.ts'

/**
 * Starts three members in a chain; the nodes of the first and the last have no contact. All three are parties to three
 * agreements: the first allows passing signals on, the second requires the owner's approval for that, and in the third
 * the last member is in a country of risk.
 */
export async function startChain(clock: () => Date) {
  const network = await startTestNetwork(3, {
    clock,
    environment: { ENTENTE_PEER_WAIT_SECONDS: '2' },
    joined: (one, other) => other - one === 1,
  })
  const [norland, sudmark, estavia] = network.nodes as [NetworkNode, NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  const [free, asked, risky] = [randomUUID(), randomUUID(), randomUUID()]
  for (const node of network.nodes) {
    await agreementInForce(node.db, members, clock(), { id: free })
    await agreementInForce(node.db, members, clock(), { id: asked, onward: 'with-approval' })
    const parties = members.map((member) => ({
      ...{ member, country: member === estavia.member ? 'UTO' : 'NOR', type: 'state' as const },
      ...{ contribute: true, receive: true },
    }))
    await agreementInForce(node.db, members, clock(), { id: risky, parties, riskCountries: ['UTO'] })
  }
  return { network, norland, sudmark, estavia, free, asked, risky }
}

/** Signs an approval to pass signals on, in the same way as this member's node. */
export function approvalBy(
  node: NetworkNode,
  given: Pick<OnwardApproval, 'id' | 'signalId' | 'agreement' | 'holder' | 'destination' | 'at'>,
): OnwardApproval {
  const body = { schema: 'entente/onward-approval/v1' as const, owner: node.member, ended: false, ...given }
  return {
    ...body,
    signature: signObject(readNodeKey(node.dataRoot), 'entente/onward-approval/v1', body, new Date(given.at)),
  }
}
export const document = (number: string, agreement: string, fixed: Partial<SignalDraft> = {}): SignalDraft => ({
  ...personDraft('Unused', 'Unused', [agreement], fixed),
  kind: 'travel-document',
  value: { documentType: 'P', number, issuingState: 'UTO', expiryDate: null },
})
export const at = async (node: NetworkNode, id: string) =>
  node.db
    .selectFrom('signal as s')
    .leftJoin('held_signal as h', 'h.signal_id', 's.id')
    .select(['s.status', 's.version', 's.owner', 's.origin', 'h.peer'])
    .where('s.id', '=', id)
    .executeTakeFirst()
export const until = (condition: () => Promise<boolean>) => expect.poll(condition).toBe(true)
export const clausesOf = ({ body }: { body: unknown }) =>
  ((body as { clauses: AccessDecision['clauses'] }).clauses ?? [])
    .filter(({ result }) => result === 'fail')
    .map(({ id }) => id)
export const introductions = async (node: NetworkNode) =>
  ((await node.administrator.call('GET', '/v1/introductions')).body as { items: IntroducedKey[] }).items
