import type { CargoParty } from '@entente/contracts'
import { forwarderWords, legalForms } from '../tables/party-words.ts'

const anyOf = (words: readonly string[]) => new RegExp(`(?:^| )(?:${words.join('|')})(?: |$)`)
const forwarder = anyOf(forwarderWords)
const legalForm = anyOf(legalForms)

const ascii = /^[\x20-\x7e]*$/
const isPlain = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/
/** Writes a name or address for comparison: capital letters and digits without marks, one blank between words. */
function plain(text: string): string {
  // Most texts of messages are plain already.
  if (isPlain.test(text)) return text
  if (ascii.test(text))
    return text
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim()
  const unmarked = text.normalize('NFKD').replace(/\p{M}+/gu, '')
  return unmarked
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const toOrder =
  /^(?:(?:UN)?TO (?:THE )?ORDER\b|(?:THE )?ORDER(?: OF\b|$)|(?:TO )?(?:THE )?BEARER$|A LA ORDEN\b|A L ORDRE\b|ALL ORDINE\b)/
/** Tells whether the name of a consignee is that of a negotiable bill: to order, to the order of somebody, to bearer. */
export const isToOrder = (name: string): boolean => toOrder.test(plain(name))

const placeholder = /^(?:N A|NA|NIL|NONE|NULL|TBA|TBC|TBD|UNKNOWN|NOT KNOWN|NOT AVAILABLE|X+|0*)$/
/** Tells whether a text names nobody: empty, punctuation, or a word such as N/A. */
const namesNobody = (name: string | null): boolean => name === null || placeholder.test(plain(name))

/**
 * Tells whether a party lacks what identifies it: it has neither name nor identifier; or, in a format with a place for the
 * country, a name without a country and without an identifier. A name that holds the whole address may hold the country.
 */
export function isIncomplete(party: CargoParty, hasCountry: boolean): boolean {
  if (party.toOrder || party.sameAs !== null || party.id !== null) return false
  if (namesNobody(party.name)) return party.accountId === null && party.taxIds.length === 0
  return hasCountry && party.country === null && !holdsAddress(party)
}

/** Some writers put name and address in one text, separated by commas. A legal form may stand behind a comma as well. */
function holdsAddress({ name, street, city, postcode }: CargoParty): boolean {
  if (name === null || street !== null || city !== null || postcode !== null) return false
  const comma = name.lastIndexOf(',')
  return comma > 0 && !isCompany(name.slice(comma))
}

/** Returns the field that holds the name of a party in place of its name: a company stands in the address, and the name is empty or an address. */
export function nameInOtherField(party: CargoParty): 'street' | 'city' | null {
  if (party.toOrder || party.sameAs !== null) return null
  const isFree = namesNobody(party.name) || (address.test(plain(party.name ?? '')) && !isCompany(party.name))
  if (!isFree) return null
  return isCompany(party.street) ? 'street' : isCompany(party.city) ? 'city' : null
}

const address =
  /^\d+[A-Z]? |(?:^| )(?:STREET|ROAD|LANE|AVENUE|DRIVE|BOULEVARD|QUAY|RUE|VIA|CALLE|AVENIDA|P ?O BOX)(?: |$)|STRASSE(?: |$)/
const isCompany = (text: string | null): boolean => text !== null && legalForm.test(plain(text))

/** Tells whether two parties have the same name and the same address. Identifiers may differ. A party without an address is not compared with one that has one. */
export function isSameParty(one: CargoParty, other: CargoParty): boolean {
  if (namesNobody(one.name) || namesNobody(other.name) || one.sameAs !== null || other.sameAs !== null) return false
  return plain(one.name ?? '') === plain(other.name ?? '') && addressOf(one) === addressOf(other)
}

const addressOf = ({ street, city, postcode, country }: CargoParty): string =>
  plain([street ?? '', city ?? '', postcode ?? '', country ?? ''].join(' '))

/** Tells whether a consignee is a forwarder: it has the name of the agent, or a word of the trade in its own. */
export function isForwarder(consignee: CargoParty, agent: CargoParty | undefined): boolean {
  if (namesNobody(consignee.name)) return false
  const name = plain(consignee.name ?? '')
  return forwarder.test(name) || (agent?.name != null && plain(agent.name) === name)
}
