import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type MemberKey, memberKeys } from '../../../safeguards/keys/index.ts'

/**
 * Returns the keys that verify a member's statements when another member passes them on. Replaced keys are included,
 * because a statement keeps its original signature. Lost keys are not included.
 */
export async function keysOfOwner(tx: Tx, owner: string): Promise<MemberKey[]> {
  const replaced = await tx.db
    .selectFrom('member_key')
    .selectAll()
    .where('member', '=', owner)
    .where('valid_until', '<=', tx.now)
    .where('compromised_since', 'is', null)
    .execute()
  const earlier = replaced.map((row) => ({
    ...{ member: row.member, keyId: row.key_id, publicKey: row.public_key, compromisedSince: null },
  }))
  return [...(await memberKeys(tx.db, owner, tx.now)), ...earlier]
}
