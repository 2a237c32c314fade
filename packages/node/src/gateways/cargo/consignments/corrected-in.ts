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
    const isListedCorrected = ({ code, item, party }: Pick<CargoFinding, 'code' | 'item' | 'party'>) => {
      const field = fieldOf[code]
      if (field === undefined) return false
      // An amendment replaces all parties: one that leaves an incomplete party out does not complete it.
      if (code === 'PARTY_INCOMPLETE' && party !== null) return statesRole(later, party, item)
      if (item !== null) return states(later, 'items')
      return states(code === 'DESCRIPTION_MISSING' ? others : later, field)
    }
    // Nobody knows which part of the goods, or which role, an unlisted finding is about.
    const isUnlistedCorrected = (code: string) => {
      const field = fieldOf[code]
      return field !== undefined && code !== 'PARTY_INCOMPLETE' && states(later, field) && states(later, 'items')
    }
    const isCorrected =
      content.findings.filter(({ reject }) => reject).every(isListedCorrected) &&
      unlistedRejects(content).every(isUnlistedCorrected)
    return isCorrected ? [id] : []
  })
}

/** Returns the filings that may correct the others: the newest one that states each field and each role. `chain` is in order. */
export function newestStating<F extends Filing>(chain: readonly F[]): F[] {
  const newest = new Map<string, F>()
  const fields = [...Object.values(fieldOf), 'items' as const]
  for (const filing of chain) {
    const { items, parties } = filing.content.consignment
    for (const field of fields) if (states([filing.content], field)) newest.set(field, filing)
    for (const { role } of parties) newest.set(`role ${role}`, filing)
    for (const { role } of items.flatMap((item) => item.parties)) newest.set(`role of an item ${role}`, filing)
  }
  return [...new Set(newest.values())]
}

function statesRole(filings: readonly FiledContent[], role: string, item: string | null): boolean {
  const isStated = ({ parties }: Pick<CargoConsignment, 'parties'>) => parties.some((party) => party.role === role)
  return filings.some(({ consignment }) =>
    item === null ? isStated(consignment) : consignment.items.some((one) => isStated(one)),
  )
}

function states(filings: readonly FiledContent[], field: keyof CargoConsignment): boolean {
  return filings.some(({ consignment }) => {
    const value = consignment[field]
    return value !== null && !(Array.isArray(value) && value.length === 0)
  })
}
