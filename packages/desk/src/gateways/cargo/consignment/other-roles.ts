import type { CargoParty } from '@entente/contracts'

/** Returns a name or a number without case, accents, signs and blanks. */
const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** Tests whether two parties are one by what is stated: an equal number, or an equal name that no country contradicts. */
function isSame(one: CargoParty, other: CargoParty): boolean {
  const isAbroad = one.country !== null && other.country !== null && one.country !== other.country
  const [name, id] = [plain(one.name), plain(one.id)]
  return !isAbroad && ((name !== '' && name === plain(other.name)) || (id !== '' && id === plain(other.id)))
}

/**
 * Returns the other roles that a party has in the same consignment, each once, in the order of the parties. A bearer is no party, and for a
 * party that its message calls the same as another one this is said already.
 */
export function otherRolesOf(party: CargoParty, parties: readonly CargoParty[]): CargoParty['role'][] {
  if (party.toOrder || party.sameAs !== null) return []
  const found = parties.filter((other) => other.role !== party.role && !other.toOrder && isSame(party, other))
  return [...new Set(found.map(({ role }) => role))]
}
