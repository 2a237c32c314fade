import { normaliseDocumentNumber } from '@entente/matching'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../../safeguards/access/clocks.ts'
import { indexWords } from '../../../safeguards/access/index-words.ts'
import type { TravellerState } from './traveller-state.ts'

/** Kinds of the blind index of travellers. */
export type IndexKind =
  | 'document'
  | 'phone'
  | 'email'
  | 'card'
  | 'address'
  | 'name-word'
  | 'locator'
  | 'passenger-reference'
/** The kinds of details that link people. */
export type DetailKind = Extract<IndexKind, 'document' | 'phone' | 'email' | 'card' | 'address'>
export interface SelectorHash {
  kind: IndexKind
  /** The token of the value. */
  hash: Buffer
}

/** Lists the current documents, contacts, cards and addresses of a traveller: as stated, and as the index normalises them. */
export function statedDetails(value: TravellerState): { kind: DetailKind; stated: string; text: string | null }[] {
  const details: { kind: DetailKind; stated: string; text: string | null }[] = []
  const add = (kind: DetailKind, stated: string | null) => {
    if (stated !== null) details.push({ kind, stated, text: indexText(kind, stated) })
  }
  for (const { number } of value.documents) add('document', number)
  for (const { medium, value: stated } of value.contacts) {
    if (medium === 'phone' || medium === 'email') add(medium, stated)
  }
  for (const { type, vendor, account, expiry } of value.payments) {
    if (type === 'CC') add('card', account === null ? null : `${vendor ?? ''} ${account} ${expiry ?? ''}`)
  }
  for (const { line, city, postal } of value.addresses) {
    if (line !== null) add('address', [line, postal, city].filter((part) => part !== null).join(' '))
  }
  return details
}

/** The texts by which a traveller is found, each once with its kind before it, and their kinds. They are personal data. */
export type SelectorTexts = ReadonlyMap<string, IndexKind>

/** Lists the texts of a traveller whose tokens are in the blind index: each stated value once. */
export function selectorTexts(value: TravellerState): SelectorTexts {
  const texts = new Map<string, IndexKind>()
  const add = (kind: IndexKind, text: string | null) => {
    if (text !== null && text !== '') texts.set(`${kind}\0${text}`, kind)
  }
  // Earlier names and documents are found by a search, too. They link nobody: only current contacts do.
  const earlier = value.history?.names ?? []
  for (const { kind, text } of statedDetails(value)) add(kind, text)
  for (const { number } of value.history?.documents ?? []) add('document', indexText('document', number))
  const names = [value.person.surname, value.person.given, value.person.middle, value.person.givenLiteral]
  const stated = [...value.documents, ...(value.history?.documents ?? [])].flatMap((d) => [
    d.surname,
    d.given,
    d.secondGiven,
  ])
  for (const name of [...names, ...stated, ...earlier.flatMap((n) => [n.surname, n.given, n.givenLiteral])]) {
    for (const word of indexWords(name ?? '')) add('name-word', word)
  }
  for (const { locator } of value.reservations) add('locator', indexText('locator', locator))
  add('locator', indexText('locator', value.person.references.recordLocator))
  add('passenger-reference', indexText('passenger-reference', value.person.references.uniqueReference))
  return texts
}

/** Computes the tokens of texts in the blind index of a traveller with these clocks. */
export function tokensOfTexts(
  tx: Pick<Tx, 'blind' | 'tokensFor'>,
  texts: Iterable<readonly [string, IndexKind]>,
  clocks: RecordClocks,
): { key: Buffer | null; hashes: SelectorHash[] } {
  const { key, seal } = tx.tokensFor(clocks)
  return {
    key,
    hashes: Array.from(texts, ([text, kind]) => ({ kind, hash: seal(tx.blind(kind, text.slice(kind.length + 1))) })),
  }
}

/**
 * Normalises a value, so that different spellings of it are equal in the index and in a search. Null if too little is
 * stated to search by (a card with every digit masked).
 */
export function indexText(kind: Exclude<IndexKind, 'name-word'>, stated: string | null): string | null {
  if (stated === null) return null
  switch (kind) {
    case 'document':
      return normaliseDocumentNumber(stated)
    case 'phone': {
      const digits = stated.replaceAll(/\D/g, '').replace(/^00/, '')
      return digits.length >= 7 ? digits : null
    }
    case 'email':
      return stated.includes('@') ? stated.trim().toLowerCase() : null
    case 'card': {
      const bare = stated.toUpperCase().replaceAll(/[^A-Z0-9 ]/g, '')
      return (bare.match(/\d/g)?.length ?? 0) >= 4 ? bare : null
    }
    case 'address': {
      const words = indexWords(stated)
      return words.length >= 2 ? words.join(' ') : null
    }
    case 'locator':
    case 'passenger-reference':
      return stated.toUpperCase().replaceAll(/\s/g, '')
  }
}
