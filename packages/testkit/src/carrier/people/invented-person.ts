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
/** Somebody who does not exist: common names put together at random. */
export interface InventedPerson {
  id: string
  culture: NameCulture
  /** As in the document's machine readable zone, in mixed case: Latin letters without marks. */
  name: WrittenName
  /** Other Latin spellings of the same name. */
  spellings: WrittenName[]
  /** With its marks where the culture writes Latin letters; null elsewhere. */
  marked: WrittenName | null
  /** In the culture's own script, in its own order; null where that is Latin. */
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
