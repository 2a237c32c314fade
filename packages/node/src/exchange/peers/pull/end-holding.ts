import type { Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/door.ts'
import { lockHeads } from '../../delivery/index.ts'
import type { SignalRow } from '../../signals/signal-row.ts'
import { signalsChanged } from '../../signals/tell-matching.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'
import { holdSignals } from './hold-in-order.ts'

/** A signal of another member that this node must not hold any more, and the entry that said so. */
export interface HoldingEnd {
  entryId: string
  signalId: string
  cause: 'withdrawal' | 'access-ended' | 'expired'
  /** Of the withdrawal; else the version that was held. */
  version: number | null
  reason: NonNullable<Signal['withdrawal']>['reason'] | null
  at: Date
}

/**
 * Ends the holding of signals at once: their statements are erased from the store, its versions and its index, matching and the cases that rest on them are
 * told, and the peer gets signed receipts: `received` now, `stopped` once no index has them, `erased` once no hit quotes them (exchange.md 3.10). What is not
 * here was erased already: that is receipted too. Doing it twice changes nothing.
 */
export async function endHoldings(
  tx: Tx,
  deps: ReceiptDeps,
  peer: string,
  ends: readonly HoldingEnd[],
): Promise<string[]> {
  if (ends.length === 0) return []
  await lockHeads(tx)
  await holdSignals(
    tx,
    ends.map(({ signalId }) => signalId),
  )
  const gone: string[] = []
  for (const end of ends) {
    const row = await tx.db
      .selectFrom('signal as s')
      .innerJoin('held_signal as h', 'h.signal_id', 's.id')
      .selectAll('s')
      .select(['h.version as held_version', 'h.ended_at'])
      .where('s.id', '=', end.signalId)
      .where('h.peer', '=', peer)
      .executeTakeFirst()
    const version = end.version ?? row?.held_version ?? 1
    const fresh = await tx.db
      .insertInto('holding_end')
      .values({
        peer,
        entry_id: end.entryId,
        signal_id: end.signalId,
        version,
        cause: end.cause,
        received_at: tx.now,
        ...(row === undefined ? { stopped_at: tx.now, erased_at: tx.now } : {}),
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (fresh.numInsertedOrUpdatedRows !== 1n) continue
    const about = { entryId: end.entryId, signalId: end.signalId, version }
    await writeReceipts(tx, deps, peer, [{ ...about, step: 'received' }])
    if (row === undefined) {
      await writeReceipts(tx, deps, peer, [{ ...about, step: 'erased', counts: none }])
      continue
    }
    const erased = await eraseRow(tx, row, { ...end, version })
    // Of what was erased before there is no copy left.
    const counts = row.ended_at === null ? erased : { ...erased, copies: 0 }
    await tx.db
      .updateTable('holding_end')
      .set({ copies: counts.copies, index_entries: counts.indexEntries })
      .where('peer', '=', peer)
      .where('entry_id', '=', end.entryId)
      .execute()
    gone.push(end.signalId)
  }
  if (gone.length > 0) {
    await signalsChanged(tx, gone, 'signal-withdrawn')
    await tx.enqueue('forget-signals', { signalIds: gone })
    await tx.log({
      type: 'retention.delete',
      ref: `peer:${peer}`,
      count: gone.length,
      details: { what: 'signals of a member', signals: gone.length },
    })
  }
  return gone
}

const none = { copies: 0, indexEntries: 0, casesReopened: 0 }

async function eraseRow(
  tx: Tx,
  row: SignalRow,
  end: HoldingEnd & { version: number },
): Promise<{ copies: number; indexEntries: number }> {
  const withdrawn = end.cause === 'withdrawal'
  const stub = stubOf(row, end, tx.now)
  const versions = await tx.db
    .updateTable('signal_version')
    .set({ ...tx.seal(row.id, stub), erased_at: tx.now })
    .where('signal_id', '=', row.id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  const attached = await tx.db.deleteFrom('signal_attachment').where('signal_id', '=', row.id).executeTakeFirst()
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
      ...tx.seal(row.id, stub),
    })
    .where('id', '=', row.id)
    .execute()
  await tx.db
    .updateTable('held_signal')
    .set({ digest: null, salt: null, ended_at: tx.now })
    .where('signal_id', '=', row.id)
    .execute()
  const copies = Number(versions.numUpdatedRows) + Number(attached.numDeletedRows) + 1
  return { copies, indexEntries: Number(words.numDeletedRows) }
}

/** What stays of another member's statement: that there was one, of which kind and for what, and why it is gone. */
function stubOf(row: SignalRow, end: HoldingEnd & { version: number }, now: Date): Signal {
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
    necessity: 'It is not held here any more.',
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

/** Keeps that a signal was withdrawn, so that an older version of it is never taken: 400 days at least. */
export async function keepTombstone(
  tx: Tx,
  stone: { signalId: string; owner: string; version: number; at: Date },
): Promise<void> {
  const keepUntil = new Date(tx.now.getTime() + 400 * 86_400_000)
  await tx.db
    .insertInto('tombstone')
    .values({
      signal_id: stone.signalId,
      owner: stone.owner,
      version: stone.version,
      at: stone.at,
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
