import { isDeepStrictEqual } from 'node:util'
import type { Party, Selector, Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { PersonalRow, Tx } from '../../safeguards/access/access-store.ts'
import { documentToken } from '../cases/clearance-document.ts'
import { reason } from '../cases/reasons.ts'
import { readableOr } from '../cases/unreadable.ts'
import type { ComparedSubject, FoundHit } from '../gateway/compared-subject.ts'

/** A clearance, and the signal that was found now. */
interface Clearance {
  id: string
  document: Buffer
  signal_id: string
  signal_version: number
  found: string
  version: number
}

/**
 * Leaves out hits from which an earlier request for redress cleared the person, by signal and exact document, and counts each once. If the signal
 * changed in value since, the hit stays and says that the person was cleared before. Subjects without hits cost nothing, those with hits one query
 * for all of them.
 */
export async function leaveOutCleared(
  tx: Tx,
  compared: readonly ComparedSubject[],
): Promise<readonly ComparedSubject[]> {
  const signals = new Set(compared.flatMap(({ hits }) => hits.flatMap(({ signal }) => signal?.id ?? [])))
  if (signals.size === 0) return compared
  // A list may have the same entry again under another id.
  const { rows } = await sql<Clearance>`
    select c.id, c.document, c.signal_id, c.signal_version, s.id as found, s.version
      from signal s join clearance c on c.signal_id = s.id or (c.value = s.value_key and c.owner = s.owner)
      where s.id = any(${[...signals]}::uuid[]) and c.until > ${tx.now}`.execute(tx.db)
  if (rows.length === 0) return compared
  const uses: { clearance_id: string; use: Buffer; at: Date }[] = []
  const result: ComparedSubject[] = []
  for (const subject of compared) {
    const { subject: met } = subject.context
    const cleared = new Set<string>()
    const hits: FoundHit[] = []
    for (const hit of subject.hits) {
      const clearance = clearanceOf(tx, rows, hit, met.parties)
      if (clearance === undefined) hits.push(hit)
      else if (!(await saysTheSame(tx, clearance))) hits.push(sayCleared(hit))
      else {
        cleared.add(`${hit.party} ${hit.signal?.id}`)
        const use = tx.blind('clearance-use', `${met.id}\0${met.recordVersion}`)
        uses.push({ clearance_id: clearance.id, use, at: tx.now })
      }
    }
    result.push({ ...subject, hits, cleared })
  }
  if (uses.length > 0) {
    tx.note({ cleared: uses.length })
    await tx.db
      .insertInto('clearance_use')
      .values(uses)
      .onConflict((c) => c.doNothing())
      .execute()
  }
  return result
}

const isUnchanged = ({ signal_id, signal_version, found, version }: Clearance): boolean =>
  signal_id === found && signal_version === version

/** Finds the clearance of the party of a hit by its exact documents; one of the version that was found comes first. */
function clearanceOf(
  tx: Tx,
  rows: readonly Clearance[],
  hit: FoundHit,
  parties: readonly Party[],
): Clearance | undefined {
  const { signal } = hit
  const ofSignal = signal === null ? [] : rows.filter(({ found }) => found === signal.id)
  if (ofSignal.length === 0) return undefined
  const party = parties.find(({ id }) => id === hit.party)
  const tokens = (party?.selectors ?? []).flatMap((selector) => tokenOf(tx, selector))
  const own = ofSignal.filter(({ document }) => tokens.some((token) => token.equals(document)))
  return own.find(isUnchanged) ?? own[0]
}

const tokenOf = (tx: Tx, { kind, value, issuer }: Selector): Buffer[] =>
  kind === 'document' && issuer !== null ? [documentToken(tx, { number: value, issuer }).token] : []

/** Returns whether a signal has the value that it had when the person was cleared. A value that cannot be read any more counts as another one. */
async function saysTheSame(tx: Tx, clearance: Clearance): Promise<boolean> {
  if (isUnchanged(clearance)) return true
  const now = await tx.db.selectFrom('signal').selectAll().where('id', '=', clearance.found).executeTakeFirst()
  const then = await tx.db
    .selectFrom('signal_version')
    .select(['a', 'b'])
    .where('signal_id', '=', clearance.signal_id)
    .where('version', '=', clearance.signal_version)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (now === undefined || then === undefined) return false
  const valueIn = (id: string, { a, b }: Pick<PersonalRow, 'a' | 'b'>) =>
    readableOr(tx, id, async () => tx.openIfAllowed<Signal>({ ...now, id, a, b })?.value.value, undefined)
  const value = await valueIn(clearance.found, now)
  const before = await valueIn(clearance.signal_id, then)
  // The entry counts subjects.
  tx.counted(-[value, before].filter((each) => each !== undefined).length)
  return value !== undefined && value !== null && isDeepStrictEqual(value, before)
}

/** Puts the earlier clearance first in what the queue and the case say about the hit. */
function sayCleared<H extends FoundHit>(hit: H): H {
  const words = reason('reasons.cleared-before')
  return { ...hit, because: words, reasons: [words, hit.because, ...hit.reasons] }
}
