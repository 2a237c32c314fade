/** Shapes of identity matching (matching.md 5). Plain types: the library checks its own arguments. */
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
export type Entry = Omit<Identity, 'names' | 'id'> & {
  id: string
  names: (string | { name: string; quality: Quality })[]
  reference?: string
  program?: string
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
export interface Evidence {
  kind: EvidenceKind
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
