import type { OnwardApproval, TransferSignOff } from '@entente/contracts'
import type { Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import type { SharingPermissionTable } from '../../store/onward-schema.ts'
import { accessChangedFor, appendEntry, lockHeads } from '../delivery/index.ts'
import { keepSignOff } from './keep-permission.ts'

export type PermissionRow = Selectable<SharingPermissionTable>
type Deps = Pick<CoreDeps, 'member' | 'nodeKey'>

/** The owner's word goes into the log of the holder, who is the one to act on it and shows it to the destination. */
export async function giveApproval(tx: Tx, deps: Deps, row: PermissionRow, ended: boolean): Promise<void> {
  const said: Omit<OnwardApproval, 'signature'> = {
    schema: 'entente/onward-approval/v1',
    id: row.id,
    signalId: row.signal_id as string,
    agreement: row.agreement_id,
    owner: deps.member.id,
    holder: row.holder as string,
    destination: row.destination,
    ended,
    at: tx.now.toISOString(),
  }
  const signature = signObject(deps.nodeKey, 'entente/onward-approval/v1', said, tx.now)
  await appendEntry(tx, said.holder, 'agreement', { ...said, signature })
}

/** The sign-off decides here, of what this node gives; the destination is shown it, since it asks the same access decision. */
export async function giveSignOff(tx: Tx, deps: Deps, row: PermissionRow, ended: boolean): Promise<void> {
  const { agreement_id, destination } = row
  const said: Omit<TransferSignOff, 'signature'> = {
    schema: 'entente/transfer-sign-off/v1',
    id: row.id,
    agreement: agreement_id,
    by: deps.member.id,
    destination,
    ended,
    at: tx.now.toISOString(),
  }
  const signature = signObject(deps.nodeKey, 'entente/transfer-sign-off/v1', said, tx.now)
  await keepSignOff(tx, { ...said, signature }, { reference: row.reason, person_id: tx.actor.person })
  // Before what it lets through, in the same log.
  if ((await lockHeads(tx)).has(destination)) await appendEntry(tx, destination, 'agreement', { ...said, signature })
  const reason = ended ? 'sign-off-ended' : 'terms-changed'
  await accessChangedFor(tx, { agreements: [agreement_id], members: [destination], reason })
}
