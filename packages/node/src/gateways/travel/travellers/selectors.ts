import type { Selector } from '@entente/contracts'
import type { TravellerState } from '../crossing/traveller-state.ts'

/**
 * Lists the selectors of a traveller, each with its place in the record. A name is listed twice if its title may be
 * part of it.
 */
export function selectorsOf(value: TravellerState): Selector[] {
  const { person } = value
  const selectors: Selector[] = []
  const met = new Set<string>()
  const add = (kind: Selector['kind'], stated: string | null | undefined, at: string, issuer: string | null = null) => {
    const text = stated?.trim()
    if (text === undefined || text === '') return
    // A current name or document is not an earlier one as well.
    if (kind.startsWith('earlier-') && met.has(`${kind.slice(8)}|${text.toUpperCase()}|${issuer ?? ''}`)) return
    if (met.has(`${kind}|${text.toUpperCase()}|${issuer ?? ''}`)) return
    met.add(`${kind}|${text.toUpperCase()}|${issuer ?? ''}`)
    selectors.push({ kind, value: text, issuer, at })
  }
  if (!person.placeholder) {
    add('name', fullName(person.given, person.middle, person.surname), '/person/surname')
    if (person.title !== null)
      add('name', fullName(person.givenLiteral, person.middle, person.surname), '/person/givenLiteral')
  }
  for (const [index, document] of value.documents.entries()) {
    if (document.surname !== null) {
      add('name', fullName(document.given, document.secondGiven, document.surname), `/documents/${index}/surname`)
    }
  }
  add('birth-date', person.birthDate, '/person/birthDate')
  for (const [index, document] of value.documents.entries()) {
    add('document', document.number, `/documents/${index}/number`, document.issuer)
    add('birth-date', document.birthDate, `/documents/${index}/birthDate`)
  }
  addEarlier(value, add)
  if (person.sex !== null && person.sex !== 'U') add('sex', person.sex, '/person/sex')
  add('nationality', person.nationality, '/person/nationality')
  for (const [index, nationality] of (person.otherNationalities ?? []).entries())
    add('nationality', nationality, `/person/otherNationalities/${index}`)
  add('birth-place', person.birthPlace, '/person/birthPlace')
  for (const [index, contact] of value.contacts.entries()) {
    if (contact.medium === 'phone' || contact.medium === 'email')
      add(contact.medium, contact.value, `/contacts/${index}/value`)
  }
  for (const [index, address] of value.addresses.entries()) {
    const line = [address.line, address.postal, address.city, address.country]
      .filter((part) => part !== null)
      .join(', ')
    if (address.line !== null) add('address', line, `/addresses/${index}/line`)
  }
  for (const [index, payment] of value.payments.entries()) {
    if (payment.type === 'CC') add('card', payment.account, `/payments/${index}/account`, payment.vendor)
  }
  for (const [index, reservation] of value.reservations.entries()) {
    add('locator', reservation.locator, `/reservations/${index}/locator`, reservation.carrier)
  }
  if (value.reservations.length === 0)
    add('locator', person.references?.recordLocator, '/person/references/recordLocator')
  for (const [index, flyer] of value.frequentFlyer.entries()) {
    add('frequent-flyer', flyer.number, `/frequentFlyer/${index}/number`, flyer.carrier)
  }
  return selectors
}

/** Adds the names and documents of the history, which match as earlier ones. */
function addEarlier(
  { history }: TravellerState,
  add: (kind: Selector['kind'], stated: string | null, at: string, issuer?: string | null) => void,
): void {
  for (const [index, name] of (history?.names ?? []).entries()) {
    const at = `/history/names/${index}/surname`
    add('earlier-name', fullName(name.given, null, name.surname), at)
    if (name.title !== null) add('earlier-name', fullName(name.givenLiteral, null, name.surname), at)
  }
  for (const [index, document] of (history?.documents ?? []).entries()) {
    const { number, issuer, surname, given, secondGiven } = document
    add('earlier-document', number, `/history/documents/${index}/number`, issuer)
    if (surname !== null)
      add('earlier-name', fullName(given, secondGiven, surname), `/history/documents/${index}/surname`)
  }
}

function fullName(given: string | null, middle: string | null, surname: string | null): string {
  return [given, middle, surname].filter((part) => part !== null && part !== '').join(' ')
}
