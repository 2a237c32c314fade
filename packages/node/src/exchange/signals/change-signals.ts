import { randomUUID } from 'node:crypto'
import { chainOf, type Signal, type SignalDraft } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalChangedFor } from '../delivery/index.ts'
import { forgetSignalsJob } from '../jobs.ts'
import { checkSignal, warningsOf } from './check-signal.ts'
import { noteFindings } from './false-positives/ask-lists.ts'
import { loadSignalRules } from './false-positives/signal-rules.ts'
import { markBasis } from './mark-basis.ts'
import { signalChanged } from './notify-matching.ts'
import { type FileChange, fileChange } from './stored/file-changes.ts'
import { signalClasses, signalClocks } from './stored/signal-classes.ts'
import { indexSignal, openSignal, type SignalRow, toSignalRow, unindexSignals } from './stored/signal-row.ts'

/** Makes a signal from a draft: adds an id, version 1, the owner and the times. */
export function newSignal(draft: SignalDraft, owner: string, now: Date): Signal {
  return {
    schema: 'entente/signal/v1',
    id: randomUUID(),
    version: 1,
    owner,
    ...draft,
    createdAt: now.toISOString(),
    modifiedAt: now.toISOString(),
    status: 'active',
    withdrawal: null,
    signature: null,
  }
}

/**
 * Stores a signal of this member and notifies matching in the same transaction. Error: `duplicate-signal`, with the id
 * of the signal that has the same value.
 */
export async function createSignal(tx: Tx, given: SignalDraft, owner: string): Promise<Signal> {
  await check(tx, given)
  const draft = withChain(given)
  const lawfulBasis = await markBasis(tx, draft.lawfulBasis)
  const signal = newSignal({ ...draft, lawfulBasis }, owner, tx.now)
  const row = toSignalRow(tx, signal)
  await refuseDuplicate(tx, row)
  await tx.db.insertInto('signal').values(row).execute()
  await keepVersion(tx, signal, 'created')
  await indexSignal(tx, [signal])
  await signalChanged(tx, signal.id, 'signal-created', signal.version)
  await signalChangedFor(tx, [signal.id])
  return signal
}

/** Writes the chain of a wallet by its code: members and tools must not miss an address because one writes `bitcoin`. */
function withChain(draft: SignalDraft): SignalDraft {
  const { kind, value } = draft
  return kind === 'wallet' && value !== null
    ? { ...draft, value: { ...value, chain: chainOf(String(value.chain)) } }
    : draft
}

/**
 * Stores a new version of a signal of this member. Errors: `not-owner`, `version-conflict`, `signal-withdrawn`, and the
 * errors of `checkSignal`.
 */
export async function editSignal(
  tx: Tx,
  id: string,
  expected: number,
  given: SignalDraft,
  owner: string,
): Promise<Signal> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.owner !== owner)
    throw fail('not-owner', { detail: `Only ${row.owner} can change this. Send feedback if it is mistaken.` })
  if (row.version !== expected)
    throw fail('version-conflict', { detail: `It is at version ${row.version}, you edited ${expected}.` })
  const before = openSignal(tx, row)
  if (before.status === 'withdrawn') throw fail('signal-withdrawn')
  if (before.kind !== given.kind)
    throw fail('signal-invalid', { at: '/kind', detail: 'The kind of a signal cannot change.' })
  await check(tx, given)
  const draft = withChain(given)
  const lawfulBasis = await markBasis(tx, draft.lawfulBasis)
  const signal = await nextVersion(tx, row, before, { ...draft, lawfulBasis }, 'changed')
  // The new content passed the check against the lists, so earlier findings no longer apply.
  if (row.false_positive) await noteFindings(tx, [signal])
  return signal
}

/**
 * Stores a new version with the same content after the attachments of a signal changed, so that members that have it
 * are notified. Errors: `not-found`, `not-owner`, `signal-withdrawn`.
 */
export async function renewSignal(tx: Tx, id: string, owner: string, change: FileChange): Promise<Signal> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.owner !== owner) throw fail('not-owner', { detail: `Only ${row.owner} can change this.` })
  const before = openSignal(tx, row)
  if (before.status !== 'active') throw fail('signal-withdrawn', { detail: `This signal is ${before.status}.` })
  // Removing a file shares nothing new, so the release stays valid.
  const stays = change === fileChange.removed && row.released_version === row.version
  return nextVersion(tx, row, before, {}, change, stays)
}

async function nextVersion(
  tx: Tx,
  row: SignalRow,
  before: Signal,
  changes: Partial<SignalDraft>,
  change: string,
  staysReleased = false,
): Promise<Signal> {
  const { id } = row
  const signal: Signal = {
    ...before,
    ...changes,
    version: before.version + 1,
    modifiedAt: nextInstant(before, tx.now),
    status: 'active',
    signature: null,
  }
  const list = row.list_id === null || row.list_entry === null ? null : { id: row.list_id, entry: row.list_entry }
  const next = toSignalRow(tx, signal, list)
  if (list === null) await refuseDuplicate(tx, next)
  const release = staysReleased ? { released_version: signal.version } : {}
  await tx.db
    .updateTable('signal')
    .set({ ...next, ...release })
    .where('id', '=', id)
    .execute()
  await keepVersion(tx, signal, change)
  await unindexSignals(tx, [id])
  await indexSignal(tx, [signal])
  await signalChanged(tx, id, 'signal-changed', signal.version)
  await signalChangedFor(tx, [id])
  return signal
}

/**
 * Withdraws a signal of this member for good. The current value is removed at once; earlier versions are erased by the
 * job `erase-withdrawn`. The reason is kept, and the cases that used the signal are reviewed again.
 */
export async function withdrawSignal(
  tx: Tx,
  id: string,
  reason: NonNullable<Signal['withdrawal']>['reason'],
  owner: string,
): Promise<Signal> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  if (row.owner !== owner) throw fail('not-owner', { detail: `Only ${row.owner} can withdraw this.` })
  const before = openSignal(tx, row)
  if (before.status === 'withdrawn') throw fail('signal-withdrawn')
  const signal = withdrawn(before, reason, tx.now)
  const list = row.list_id === null || row.list_entry === null ? null : { id: row.list_id, entry: row.list_entry }
  await tx.db
    .updateTable('signal')
    .set(toSignalRow(tx, signal, list))
    .where('id', '=', id)
    .execute()
  await keepVersion(tx, signal, 'withdrawn')
  await unindexSignals(tx, [id])
  await signalChanged(tx, id, 'signal-withdrawn', signal.version)
  await signalChangedFor(tx, [id])
  await tx.enqueue(forgetSignalsJob, { signalIds: [id] })
  return signal
}

export function withdrawn(signal: Signal, reason: NonNullable<Signal['withdrawal']>['reason'], now: Date): Signal {
  const at = nextInstant(signal, now)
  return {
    ...signal,
    signature: null,
    version: signal.version + 1,
    value: null,
    status: 'withdrawn',
    modifiedAt: at,
    withdrawal: { at, reason },
  }
}

/**
 * Returns the time of a new version. It is always later than the time of the previous version, even if both are made
 * within a millisecond.
 */
export const nextInstant = (before: Pick<Signal, 'modifiedAt'>, now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(before.modifiedAt) + 1)).toISOString()

async function check(tx: Tx, draft: SignalDraft): Promise<void> {
  const rules = await loadSignalRules(tx, draft.agreements)
  checkSignal(draft, tx.now, rules)
  const warnings = warningsOf(draft, rules)
  if (warnings.length > 0) tx.note({ falsePositives: warnings })
}

export async function keepVersion(tx: Tx, signal: Signal, change: string): Promise<void> {
  await tx.db
    .insertInto('signal_version')
    .values({
      signal_id: signal.id,
      version: signal.version,
      at: tx.now,
      by_account: accountOf(tx),
      change,
      ...tx.seal(signal.id, signal, signalClasses, signalClocks(signal)),
    })
    .execute()
}

export const accountOf = (tx: Tx): string | null => (tx.actor.role === 'system' ? null : tx.actor.account)

async function refuseDuplicate(
  tx: Tx,
  row: { id: string; owner: string; kind: string; value_key?: Buffer | null },
): Promise<void> {
  if (row.value_key == null) return
  const same = await tx.db
    .selectFrom('signal')
    .select('id')
    .where('owner', '=', row.owner)
    .where('kind', '=', row.kind)
    .where('value_key', '=', row.value_key)
    .where('status', '=', 'active')
    .where('list_id', 'is', null)
    .where('id', '<>', row.id)
    .executeTakeFirst()
  if (same !== undefined) throw fail('duplicate-signal', { detail: `It exists as ${same.id}.` })
}
