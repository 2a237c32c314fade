import type { Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { lockHeads, passedOnChangedFor } from '../../delivery/index.ts'
import { forgetSignalsJob } from '../../jobs.ts'
import { holdsInForce } from '../../signals/holds/read-holds.ts'
import { signalsChanged } from '../../signals/notify-matching.ts'
import { signalClasses, signalClocks } from '../../signals/stored/signal-classes.ts'
import type { SignalRow } from '../../signals/stored/signal-row.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'
import { effectOfEnd, type Giver, otherGivers, removeGiver } from './givers.ts'
import { keepForLegalHold } from './holding-progress.ts'
import { lockSignals } from './lock-in-order.ts'

/** A signal of another member that this node must stop using, and the log entry that ended it. */
export interface HoldingEnd {
  entryId: string
  signalId: string
  cause: 'withdrawal' | 'access-ended' | 'expired'
  /** The version that the withdrawal states; null means the version stored here. */
  version: number | null
  reason: NonNullable<Signal['withdrawal']>['reason'] | null
  at: Date
}

/**
 * Erases received signals: their stored values, versions and index entries. It notifies matching and the cases that use
 * the signals. The peer gets signed receipts: `received` now, `stopped` once no index contains the signals, `erased`
 * once no hit quotes them. The peer gets receipts even for a signal that is not stored. Members to which this node
 * passed a signal on are notified in the same transaction. A second call changes nothing.
 */
export async function endHoldings(
  tx: Tx,
  deps: ReceiptDeps,
  peer: string,
  ends: readonly HoldingEnd[],
): Promise<string[]> {
  if (ends.length === 0) return []
  await lockHeads(tx)
  await lockSignals(
    tx,
    ends.map(({ signalId }) => signalId),
  )
  const holds = await holdsInForce(
    tx,
    ends.map(({ signalId }) => signalId),
  )
  const gone: string[] = []
  const asked: string[] = []
  for (const end of ends) {
    const row = await tx.db
      .selectFrom('signal as s')
      .innerJoin('held_signal as h', 'h.signal_id', 's.id')
      .selectAll('s')
      .select(['h.version as held_version', 'h.ended_at', 'h.peer'])
      .where('s.id', '=', end.signalId)
      .executeTakeFirst()
    const version = end.version ?? row?.held_version ?? 1
    const others = row === undefined ? [] : await otherGivers(tx, end.signalId)
    const effect = effectOfEnd(
      row,
      others.map((giver) => giver.peer),
      peer,
      end,
    )
    const fresh = await tx.db
      .insertInto('holding_end')
      .values({
        peer,
        entry_id: end.entryId,
        signal_id: end.signalId,
        version,
        cause: end.cause,
        received_at: tx.now,
        waits: effect === 'waits' && row?.ended_at === null,
        ...(effect === 'nothing' || effect === 'other-giver'
          ? { stopped_at: tx.now, erased_at: tx.now, told_at: tx.now }
          : {}),
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (fresh.numInsertedOrUpdatedRows !== 1n) continue
    const about = { entryId: end.entryId, signalId: end.signalId, version }
    await writeReceipts(tx, deps, peer, [{ ...about, step: 'received' }])
    if (row === undefined || effect === 'nothing') {
      await writeReceipts(tx, deps, peer, [{ ...about, step: 'erased', counts: none }])
      continue
    }
    if (effect === 'other-giver') {
      await removeGiver(tx, row, peer, others)
      await writeReceipts(tx, deps, peer, [{ ...about, step: 'refused', refusal: fromAnother(row.delete_at) }])
      continue
    }
    if (effect === 'waits') {
      // The signal was already erased, so the receipts can be sent at once.
      if (row.ended_at !== null) asked.push(end.signalId)
      continue
    }
    // Only the owner decides which versions end. If a member that passed the signal on ends it, that covers only the
    // stored version, so that the owner can still send a later one.
    const over = peer === row.owner ? version : Math.min(version, row.held_version)
    if (end.cause === 'withdrawal')
      await keepTombstone(tx, { signalId: row.id, owner: row.owner, version: over, at: end.at })
    const erased = await eraseRow(tx, row, { ...end, version: over }, holds.has(row.id))
    // If the signal was erased before, no copy was left to erase.
    const counts = row.ended_at === null ? erased : { ...erased, copies: 0 }
    await tx.db
      .updateTable('holding_end')
      .set({ copies: counts.copies, index_entries: counts.indexEntries })
      .where('peer', '=', peer)
      .where('entry_id', '=', end.entryId)
      .execute()
    gone.push(end.signalId)
    if (end.cause === 'expired') await endForOthers(tx, deps, { ...about, cause: end.cause }, others)
  }
  if (gone.length + asked.length > 0) {
    await signalsChanged(tx, [...gone, ...asked], 'signal-withdrawn')
    await tx.enqueue(forgetSignalsJob, { signalIds: [...gone, ...asked] })
  }
  if (gone.length > 0) {
    await tx.db.updateTable('holding_end').set({ waits: false }).where('signal_id', 'in', gone).execute()
    await passedOnChangedFor(tx, gone)
    await waitForThose(tx, peer, gone)
    await tx.log({
      type: 'retention.delete',
      ref: `peer:${peer}`,
      count: gone.length,
      details: { what: 'signals of a member', signals: gone.length },
    })
  }
  await keepForLegalHold(tx, deps, holds, [...gone, ...asked])
  return gone
}

const none = { copies: 0, indexEntries: 0, casesReopened: 0 }
/** The refusal for a member that takes back a signal while another member still gives it. */
const fromAnother = (until: Date) => ({
  reason: 'held-from-another',
  basis: 'Another member gives it under an agreement that holds.',
  until: until.toISOString(),
})

/** Records the expiry of a signal for every member that gives it. Each of them gets receipts. */
async function endForOthers(
  tx: Tx,
  deps: ReceiptDeps,
  end: { signalId: string; version: number; cause: HoldingEnd['cause'] },
  others: readonly Giver[],
): Promise<void> {
  const { signalId, version, cause } = end
  for (const { peer, entryId } of others) {
    const row = { peer, entry_id: entryId, signal_id: signalId, version, cause, received_at: tx.now }
    await tx.db
      .insertInto('holding_end')
      .values(row)
      .onConflict((c) => c.doNothing())
      .execute()
    await writeReceipts(tx, deps, peer, [{ entryId, signalId, version, step: 'received' }])
  }
}

/**
 * Delays the receipt `erased` until the members to which these signals were passed on have erased them or refused to.
 */
async function waitForThose(tx: Tx, peer: string, signalIds: readonly string[]): Promise<void> {
  await sql`update holding_end e set passed_on = true where e.peer = ${peer} and e.signal_id = any(${[...signalIds]}::uuid[]) and e.told_at is null
    and exists (select from erasure_duty d where d.signal_id = e.signal_id and d.member <> e.peer and d.erased_at is null and d.refused is null)`.execute(
    tx.db,
  )
}

/**
 * Erases a signal's row and index entries. With `keeps`, a legal hold applies: the versions and attachments stay as
 * they are, encrypted, and everything else is erased.
 */
export async function eraseRow(
  tx: Tx,
  row: SignalRow,
  end: HoldingEnd & { version: number },
  keeps: boolean,
): Promise<{ copies: number; indexEntries: number }> {
  const withdrawn = end.cause === 'withdrawal'
  const stub = stubOf(row, end, tx.now)
  const copies = keeps ? 1 : (await eraseCopies(tx, row.id, stub)) + 1
  const words = await tx.db.deleteFrom('selector_index').where('owner_id', '=', row.id).executeTakeFirst()
  await tx.db
    .updateTable('signal')
    .set({
      version: stub.version,
      status: withdrawn ? 'withdrawn' : 'expired',
      modified_at: tx.now,
      withdrawal_reason: end.reason,
      value_key: null,
      salt: null,
      digest: null,
      ...tx.seal(row.id, stub, signalClasses, signalClocks(stub)),
    })
    .where('id', '=', row.id)
    .execute()
  await tx.db
    .updateTable('held_signal')
    .set({ digest: null, salt: null, ended_at: tx.now })
    .where('signal_id', '=', row.id)
    .execute()
  return { copies, indexEntries: Number(words.numDeletedRows) }
}

/**
 * Erases all versions of an ended signal and its attachments. If `before` is given, erases only versions older than
 * `before`. Returns how many copies were erased.
 */
export async function eraseCopies(
  tx: Tx,
  signalId: string,
  stub: Signal,
  before: number | null = null,
): Promise<number> {
  const versions = await tx.db
    .updateTable('signal_version')
    .set({ ...tx.seal(signalId, stub, signalClasses, signalClocks(stub)), erased_at: tx.now })
    .where('signal_id', '=', signalId)
    .where('erased_at', 'is', null)
    .$if(before !== null, (update) => update.where('version', '<', before))
    .executeTakeFirst()
  if (before !== null) return Number(versions.numUpdatedRows)
  const attached = await tx.db.deleteFrom('signal_attachment').where('signal_id', '=', signalId).executeTakeFirst()
  return Number(versions.numUpdatedRows) + Number(attached.numDeletedRows)
}

/** Makes the stub that remains of an erased signal of another member: id, kind, purposes, and why it was erased. */
export function stubOf(row: SignalRow, end: HoldingEnd & { version: number }, now: Date): Signal {
  const instant = (at: Date) => at.toISOString()
  const withdrawn = end.cause === 'withdrawal'
  return {
    schema: 'entente/signal/v1',
    id: row.id,
    version: Math.max(row.version, withdrawn ? end.version : 1),
    owner: row.owner,
    kind: row.kind as Signal['kind'],
    value: null,
    labels: [],
    entity: null,
    agreements: row.agreements ?? [],
    recipients: null,
    purposes: row.purposes as Signal['purposes'],
    lawfulBasis: { reference: '', validUntil: null },
    tlp: row.tlp as Signal['tlp'],
    pap: (row.pap ?? 'red') as Signal['pap'],
    confidence: 0,
    source: { type: 'member', reference: null, reliability: null, lastVerifiedAt: instant(row.created_at) },
    action: 'inform',
    necessity: 'It is no longer kept here.',
    minor: row.minor ?? true,
    validFrom: instant(row.valid_from),
    validUntil: instant(row.valid_until),
    retainUntil: instant(row.delete_at),
    reviewDue: instant(row.review_due),
    createdAt: instant(row.created_at),
    modifiedAt: instant(now),
    status: withdrawn ? 'withdrawn' : 'expired',
    withdrawal: withdrawn ? { at: instant(end.at), reason: end.reason ?? 'owner-request' } : null,
    signature: null,
  }
}

/** Records a withdrawal for at least 400 days, so that no older version of the signal is taken. */
export async function keepTombstone(
  tx: Tx,
  tombstone: { signalId: string; owner: string; version: number; at: Date },
): Promise<void> {
  const keepUntil = new Date(tx.now.getTime() + 400 * 86_400_000)
  await tx.db
    .insertInto('tombstone')
    .values({
      signal_id: tombstone.signalId,
      owner: tombstone.owner,
      version: tombstone.version,
      at: tombstone.at,
      keep_until: keepUntil,
    })
    .onConflict((c) =>
      c.column('signal_id').doUpdateSet({
        version: sql<number>`greatest(tombstone.version, excluded.version)`,
        keep_until: sql<Date>`greatest(tombstone.keep_until, excluded.keep_until)`,
      }),
    )
    .execute()
}
