import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { chunksOf } from '../../store/take-turns.ts'
import { projectTaxiiJob } from '../jobs.ts'
import { appendEntries, type EntryDraft, lockHeads } from './append-entries.ts'
import { addDuties, deadlinesOf } from './erasure-duties.ts'
import { onwardChanges, type Visible, visibilityChanges } from './visibility.ts'

/**
 * Updates the logs of all recipients after own signals or their terms changed. New, changed, ended and withdrawn
 * signals are appended in the caller's transaction. A second call appends nothing.
 */
export async function signalChangedFor(tx: Tx, signalIds: readonly string[]): Promise<void> {
  if (signalIds.length === 0) return
  // Members without a node read these signals from TAXII collections.
  for (const part of chunksOf(signalIds, atOnce)) await tx.enqueue(projectTaxiiJob, { signalIds: part })
  const recipients = await recipientsOf(tx)
  if (recipients.length === 0) return
  for (const part of chunksOf(signalIds, atOnce)) {
    await sendWithdrawals(tx, part)
    const concerned = sql<boolean>`signal.id = any(${part}::uuid[])`
    for (const recipient of recipients)
      await sendChanges(tx, recipient, await visibilityChanges(tx, recipient, concerned), null)
  }
}

/**
 * Updates the logs of members to which this member passed signals on. It is called after the signals changed, or after
 * people started or stopped passing them on. A withdrawal goes to every member that ever received the signal. Signals
 * that were never passed on cost one query.
 */
export async function passedOnChangedFor(tx: Tx, signalIds: readonly string[]): Promise<void> {
  for (const part of chunksOf(signalIds, atOnce)) {
    const { rows } = await sql<{ id: string; destination: string }>`
      select signal_id as id, destination from onward_pass where signal_id = any(${part}::uuid[])`.execute(tx.db)
    if (rows.length === 0) continue
    await lockHeads(tx)
    const ids = [...new Set(rows.map(({ id }) => id))]
    await sendWithdrawals(tx, ids)
    const concerned = sql<boolean>`signal.id = any(${ids}::uuid[])`
    for (const recipient of [...new Set(rows.map(({ destination }) => destination))].sort())
      await sendChanges(tx, recipient, await onwardChanges(tx, recipient, concerned), null)
  }
}

/**
 * Updates the logs after an agreement or a member's state changed. Without `members` it checks every recipient, and
 * without `agreements` every own signal. `reason` is sent to members that lose access.
 */
export async function accessChangedFor(
  tx: Tx,
  change: { members?: readonly string[]; agreements?: readonly string[]; reason?: string },
): Promise<void> {
  const { members, agreements, reason = 'terms-changed' } = change
  await tx.enqueue(projectTaxiiJob, agreements === undefined ? {} : { agreements: [...agreements] })
  const all = await recipientsOf(tx)
  const concerned =
    agreements === undefined ? sql<boolean>`true` : sql<boolean>`signal.agreements && ${[...agreements]}::text[]`
  const passedTo = await passedOnTo(tx)
  for (const recipient of members === undefined ? all : all.filter((one) => members.includes(one))) {
    await sendChanges(tx, recipient, await visibilityChanges(tx, recipient, concerned), reason)
    if (passedTo.has(recipient)) await sendChanges(tx, recipient, await onwardChanges(tx, recipient, concerned), reason)
  }
}

const atOnce = 1000

/** Lists all members that have a log here, in the order in which the logs are locked. */
const recipientsOf = async (tx: Tx): Promise<string[]> => [...(await lockHeads(tx)).keys()].sort()

/** Lists members to which any signal was ever passed on. */
async function passedOnTo(tx: Tx): Promise<Set<string>> {
  const rows = await tx.db.selectFrom('onward_pass').select('destination').distinct().execute()
  return new Set(rows.map(({ destination }) => destination))
}

/**
 * Appends the changes to the recipients' logs. `because` is null if the signals themselves changed. Their expiry is
 * then not announced, because both sides compute it.
 */
async function sendChanges(
  tx: Tx,
  recipient: string,
  changes: readonly Visible[],
  because: string | null,
): Promise<void> {
  if (changes.length === 0) return
  const given = changes.filter(isGiven)
  const lost = changes.filter((change) => change.version === null && change.given !== null)
  await give(tx, recipient, given)
  await takeBack(tx, recipient, lost, because)
}

type Given = Visible & { version: number; digest: Buffer }
const isGiven = (change: Visible): change is Given => change.version !== null && change.digest !== null

async function give(tx: Tx, recipient: string, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return
  for (const part of chunksOf(given, atOnce)) {
    const rows = part.map((change) => ({ ...change, run: change.given?.run ?? change.lastRun + 1 }))
    await sql`
      insert into visibility (recipient, signal_id, run, version, began_at)
      select ${recipient}, id, run, version, ${tx.now}
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.run)}::int[], ${rows.map((row) => row.version)}::int[]) as t (id, run, version)
      on conflict (recipient, signal_id, run) do update set version = excluded.version`.execute(tx.db)
    const drafts = rows.map(({ id, version, run, digest }): EntryDraft => {
      return { type: 'signal', signal: { id, version, run, digest } }
    })
    await appendEntries(tx, recipient, drafts)
  }
  await tx.log({
    type: 'signal.release',
    ref: `peer:${recipient}`,
    count: given.length,
    details: { what: 'put into the log of a member', signals: given.length },
  })
}

async function takeBack(tx: Tx, recipient: string, lost: readonly Visible[], because: string | null): Promise<void> {
  for (const part of chunksOf(lost, atOnce)) {
    const silent = because === null ? part.filter(({ passed }) => passed) : []
    const announced = because === null ? part.filter(({ passed }) => !passed) : part
    await endRuns(tx, recipient, silent, 'expired')
    await endRuns(tx, recipient, announced, because ?? 'signal-changed')
    const ends = await deadlinesOf(
      tx,
      announced.map(({ id }) => id),
    )
    const duties = announced.map(({ id, given }) => {
      const { stopBy, eraseBy } = ends.get(id) ?? ends.usual
      return { signalId: id, version: given?.version ?? 1, stopBy, eraseBy, cause: 'access-ended' as const }
    })
    const entries = await appendEntries(
      tx,
      recipient,
      duties.map(({ signalId, version, eraseBy }) => ({
        type: 'access-ended',
        object: { signalId, reason: because ?? 'signal-changed', eraseBy: eraseBy.toISOString() },
        signal: { id: signalId, version },
      })),
    )
    await addDuties(
      tx,
      duties.map((duty, place) => ({ ...duty, member: recipient, entryId: entries[place] as string })),
    )
  }
}

async function endRuns(tx: Tx, recipient: string, changes: readonly { id: string }[], reason: string): Promise<void> {
  if (changes.length === 0) return
  await tx.db
    .updateTable('visibility')
    .set({ ended_at: tx.now, end_reason: reason })
    .where('recipient', '=', recipient)
    .where('ended_at', 'is', null)
    .where(
      'signal_id',
      'in',
      changes.map(({ id }) => id),
    )
    .execute()
}

/** Sends withdrawals to every member that ever received the signal, even if its access has ended. */
async function sendWithdrawals(tx: Tx, signalIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    recipient: string
    id: string
    owner: string
    version: number
    at: Date
    reason: string | null
  }>`
    select distinct v.recipient, s.id, s.owner, s.version, coalesce(t.at, s.modified_at) as at, s.withdrawal_reason as reason
    from signal s join visibility v on v.signal_id = s.id left join tombstone t on t.signal_id = s.id and s.received
    where s.id = any(${signalIds}::uuid[]) and s.status = 'withdrawn'
      and not exists (select from erasure_duty d where d.member = v.recipient and d.signal_id = s.id and d.version = s.version and d.cause = 'withdrawal')
    order by 1, 2`.execute(tx.db)
  if (rows.length === 0) return
  const ends = await deadlinesOf(
    tx,
    rows.map(({ id }) => id),
  )
  for (const recipient of new Set(rows.map((row) => row.recipient))) {
    const withdrawn = rows.filter((row) => row.recipient === recipient)
    await endRuns(tx, recipient, withdrawn, 'withdrawn')
    const duties = withdrawn.map((row) => ({ ...row, ...(ends.get(row.id) ?? ends.usual) }))
    const entries = await appendEntries(
      tx,
      recipient,
      duties.map(({ id, owner, version, at, reason, stopBy, eraseBy }) => ({
        type: 'withdrawal',
        object: {
          signalId: id,
          version,
          owner,
          at: at.toISOString(),
          reason: reason ?? 'owner-request',
          stopBy: stopBy.toISOString(),
          eraseBy: eraseBy.toISOString(),
        },
        signal: { id, version },
      })),
    )
    await addDuties(
      tx,
      duties.map(({ id, version, stopBy, eraseBy }, place) => ({
        ...{ member: recipient, entryId: entries[place] as string, signalId: id, version, stopBy, eraseBy },
        cause: 'withdrawal' as const,
      })),
    )
    await tx.log({
      type: 'signal.withdraw',
      ref: `peer:${recipient}`,
      count: withdrawn.length,
      details: { what: 'put into the log of a member', signals: withdrawn.length },
    })
  }
}
