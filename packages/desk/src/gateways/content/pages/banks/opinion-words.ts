import type { OpinionCounts } from '@entente/contracts'
import { textsOf } from '../../../../texts/catalogue.ts'

/** What members and platforms said of an item, in counts. */
export function opinionWords({ confirmed, mistaken, notUseful }: OpinionCounts): string {
  const t = textsOf('contentBanks').one
  return t.opinions(confirmed, mistaken, notUseful) || t.noOpinion
}
