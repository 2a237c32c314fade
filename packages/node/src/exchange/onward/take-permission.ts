import { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { appendEntry, lockHeads, passedOnChangedFor } from '../delivery/index.ts'
import { keysOfOwner } from '../peers/keys/keys-of-owner.ts'
import { keepApproval, keepSignOff } from './keep-permission.ts'

/** Returns whether an object of a log is a permission. */
export const isPermission = ({ schema }: Record<string, unknown>): boolean =>
  schema === 'entente/onward-approval/v1' || schema === 'entente/transfer-sign-off/v1'

/**
 * Stores a permission that another member sent. It is one of three: an owner's approval sent to this member as the
 * named holder, an owner's approval that a holder forwards to this member as the destination, or another member's
 * sign-off for giving signals to this member. Repeated or earlier statements change nothing. Errors:
 * `agreement-invalid`, `bad-signature`.
 */
export async function takePermission(tx: Tx, from: string, object: Record<string, unknown>): Promise<void> {
  const approval = OnwardApproval.safeParse(object)
  if (approval.success) return takeApproval(tx, from, approval.data)
  const signOff = TransferSignOff.safeParse(object)
  if (!signOff.success) throw fail('agreement-invalid', { detail: 'This is not a permission.' })
  return takeSignOff(tx, from, signOff.data)
}

async function takeApproval(tx: Tx, from: string, permission: OnwardApproval): Promise<void> {
  const own = tx.actor.member
  const asHolder = permission.holder === own && permission.owner === from
  const asDestination = permission.destination === own && permission.holder === from
  if (!asHolder && !asDestination) throw fail('bad-signature', { detail: `${from} may not state this here.` })
  const keys = await (asHolder ? memberKeys(tx.db, permission.owner, tx.now) : keysOfOwner(tx, permission.owner))
  // Skip the approval for now: the log is read again once people confirm the introduced key.
  if (keys.length === 0 && !asHolder) return
  if (verifyObject('entente/onward-approval/v1', permission, keys) === null)
    throw fail('bad-signature', { detail: `This is not signed by ${permission.owner}.` })
  const signal = await tx.db
    .selectFrom('signal')
    .select('owner')
    .where('id', '=', permission.signalId)
    .executeTakeFirst()
  if (signal !== undefined && signal.owner !== permission.owner)
    throw fail('bad-signature', { detail: 'The signal is of another member.' })
  if (!(await keepApproval(tx, permission))) return
  await tx.log({
    type: 'config.change',
    ref: `sig:${permission.signalId}`,
    details: { what: permission.ended ? 'approval of passing on ended' : 'passing on approved', by: permission.owner },
  })
  if (!asHolder) return
  await showApproval(tx, permission)
  await passedOnChangedFor(tx, [permission.signalId])
}

/** Forwards a changed approval to the destination of each signal that was passed on under it. */
async function showApproval(tx: Tx, permission: OnwardApproval): Promise<void> {
  const passed = await tx.db
    .selectFrom('onward_pass')
    .select('destination')
    .where('signal_id', '=', permission.signalId)
    .where('destination', '=', permission.destination)
    .executeTakeFirst()
  if (passed !== undefined) await appendEntry(tx, permission.destination, 'agreement', { ...permission })
}

/**
 * Forwards to a destination the approvals under which it may receive a signal, because it makes the same access
 * decision. `showApproval` forwards later changes.
 */
export async function showApprovals(tx: Tx, signal: { id: string; owner: string }, destination: string): Promise<void> {
  if (!(await lockHeads(tx)).has(destination)) return
  const rows = await tx.db
    .selectFrom('onward_approval')
    .select('body')
    .where('signal_id', '=', signal.id)
    .where('destination', '=', destination)
    .where('approved_by', '=', signal.owner)
    .where('holder', '=', tx.actor.member)
    .where('ended', '=', false)
    .execute()
  for (const { body } of rows) if (body !== null) await appendEntry(tx, destination, 'agreement', { ...body })
}

async function takeSignOff(tx: Tx, from: string, permission: TransferSignOff): Promise<void> {
  const keys = await memberKeys(tx.db, from, tx.now)
  const signed = permission.by === from && verifyObject('entente/transfer-sign-off/v1', permission, keys) !== null
  if (!signed || permission.destination !== tx.actor.member)
    throw fail('bad-signature', { detail: `${from} may not state this here.` })
  await keepSignOff(tx, permission, { reference: `signed by ${from}`, person_id: null })
}
