import { KeyIntroduction } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { keyIdOf, memberKeys, signObject, verifyObject } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { appendEntry, lockHeads } from '../../delivery/index.ts'

/**
 * Announces a member's key to another member, once. The announcement proves nothing: people must still compare the six
 * words.
 */
export async function introduceKey(
  tx: Tx,
  deps: Pick<CoreDeps, 'member' | 'nodeKey'>,
  recipient: string,
  member: string,
): Promise<void> {
  const [key] = await memberKeys(tx.db, member, tx.now)
  if (key === undefined || key.compromisedSince !== null || !(await lockHeads(tx)).has(recipient)) return
  const added = await tx.db
    .insertInto('key_told')
    .values({ recipient, member, key_id: key.keyId, at: tx.now })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return
  const body: Omit<KeyIntroduction, 'signature'> = {
    schema: 'entente/key-introduction/v1',
    member,
    publicKey: key.publicKey.toString('base64'),
    by: deps.member.id,
    at: tx.now.toISOString(),
  }
  const signature = signObject(deps.nodeKey, 'entente/key/v1', body, tx.now)
  await appendEntry(tx, recipient, 'key', { ...body, signature })
}

/**
 * Stores a key that one member introduced for another, until people confirm it. Returns false if the introducing member
 * did not sign the introduction. A key that is already accepted changes nothing; a different key raises the alarm
 * `introduced-key-differs`.
 */
export async function takeIntroduction(tx: Tx, from: string, object: Record<string, unknown>): Promise<boolean> {
  const parsed = KeyIntroduction.safeParse(object)
  if (!parsed.success || parsed.data.by !== from) return false
  if (verifyObject('entente/key/v1', parsed.data, await memberKeys(tx.db, from, tx.now)) === null) return false
  const { member } = parsed.data
  const publicKey = Buffer.from(parsed.data.publicKey, 'base64')
  const keyId = keyIdOf(publicKey)
  const known = await memberKeys(tx.db, member, tx.now)
  if (member === tx.actor.member || known.some((key) => key.keyId === keyId)) return true
  const kept = await tx.db
    .insertInto('introduced_key')
    .values({ member, key_id: keyId, public_key: publicKey, introduced_by: from, at: tx.now })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (kept.numInsertedOrUpdatedRows !== 1n) {
    await tx.db
      .updateTable('introduced_key')
      .set({ also_by: sql<string[]>`also_by || ${from}::text` })
      .where('member', '=', member)
      .where('key_id', '=', keyId)
      .where(sql<boolean>`${from} <> all(introduced_by || also_by)`)
      .execute()
    return true
  }
  await tx.log({ type: 'config.change', ref: `peer:${from}`, details: { what: 'key introduced', member, key: keyId } })
  if (known.length > 0) await raiseAlarm(tx, 'introduced-key-differs', `peer:${member}`, { by: from, key: keyId })
  await tx.announce('peer.changed', from, 1)
  return true
}
