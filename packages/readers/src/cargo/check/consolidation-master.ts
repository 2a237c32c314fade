import type { CargoConsignment } from '@entente/contracts'
import table from '../tables/vague-terms.json' with { type: 'json' }
import type { FormatTraits } from './format-traits.ts'

const startsWithTerm = new RegExp(`^(?:${table.consolidationTerms.join('|')})\\b`, 'i')

/**
 * Tells whether a consignment is the master of a consolidation: its houses state the goods, and forwarders are its parties. Where the format has no
 * place for that, the description of the goods says so.
 */
export function isConsolidationMaster(consignment: CargoConsignment, traits: FormatTraits): boolean {
  if (consignment.level !== 'master') return false
  if (traits.saysConsolidation) return consignment.consolidation
  const texts = [consignment.description, ...consignment.items.map(({ description }) => description)]
  return consignment.consolidation || texts.some((text) => text !== null && startsWithTerm.test(text))
}
