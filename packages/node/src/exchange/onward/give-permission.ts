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

/**
 * Sends the owner's approval to the holder. The holder may then pass the signal on, and forwards the approval to the
 * destination.
 */
export async function giveApproval(tx: Tx, deps: Deps, row: PermissionRow, ended: boolean): Promise<void> {
  const body: Omit<OnwardApproval, 'signature'> = {
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
  const signature = signObject(deps.nodeKey, 'entente/onward-approval/v1', body, tx.now)
  await appendEntry(tx, body.holder, 'agreement', { ...body, signature })
}

/**
 * Stores this member's sign-off and sends it to the destination, because the destination makes the same access
 * decision.
 */
export async function giveSignOff(tx: Tx, deps: Deps, row: PermissionRow, ended: boolean): Promise<void> {
  const { agreement_id, destination } = row
  const body: Omit<TransferSignOff, 'signature'> = {
    schema: 'entente/transfer-sign-off/v1',
    id: row.id,
    agreement: agreement_id,
    by: deps.member.id,
    destination,
    ended,
    at: tx.now.toISOString(),
  }
  const signature = signObject(deps.nodeKey, 'entente/transfer-sign-off/v1', body, tx.now)
  await keepSignOff(tx, { ...body, signature }, { reference: row.reason, person_id: tx.actor.person })
  // Append the sign-off to the log before the signals that it allows.
  if ((await lockHeads(tx)).has(destination)) await appendEntry(tx, destination, 'agreement', { ...body, signature })
  const reason = ended ? 'sign-off-ended' : 'terms-changed'
  await accessChangedFor(tx, { agreements: [agreement_id], members: [destination], reason })
}
