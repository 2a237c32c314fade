/** Types of identity matching. Plain types, because the library checks its own arguments. */
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
  /** 1..200 names of 1..500 characters. */
  names: string[]
  parts?: { given?: string; middle?: string; patronymic?: string; family?: string }
  /** EDTF subset: `1961-05-17`, `1961-05`, `1961`, `1961~`, `1958/1963`. */
  birthDates?: string[]
  nationalities?: string[]
  gender?: 'male' | 'female' | 'other' | null
  birthPlaces?: string[]
  documents?: IdentityDocument[]
}
/** A document of a list entry: `number` cleaned, `numberRaw` as in the list. */
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
/** A list's entry about one identity; only `id` and `names` are required. Dates as the list writes them. */
export type Entry = Omit<Identity, 'names' | 'id' | 'documents'> & {
  id: string
  /** May be empty if there is a usable document; at most 2,000. A plain string counts as `primary`. */
  names: (string | { name: string; quality: Quality; note?: string })[]
  documents?: EntryDocument[]
  reference?: string
  program?: string
  version?: string
  listType?: string
  listedOn?: string
  /** Every change that the list states, the newest last. */
  updatedOn?: string[]
  titles?: string[]
  designations?: string[]
  /** Nationalities as the list wrote them; `nationalities` contains alpha-3 codes where they are known. */
  nationalitiesAsWritten?: string[]
  addresses?: EntryAddress[]
  comments?: string
  /** The list's remarks on a birth date, a place or an alias. */
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
/** `text` is English, written from `key` and `values`. */
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
