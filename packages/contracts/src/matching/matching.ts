/**
 * The types in this file describe identity matching. They are plain types and not schemas, because the library checks
 * its own arguments.
 */
export type Quality = 'primary' | 'original' | 'good' | 'former' | 'low'
export type IdentityKind = 'person' | 'org' | 'vessel' | 'entity'
export interface IdentityDocument {
  number: string
  type?: 'passport' | 'national-id' | 'other'
  country?: string
}
export interface Identity {
  id?: string
  kind?: IdentityKind
  /** 1 to 200 names of 1 to 500 characters each. */
  names: string[]
  parts?: { given?: string; middle?: string; patronymic?: string; family?: string }
  /** Dates in a subset of EDTF: `1961-05-17`, `1961-05`, `1961`, `1961~`, `1958/1963`. */
  birthDates?: string[]
  nationalities?: string[]
  gender?: 'male' | 'female' | 'other' | null
  birthPlaces?: string[]
  documents?: IdentityDocument[]
}
/** A document in a list entry. `number` is cleaned; `numberRaw` is written as in the list. */
export interface EntryDocument extends IdentityDocument {
  numberRaw?: string
  issuedOn?: string
  note?: string
}
export interface EntryAddress {
  street?: string
  city?: string
  region?: string
  postcode?: string
  country?: string
  note?: string
}
/** A list's entry about one identity. Only `id` and `names` are required. Dates are written as in the list. */
export type Entry = Omit<Identity, 'names' | 'id' | 'documents'> & {
  id: string
  /** At most 2,000 names. There may be none if the entry has a usable document. A plain string counts as `primary`. */
  names: (string | { name: string; quality: Quality; note?: string })[]
  documents?: EntryDocument[]
  reference?: string
  program?: string
  version?: string
  listType?: string
  listedOn?: string
  /** The times of all changes that the list states, the newest last. */
  updatedOn?: string[]
  titles?: string[]
  designations?: string[]
  /** Nationalities as the list writes them. `nationalities` contains their alpha-3 codes if these are known. */
  nationalitiesAsWritten?: string[]
  addresses?: EntryAddress[]
  comments?: string
  /** Remarks of the list about a birth date, a place or an alias. */
  notes?: string[]
}
export type Verdict = 'match' | 'weak' | 'none'
export type EvidenceKind =
  | 'token'
  | 'omission'
  | 'contradiction'
  | 'birth-date'
  | 'nationality'
  | 'gender'
  | 'birth-place'
  | 'document'
  | 'alias-quality'
  | 'mixed-script'
  | 'legal-form'
  | 'prior'
  | 'cap'
/** One line of evidence. `text` is in English and is made from `key` and `values`. */
export interface Evidence {
  kind: EvidenceKind
  key: string
  values: Record<string, string | number>
  a: string | null
  b: string | null
  role: string | null
  relation: string
  scheme: string | null
  frequency: number | null
  weight: number
  text: string
}
export interface Comparison {
  score: number
  logOdds: number
  threshold: number
  verdict: Verdict
  matchedName: { a: string; b: string; quality: Quality } | null
  evidence: Evidence[]
}
export type ScreenHit = Comparison & { entryId: string }
