import type { CargoConsignment } from '@entente/contracts'
import table from '../tables/vague-terms.json' with { type: 'json' }
import type { FormatTraits } from './format-traits.ts'
import { judgeDescription } from './vague-descriptions.ts'

const consolidationTerms: ReadonlySet<string> = new Set(table.consolidationTerms)

/**
 * Tells whether a consignment is the master of a consolidation: its houses state the goods, and forwarders are its parties. Where the format has no
 * place for that, a description says so that says nothing else.
 */
export function isConsolidationMaster(consignment: CargoConsignment, traits: FormatTraits): boolean {
  if (consignment.level !== 'master') return false
  if (traits.saysConsolidation || consignment.consolidation) return consignment.consolidation
  const texts = [consignment.description, ...consignment.items.map(({ description }) => description)]
  return texts.some((text) => text !== null && saysConsolidation(text))
}

function saysConsolidation(text: string): boolean {
  const judged = judgeDescription(text)
  return (
    judged.state === 'isolated' && judged.terms.length > 0 && judged.terms.every((term) => consolidationTerms.has(term))
  )
}
