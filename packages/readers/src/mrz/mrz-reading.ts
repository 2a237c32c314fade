import type { Finding } from '@entente/contracts'

/** ICAO 9303 parts 4 to 7. The French card of 1994 to 2021 has its own layout. */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B' | 'FRENCH_NATIONAL_ID'

export type MrzCheckedField = 'documentNumber' | 'birthDate' | 'expiryDate' | 'personalNumber' | 'composite'

/** A date of the zone, YYMMDD; `<<` or 00 means an unknown month or day. */
export interface MrzDate {
  literal: string
  /** Year without the century; null if unknown. */
  yearOfCentury: number | null
  month: number | null
  day: number | null
  /** `1974-08-12`, `1974-08` or `1974`. Null if unreadable, or without a reference date, which the century needs. */
  value: string | null
}

export interface MrzCorrection {
  field: MrzCheckedField
  /** Counted from 1. */
  line: number
  column: number
  original: string
  corrected: string
}

export interface MrzCheck {
  field: MrzCheckedField
  /** The digit in the zone after corrections; `<` if the issuer omitted it. */
  digit: string
  passes: boolean
}

/** The data of a machine readable zone. Unknown is null; letters are upper case as in the zone, `<` becomes a blank. */
export interface MrzReading {
  format: MrzFormat | null
  outcome: 'read' | 'quarantined'
  /** True if every check digit passes after the corrections. */
  valid: boolean
  /** The lines used for the values: cleaned, padded and corrected. */
  lines: string[]
  documentCode: string | null
  issuingState: string | null
  documentNumber: string | null
  nationality: string | null
  surname: string | null
  given: string | null
  /** True if the name fills its field: its last part may be cut, so compare only its beginning. */
  nameMayBeTruncated: boolean
  sex: 'M' | 'F' | 'X' | null
  birthDate: MrzDate | null
  expiryDate: MrzDate | null
  /** Personal number of a passport, or the first optional data. */
  optional: string | null
  checks: MrzCheck[]
  corrections: MrzCorrection[]
  findings: Finding[]
}
