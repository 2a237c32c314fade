import type { AccessDecision, IntroducedKey, SignalDraft } from '@entente/contracts'
import type { NetworkNode } from '@entente/testkit'
import type { Tx } from '../../safeguards/access/door.ts'
import { systemDoor } from '../../safeguards/access/system.ts'
import { personDraft } from '../peers/signals.fixture.ts'

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
/** What a node does by itself. */
export const within = <T>({ store, member }: Pick<NetworkNode, 'store' | 'member'>, work: (tx: Tx) => Promise<T>) =>
  systemDoor({ store, member: { id: member, name: member } }, null).act(
    { action: 'peer.serve', type: 'config.change', impersonal: true },
    work,
  )
export const until = async (what: () => Promise<boolean>) => {
  for (let turn = 0; turn < 300; turn += 1) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not come to that')
}
export const clausesOf = ({ body }: { body: unknown }) =>
  ((body as { clauses: AccessDecision['clauses'] }).clauses ?? [])
    .filter(({ result }) => result === 'fail')
    .map(({ id }) => id)
export const introductions = async (node: NetworkNode) =>
  ((await node.administrator.call('GET', '/v1/introductions')).body as { items: IntroducedKey[] }).items
