import type { Finding } from '@entente/contracts'

/** The formats of ICAO 9303, parts 4 to 7, and the French identity card of 1994 to 2021. */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B' | 'FRENCH_NATIONAL_ID'

export type MrzCheckedField = 'documentNumber' | 'birthDate' | 'expiryDate' | 'personalNumber' | 'composite'

/** A date of the machine readable zone, YYMMDD. `<<` or 00 means that the month or day is unknown. */
export interface MrzDate {
  literal: string
  /** The year without the century; null if unknown. */
  yearOfCentury: number | null
  month: number | null
  day: number | null
  /** The date as `1974-08-12`, `1974-08` or `1974`. Null if it is unreadable, or if no reference date determines the century. */
  value: string | null
}

export interface MrzCorrection {
  field: MrzCheckedField
  /** The line, counted from 1. */
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

/** The data of a machine readable zone. An unknown value is null. Letters are in upper case, as in the zone; `<` becomes a blank. */
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
  /** True if the name fills its field. Its last part may be cut, so compare only the beginning of the name. */
  nameMayBeTruncated: boolean
  sex: 'M' | 'F' | 'X' | null
  birthDate: MrzDate | null
  expiryDate: MrzDate | null
  /** The personal number of a passport; in other formats, the first field of optional data. */
  optional: string | null
  checks: MrzCheck[]
  corrections: MrzCorrection[]
  findings: Finding[]
}
