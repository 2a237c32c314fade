import { AccessEnded, Feedback, type FeedEntry, KeyRotation, WithdrawalNotice } from '@entente/contracts'
import { sql } from 'kysely'
import { Failure } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { forgetHeads } from '../../delivery/append-entries.ts'
import { signalsChanged } from '../../signals/notify-matching.ts'
import { takeFeedback } from '../feedback/take-feedback.ts'
import { takeRotation } from '../keys/take-rotation.ts'
import type { ReceiptDeps } from '../receipts/write-receipts.ts'
import { applySignals } from './apply-signals.ts'
import type { CheckedEntry, CheckedPage } from './check-page.ts'
import { isVersion } from './check-signal-entry.ts'
import { endHoldings, type HoldingEnd, keepTombstone } from './end-holding.ts'
import { wasOffered } from './givers.ts'
import { lockInOrder } from './lock-in-order.ts'

/**
 * Stores what a peer sent about an agreement: a version, signatures or an end. Another module provides this function.
 */
export type TakeAgreement = (tx: Tx, from: string, object: Record<string, unknown>) => Promise<void>
/**
 * Stores keys of members other than the peer. Returns false for an object that it does not recognise. Another module
 * provides this function.
 */
export type TakeKey = (tx: Tx, from: string, object: Record<string, unknown>) => Promise<boolean>
export type ApplyDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> &
  ReceiptDeps & { takeAgreement: TakeAgreement; takeKey: TakeKey }

/** The result of applying a page. */
export interface Applied {
  entries: number
  signals: number
  /**
   * Why the page was not applied completely. `elsewhere`: the page does not follow the stored position, because another
   * run applied it already. `unconfirmed`: people have to compare the six words first.
   */
  stopped: 'elsewhere' | 'unconfirmed' | null
}
const intent = { action: 'record.write', type: 'signal.import' } as const

/**
 * Applies the entries of a checked page in order and stores the new position, in one transaction. Applies nothing from a
 * peer that became unconfirmed while its page was read.
 */
export async function applyPage(deps: ApplyDeps, peer: string, page: CheckedPage, from: number): Promise<Applied> {
  // One purpose is enough, because signals are stored without being decrypted.
  return systemAccess(deps, 'terrorism-prevention').transaction({ ...intent, ref: `peer:${peer}` }, async (tx) => {
    const row = await tx.db
      .selectFrom('peer')
      .selectAll()
      .where('member', '=', peer)
      .forNoKeyUpdate()
      .executeTakeFirst()
    const moved = row === undefined || Number(row.position) !== from || (row.epoch !== null && row.epoch !== page.epoch)
    if (moved) {
      tx.leavesNoEntry()
      return { entries: 0, signals: 0, stopped: 'elsewhere' }
    }
    if (row.state === 'joined-unconfirmed') {
      tx.leavesNoEntry()
      return { entries: 0, signals: 0, stopped: 'unconfirmed' }
    }
    const { entries } = page
    await lockInOrder(tx, entries)
    const changed = await applyEntries(tx, deps, peer, entries)
    const last = entries.at(-1)
    await tx.db
      .updateTable('peer')
      .set({
        epoch: page.epoch,
        head: page.head,
        last_pull_at: tx.now,
        // The measured difference includes the time of the transfer; an error of a second does not matter.
        skew_ms: Math.round(Date.parse(page.signature.at) - tx.now.getTime()),
        trouble: null,
        trouble_since: null,
        ...(last === undefined ? {} : { position: last.seq, position_hash: Buffer.from(last.hash, 'base64') }),
      })
      .where('member', '=', peer)
      .execute()
    if (entries.length === 0) tx.leavesNoEntry()
    tx.counted(changed.length)
    tx.note({ entries: entries.length })
    return { entries: entries.length, signals: changed.length, stopped: null }
  })
}

/** Applies entries in order. It processes consecutive signals together, and also consecutive ends of signals. */
async function applyEntries(
  tx: Tx,
  deps: ApplyDeps,
  peer: string,
  entries: readonly CheckedEntry[],
): Promise<string[]> {
  const changed = new Set<string>()
  let waiting: CheckedEntry[] = []
  let ends: HoldingEnd[] = []
  const flushSignals = async () => {
    for (const id of await applySignals(tx, deps, peer, waiting)) changed.add(id)
    waiting = []
  }
  const flushEnds = async () => {
    if (ends.length > 0) await endHoldings(tx, deps, peer, ends)
    ends = []
  }
  for (const entry of entries) {
    if (entry.type === 'signal') {
      await flushEnds()
      waiting.push(entry)
      continue
    }
    await flushSignals()
    if (entry.type === 'withdrawal' || entry.type === 'access-ended') {
      const ending = entry.type === 'withdrawal' ? await withdrawalOf(tx, peer, entry) : accessEndOf(entry)
      if (ending === null) await raiseAlarm(tx, 'entry-invalid', `peer:${peer}`, { entry: entry.entryId })
      else ends.push(ending)
      continue
    }
    await flushEnds()
    await applyOther(tx, deps, peer, entry)
  }
  await flushSignals()
  await flushEnds()
  if (changed.size > 0) await signalsChanged(tx, [...changed], 'signals-received')
  return [...changed]
}

async function withdrawalOf(tx: Tx, peer: string, entry: FeedEntry): Promise<HoldingEnd | null> {
  const parsed = WithdrawalNotice.safeParse(entry.object)
  if (!parsed.success || !isVersion(parsed.data.version)) return null
  const { signalId, owner, version, reason } = parsed.data
  const at = new Date(parsed.data.at)
  const known = await tx.db
    .selectFrom('signal as s')
    .select(['s.owner', 's.received'])
    .where('s.id', '=', signalId)
    .executeTakeFirst()
  if (known !== undefined && (!known.received || known.owner !== owner)) return null
  // Accept a withdrawal from the signal's owner, or from a member that passed the signal on.
  if (owner !== peer && !(await wasOffered(tx, peer, signalId))) return null
  if (owner === peer) await keepTombstone(tx, { signalId, owner, version, at })
  return { entryId: entry.entryId, signalId, cause: 'withdrawal', version, reason, at }
}

function accessEndOf(entry: FeedEntry): HoldingEnd | null {
  const parsed = AccessEnded.safeParse(entry.object)
  if (!parsed.success) return null
  const { signalId } = parsed.data
  return {
    entryId: entry.entryId,
    signalId,
    cause: 'access-ended',
    version: null,
    reason: null,
    at: new Date(entry.at),
  }
}

async function applyOther(tx: Tx, deps: ApplyDeps, peer: string, entry: FeedEntry): Promise<void> {
  const invalid = () => raiseAlarm(tx, 'entry-invalid', `peer:${peer}`, { entry: entry.entryId })
  if (entry.type === 'agreement') {
    // Use a savepoint, so that a refused agreement is rolled back without the entries after it.
    await sql`savepoint entry`.execute(tx.db)
    try {
      await deps.takeAgreement(tx, peer, entry.object)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      await sql`rollback to savepoint entry`.execute(tx.db)
      forgetHeads(tx)
      await invalid()
    }
    return
  }
  if (entry.type === 'feedback') {
    const parsed = Feedback.safeParse(entry.object)
    if (!parsed.success || !(await takeFeedback(tx, peer, parsed.data))) await invalid()
    return
  }
  const parsed = KeyRotation.safeParse(entry.object)
  if (parsed.success && parsed.data.member !== peer) {
    // A rotation of another member's key is verified by that member's known key; without a known key it has no effect.
    await takeRotation(tx, parsed.data.member, parsed.data)
    return
  }
  const taken = parsed.success ? takeRotation(tx, peer, parsed.data) : deps.takeKey(tx, peer, entry.object)
  if (!(await taken)) await invalid()
}
