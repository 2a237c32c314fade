/** A nationality as stated, or null. It is never copied from the issuing state and never completed. */
export interface JudgedCountry {
  value: string | null
  finding: 'NATIONALITY_UNKNOWN' | 'COUNTRY_CODE_FORM' | null
}

const NONE: JudgedCountry = { value: null, finding: null }
const FILLER: JudgedCountry = { value: null, finding: 'NATIONALITY_UNKNOWN' }

/**
 * Checks a stated nationality (ICAO 9303-3, three-letter codes). A filler without a letter becomes null. Any value
 * other than three capital letters is kept as sent and gives a finding.
 */
export function judgeNationality(text: string | null): JudgedCountry {
  if (text === null) return NONE
  if (text.length === 3 && isCapital(text, 0) && isCapital(text, 1) && isCapital(text, 2)) {
    return { value: text, finding: null }
  }
  return /\p{L}/u.test(text) ? { value: text, finding: 'COUNTRY_CODE_FORM' } : FILLER
}

const isCapital = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 65 && code <= 90
}
