const letterA = 65
const digit0 = 48

/** An air waybill number in its usual form, such as `999-12345675`, and whether its check digit is right. */
export interface AirWaybillNumber {
  id: string
  checkDigitValid: boolean
}

const airWaybill = /^(\d{3})-?(\d{7})(\d)$/

/**
 * Reads an air waybill number, with or without the hyphen. The eighth digit of the serial number is the remainder of the
 * first seven digits by 7 (IATA Resolution 600a). Returns null for another form.
 */
export function readAirWaybillNumber(text: string): AirWaybillNumber | null {
  const match = airWaybill.exec(text)
  if (match === null) return null
  const [, prefix = '', serial = '', digit = ''] = match
  return { id: `${prefix}-${serial}${digit}`, checkDigitValid: Number(serial) % 7 === Number(digit) }
}

/** A container number without blanks and hyphens. For another form: the text as sent, trimmed. */
export interface ContainerNumber {
  id: string
  malformed: boolean
  /** False for another form. */
  checkDigitValid: boolean
}

const container = /^[A-Z]{3}[UJZR]\d{7}$/

/**
 * Reads a container number (ISO 6346): three letters of the owner, the letter of the category, six digits, the check digit.
 * R is the category of some leased equipment. Blanks and hyphens are removed.
 */
export function readContainerNumber(text: string): ContainerNumber {
  const isNumber = container.test(text)
  const id = isNumber ? text : text.replace(/[\s-]+/g, '').toUpperCase()
  if (!isNumber && !container.test(id)) return { id: text.trim(), malformed: true, checkDigitValid: false }
  let sum = 0
  for (let at = 0; at < 10; at += 1) sum += containerValue(id.charCodeAt(at)) << at
  return { id, malformed: false, checkDigitValid: (sum % 11) % 10 === id.charCodeAt(10) - digit0 }
}

/** Returns the value of a character: A is 10, and the letters skip the multiples of 11 (ISO 6346, annex A). */
function containerValue(code: number): number {
  if (code < letterA) return code - digit0
  const rank = code - letterA
  return rank + 10 + (rank > 20 ? 3 : rank > 10 ? 2 : rank > 0 ? 1 : 0)
}

const unitLoadDevice = /^[A-Z][A-Z0-9]{2}\d{4,5}[A-Z0-9]{2}$/
/** Tells whether a text has the form of a unit load device: type code, four or five digits, owner (IATA ULD Regulations). */
export const isUnitLoadDevice = (text: string): boolean => unitLoadDevice.test(text)

const shipNumber = /^(?:IMO\s*)?(\d{7})$/i
/** Returns the seven digits of a ship number, with or without `IMO` before them; null for another form. */
export const shipNumberDigits = (text: string): string | null => shipNumber.exec(text)?.[1] ?? null

/** Checks the last of seven digits: the last digit of the sum of the others, times 7 to 2 (IMO resolution A.1117(30)). */
export function shipCheckDigitValid(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < 6; at += 1) sum += (digits.charCodeAt(at) - digit0) * (7 - at)
  return sum % 10 === digits.charCodeAt(6) - digit0
}
