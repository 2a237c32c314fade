import type { SignalKind } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { BlindKeyring } from './blind-keys.ts'

/** One key is used for this many days. */
const epochDays = 90

/** Returns the running epoch of an agreement and kind, or undefined if none is running. */
export async function runningEpoch(tx: Tx, agreement: string, kind: SignalKind): Promise<number | undefined> {
  const last = await lastEpoch(tx, agreement, kind)
  return last !== undefined && last.ends_at > tx.now ? last.epoch : undefined
}

const lastEpoch = (tx: Tx, agreement: string, kind: SignalKind) =>
  tx.db
    .selectFrom('blind_epoch')
    .selectAll()
    .where('agreement_id', '=', agreement)
    .where('kind', '=', kind)
    .orderBy('epoch', 'desc')
    .executeTakeFirst()

/**
 * Returns the running epoch, or begins one with a new key. If `isNew` is true, the caller must announce the key.
 * Concurrent callers begin the same epoch, because the key is derived from the epoch's number.
 */
export async function currentEpoch(
  tx: Tx,
  keyring: BlindKeyring,
  agreement: string,
  kind: SignalKind,
): Promise<{ epoch: number; publicKey: Buffer; isNew: boolean }> {
  const last = await lastEpoch(tx, agreement, kind)
  if (last !== undefined && last.ends_at > tx.now)
    return { epoch: last.epoch, publicKey: last.public_key, isNew: false }
  const epoch = (last?.epoch ?? 0) + 1
  const publicKey = Buffer.from(keyring.keysOf({ agreement, kind, epoch }).publicKey)
  const made = await tx.db
    .insertInto('blind_epoch')
    .values({
      agreement_id: agreement,
      kind,
      epoch,
      public_key: publicKey,
      began_at: tx.now,
      ends_at: new Date(tx.now.getTime() + epochDays * 86_400_000),
    })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return { epoch, publicKey, isNew: made.numInsertedOrUpdatedRows === 1n }
}
