import type { NameCulture } from '../names/culture.ts'

export interface InventedDocument {
  type: 'P' | 'I' | 'V'
  number: string
  issuer: string
  expires: string
}
export interface WrittenName {
  surname: string
  given: string
}
/** A person who does not exist: common names combined at random. */
export interface InventedPerson {
  id: string
  culture: NameCulture
  /** As in the document's machine readable zone, in mixed case: Latin letters without diacritics. */
  name: WrittenName
  /** Other Latin spellings of the same name. */
  spellings: WrittenName[]
  /** With diacritics, if the culture writes Latin letters; else null. */
  marked: WrittenName | null
  /** In the culture's own script and order; null if that is Latin. */
  original: string | null
  sex: 'M' | 'F'
  birthDate: string
  nationality: string
  document: InventedDocument
  phone: string
  email: string
  card: { vendor: string; account: string; expiry: string }
  address: { street: string; city: string; country: string; postal: string }
}
