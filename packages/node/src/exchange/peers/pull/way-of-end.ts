import type { SignalRow } from '../../signals/signal-row.ts'

/** A signal of another member as it is held, or was: from its first side, and from others beside it. */
export type HeldRow = SignalRow & { held_version: number; ended_at: Date | null; peer: string }

/**
 * What becomes of a holding when a member says that it ends. Its owner's word ends it whole, and so does the clock; so does a withdrawal by whoever passed it on,
 * where its owner does not give it here itself. Else it waits for the owner's word, so that nobody ends what another member shares. Where one of several sides
 * takes it back, the others' stays.
 */
export function wayOfEnd(
  row: HeldRow | undefined,
  beside: readonly string[],
  peer: string,
  { cause }: { cause: 'withdrawal' | 'access-ended' | 'expired' },
): 'nothing' | 'other-side' | 'waits' | 'all' {
  if (row === undefined) return 'nothing'
  const isOwner = peer === row.owner
  if (row.ended_at !== null) {
    const again = row.status === 'withdrawn' || !(isOwner || row.peer === peer)
    return again ? 'waits' : 'all'
  }
  if (isOwner || cause === 'expired') return 'all'
  const sides = [row.peer, ...beside]
  if (cause === 'withdrawal') return sides.includes(row.owner) || !sides.includes(peer) ? 'waits' : 'all'
  if (!sides.includes(peer)) return 'nothing'
  return sides.length > 1 ? 'other-side' : 'all'
}
