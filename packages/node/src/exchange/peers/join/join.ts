import { Invitation, type Peer, type PeerJoin } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { readPeople } from '../../../safeguards/access/grants.ts'
import { keyIdOf, verifyObject } from '../../../safeguards/keys/index.ts'
import { PeerFault } from '../requests/peer-fault.ts'
import { askPeer, type PeerClientDeps } from '../requests/peer-request.ts'
import { readPeer } from './describe-peer.ts'
import { hashCode, peopleIn } from './invite.ts'
import { keepPeer } from './keep-peer.ts'

/**
 * Joins another member with its invitation file: checks the file's signature, contacts the inviting node, and stores
 * that node's key. Errors: `invitation-invalid`, `invitation-expired`, `invitation-used`, `peer-unreachable`,
 * `peer-refused`, `single-operator` if one person uses every account of one of the two nodes only.
 */
export async function join(
  deps: PeerClientDeps & Pick<CoreDeps, 'clock'>,
  access: AccessStore,
  file: unknown,
  self: { node: string; url: string },
): Promise<Peer> {
  const parsed = Invitation.safeParse(file)
  if (!parsed.success)
    throw fail('invitation-invalid', { detail: parsed.error.issues[0]?.message ?? 'It has another shape.' })
  const { inviter, invitee, expiresAt, id, code } = parsed.data
  const publicKey = Buffer.from(inviter.publicKey, 'base64')
  const key = { member: inviter.member, keyId: keyIdOf(publicKey), publicKey, compromisedSince: null }
  if (verifyObject('entente/invitation/v1', parsed.data, [key]) === null)
    throw fail('invitation-invalid', { detail: 'It is not signed by the key that it names.' })
  if (invitee.member !== deps.member.id)
    throw fail('invitation-invalid', { detail: `It is for ${invitee.member}, and this is ${deps.member.id}.` })
  if (inviter.member === deps.member.id)
    throw fail('invitation-invalid', { detail: 'It claims to be from this node’s own member.' })
  if (new Date(expiresAt) <= deps.clock()) throw fail('invitation-expired')
  const reading: AccessIntent = { action: 'peer.manage', type: 'config.change', impersonal: true }
  const people = await access.transaction(reading, async (tx) => {
    tx.leavesNoEntry()
    return readPeople(tx.db)
  })
  if (people !== (parsed.data.people ?? 'complete')) throw fail('single-operator')
  const body: PeerJoin = {
    ...peopleIn(people),
    invitation: id,
    code,
    member: deps.member.id,
    node: self.node,
    url: self.url,
    publicKey: deps.nodeKey.publicKey.toString('base64'),
  }
  try {
    await askPeer(deps, inviter, { method: 'POST', path: '/peer/v1/join', body })
  } catch (error) {
    if (!(error instanceof PeerFault)) throw error
    if (['invitation-expired', 'invitation-used', 'single-operator'].includes(error.code))
      throw fail(error.code as 'single-operator')
    const gone = ['address-not-allowed', 'unreachable', 'timeout', 'tls-required'].includes(error.code)
    throw fail(gone ? 'peer-unreachable' : 'peer-refused', {
      detail: `${inviter.member} at ${inviter.url}: ${error.detail ?? error.code}`,
    })
  }
  const intent: AccessIntent = {
    ...{ action: 'peer.manage', type: 'config.change', impersonal: true },
    ref: `peer:${inviter.member}`,
    details: { what: 'joined by invitation', invitation: id },
  }
  return access.transaction(intent, async (tx) => {
    await keepPeer(
      tx,
      { member: inviter.member, node: inviter.node, url: inviter.url, publicKey },
      deps.nodeKey.publicKey,
    )
    return readPeer(tx, inviter.member)
  })
}

/**
 * Accepts, as the inviting node, the join of another member. Errors: `invitation-invalid`, `invitation-expired`,
 * `invitation-used`, `peer-state`, `single-operator`.
 */
export async function acceptJoin(tx: Tx, body: PeerJoin, ownKey: Buffer): Promise<void> {
  const row = await tx.db
    .selectFrom('invitation')
    .selectAll()
    .where('id', '=', body.invitation)
    .forUpdate()
    .executeTakeFirst()
  // One answer for all three cases: it must not reveal which invitations exist.
  if (row === undefined || row.member !== body.member || !row.code_hash.equals(hashCode(body.code)))
    throw fail('invitation-invalid')
  if (row.used_at !== null) throw fail('invitation-used')
  if (row.expires_at <= tx.now) throw fail('invitation-expired')
  if ((await readPeople(tx.db)) !== (body.people ?? 'complete')) throw fail('single-operator')
  await tx.db.updateTable('invitation').set({ used_at: tx.now }).where('id', '=', row.id).execute()
  await keepPeer(
    tx,
    { member: body.member, node: body.node, url: body.url, publicKey: Buffer.from(body.publicKey, 'base64') },
    ownKey,
  )
}
