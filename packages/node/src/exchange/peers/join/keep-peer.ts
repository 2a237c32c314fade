import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { setStanding } from '../../../safeguards/access/signal-access/index.ts'
import { endMemberKey, keepMemberKey, memberKeys } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { sendAgreementsTo } from '../../agreements/send-agreement.ts'
import { accessChangedFor, openLog } from '../../delivery/index.ts'
import { fingerprintOf } from '../keys/fingerprint.ts'

/**
 * Stores another node as joined but unconfirmed, with the one key that it presented. Other keys of the member count as
 * lost: they end now, later signatures by them are flagged, and an alarm is raised. Nothing is shared until people have
 * compared the words. Throws `peer-state` if another member's node has this name, because the name is in the origin of a log.
 */
export async function keepPeer(
  tx: Tx,
  peer: { member: string; node: string; url: string; publicKey: Buffer },
  ownKey: Buffer,
): Promise<void> {
  const sameName = await tx.db
    .selectFrom('peer')
    .select('member')
    .where('node', '=', peer.node)
    .where('member', '<>', peer.member)
    .where('state', 'not in', ['invited', 'removed'])
    .executeTakeFirst()
  if (sameName !== undefined)
    throw fail('peer-state', {
      detail: `${sameName.member} has a node named ${peer.node} too. Give one of them another ENTENTE_NODE.`,
    })
  const columns = {
    node: peer.node,
    url: peer.url,
    state: 'joined-unconfirmed',
    fingerprint: fingerprintOf(ownKey, peer.publicKey),
    since: tx.now,
    trouble: null,
  }
  await tx.db
    .insertInto('peer')
    .values({ member: peer.member, ...columns })
    .onConflict((c) => c.column('member').doUpdateSet(columns))
    .execute()
  const lost = (await memberKeys(tx.db, peer.member, tx.now)).filter((key) => !key.publicKey.equals(peer.publicKey))
  for (const { keyId } of lost)
    await endMemberKey(tx.db, { member: peer.member, keyId, validUntil: tx.now, compromisedSince: tx.now })
  if (lost.length > 0) await raiseAlarm(tx, 'peer-key-lost', `peer:${peer.member}`, { value: lost.length, limit: 0 })
  await keepMemberKey(tx.db, { member: peer.member, publicKey: peer.publicKey, validFrom: tx.now })
  await setStanding(tx.db, peer.member, 'unconfirmed', tx.now)
  await openLog(tx, peer.member)
  await sendAgreementsTo(tx, peer.member)
  await accessChangedFor(tx, { members: [peer.member], reason: 'key-lost' })
  await tx.announce('peer.changed', peer.member, 1)
}
