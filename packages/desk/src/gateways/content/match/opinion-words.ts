import type { OpinionCounts } from '@entente/contracts'
import { enumerate } from '../../../texts/lists.ts'
import { text } from '../texts/index.ts'

const kinds = ['confirmed', 'mistaken', 'notUseful'] as const

/** Describes in words how many members and platforms have which opinion about an item. */
export function opinionWords(counts: OpinionCounts): string {
  const given = kinds.filter((kind) => counts[kind] > 0)
  if (given.length === 0) return text('content.banks.one.noOpinion')
  return enumerate(given.map((kind) => text(`content.banks.one.opinion.${kind}`, { n: counts[kind] })))
}
