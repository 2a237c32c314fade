import { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { appendEntry, lockHeads, passedOnChangedFor } from '../delivery/index.ts'
import { keysOfOwner } from '../peers/keys/keys-of-owner.ts'
import { keepApproval, keepSignOff } from './keep-permission.ts'

/** Whether an object of a log is a permission. */
export const isPermission = ({ schema }: Record<string, unknown>): boolean =>
  schema === 'entente/onward-approval/v1' || schema === 'entente/transfer-sign-off/v1'

/**
 * Takes another member's permission: the approval of an owner, as the holder it names or as the destination the holder shows it to; a sign-off of whoever gives
 * signals to this member. The same again changes nothing, nor does what was said before. Errors: `agreement-invalid`, `bad-signature`.
 */
export async function takePermission(tx: Tx, from: string, object: Record<string, unknown>): Promise<void> {
  const approval = OnwardApproval.safeParse(object)
  if (approval.success) return takeApproval(tx, from, approval.data)
  const signOff = TransferSignOff.safeParse(object)
  if (!signOff.success) throw fail('agreement-invalid', { detail: 'This is no permission.' })
  return takeSignOff(tx, from, signOff.data)
}

async function takeApproval(tx: Tx, from: string, said: OnwardApproval): Promise<void> {
  const own = tx.actor.member
  const asHolder = said.holder === own && said.owner === from
  const asDestination = said.destination === own && said.holder === from
  if (!asHolder && !asDestination) throw fail('bad-signature', { detail: `This is not ${from}'s to say here.` })
  const keys = await (asHolder ? memberKeys(tx.db, said.owner, tx.now) : keysOfOwner(tx, said.owner))
  // Its log is read again once people confirmed the key that was introduced.
  if (keys.length === 0 && !asHolder) return
  if (verifyObject('entente/onward-approval/v1', said, keys) === null)
    throw fail('bad-signature', { detail: `This is not signed by ${said.owner}.` })
  const signal = await tx.db.selectFrom('signal').select('owner').where('id', '=', said.signalId).executeTakeFirst()
  if (signal !== undefined && signal.owner !== said.owner)
    throw fail('bad-signature', { detail: 'The signal is of another member.' })
  if (!(await keepApproval(tx, said))) return
  await tx.log({
    type: 'config.change',
    ref: `sig:${said.signalId}`,
    details: { what: said.ended ? 'approval of passing on ended' : 'passing on approved', by: said.owner },
  })
  if (!asHolder) return
  await showApproval(tx, said)
  await passedOnChangedFor(tx, [said.signalId])
}

/** Whoever was passed the signal is shown what became of the approval it came by. */
async function showApproval(tx: Tx, said: OnwardApproval): Promise<void> {
  const passed = await tx.db
    .selectFrom('onward_pass')
    .select('destination')
    .where('signal_id', '=', said.signalId)
    .where('destination', '=', said.destination)
    .executeTakeFirst()
  if (passed !== undefined) await appendEntry(tx, said.destination, 'agreement', { ...said })
}

/** Shows a destination the approvals by which it may be passed a signal: it asks for them as this node does. What becomes of them later is shown by itself. */
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

async function takeSignOff(tx: Tx, from: string, said: TransferSignOff): Promise<void> {
  const keys = await memberKeys(tx.db, from, tx.now)
  const signed = said.by === from && verifyObject('entente/transfer-sign-off/v1', said, keys) !== null
  if (!signed || said.destination !== tx.actor.member)
    throw fail('bad-signature', { detail: `This is not ${from}'s to say here.` })
  await keepSignOff(tx, said, { reference: `signed by ${from}`, person_id: null })
}
