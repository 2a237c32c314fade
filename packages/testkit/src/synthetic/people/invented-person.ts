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
/** A person who does not exist. The name combines common names at random. */
export interface InventedPerson {
  id: string
  culture: NameCulture
  /** The name as in the document's machine readable zone, but in mixed case: Latin letters without diacritics. */
  name: WrittenName
  /** Other Latin spellings of the same name. */
  spellings: WrittenName[]
  /** The name with diacritics, if the culture writes Latin letters; else null. */
  marked: WrittenName | null
  /** The name in the culture's own script and order; null if that script is Latin. */
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
