import { randomUUID } from 'node:crypto'
import { type FeedEntry, OmittedEntry, type Signal } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/door.ts'
import { readSignalBook } from '../../../safeguards/access/signal-access/index.ts'
import { type MemberKey, memberKeys } from '../../../safeguards/keys/index.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { signalDigest } from '../../delivery/index.ts'
import { indexSignal, toSignalRow, unindexSignals } from '../../signals/signal-row.ts'
import { type ReceiptDeps, writeReceipts } from '../receipts/write-receipts.ts'
import { type CheckContext, checkSignalEntry, type KnownSignal, type Refusal } from './check-signal-entry.ts'

export interface TakenSignal {
  signal: Signal
  entryId: string
  salt: Buffer
  firstReceivedAt: Date
}
const rowsAtOnce = 200

/**
 * Applies entries of a peer's log that hold signals, in their order. Returns the ids of what changed here, for matching. What is refused is told to the peer
 * by a signed receipt, and kept out.
 */
export async function applySignals(
  tx: Tx,
  deps: ReceiptDeps,
  peer: string,
  entries: readonly FeedEntry[],
): Promise<string[]> {
  const offered = entries.flatMap(({ entryId, object }) => {
    if (OmittedEntry.safeParse(object).success) return []
    const { signal, salt } = object as { signal: Record<string, unknown>; salt: string }
    return [{ entryId, signal, salt: Buffer.from(salt, 'base64') }]
  })
  if (offered.length === 0) return []
  const context = await contextOf(
    tx,
    peer,
    offered.map(({ signal }) => signal),
  )
  // The last of several versions in one page is what stands; each is checked, so that a false one is noticed.
  const taken = new Map<string, TakenSignal>()
  const refusals: (Refusal & { entryId: string })[] = []
  for (const { entryId, signal: said, salt } of offered) {
    const verdict = checkSignalEntry(said, context)
    if (verdict.take === 'refused') {
      refusals.push({ ...verdict.refusal, entryId })
      continue
    }
    if (verdict.take === 'nothing') continue
    const { signal, key } = verdict
    const flagged = key.compromisedSince !== null && signal.signature !== null
    if (flagged && signal.signature !== null && new Date(signal.signature.at) >= (key.compromisedSince as Date))
      await raiseAlarm(tx, 'signed-by-lost-key', `sig:${signal.id}`, {})
    const firstReceivedAt = context.known(signal.id)?.firstReceivedAt ?? tx.now
    taken.set(signal.id, { signal, entryId, salt, firstReceivedAt })
    context.nowHeld(signal.id, {
      received: true,
      version: signal.version,
      firstReceivedAt,
      held: { version: signal.version, digest: signalDigest(signal, salt), salt, ended: false, peer },
    })
  }
  await storeSignals(tx, peer, [...taken.values()])
  await refuse(tx, deps, peer, refusals)
  return [...taken.keys()]
}

export async function contextOf(tx: Tx, peer: string, said: readonly Record<string, unknown>[]) {
  const texts = (values: readonly unknown[]) => [...new Set(values.filter((value) => typeof value === 'string'))]
  const ids = texts(said.map(({ id }) => id)).filter((id) => /^[0-9a-f-]{36}$/.test(id))
  const rows = await sql<{
    id: string
    received: boolean
    version: number
    received_at: Date
    held_version: number | null
    digest: Buffer | null
    salt: Buffer | null
    ended_at: Date | null
    peer: string | null
  }>`select s.id, s.received, s.version, s.received_at, h.version as held_version, h.digest, h.salt, h.ended_at, h.peer
      from signal s left join held_signal h on h.signal_id = s.id where s.id = any(${ids}::uuid[])`.execute(tx.db)
  const known = new Map(
    rows.rows.map((row): [string, KnownSignal] => [
      row.id,
      {
        received: row.received,
        version: row.version,
        firstReceivedAt: row.received_at,
        held:
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
  const stones = await tx.db
    .selectFrom('tombstone')
    .select(['signal_id', 'version'])
    .where(sql<boolean>`signal_id = any(${ids}::uuid[])`)
    .execute()
  const withdrawn = new Map(stones.map((row) => [row.signal_id, row.version]))
  const owners = texts(said.map(({ owner }) => owner)).slice(0, 50)
  const keys = new Map<string, MemberKey[]>()
  for (const owner of owners) keys.set(owner, await memberKeys(tx.db, owner, tx.now))
  const named = texts(said.flatMap(({ agreements }) => (Array.isArray(agreements) ? agreements : [])))
  const context: CheckContext = {
    own: tx.actor.member,
    peer,
    now: tx.now,
    keysOf: (member) => keys.get(member) ?? [],
    book: await readSignalBook(tx.db, named),
    known: (id) => known.get(id),
    withdrawnAt: (id) => withdrawn.get(id),
  }
  return { ...context, nowHeld: (id: string, signal: KnownSignal) => known.set(id, signal) }
}

/** Keeps signals of a peer that were checked. */
export async function storeSignals(tx: Tx, peer: string, taken: readonly TakenSignal[]): Promise<void> {
  for (const part of chunksOf(taken, rowsAtOnce)) {
    const rows = part.map(({ signal, firstReceivedAt }) => ({
      ...toSignalRow(tx, signal),
      received: true,
      origin: peer,
      received_at: firstReceivedAt,
    }))
    await tx.db
      .insertInto('signal')
      .values(rows)
      .onConflict((c) => c.column('id').doUpdateSet(takenOver(rows[0] as object)))
      .execute()
    await tx.db
      .insertInto('signal_version')
      .values(
        part.map(({ signal }) => ({
          signal_id: signal.id,
          version: signal.version,
          at: tx.now,
          by_account: null,
          change: 'received',
          ...tx.seal(signal.id, signal),
        })),
      )
      .onConflict((c) => c.doNothing())
      .execute()
    await tx.db
      .insertInto('held_signal')
      .values(
        part.map(({ signal, salt, entryId }) => ({
          signal_id: signal.id,
          peer,
          version: signal.version,
          digest: signalDigest(signal, salt),
          salt,
          entry_id: entryId,
          ended_at: null,
        })),
      )
      .onConflict((c) =>
        c.column('signal_id').doUpdateSet((e) => ({
          peer: e.ref('excluded.peer'),
          version: e.ref('excluded.version'),
          digest: e.ref('excluded.digest'),
          salt: e.ref('excluded.salt'),
          entry_id: e.ref('excluded.entry_id'),
          ended_at: null,
        })),
      )
      .execute()
  }
  await unindexSignals(
    tx,
    taken.map(({ signal }) => signal.id),
  )
  await indexSignal(
    tx,
    taken.map(({ signal }) => signal),
  )
}

/** Every column of a row as it was to be inserted. */
function takenOver(row: object): Record<string, RawBuilder<never>> {
  const columns = Object.keys(row).filter((column) => column !== 'id')
  return Object.fromEntries(columns.map((column) => [column, sql<never>`${sql.ref(`excluded.${column}`)}`]))
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
        signal_id: id !== null && /^[0-9a-f-]{36}$/.test(id) ? id : null,
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
