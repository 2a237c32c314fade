import { createHash, randomUUID } from 'node:crypto'
import { BlindSetStatement, type SignalKind } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { setStep } from './padding.ts'
import { isTokenSet, type TokenSet } from './token-set.ts'
import { tokenBytes } from './voprf.ts'

/**
 * A set that grows by more than this share within a day raises an alarm. The holder may have inflated it to find out
 * which items the asker checks.
 */
const mostGrowth = 0.2
const day = 86_400_000
const keeping = { action: 'signal.blind-check', type: 'blind.query', impersonal: true } as const

export interface HolderSet {
  epoch: number
  publicKey: Uint8Array
  set: TokenSet
}

/**
 * Reads the stored set of a holder with its SHA-256. The hash lets the holder avoid sending an unchanged set again.
 * Returns null if no set is stored.
 */
export async function keptSet(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  from: { holder: string; agreement: string; kind: SignalKind },
): Promise<{ set: TokenSet; sha256: string } | null> {
  return systemAccess(deps, null).transaction(keeping, async (tx) => {
    tx.leavesNoEntry()
    const row = await ofHolder(tx, from)
    return row === undefined ? null : { set: row.tokens, sha256: row.sha256.toString('base64') }
  })
}

const ofHolder = (tx: Tx, from: { holder: string; agreement: string; kind: SignalKind }) =>
  tx.db
    .selectFrom('blind_set')
    .selectAll()
    .where('holder', '=', from.holder)
    .where('agreement_id', '=', from.agreement)
    .where('kind', '=', from.kind)
    .executeTakeFirst()

/**
 * Checks a holder's signed statement against the set and the announced key, and stores the set. Error:
 * `blind-proof-invalid`. A set that grew by more than a fifth within a day raises the alarm `blind-set-grew`.
 */
export async function takeSet(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  from: { holder: string; agreement: string; kind: SignalKind },
  given: { set: TokenSet; statement: unknown },
): Promise<HolderSet> {
  const parsed = BlindSetStatement.safeParse(given.statement)
  if (!parsed.success) throw notLookedUp('What it says of its set has another shape.')
  const statement = parsed.data
  const sha256 = createHash('sha256').update(given.set).digest()
  return systemAccess(deps, null).transaction(keeping, async (tx) => {
    tx.leavesNoEntry()
    if (verifyObject('entente/key/v1', statement, await memberKeys(tx.db, from.holder, tx.now)) === null)
      throw notLookedUp('Its set is not signed by a key that is known of it.')
    const same =
      statement.holder === from.holder && statement.agreement === from.agreement && statement.kind === from.kind
    if (!same || statement.asker !== tx.actor.member) throw notLookedUp('The set is one for somebody else.')
    if (statement.sha256 !== sha256.toString('base64') || statement.size * tokenBytes !== given.set.length)
      throw notLookedUp('The set is not the one that was signed.')
    if (!isTokenSet(given.set) || statement.size % setStep !== 0)
      throw notLookedUp('The set is not sorted, or not filled up.')
    const publicKey = Buffer.from(statement.publicKey, 'base64')
    await keepKey(tx, { ...from, epoch: statement.epoch, publicKey })
    await keepSet(tx, from, { ...statement, tokens: Buffer.from(given.set), digest: sha256 })
    return { epoch: statement.epoch, publicKey, set: given.set }
  })
}

/**
 * Stores the key of an epoch. Error: `blind-proof-invalid` if the holder announced a different key for the same epoch.
 */
export async function keepKey(
  tx: Tx,
  key: { holder: string; agreement: string; kind: SignalKind; epoch: number; publicKey: Buffer },
): Promise<void> {
  const { holder, agreement, kind, epoch, publicKey } = key
  await tx.db
    .insertInto('blind_holder_key')
    .values({ holder, agreement_id: agreement, kind, epoch, public_key: publicKey, received_at: tx.now })
    .onConflict((c) => c.doNothing())
    .execute()
  const known = await tx.db
    .selectFrom('blind_holder_key')
    .select('public_key')
    .where('holder', '=', holder)
    .where('agreement_id', '=', agreement)
    .where('kind', '=', kind)
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow()
  if (!known.public_key.equals(publicKey)) throw notLookedUp(`It announced another key for epoch ${epoch}.`)
}

async function keepSet(
  tx: Tx,
  from: { holder: string; agreement: string; kind: SignalKind },
  set: { epoch: number; size: number; tokens: Buffer; digest: Buffer },
): Promise<void> {
  const before = await ofHolder(tx, from)
  const sameDay = before !== undefined && before.epoch === set.epoch && tx.now.getTime() - before.day_at.getTime() < day
  const daySize = sameDay ? before.day_size : (before?.size ?? set.size)
  const grew = set.size - daySize > Math.max(daySize * mostGrowth, setStep)
  const kept = {
    ...{ epoch: set.epoch, tokens: set.tokens, sha256: set.digest, size: set.size, signed_at: tx.now },
    day_size: grew ? set.size : daySize,
    day_at: sameDay ? before.day_at : tx.now,
  }
  await tx.db
    .insertInto('blind_set')
    .values({ holder: from.holder, agreement_id: from.agreement, kind: from.kind, ...kept })
    .onConflict((c) => c.columns(['holder', 'agreement_id', 'kind']).doUpdateSet(kept))
    .execute()
  if (!grew) return
  const id = randomUUID()
  const detail = { member: from.holder, agreement: from.agreement, kind: from.kind, from: daySize, to: set.size }
  await tx.db
    .insertInto('alarm')
    .values({ id, code: 'blind-set-grew', at: tx.now, ref: `peer:${from.holder}`, detail: JSON.stringify(detail) })
    .execute()
  await tx.announce('alarm.raised', id, 1)
}

const notLookedUp = (detail: string) => fail('blind-proof-invalid', { detail: `${detail} Nothing was looked up.` })
