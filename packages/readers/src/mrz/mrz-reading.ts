import type { Finding } from '@entente/contracts'

/** ICAO 9303 parts 4 to 7; the French card of 1994 to 2021 has a layout of its own. */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B' | 'FRENCH_NATIONAL_ID'

export type MrzCheckedField = 'documentNumber' | 'birthDate' | 'expiryDate' | 'personalNumber' | 'composite'

/** A date of the zone: YYMMDD, where `<<` or 00 stands for an unknown month or day. */
export interface MrzDate {
  literal: string
  /** Without the century, null where unknown. */
  yearOfCentury: number | null
  month: number | null
  day: number | null
  /** `1974-08-12`, `1974-08` or `1974`; null when unreadable, or when no reference date was given to settle the century. */
  value: string | null
}

export interface MrzCorrection {
  field: MrzCheckedField
  /** From 1, as people count. */
  line: number
  column: number
  original: string
  corrected: string
}

export interface MrzCheck {
  field: MrzCheckedField
  /** The digit in the zone after corrections; `<` where the issuer left it out. */
  digit: string
  passes: boolean
}

/** What a machine readable zone says. Unknown is null; letters are upper case as in the zone, `<` read as a blank. */
export interface MrzReading {
  format: MrzFormat | null
  outcome: 'read' | 'quarantined'
  /** True when every check digit passes, after the corrections listed. */
  valid: boolean
  /** The lines the values were taken from: cleaned, padded, corrected. */
  lines: string[]
  documentCode: string | null
  issuingState: string | null
  documentNumber: string | null
  nationality: string | null
  surname: string | null
  given: string | null
  /** The name fills its field: its last part may be cut, so it can be compared by its beginning only. */
  nameMayBeTruncated: boolean
  sex: 'M' | 'F' | 'X' | null
  birthDate: MrzDate | null
  expiryDate: MrzDate | null
  /** Personal number of a passport, else the first optional data. */
  optional: string | null
  checks: MrzCheck[]
  corrections: MrzCorrection[]
  findings: Finding[]
}
