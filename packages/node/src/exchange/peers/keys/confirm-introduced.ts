import type { IntroducedKey } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { endMemberKey, keepMemberKey, memberKeys } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { fingerprintOf, sameWords } from './fingerprint.ts'

/**
 * Lists the keys that members introduced for other members, newest first, with the words that people must compare.
 * `ownKey` is this node's current public key.
 */
export async function listIntroduced(tx: Tx, ownKey: Buffer): Promise<IntroducedKey[]> {
  const rows = await tx.db.selectFrom('introduced_key').selectAll().orderBy('at', 'desc').limit(100).execute()
  const keys: IntroducedKey[] = []
  for (const row of rows) {
    const known = await memberKeys(tx.db, row.member, tx.now)
    const confirmed = known.some(({ keyId }) => keyId === row.key_id)
    keys.push({
      member: row.member,
      keyId: row.key_id,
      introducedBy: row.introduced_by,
      at: row.at.toISOString(),
      state: confirmed ? 'confirmed' : known.length > 0 ? 'differs' : 'waiting',
      words: fingerprintOf(ownKey, row.public_key),
    })
  }
  return keys
}

/**
 * Confirms an introduced key after two people compared the words. Signatures by this key are accepted from then on.
 * Other keys of the member count as lost, as when a member joins with a new key. The logs of all members that
 * introduced the key are read again from the start, because entries were refused while the key was missing. Errors:
 * `not-found`, `words-differ`.
 */
export async function confirmIntroduced(tx: Tx, member: string, words: string, ownKey: Buffer): Promise<void> {
  // Lock the peers first; `applyPage` locks them first too. So an introduction that arrives meanwhile is included.
  await tx.db.selectFrom('peer').select('member').orderBy('member').forNoKeyUpdate().execute()
  const rows = await tx.db
    .selectFrom('introduced_key')
    .selectAll()
    .where('member', '=', member)
    .orderBy('at', 'desc')
    .execute()
  if (rows.length === 0) throw fail('not-found')
  const row = rows.find(({ public_key }) => sameWords(words, fingerprintOf(ownKey, public_key)))
  if (row === undefined) throw fail('words-differ')
  const introducers = [row.introduced_by, ...row.also_by]
  const lost = (await memberKeys(tx.db, member, tx.now)).filter(({ keyId }) => keyId !== row.key_id)
  for (const { keyId } of lost)
    await endMemberKey(tx.db, { member, keyId, validUntil: tx.now, compromisedSince: tx.now })
  if (lost.length > 0) await raiseAlarm(tx, 'peer-key-lost', `peer:${member}`, { value: lost.length, limit: 0 })
  await keepMemberKey(tx.db, { member, publicKey: row.public_key, validFrom: tx.now })
  await tx.db
    .updateTable('introduced_key')
    .set({ confirmed_at: tx.now, confirmed_by: tx.actor.person })
    .where('member', '=', member)
    .where('key_id', '=', row.key_id)
    .execute()
  await tx.db
    .updateTable('peer')
    .set({ epoch: null, position: 0, position_hash: null })
    .where('member', 'in', introducers)
    .execute()
  for (const introducer of introducers) await tx.announce('peer.changed', introducer, 1)
}
