import type { CargoConsignment } from '@entente/contracts'
import type { CheckTraits } from './format-traits.ts'

/**
 * Tells whether a consignment is the master of a consolidation: its houses state the goods, and forwarders are its parties. Where the format has no
 * place for that, a description says so that says nothing else.
 */
export function isConsolidationMaster(consignment: CargoConsignment, traits: CheckTraits): boolean {
  if (consignment.level !== 'master') return false
  if (traits.saysConsolidation || consignment.consolidation) return consignment.consolidation
  const texts = [consignment.description, ...consignment.items.map(({ description }) => description)]
  return texts.some((text) => text !== null && saysConsolidation(text, traits))
}

function saysConsolidation(text: string, { tables }: CheckTraits): boolean {
  const judged = tables.judgeDescription(text)
  return (
    judged.state === 'isolated' &&
    judged.terms.length > 0 &&
    judged.terms.every((term) => tables.consolidationTerms.has(term))
  )
}
