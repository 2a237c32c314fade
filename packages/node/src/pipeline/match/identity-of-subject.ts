import type { Identity, Selector, Subject } from '@entente/contracts'
import { checkIdentity } from '@entente/matching'

const genders = { F: 'female', M: 'male', X: 'other' } as const

/**
 * What the matcher compares of a subject; null where there is neither a name nor a document to compare. A value that the matcher would refuse (an
 * impossible birth date) is left out: it must not keep a traveller from being screened.
 */
export function identityOf(
  subject: Subject,
  names?: { family: string | null; given: string | null } | undefined,
): Identity | null {
  // Selectors of another party of the record (`of`) are not this subject's own.
  const own = subject.selectors.filter((selector) => selector.of === null)
  const values = (kind: Selector['kind']) => unique(own.filter((s) => s.kind === kind).map((s) => s.value.trim()))
  const fullNames = values('name').map((name) => name.slice(0, 500))
  const documents = own
    .filter((selector) => selector.kind === 'document')
    .map(({ value, issuer }) => ({ number: value, ...(issuer === null ? {} : { country: issuer }) }))
  const sex = values('sex')[0]
  const parts = {
    ...(names?.family ? { family: names.family } : {}),
    ...(names?.given ? { given: names.given } : {}),
  }
  const { identity } = checkIdentity({
    id: subject.id,
    kind: 'person',
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
