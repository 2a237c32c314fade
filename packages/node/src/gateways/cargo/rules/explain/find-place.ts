import type { CargoParty } from '@entente/contracts'
import { type AnyConsignment, digitsOf, ruleParties } from '../input/read-input.ts'

/** Fields that are derived from another value of the consignment, or have another name there. */
const renamed: Readonly<Record<string, string>> = {
  currency: '/value/currency',
  kgPerPiece: '/grossKg',
  kgPerM3: '/grossKg',
  valuePerKg: '/value/amount',
  equipment: '/equipmentIds',
  hs4: '/hsCodes',
  hs2: '/hsCodes',
  hs: '/hsCodes',
  partyRoles: '/parties',
}
/** Fields that come from the node and not from the consignment. */
const fromNode = /^(?:now|unClasses|findings|tags|quality|score|watch\..*|firstSeen\..*)$/

/**
 * Returns the JSON pointer of the value of a field in a consignment, or null if it is not there. `element` is the element of a
 * list that a condition was about: an HS code is looked for at the items first, because there it stands beside its goods.
 */
export function findPlace(consignment: AnyConsignment, path: string, element: string | null): string | null {
  const name = path.replace(/^c\./, '')
  if (fromNode.test(name)) return null
  const [party, part] = name.split('.')
  if (part !== undefined) return partyPlace(consignment, party ?? '', part)
  if (name === 'description' || name === 'handlingText') return `/${name}`
  const base = renamed[name] ?? `/${name}`
  if (element === null) return base
  if (name.startsWith('hs')) return hsPlace(consignment, element)
  const values: readonly unknown[] =
    name === 'partyRoles' ? (consignment.parties ?? []).map(({ role }) => role) : listOf(consignment, base.slice(1))
  const at = values.indexOf(element)
  if (at < 0) return base
  return name === 'partyRoles' ? `${base}/${at}/role` : `${base}/${at}`
}

const listOf = (consignment: AnyConsignment, name: string): readonly unknown[] => {
  const list = (consignment as Record<string, unknown>)[name]
  return Array.isArray(list) ? list : []
}

function partyPlace({ parties }: AnyConsignment, role: string, part: string): string | null {
  if (!ruleParties.some((known) => known === role)) return null
  const at = (parties ?? []).findIndex((party: CargoParty) => party.role === role)
  return at < 0 ? null : `/parties/${at}/${part}`
}

/** `element` is a whole code, or the heading or chapter that a code begins with. */
function hsPlace({ items, hsCodes }: AnyConsignment, element: string): string {
  const item = (items ?? []).findIndex(({ hs }) => hs != null && digitsOf(hs).startsWith(element))
  if (item >= 0) return `/items/${item}/hs`
  const code = (hsCodes ?? []).findIndex((each) => digitsOf(each).startsWith(element))
  return code < 0 ? '/hsCodes' : `/hsCodes/${code}`
}
