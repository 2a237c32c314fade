import type { KeyRotation } from '@entente/contracts'
import type { AccessStore } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import {
  endMemberKey,
  keepMemberKey,
  type NewNodeKey,
  prepareNodeKey,
  signObject,
} from '../../../safeguards/keys/index.ts'
import { appendEntry, lockHeads } from '../../delivery/index.ts'

const day = 86_400_000

/**
 * Replaces this node's key. Both keys sign a statement, which is appended to every log. The old key stays valid for
 * `overlapDays`. The new key is on disk before it is announced. A member that was away for longer reads all rotations
 * since; each key verifies the next one.
 */
export async function rotateKey(
  deps: Pick<CoreDeps, 'member' | 'nodeKey' | 'dataRoot'> & { node: string },
  access: AccessStore,
  overlapDays: number,
): Promise<KeyRotation> {
  const prepared: NewNodeKey = prepareNodeKey(deps.dataRoot)
  const old = deps.nodeKey.keyId
  const intent = {
    action: 'peer.manage',
    type: 'config.change',
    impersonal: true,
    details: { what: 'key rotated' },
  } as const
  const rotation = await access.transaction(intent, async (tx) => {
    const body: Omit<KeyRotation, 'signatures'> = {
      schema: 'entente/key/v1',
      member: deps.member.id,
      node: deps.node,
      oldKeyId: old,
      newKey: prepared.key.publicKey.toString('base64'),
      validFrom: tx.now.toISOString(),
      overlapUntil: new Date(tx.now.getTime() + overlapDays * day).toISOString(),
    }
    const signatures = [deps.nodeKey, prepared.key].map((key) => signObject(key, 'entente/key/v1', body, tx.now))
    const whole: KeyRotation = { ...body, signatures }
    await keepMemberKey(tx.db, { member: deps.member.id, publicKey: prepared.key.publicKey, validFrom: tx.now })
    await endMemberKey(tx.db, { member: deps.member.id, keyId: old, validUntil: new Date(body.overlapUntil) })
    await tx.db
      .insertInto('key_rotation')
      .values({ member: deps.member.id, key_id: prepared.key.keyId, at: tx.now, body: JSON.stringify(whole) })
      .execute()
    for (const recipient of [...(await lockHeads(tx)).keys()].sort())
      await appendEntry(tx, recipient, 'key', { ...whole })
    return whole
  })
  prepared.putInPlace(deps.nodeKey)
  return rotation
}
