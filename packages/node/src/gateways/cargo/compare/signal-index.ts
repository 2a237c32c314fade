import { defaultThreshold, type Screener } from '@entente/matching'
import type { KeptSignal, KeptSignals } from '../../../pipeline/gateway/compared-subject.ts'
import { buildScreener } from '../../../pipeline/match/build-screener.ts'
import { type ComparableConsignment, type NamedRole, namedRoles } from './comparable-consignment.ts'
import { type StatedSignal, stateSignal } from './stated-signal.ts'

/** With this many named signals or more, a bucket is searched by name. Fewer are compared one by one. */
const manyNames = 8

/** Signals that one key leads to. */
class Bucket {
  readonly plain = new Map<string, StatedSignal>()
  readonly named = new Map<string, StatedSignal>()
  /** A screener of the names of each role; null while they are few. */
  screeners: Record<NamedRole, Screener> | null = null
  /** Counts the changes of the bucket. */
  changes = 0

  put(id: string, stated: StatedSignal): void {
    this.changes += 1
    const isNamed = namedRoles.some((role) => stated.named[role] !== null)
    ;(isNamed ? this.named : this.plain).set(id, stated)
    for (const role of namedRoles) {
      const entry = stated.named[role]
      if (entry !== null) this.screeners?.[role].add(entry)
    }
  }

  remove(id: string): void {
    this.changes += 1
    this.plain.delete(id)
    if (!this.named.delete(id)) return
    for (const role of namedRoles) this.screeners?.[role].remove(id)
  }

  get isEmpty(): boolean {
    return this.plain.size + this.named.size === 0
  }
}

/** A signal that may agree with a consignment. */
export interface Candidate {
  stated: StatedSignal
  /** The scores of names that a search found already, by role and place of the party. */
  scores: Readonly<Record<NamedRole, readonly number[]>> | null
}

/**
 * The signals of consignments by their most selective field: container, transport document, HS prefix of four digits or more,
 * name, shorter HS prefix, place, mass. A consignment looks up its own values, so the number of signals hardly counts.
 */
export class ConsignmentSignalIndex {
  readonly #buckets = new Map<string, Bucket>()
  readonly #known = new Map<string, { signal: KeptSignal; stated: StatedSignal | null }>()
  #changes = -1

  /** Takes over the changes of the signals. An unchanged signal costs one look-up. */
  follow(signals: KeptSignals): void {
    if (this.#changes === signals.changes) return
    const gone = new Set(this.#known.keys())
    for (const signal of signals.all()) {
      if (signal.kind !== 'consignment') continue
      gone.delete(signal.id)
      if (this.#known.get(signal.id)?.signal === signal) continue
      this.#remove(signal.id)
      this.#add(signal)
    }
    for (const id of gone) this.#remove(id)
    this.#changes = signals.changes
  }

  get isEmpty(): boolean {
    return this.#known.size === 0
  }

  get(id: string): StatedSignal | null {
    return this.#known.get(id)?.stated ?? null
  }

  /** Builds the name screeners that searches for these consignments need. */
  async prepare(facts: readonly ComparableConsignment[]): Promise<void> {
    for (const one of facts) {
      for (const bucket of this.#bucketsOf(one)) {
        if (bucket.screeners !== null || bucket.named.size < manyNames) continue
        const { changes } = bucket
        const entries = (role: NamedRole) => [...bucket.named.values()].flatMap(({ named }) => named[role] ?? [])
        const [consignee, consignor] = await Promise.all(namedRoles.map((role) => buildScreener(entries(role))))
        // A bucket that changed meanwhile is compared one by one this time.
        if (bucket.changes === changes)
          bucket.screeners = { consignee: consignee as Screener, consignor: consignor as Screener }
      }
    }
  }

  /** Returns the signals that may agree with a consignment, each once. The others do not agree. */
  candidates(facts: ComparableConsignment, threshold: number): Map<string, Candidate> {
    const found = new Map<string, Candidate>()
    const add = (stated: StatedSignal, scores: Candidate['scores'] = null) => {
      if (!found.has(stated.signal.id)) found.set(stated.signal.id, { stated, scores })
    }
    for (const bucket of this.#bucketsOf(facts)) {
      for (const stated of bucket.plain.values()) add(stated)
      const { screeners } = bucket
      if (screeners === null) for (const stated of bucket.named.values()) add(stated)
      else
        for (const [id, scores] of search(screeners, facts, { limit: bucket.named.size, threshold })) {
          const stated = bucket.named.get(id)
          if (stated !== undefined) add(stated, scores)
        }
    }
    return found
  }

  *#bucketsOf(facts: ComparableConsignment): Generator<Bucket> {
    for (const key of keysOfFacts(facts)) {
      const bucket = this.#buckets.get(key)
      if (bucket !== undefined) yield bucket
    }
  }

  #add(signal: KeptSignal): void {
    const stated = stateSignal(signal)
    this.#known.set(signal.id, { signal, stated })
    for (const key of stated === null ? [] : keysOfSignal(stated)) {
      const bucket = this.#buckets.get(key) ?? new Bucket()
      bucket.put(signal.id, stated as StatedSignal)
      this.#buckets.set(key, bucket)
    }
  }

  #remove(id: string): void {
    const stated = this.#known.get(id)?.stated
    this.#known.delete(id)
    for (const key of stated == null ? [] : keysOfSignal(stated)) {
      const bucket = this.#buckets.get(key)
      bucket?.remove(id)
      if (bucket?.isEmpty) this.#buckets.delete(key)
    }
  }
}

const shortPrefix = 3

function keysOfSignal({ container, document, hsPrefixes, named, from, to }: StatedSignal): string[] {
  if (container !== null) return [`container ${container}`]
  if (document !== null) return [`document ${document}`]
  const prefixes = hsPrefixes?.map((prefix) => `hs ${prefix}`)
  if (prefixes !== undefined && hsPrefixes?.every(({ length }) => length > shortPrefix)) return prefixes
  if (namedRoles.some((role) => named[role] !== null)) return ['named']
  if (prefixes !== undefined) return prefixes
  if (from !== null) return [`from ${from}`]
  return [to === null ? 'mass' : `to ${to}`]
}

function* keysOfFacts({
  containers,
  documents,
  hs,
  named,
  from,
  to,
  grossKg,
}: ComparableConsignment): Generator<string> {
  for (const number of containers.keys()) yield `container ${number}`
  for (const number of documents.keys()) yield `document ${number}`
  const prefixes = new Set<string>()
  for (const code of hs)
    for (let length = 2; length <= 6 && length <= code.length; length += 1) prefixes.add(code.slice(0, length))
  for (const prefix of prefixes) yield `hs ${prefix}`
  if (namedRoles.some((role) => named[role].length > 0)) yield 'named'
  for (const place of from) yield `from ${place}`
  for (const place of to) yield `to ${place}`
  if (grossKg !== null) yield 'mass'
}

/** Searches the names of a bucket. A signal that names both parties must be found by both, which its comparison checks. */
function search(
  screeners: Record<NamedRole, Screener>,
  facts: ComparableConsignment,
  { limit, threshold }: { limit: number; threshold: number },
): Map<string, Record<NamedRole, number[]>> {
  const found = new Map<string, Record<NamedRole, number[]>>()
  const options = { limit, weak: threshold < defaultThreshold }
  for (const role of namedRoles) {
    for (const [place, { identity }] of facts.named[role].entries()) {
      for (const { entryId, score } of screeners[role].screen(identity, options)) {
        const scores = found.get(entryId) ?? { consignee: [], consignor: [] }
        scores[role][place] = score
        found.set(entryId, scores)
      }
    }
  }
  return found
}
