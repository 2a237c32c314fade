import type { Screener } from '@entente/matching'
import type { UsableRow } from './screen-file.ts'

/** What the index found of what comparing with every entry finds. `recall` is null where there was nothing to find. */
export interface Recall {
  sampled: number
  exhaustiveHits: number
  found: number
  recall: number | null
  missed: { id: string; entryId: string }[]
}

/** Screens a sample, spread evenly over the rows, by the index and exhaustively. Always the same sample of the same rows. */
export function measureRecall(
  screener: Screener,
  rows: readonly UsableRow[],
  sample: number,
  weak: boolean,
  ownId: (id: string) => string,
): Recall {
  const sampled = Math.min(sample, rows.length)
  const recall: Recall = { sampled, exhaustiveHits: 0, found: 0, recall: null, missed: [] }
  for (let place = 0; place < sampled; place += 1) {
    const picked = rows[Math.floor((place * rows.length) / sampled)]
    if (!picked) continue
    const idsOf = (exhaustive: boolean): string[] =>
      screener.screen(picked.identity, { limit: Number.POSITIVE_INFINITY, weak, exhaustive }).map((hit) => hit.entryId)
    const found = new Set(idsOf(false))
    for (const id of idsOf(true)) {
      recall.exhaustiveHits += 1
      if (found.has(id)) recall.found += 1
      else recall.missed.push({ id: picked.row.id, entryId: ownId(id) })
    }
  }
  if (recall.exhaustiveHits > 0) recall.recall = recall.found / recall.exhaustiveHits
  return recall
}
