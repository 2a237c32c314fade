import type { SignalRow } from '../../signals/signal-row.ts'

/** A received signal as it is or was held, with the peer that gave it first. */
export type HeldRow = SignalRow & { held_version: number; ended_at: Date | null; peer: string }

/**
 * Decides what happens when a member ends a signal. An end by the owner or by the clock ends it completely. So does a
 * withdrawal by a member that passed it on, unless the owner also gives it here. Otherwise the end waits for the
 * owner, so that nobody ends another member's signal. If one of several givers takes it back, it stays.
 */
export function effectOfEnd(
  row: HeldRow | undefined,
  others: readonly string[],
  peer: string,
  { cause }: { cause: 'withdrawal' | 'access-ended' | 'expired' },
): 'nothing' | 'other-giver' | 'waits' | 'all' {
  if (row === undefined) return 'nothing'
  const isOwner = peer === row.owner
  if (row.ended_at !== null) {
    const again = row.status === 'withdrawn' || !(isOwner || row.peer === peer)
    return again ? 'waits' : 'all'
  }
  if (isOwner || cause === 'expired') return 'all'
  const givers = [row.peer, ...others]
  if (cause === 'withdrawal') return givers.includes(row.owner) || !givers.includes(peer) ? 'waits' : 'all'
  if (!givers.includes(peer)) return 'nothing'
  return givers.length > 1 ? 'other-giver' : 'all'
}
