import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { keyIdOf } from './node-key.ts'

/** A public key of a member, and the time since which it is reported as compromised. */
export interface MemberKey {
  member: string
  keyId: string
  publicKey: Buffer
  compromisedSince: Date | null
}

/** Returns the keys of a member that were valid at a time, to check objects that were received at that time. */
export async function memberKeys(db: Kysely<Schema>, member: string, at: Date): Promise<MemberKey[]> {
  const rows = await db
    .selectFrom('member_key')
    .selectAll()
    .where('member', '=', member)
    .where('valid_from', '<=', at)
    .where((e) => e.or([e('valid_until', 'is', null), e('valid_until', '>', at)]))
    .orderBy('valid_from', 'desc')
    .execute()
  return rows.map((row) => ({
    member: row.member,
    keyId: row.key_id,
    publicKey: row.public_key,
    compromisedSince: row.compromised_since,
  }))
}

/** Stores a key of a member, valid from the given time on. A key that is already stored stays unchanged. */
export async function keepMemberKey(
  db: Kysely<Schema>,
  key: { member: string; publicKey: Uint8Array; validFrom: Date },
): Promise<string> {
  const keyId = keyIdOf(key.publicKey)
  await db
    .insertInto('member_key')
    .values({
      member: key.member,
      key_id: keyId,
      public_key: Buffer.from(key.publicKey),
      valid_from: key.validFrom,
    })
    .onConflict((c) => c.columns(['member', 'key_id']).doNothing())
    .execute()
  return keyId
}

/** Ends a key, because another key replaces it or because it is reported as compromised since a time. */
export async function endMemberKey(
  db: Kysely<Schema>,
  key: { member: string; keyId: string; validUntil: Date; compromisedSince?: Date },
): Promise<void> {
  await db
    .updateTable('member_key')
    .set({
      valid_until: key.validUntil,
      ...(key.compromisedSince === undefined ? {} : { compromised_since: key.compromisedSince }),
    })
    .where('member', '=', key.member)
    .where('key_id', '=', key.keyId)
    .execute()
}
