import { randomBytes } from 'node:crypto'
import type { Signal } from '@entente/contracts'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { noClock } from '../../../safeguards/access/clocks.ts'
import { indexNumber, indexWords } from '../../../safeguards/access/index-words.ts'
import { wholeRecord } from '../../../safeguards/access/record-unreadable.ts'
import { isSignal, openOneSignal } from '../../../safeguards/oversight/open-signal.ts'
import type { SignalTable } from '../../../store/schema.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { writeAhead } from '../../../store/write-ahead.ts'
import { signalDigest } from '../../delivery/entry-hash.ts'
import { signalClasses, signalClocks } from './signal-classes.ts'
import { valueKeyOf } from './value-key.ts'

export type SignalRow = Selectable<SignalTable>

/**
 * Converts a signal to its row. Attributes for decisions and filters are stored in plain; the whole signal is sealed.
 * `bound` contains the salt and the digest from another member's log.
 */
export function toSignalRow(
  tx: Tx,
  signal: Signal,
  list: { id: string; entry: string } | null = null,
  bound: { salt: Buffer; digest: Buffer } | null = null,
): Insertable<SignalTable> {
  const salt = bound?.salt ?? randomBytes(16)
  return {
    id: signal.id,
    version: signal.version,
    owner: signal.owner,
    kind: signal.kind,
    status: signal.status,
    list_id: list?.id ?? null,
    list_entry: list?.entry ?? null,
    tlp: signal.tlp,
    purposes: signal.purposes,
    source_type: signal.source.type,
    valid_from: signal.validFrom,
    valid_until: signal.validUntil,
    basis_until: signal.lawfulBasis.validUntil,
    review_due: signal.reviewDue,
    created_at: signal.createdAt,
    modified_at: signal.modifiedAt,
    agreements: signal.agreements,
    recipients: signal.recipients ?? ['*'],
    pap: signal.pap,
    minor: signal.minor,
    last_verified_at: signal.source.lastVerifiedAt,
    basis_stated: signal.lawfulBasis.reference.trim() !== '',
    necessity_stated: signal.necessity.trim().length >= 20,
    origin: signal.owner,
    salt,
    digest: bound?.digest ?? signalDigest(signal, salt),
    withdrawal_reason: signal.withdrawal?.reason ?? null,
    ...valueToken(tx, signal),
    regime: 'signal',
    received_at: signal.createdAt,
    mask_at: null,
    delete_at: signal.retainUntil,
    ...tx.seal(signal.id, signal, signalClasses, signalClocks(signal)),
  }
}

/** The token by which signals with the same value are found. Signals of all months are compared with each other. */
function valueToken(tx: Tx, signal: Signal): { value_key: Buffer | null; token_key: Buffer | null } {
  if (signal.value === null) return { value_key: null, token_key: null }
  const { key, seal } = tx.tokensFor(noClock)
  return { value_key: seal(tx.blind('signal-value', valueKeyOf(signal.kind, signal.value))), token_key: key }
}

/**
 * Decrypts a signal's row. The status is computed from the current time, because the job that stores it may run late.
 */
export function openSignal(tx: Tx, row: SignalRow): Signal {
  return withExpiry(wholeRecord(row.id, tx.open<Signal>(row).value, isSignal), tx.now)
}

/**
 * Opens several signals. Signals that the actor may not read are left out. Damaged ones are named in `unreadable`, and
 * oversight gets an alarm for each.
 */
export async function openSignals(
  tx: Tx,
  rows: readonly SignalRow[],
): Promise<{ signals: Signal[]; unreadable: string[] }> {
  const signals: Signal[] = []
  const unreadable: string[] = []
  for (const row of rows) {
    const opened = await openOneSignal(tx, row)
    if (opened === 'unreadable') unreadable.push(row.id)
    else if (opened !== undefined) signals.push(withExpiry(opened, tx.now))
  }
  return { signals, unreadable }
}

function withExpiry(signal: Signal, now: Date): Signal {
  if (signal.status !== 'active' || new Date(signal.validUntil) > now) return signal
  return { ...signal, status: 'expired' }
}

/** This many signals are indexed before the event loop runs again. */
const indexedAtOnce = 200
const rowsAtOnce = 500
const termKinds = ['name-word', 'document'] as const

/** Adds the rows of the blind index by which a signal is found: the words of its names, and its numbers. */
export async function indexSignal(tx: Tx, signals: readonly Signal[]): Promise<void> {
  await writeAhead(
    chunksOf(signals, indexedAtOnce),
    (part) => termsOf(tx, part),
    (terms) => writeTerms(tx, terms),
  )
}

/** Returns the hashes of the search terms of signals. An owner is the place of a signal in `ids`, from 1. */
function termsOf(tx: Tx, signals: readonly Signal[]) {
  const { key, seal } = tx.tokensFor(noClock)
  const noRows = () => ({ owners: [] as number[], hashes: [] as Buffer[] })
  const rows = { 'name-word': noRows(), document: noRows() }
  for (const [place, signal] of signals.entries()) {
    if (signal.value === null) continue
    const terms = searchTerms(signal)
    for (const kind of termKinds) {
      for (const text of terms[kind]) {
        rows[kind].owners.push(place + 1)
        rows[kind].hashes.push(seal(tx.blind(kind, text)))
      }
    }
  }
  return { ids: signals.map(({ id }) => id), rows, key }
}

async function writeTerms(tx: Tx, { ids, rows, key }: ReturnType<typeof termsOf>): Promise<void> {
  for (const kind of termKinds) {
    const { owners, hashes } = rows[kind]
    if (owners.length === 0) continue
    // Few long parameters: a row of its own for each hash would be several times as slow to send and to parse.
    await sql`
      insert into selector_index (hash, kind, owner_type, owner_id, token_key)
      select substring(all_hashes from (16 * n - 15)::int for 16), ${kind}, 'signal', (ids)[owner], ${key}::bytea
      from (select ${`{${ids.join()}}`}::uuid[] as ids, ${Buffer.concat(hashes)}::bytea as all_hashes) as given,
        unnest(${`{${owners.join()}}`}::int[]) with ordinality as t (owner, n)
      on conflict do nothing`.execute(tx.db)
  }
}

export async function unindexSignals(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const part of chunksOf(ids, rowsAtOnce)) {
    await tx.db.deleteFrom('selector_index').where('owner_id', 'in', part).execute()
  }
}

/** Returns the search terms of a signal: words of its names, and texts that must be entered completely. */
function searchTerms(signal: Signal): { 'name-word': Set<string>; document: Set<string> } {
  const value = signal.value as Record<string, unknown>
  const fieldOf = (field: string): string[] => (typeof value[field] === 'string' ? [value[field] as string] : [])
  const names = ((value.names ?? []) as { full: string }[]).map(({ full }) => full)
  const numbers = ((value.identifiers ?? []) as { number: string }[]).map(({ number }) => number)
  const words = [...names, ...namedFields.flatMap(fieldOf)].flatMap(indexWords)
  const whole = [...numbers, ...wholeFields.flatMap(fieldOf)].filter((text) => text.length <= longestTerm)
  return { 'name-word': new Set(words), document: new Set(whole.map(indexNumber)) }
}
const namedFields = ['consignee', 'consignor', 'handle']
const wholeFields = [
  'number',
  'hash',
  'normalised',
  'userId',
  'handle',
  'address',
  'containerNumber',
  'transportDocument',
]
/** Longer texts, such as the frame hashes of a video, are not indexed because nobody searches for them. */
const longestTerm = 200
