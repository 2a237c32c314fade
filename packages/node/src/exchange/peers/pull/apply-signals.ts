import { randomUUID } from 'node:crypto'
import { MemberId, type Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { readPeople } from '../../../safeguards/access/grants.ts'
import { readApprovals, readSignalBook } from '../../../safeguards/access/signal-access/index.ts'
import { type MemberKey, memberKeys, verifyText } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import { passedOnChangedFor } from '../../delivery/index.ts'
import { fetchAttachmentsJob } from '../../jobs.ts'
import { indexSignal, toSignalRow, unindexSignals } from '../../signals/stored/signal-row.ts'
import { keysOfOwner } from '../keys/keys-of-owner.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'
import type { CheckedEntry } from './check-page.ts'
import {
  type CheckContext,
  checkSignalEntry,
  isPlainUuid,
  type KnownSignal,
  type Refusal,
} from './check-signal-entry.ts'
import { becomeFirstGiver, givenToPeer, noteGiver } from './givers.ts'

export interface TakenSignal {
  signal: Signal
  entryId: string
  salt: Buffer
  /** The `signalDigest` of the signal and its salt. */
  digest: Buffer
  firstReceivedAt: Date
  /** Whether this node already stores a version of the signal, or the stub of an erased one. */
  known: boolean
}
/** This many rows go into one SQL statement, and this many signals are checked before the event loop runs again. */
const rowsAtOnce = 200
const checkedAtOnce = 50

/**
 * Applies log entries that contain signals, in order. Returns the ids of changed signals, for matching. A refused
 * signal is not stored; the peer gets a signed receipt with the reason.
 */
export async function applySignals(
  tx: Tx,
  deps: ReceiptDeps,
  peer: string,
  entries: readonly CheckedEntry[],
): Promise<string[]> {
  const offered = entries.flatMap(({ entryId, statement }) => (statement === null ? [] : [{ entryId, ...statement }]))
  if (offered.length === 0) return []
  const context = await contextOf(
    tx,
    peer,
    offered.map(({ unchecked }) => unchecked),
  )
  // If a page has several versions of a signal, only the last is stored, but each is checked, so that a forged one is
  // noticed.
  const taken = new Map<string, TakenSignal>()
  const refusals: (Refusal & { entryId: string })[] = []
  const alsoGiven: { signalId: string; entryId: string }[] = []
  for (const part of chunksOf(offered, checkedAtOnce)) {
    const signers = await Promise.all(
      part.map(({ unchecked, text }) =>
        verifyText('entente/signal/v1', text, context.keysOf(String(unchecked.owner)), unchecked.signature),
      ),
    )
    for (const [place, { entryId, unchecked, salt, digest }] of part.entries()) {
      const verdict = checkSignalEntry(unchecked, signers[place] ?? null, context)
      if (verdict.take === 'refused') refusals.push({ ...verdict.refusal, entryId })
      if (verdict.take === 'nothing' && verdict.because === 'another-giver')
        alsoGiven.push({ signalId: String(unchecked.id), entryId })
      if (verdict.take !== 'signal') continue
      const { signal, key } = verdict
      const { compromisedSince } = key
      if (compromisedSince !== null && signal.signature !== null && new Date(signal.signature.at) >= compromisedSince)
        await raiseAlarm(tx, 'signed-by-lost-key', `sig:${signal.id}`, {})
      const before = context.known(signal.id)
      const firstReceivedAt = before?.firstReceivedAt ?? tx.now
      const known = taken.get(signal.id)?.known ?? before !== undefined
      taken.set(signal.id, { signal, entryId, salt, digest, firstReceivedAt, known })
      context.noteCopy(signal.id, {
        owner: signal.owner,
        received: true,
        version: signal.version,
        firstReceivedAt,
        copy: { version: signal.version, digest, salt, ended: false, peer },
      })
    }
  }
  await storeSignals(tx, peer, [...taken.values()])
  if (taken.size > 0)
    await tx.enqueue(fetchAttachmentsJob, { peer, signalIds: [...taken.keys()] }, { queue: 'attachments' })
  await refuse(tx, deps, peer, refusals)
  await noteGiver(tx, peer, alsoGiven)
  await confirmReceived(tx, deps, peer, [...taken.values()])
  await passedOnChangedFor(tx, [...taken.keys()])
  return [...taken.keys()]
}

/**
 * Writes receipts for signals that the peer passed on. The peer forwards them towards the owner, so that the owner
 * learns which members have its signal.
 */
async function confirmReceived(tx: Tx, deps: ReceiptDeps, peer: string, taken: readonly TakenSignal[]): Promise<void> {
  const drafts = taken
    .filter(({ signal }) => signal.owner !== peer)
    .map(({ signal, entryId }) => ({
      entryId,
      signalId: signal.id,
      version: signal.version,
      step: 'received' as const,
    }))
  await writeReceipts(tx, deps, peer, drafts)
}

export async function contextOf(tx: Tx, peer: string, unchecked: readonly Record<string, unknown>[]) {
  const texts = (values: readonly unknown[]) => [...new Set(values.filter((value) => typeof value === 'string'))]
  const ids = texts(unchecked.map(({ id }) => id)).filter(isPlainUuid)
  const rows = await sql<{
    id: string
    owner: string
    received: boolean
    version: number
    received_at: Date
    held_version: number | null
    digest: Buffer | null
    salt: Buffer | null
    ended_at: Date | null
    peer: string | null
  }>`select s.id, s.owner, s.received, s.version, s.received_at, h.version as held_version, h.digest, h.salt, h.ended_at, h.peer
      from signal s left join held_signal h on h.signal_id = s.id where s.id = any(${ids}::uuid[])`.execute(tx.db)
  const known = new Map(
    rows.rows.map((row): [string, KnownSignal] => [
      row.id,
      {
        owner: row.owner,
        received: row.received,
        version: row.version,
        firstReceivedAt: row.received_at,
        copy:
          row.held_version === null
            ? null
            : {
                version: row.held_version,
                digest: row.digest,
                salt: row.salt,
                ended: row.ended_at !== null,
                peer: row.peer as string,
              },
      },
    ]),
  )
  const tombstones = await tx.db
    .selectFrom('tombstone')
    .select(['signal_id', 'version'])
    .where(sql<boolean>`signal_id = any(${ids}::uuid[])`)
    .execute()
  const withdrawn = new Map(tombstones.map((row) => [row.signal_id, row.version]))
  const owners = texts(unchecked.map(({ owner }) => owner))
    .filter((owner) => MemberId.safeParse(owner).success)
    .slice(0, 50)
  const keys = new Map<string, MemberKey[]>()
  for (const owner of owners)
    keys.set(owner, await (owner === peer ? memberKeys(tx.db, owner, tx.now) : keysOfOwner(tx, owner)))
  const named = texts(unchecked.flatMap(({ agreements }) => (Array.isArray(agreements) ? agreements : []))).filter(
    isPlainUuid,
  )
  const context: CheckContext = {
    own: tx.actor.member,
    peer,
    now: tx.now,
    isComplete: (await readPeople(tx.db)) === 'complete',
    keysOf: (member) => keys.get(member) ?? [],
    book: await readSignalBook(tx.db, named),
    known: (id) => known.get(id),
    approvals: await readApprovals(tx.db, ids, { giver: peer, destination: tx.actor.member }),
    withdrawnAt: (id) => withdrawn.get(id),
    givenToPeer: await givenToPeer(tx, peer, ids),
  }
  return { ...context, noteCopy: (id: string, signal: KnownSignal) => known.set(id, signal) }
}

/** Stores checked signals of a peer. */
export async function storeSignals(tx: Tx, peer: string, taken: readonly TakenSignal[]): Promise<void> {
  // Sort by id: two peers may pass the same signals on at once in different orders, and the locks must be taken in one
  // order.
  const inOrder = [...taken].sort((one, other) => (one.signal.id < other.signal.id ? -1 : 1))
  await becomeFirstGiver(
    tx,
    peer,
    inOrder.filter(({ known }) => known).map(({ signal }) => signal.id),
  )
  for (const part of chunksOf(inOrder, rowsAtOnce)) {
    const rows = part.map(({ signal, salt, digest, firstReceivedAt }) => ({
      ...toSignalRow(tx, signal, null, { salt, digest }),
      received: true,
      origin: peer,
      received_at: firstReceivedAt,
    }))
    await insertRecords('signal', rows, { conflict: { at: ['id'], update: 'all' }, bytes: ['a', 'b'] }).execute(tx.db)
    await keepTaken(tx, peer, part)
  }
  await unindexSignals(
    tx,
    taken.filter(({ known }) => known).map(({ signal }) => signal.id),
  )
  await indexSignal(
    tx,
    taken.map(({ signal }) => signal),
  )
}

async function refuse(
  tx: Tx,
  deps: ReceiptDeps,
  peer: string,
  refusals: readonly (Refusal & { entryId: string })[],
): Promise<void> {
  if (refusals.length === 0) return
  await tx.db
    .insertInto('refused_entry')
    .values(
      refusals.map(({ entryId, id, version, code }) => ({
        peer,
        entry_id: entryId,
        signal_id: id,
        version,
        code,
        at: tx.now,
      })),
    )
    .onConflict((c) =>
      c.columns(['peer', 'entry_id']).doUpdateSet((e) => ({ code: e.ref('excluded.code'), at: tx.now })),
    )
    .execute()
  for (const { code, id } of refusals)
    if (code === 'owner-equivocation') await raiseAlarm(tx, code, `sig:${id ?? 'unknown'}`, { peer })
  await writeReceipts(
    tx,
    deps,
    peer,
    refusals.map(({ entryId, id, version, code, detail }) => ({
      entryId,
      signalId: id ?? randomUUID(),
      version: version ?? 1,
      step: 'refused',
      refusal: { reason: code, basis: detail, until: tx.now.toISOString() },
    })),
  )
  const codes = [...new Set(refusals.map(({ code }) => code))]
  await tx.log({
    type: 'signal.import',
    ref: `peer:${peer}`,
    count: refusals.length,
    details: { what: 'refused from a member', codes },
  })
}

/**
 * Stores the versions of these signals, and that the peer gave them. SQL copies the sealed bytes from the signals'
 * rows, so that they are not sent to the database twice.
 */
async function keepTaken(
  tx: Tx,
  peer: string,
  taken: readonly { signal: { id: string }; entryId: string }[],
): Promise<void> {
  const ids = taken.map(({ signal }) => signal.id)
  await sql`insert into signal_version (signal_id, version, at, by_account, change, a, b)
    select s.id, s.version, ${tx.now}, null, 'received', s.a, s.b
    from unnest(${ids}::uuid[]) as taken (id) join lateral (select * from signal where id = taken.id limit 1) s on true
    on conflict (signal_id, version) do nothing`.execute(tx.db)
  await sql`insert into held_signal (signal_id, peer, version, digest, salt, entry_id, ended_at)
    select s.id, ${peer}, s.version, s.digest, s.salt, taken.entry_id, null
    from unnest(${ids}::uuid[], ${taken.map(({ entryId }) => entryId)}::uuid[]) as taken (id, entry_id)
      join lateral (select * from signal where id = taken.id limit 1) s on true
    on conflict (signal_id) do update set peer = excluded.peer, version = excluded.version, digest = excluded.digest, salt = excluded.salt,
      entry_id = excluded.entry_id, ended_at = null`.execute(tx.db)
}
