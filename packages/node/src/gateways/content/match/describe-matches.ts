import type { Match, Signal } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import { stoppedSignals } from '../../../safeguards/stops/stopped-signals.ts'
import { shortValue } from '../items/item-signal.ts'
import { opinionsOn } from '../items/read-items.ts'
import { explainMatch } from './explain-match.ts'
import { type FoundMatch, suppressing } from './find-matches.ts'

/** The access decision is made for the node, which matches on behalf of every caller. */
const matching = { role: 'system', action: 'match', purpose: 'content-safety' } as const

/** A match with its opened signal. */
export interface DescribedMatch {
  match: Match
  signal: Signal
  found: FoundMatch
}

/**
 * Returns whether a match supports a case: it is active (neither shadow, suspended nor quarantined), not of a negative
 * bank, and not suppressed.
 */
export const opensCase = ({ state, negative, suppressedBy }: Match): boolean =>
  state === 'active' && !negative && suppressedBy === null

/**
 * Describes matches for those who may see them: labels, entity, source, opinions, one sentence. A signal is left out if
 * it was removed meanwhile, may not be matched or is stopped, differs in its full hash, or states a smaller radius than its distance.
 */
export async function describeMatches(tx: Tx, found: readonly FoundMatch[]): Promise<DescribedMatch[]> {
  if (found.length === 0) return []
  const rows = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('bank_item as i', 'i.id', 's.item_id')
    .innerJoin('signal as g', 'g.id', 's.signal_id')
    .leftJoin('exchange_record as r', 'r.item_id', 'i.id')
    .leftJoin('hash_exchange as e', 'e.id', 'r.exchange_id')
    .select([
      's.number',
      's.item_id',
      's.type',
      's.quality',
      'i.state as item_state',
      'i.because',
      'i.incident_id',
      'e.name as exchange',
    ])
    .select(['g.id', 'g.regime', 'g.purposes', 'g.mask_at', 'g.delete_at', 'g.a', 'g.b', 'g.status'])
    .where(sql<boolean>`s.number = any(${found.map(({ number }) => number)}::bigint[])`)
    .where(signalAccessSql({ ...matching, member: tx.actor.member, now: tx.now, table: 'g' }))
    .execute()
  const stopped = await stoppedSignals(
    tx,
    rows.map(({ id }) => id),
  )
  const byNumber = new Map(rows.flatMap((row) => (stopped.has(row.id) ? [] : [[Number(row.number), row] as const])))
  const opinions = await opinionsOn(tx, [...new Set(rows.map((row) => row.item_id))])
  const described = found.flatMap((one) => {
    const row = byNumber.get(one.number)
    const signal = row === undefined ? undefined : tx.openIfAllowed<Signal>(row)?.value
    if (row === undefined || signal === undefined || row.status !== 'active') return []
    const value = shortValue(signal.value)
    const { type } = one.query.signal
    // Exact types are found by 64 bits only, so the full hash is compared here.
    if (['md5', 'sha1', 'sha256'].includes(type) && value !== one.query.signal.value) return []
    // A reason at an active item says that its PDQ hash matches only an equal one.
    const isEqualOnly = row.type === 'pdq' && row.item_state === 'active' && row.because !== null
    return isTooFar(signal, one.distance) || (isEqualOnly && one.distance !== 0) ? [] : [{ one, row, signal, value }]
  })
  // Signals that are left out suppress nothing.
  const suppressed = suppressing(described.map(({ one }) => one))
  const suppressedBy = suppressed === null ? null : (byNumber.get(suppressed.number)?.item_id ?? null)
  return described.map(({ one, row, signal, value }): DescribedMatch => {
    const { type, quality } = one.query.signal
    const match: Match = {
      bank: one.bank.name,
      itemId: row.item_id,
      signal: { type: row.type as Match['signal']['type'], value, quality: row.quality },
      query: { type, value: one.query.signal.value, quality, transform: one.query.transform },
      distance: one.distance,
      radius: one.radius,
      similarity: one.similarity,
      segments: one.segments,
      negative: one.bank.negative,
      suppressedBy: one.bank.negative ? null : suppressedBy,
      state: row.item_state !== 'active' ? 'quarantined' : one.bank.shadow ? 'shadow' : 'active',
      labels: signal.labels,
      entity: signal.entity,
      source: { member: signal.owner, exchange: row.exchange },
      incident: row.incident_id,
      confidence: signal.confidence,
      feedback: opinions.get(row.item_id) ?? { confirmed: 0, mistaken: 0, notUseful: 0 },
      explanation: '',
    }
    return { match: { ...match, explanation: explainMatch(match, one.bank.follows).text }, signal, found: one }
  })
}

/**
 * Returns whether a distance exceeds the signal's own threshold; a threshold larger than the bank's radius has no effect.
 */
function isTooFar({ value }: Signal, distance: number | null): boolean {
  const threshold = value?.threshold
  return distance !== null && typeof threshold === 'number' && distance > threshold
}
