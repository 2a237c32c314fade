import type { Identity, Party, Selector } from '@entente/contracts'
import { checkIdentity } from '@entente/matching'
import type { NameParts } from '../gateway/gateway.ts'

const genders = { F: 'female', M: 'male', X: 'other' } as const
/** Maps kinds of parties to kinds of the matcher. An item is compared only by its gateway. */
const kinds = { person: 'person', organisation: 'org', vessel: 'vessel', unknown: 'entity', item: null } as const

/**
 * Returns the identity that the matcher compares for a party, or null if the party is an item or has neither a name nor a document. A value
 * that the matcher would refuse (an impossible birth date) is left out, so that the party is still screened.
 */
export function identityOf(party: Party, names?: NameParts | undefined): Identity | null {
  const kind = kinds[party.kind]
  if (kind === null) return null
  const { selectors } = party
  const values = (of: Selector['kind']) => unique(selectors.filter((s) => s.kind === of).map((s) => s.value.trim()))
  // Current names come first: only so many are compared.
  const fullNames = unique([...values('name'), ...values('earlier-name')]).map((name) => name.slice(0, 500))
  const documents = selectors
    .filter((selector) => selector.kind === 'document' || selector.kind === 'earlier-document')
    .map(({ value, issuer }) => ({ number: value, ...(issuer === null ? {} : { country: issuer }) }))
  const sex = values('sex')[0]
  const parts = {
    ...(names?.family ? { family: names.family } : {}),
    ...(names?.given ? { given: names.given } : {}),
  }
  const { identity } = checkIdentity({
    id: party.id,
    kind,
    names: fullNames.slice(0, 200),
    ...(Object.keys(parts).length > 0 ? { parts } : {}),
    birthDates: values('birth-date'),
    nationalities: values('nationality'),
    gender: sex !== undefined && sex in genders ? genders[sex as keyof typeof genders] : null,
    birthPlaces: values('birth-place'),
    documents,
  })
  return identity.names.length > 0 || (identity.documents ?? []).length > 0 ? identity : null
}

const unique = (values: string[]): string[] => [...new Set(values.filter((value) => value !== ''))]
