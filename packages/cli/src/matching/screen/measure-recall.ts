import type { Identity, Screener } from '@entente/matching'

/** The share of the hits of an exhaustive comparison that the index found. `recall` is null without hits. */
export interface Recall {
  sampled: number
  exhaustiveHits: number
  found: number
  recall: number | null
  missed: { id: string; entryId: string }[]
}
/** A person to screen, without the values that cannot be compared. */
export interface SampledSubject {
  id: string
  identity: Identity
}

/**
 * Returns uniform numbers in 0..1 from a fixed seed (xorshift, Marsaglia 2003), so that the same rows give the same
 * sample.
 */
function seededRandom(): () => number {
  let state = 0x9e3779b9
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Draws `size` of the offered subjects with equal probability, and does not keep any others (reservoir sampling, Vitter 1985, algorithm R). */
export function drawSample(size: number): { offer(subject: SampledSubject): void; drawn(): SampledSubject[] } {
  const random = seededRandom()
  const kept: { place: number; subject: SampledSubject }[] = []
  let offered = 0
  return {
    offer(subject) {
      const slot = offered < size ? offered : Math.floor(random() * (offered + 1))
      if (slot < size) kept[slot] = { place: offered, subject }
      offered += 1
    },
    drawn: () => [...kept].sort((x, y) => x.place - y.place).map(({ subject }) => subject),
  }
}

/** Screens a sample with the index and exhaustively. `ownId` maps the id of a screened entry to its id in the list. */
export function measureRecall(
  screener: Screener,
  sample: readonly SampledSubject[],
  weak: boolean,
  ownId: (id: string) => string,
): Recall {
  const recall: Recall = { sampled: sample.length, exhaustiveHits: 0, found: 0, recall: null, missed: [] }
  for (const { id, identity } of sample) {
    const idsOf = (exhaustive: boolean): string[] =>
      screener.screen(identity, { limit: Number.POSITIVE_INFINITY, weak, exhaustive }).map((hit) => hit.entryId)
    const found = new Set(idsOf(false))
    for (const entryId of idsOf(true)) {
      recall.exhaustiveHits += 1
      if (found.has(entryId)) recall.found += 1
      else recall.missed.push({ id, entryId: ownId(entryId) })
    }
  }
  if (recall.exhaustiveHits > 0) recall.recall = recall.found / recall.exhaustiveHits
  return recall
}
