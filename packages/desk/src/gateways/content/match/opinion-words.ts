import type { OpinionCounts } from '@entente/contracts'
import { enumerate } from '../../../texts/lists.ts'
import { text } from '../texts/index.ts'

const kinds = ['confirmed', 'mistaken', 'notUseful'] as const

/** What members and platforms said of an item, in counts. */
export function opinionWords(counts: OpinionCounts): string {
  const said = kinds.filter((kind) => counts[kind] > 0)
  if (said.length === 0) return text('content.banks.one.noOpinion')
  return enumerate(said.map((kind) => text(`content.banks.one.opinion.${kind}`, { n: counts[kind] })))
}
