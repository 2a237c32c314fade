import type { Signal, SignalKind } from '@entente/contracts'
import type { KeptSignal, KeptSignals } from '../gateway/compared-subject.ts'
import { comparedByPipeline, type Gateways } from '../gateway/gateway.ts'
import { type MatchTerms, mayMatch } from './may-match.ts'

/** An active signal of a kind that a gateway compares itself, with the terms that decide whether it may be compared. */
export interface Kept extends KeptSignal {
  terms: MatchTerms
}

/** Returns the signal as the index keeps it for a gateway; null if it is withdrawn. */
export function keptSignal(signal: Signal, terms: MatchTerms): Kept | null {
  if (signal.status !== 'active' || signal.value === null) return null
  const { id, version, kind, value, tlp, entity, owner } = signal
  return {
    ...{ id, version, kind, value, tlp, terms },
    source: entity?.list || owner,
    listVersion: entity?.listVersion ?? null,
  }
}

/** The active signals of the kinds that gateways compare themselves. */
export class KeptSignalIndex implements KeptSignals {
  readonly #signals = new Map<string, Kept>()
  #changes = 0

  get changes(): number {
    return this.#changes
  }

  all(): Iterable<KeptSignal> {
    return this.#signals.values()
  }

  get(id: string): Kept | undefined {
    return this.#signals.get(id)
  }

  mayMatch(id: string, purposes: readonly string[], now: Date): boolean {
    const signal = this.#signals.get(id)
    return signal !== undefined && mayMatch(signal.terms, purposes, now)
  }

  /** Replaces these signals (null: all) by those that were read again. A signal that was not found is no longer kept. */
  replace(ids: readonly string[] | null, found: ReadonlyMap<string, Kept>): void {
    let changed = found.size > 0
    for (const id of ids ?? [...this.#signals.keys()]) changed = this.#signals.delete(id) || changed
    for (const [id, signal] of found) this.#signals.set(id, signal)
    if (changed) this.#changes += 1
  }
}

/** Returns the kinds of signals that gateways compare themselves and that the pipeline keeps for them. */
export const keptKinds = (gateways: Gateways): SignalKind[] => [
  ...new Set(comparedByPipeline(gateways).flatMap(({ signalKinds }) => signalKinds ?? [])),
]
