import type { CargoConsignment, CargoFinding } from '@entente/contracts'
import type { FiledContent } from '../classes/content-classes.ts'
import { isDefective, unlistedRejects } from '../classes/rejected-codes.ts'

interface Filing {
  id: string
  content: FiledContent
}

/** The field of a consignment that findings of a code are about. Others cannot be corrected by a part of a document. */
const fieldOf: Readonly<Record<string, keyof CargoConsignment>> = {
  DESCRIPTION_MISSING: 'description',
  VAGUE_DESCRIPTION: 'description',
  PARTY_INCOMPLETE: 'parties',
  HS_MALFORMED: 'hsCodes',
  UN_MALFORMED: 'unNumbers',
}

/**
 * Returns the filings of a document with its partial amendments that are defective by themselves and not together: a later
 * amendment states each field again that a finding is about, or the others describe the goods that an amendment does not describe
 * again. `chain` is in order.
 */
export function correctedIn(chain: readonly Filing[]): string[] {
  if (chain.length < 2) return []
  return chain.flatMap(({ id, content }, place) => {
    if (!isDefective(content)) return []
    const others = chain.filter((_, at) => at !== place).map((one) => one.content)
    const later = chain.slice(place + 1).map((one) => one.content)
    const isListedCorrected = ({ code, item }: Pick<CargoFinding, 'code' | 'item'>) => {
      const field = fieldOf[code]
      if (field === undefined) return false
      if (item !== null) return states(later, 'items')
      return states(code === 'DESCRIPTION_MISSING' ? others : later, field)
    }
    // Nobody knows which part of the goods an unlisted finding is about.
    const isUnlistedCorrected = (code: string) => {
      const field = fieldOf[code]
      return field !== undefined && states(later, field) && states(later, 'items')
    }
    const isCorrected =
      content.findings.filter(({ reject }) => reject).every(isListedCorrected) &&
      unlistedRejects(content).every(isUnlistedCorrected)
    return isCorrected ? [id] : []
  })
}

function states(filings: readonly FiledContent[], field: keyof CargoConsignment): boolean {
  return filings.some(({ consignment }) => {
    const value = consignment[field]
    return value !== null && !(Array.isArray(value) && value.length === 0)
  })
}
