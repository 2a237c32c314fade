import { randomBytes, randomUUID } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { signalDigest } from '../../delivery/index.ts'
import { signalsChanged } from '../../signals/notify-matching.ts'
import type { Taken } from '../../stix/take-signal.ts'
import type { ReceiptDeps } from '../receipts/write-receipts.ts'
import { contextOf, storeSignals } from './apply-signals.ts'
import { checkSignalEntry } from './check-signal-entry.ts'
import { endHoldings, keepTombstone } from './end-holding.ts'

const refused = (code: string, message: string): Taken => ({ outcome: 'refused', code, message })

/**
 * Stores a signal that did not come from its owner's log but from a file, TAXII or a feed. It is checked like a signal
 * from a log and stored as given by its owner, who must be an active peer. A withdrawal needs only the owner's
 * signature and takes effect at once. A signal of this member itself is only compared with the stored one. An invented person of a node
 * that one person uses alone is refused unless this node is one too.
 */
export async function takeImported(tx: Tx, deps: ReceiptDeps, signal: Signal): Promise<Taken> {
  const own = deps.member.id
  if (signal.owner === own) return compareOwn(tx, signal)
  const keys = await memberKeys(tx.db, signal.owner, tx.now)
  const signer = verifyObject('entente/signal/v1', signal, keys)
  if (signer === null) return refused('bad-signature', 'It is not signed by a key of its owner that is known here.')
  const peer = await tx.db.selectFrom('peer').select('state').where('member', '=', signal.owner).executeTakeFirst()
  if (peer?.state !== 'active') return refused('peer-unknown', `${signal.owner.slice(0, 64)} is no active member here.`)
  if (signal.status === 'withdrawn') return takeWithdrawal(tx, deps, signal)
  // The importer may act for another member, but the signal would be stored at this node's member.
  const context = { ...(await contextOf(tx, signal.owner, [signal])), own }
  const before = context.known(signal.id)
  const verdict = checkSignalEntry(signal as unknown as Record<string, unknown>, signer, context)
  if (verdict.take === 'refused') return refused(verdict.refusal.code, verdict.refusal.detail)
  if (verdict.take === 'nothing') return { outcome: 'unchanged' }
  const firstReceivedAt = before?.firstReceivedAt ?? tx.now
  const salt = randomBytes(16)
  const digest = signalDigest(signal, salt)
  const known = before !== undefined
  await storeSignals(tx, signal.owner, [{ signal, entryId: randomUUID(), salt, digest, firstReceivedAt, known }])
  await signalsChanged(tx, [signal.id], 'signals-received')
  return { outcome: before === undefined ? 'created' : 'updated' }
}

async function compareOwn(tx: Tx, signal: Signal): Promise<Taken> {
  const keys = await memberKeys(tx.db, signal.owner, tx.now)
  if (verifyObject('entente/signal/v1', signal, keys) === null)
    return refused('bad-signature', 'It claims to be of this member but is not signed by it.')
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', signal.id).executeTakeFirst()
  if (row === undefined) return refused('not-owner', 'A signal of this member is made here, not brought here.')
  if (row.version > signal.version) return { outcome: 'unchanged' }
  if (
    row.version === signal.version &&
    row.salt !== null &&
    row.digest?.equals(signalDigest(signal, row.salt)) === true
  )
    return { outcome: 'unchanged' }
  return refused('owner-equivocation', 'This node has another text under this version.')
}

async function takeWithdrawal(tx: Tx, deps: ReceiptDeps, signal: Signal): Promise<Taken> {
  if (signal.withdrawal === null) return refused('signal-invalid', 'It does not say why it was withdrawn.')
  const { id: signalId, owner, version } = signal
  const stored = await tx.db
    .selectFrom('signal')
    .select(['status', 'owner', 'received'])
    .where('id', '=', signalId)
    .executeTakeFirst()
  if (stored !== undefined && (!stored.received || stored.owner !== owner))
    return refused('not-owner', 'The signal of this id is of another member.')
  const { reason } = signal.withdrawal
  const at = new Date(signal.withdrawal.at)
  await keepTombstone(tx, { signalId, owner, version, at })
  if (stored === undefined || stored.status === 'withdrawn') return { outcome: 'unchanged' }
  const end = { entryId: randomUUID(), signalId, cause: 'withdrawal', version, reason, at } as const
  await endHoldings(tx, deps, owner, [end])
  return { outcome: 'withdrawn' }
}
