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
 * again. `chain` is in order. It reads each filing once: a filer may repeat one key thousands of times.
 */
export function correctedIn(chain: readonly Filing[]): string[] {
  if (chain.length < 2) return []
  const stated = chain.map(({ content }) => statedIn(content))
  const describing = stated.filter((names) => names.has('description')).length
  const later = new Set<string>()
  const corrected: string[] = []
  // The newest first: what the later ones state is known then.
  for (const [place, { id, content }] of [...chain.entries()].reverse()) {
    const own = stated[place] as ReadonlySet<string>
    const others = describing - Number(own.has('description'))
    if (isDefective(content) && isCorrected(content, later, others > 0)) corrected.push(id)
    for (const name of own) later.add(name)
  }
  return corrected.reverse()
}

/** Tests whether filings that state `later` correct all defects of one. `isDescribed`: another one describes the goods. */
function isCorrected(content: FiledContent, later: ReadonlySet<string>, isDescribed: boolean): boolean {
  const isListedCorrected = ({ code, item, party }: Pick<CargoFinding, 'code' | 'item' | 'party'>) => {
    const field = fieldOf[code]
    if (field === undefined) return false
    // An amendment replaces all parties: one that leaves an incomplete party out does not complete it.
    if (code === 'PARTY_INCOMPLETE' && party !== null)
      return later.has(item === null ? roleOf(party) : itemRoleOf(party))
    if (item !== null) return later.has('items')
    return code === 'DESCRIPTION_MISSING' ? isDescribed : later.has(field)
  }
  // Nobody knows which part of the goods, or which role, an unlisted finding is about.
  const isUnlistedCorrected = (code: string) => {
    const field = fieldOf[code]
    return field !== undefined && code !== 'PARTY_INCOMPLETE' && later.has(field) && later.has('items')
  }
  return (
    content.findings.filter(({ reject }) => reject).every(isListedCorrected) &&
    unlistedRejects(content).every(isUnlistedCorrected)
  )
}

/** Returns the filings that may correct the others: the newest one that states each field and each role. `chain` is in order. */
export function newestStating<F extends Filing>(chain: readonly F[]): F[] {
  const newest = new Map<string, F>()
  for (const filing of chain) for (const name of statedIn(filing.content)) newest.set(name, filing)
  return [...new Set(newest.values())]
}

const roleOf = (role: string): string => `role ${role}`
const itemRoleOf = (role: string): string => `role of an item ${role}`
const fields = [...new Set(Object.values(fieldOf)), 'items' as const]

/** Returns the names of what a filing states and may correct: fields, and the roles of its parties and of those of its items. */
function statedIn({ consignment }: FiledContent): Set<string> {
  const isStated = (field: keyof CargoConsignment) => {
    const value = consignment[field]
    return value !== null && !(Array.isArray(value) && value.length === 0)
  }
  return new Set([
    ...fields.filter(isStated),
    ...consignment.parties.map(({ role }) => roleOf(role)),
    ...consignment.items.flatMap(({ parties }) => parties.map(({ role }) => itemRoleOf(role))),
  ])
}
