import type { CargoParty } from '@entente/contracts'
import { codeTable } from './code-table.ts'

/** Words for the party that another one repeats. */
const words = codeTable<CargoParty['role']>({
  CONSIGNEE: 'consignee',
  CONSIGNEES: 'consignee',
  CNEE: 'consignee',
  CNE: 'consignee',
  CONSIGNOR: 'consignor',
  SHIPPER: 'consignor',
  EXPORTER: 'consignor',
  NOTIFY: 'notify',
  'NOTIFY PARTY': 'notify',
  ABOVE: 'consignee',
})
const repeats = /^(?:THE )?SAME (?:PARTY )?AS (?:THE )?([A-Z ]+)$|^AS (?:PER )?(CONSIGNEE|CNEE)$/

/** Returns the role of the party that a name such as `SAME AS CNEE` means; null for any other name. */
export function repeatedRole(name: string, own: CargoParty['role']): CargoParty['role'] | null {
  // No name of a company is that short and has these words, so most names cost one comparison.
  if (name.length > 40) return null
  const text = name
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim()
  if (text === 'SAME') return own === 'notify' ? 'consignee' : null
  const found = repeats.exec(text)
  const role = found === null ? undefined : words[(found[1] ?? found[2]) as string]
  // On a bill the consignee stands above the party to notify, and nobody else is meant.
  if (role === undefined || role === own || (text.endsWith('ABOVE') && own !== 'notify')) return null
  return role
}

/**
 * Gives parties that are named `SAME AS CONSIGNEE` or the like the data of that party. What such a party states itself
 * stays, but its name. The name also stays if there is no such party.
 */
export function completeRepeatedParties(parties: CargoParty[]): void {
  // The party of a role is the first that repeats no other. The search goes on where it ended, so that many parties cost little.
  const found = new Map<CargoParty['role'], number>()
  const firstOf = (role: CargoParty['role']): CargoParty | undefined => {
    let index = found.get(role) ?? 0
    while (index < parties.length && (parties[index]?.role !== role || parties[index]?.sameAs !== null)) index++
    found.set(role, index)
    return parties[index]
  }
  for (const party of parties) {
    const role = party.name === null ? null : repeatedRole(party.name, party.role)
    const model = role === null ? undefined : firstOf(role)
    if (model === undefined) continue
    party.name = model.name
    for (const key of ['id', 'street', 'city', 'subdivision', 'postcode', 'country', 'accountId'] as const) {
      party[key] ??= model[key]
    }
    if (party.taxIds.length === 0) party.taxIds = structuredClone(model.taxIds)
    if (party.contacts.length === 0) party.contacts = structuredClone(model.contacts)
    party.sameAs = role
  }
}
