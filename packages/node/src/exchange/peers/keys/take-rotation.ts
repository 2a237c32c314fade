import type { KeyRotation } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { endMemberKey, keepMemberKey, keyIdOf, memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { appendEntry } from '../../delivery/index.ts'

/**
 * Stores a member's statement that a new key replaces an old one. Both keys must have signed it, and the old key must
 * be known and valid. Returns false otherwise. A key that is already known changes nothing.
 */
export async function takeRotation(tx: Tx, member: string, rotation: KeyRotation): Promise<boolean> {
  const publicKey = Buffer.from(rotation.newKey, 'base64')
  const newKeyId = keyIdOf(publicKey)
  if (rotation.member !== member) return false
  const valid = await memberKeys(tx.db, member, tx.now)
  if (valid.some(({ keyId }) => keyId === newKeyId)) return true
  const old = valid.find(({ keyId }) => keyId === rotation.oldKeyId)
  if (old === undefined || old.compromisedSince !== null) return false
  const fresh = { member, keyId: newKeyId, publicKey, compromisedSince: null }
  const [one, two] = rotation.signatures
  const signers = [one, two].map(
    (signature) => verifyObject('entente/key/v1', rotation, [old, fresh], signature)?.keyId,
  )
  if (!signers.includes(old.keyId) || !signers.includes(newKeyId)) return false
  const validFrom = new Date(Math.min(Date.parse(rotation.validFrom), tx.now.getTime()))
  await keepMemberKey(tx.db, { member, publicKey, validFrom })
  await endMemberKey(tx.db, { member, keyId: old.keyId, validUntil: new Date(rotation.overlapUntil) })
  await tx.db
    .insertInto('key_rotation')
    .values({ member, key_id: newKeyId, at: tx.now, body: JSON.stringify(rotation) })
    .onConflict((c) => c.doNothing())
    .execute()
  await tx.log({ type: 'config.change', ref: `peer:${member}`, details: { what: 'key of a member', key: newKeyId } })
  await tx.announce('peer.changed', member, 1)
  await relayRotation(tx, member, rotation)
  return true
}

/**
 * Forwards the rotation to members to which this member introduced the old key. They verify the rotation by the old key
 * and need not trust this member.
 */
async function relayRotation(tx: Tx, member: string, rotation: KeyRotation): Promise<void> {
  const recipients = await tx.db
    .selectFrom('key_told')
    .select('recipient')
    .distinct()
    .where('member', '=', member)
    .orderBy('recipient')
    .execute()
  for (const { recipient } of recipients) await appendEntry(tx, recipient, 'key', { ...rotation })
}
