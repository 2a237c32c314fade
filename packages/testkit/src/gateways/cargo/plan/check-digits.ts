/** Returns an air waybill number whose last digit is the remainder of the seven before, divided by 7 (IATA resolution 600a). */
export const airWaybill = (prefix: string, serial: string): string => `${prefix}-${serial}${Number(serial) % 7}`

/** The values of the letters of a container number, without the multiples of 11 (ISO 6346, annex A). */
const letterValue = (letter: string): number => {
  const place = letter.charCodeAt(0) - 65
  return 10 + place + Math.floor((place + 9) / 10)
}
/** Returns a container number with its check digit, from the owner's four letters and six digits (ISO 6346, annex A). */
export function containerNumber(owner: string, serial: string): string {
  const sum = [...owner, ...serial].reduce(
    (total, character, place) =>
      total + (/\d/.test(character) ? Number(character) : letterValue(character)) * 2 ** place,
    0,
  )
  return `${owner}${serial}${(sum % 11) % 10}`
}

/** Returns a ship's number with its check digit, from six digits (IMO resolution A.1117). */
export const imoNumber = (serial: string): string =>
  `${serial}${[...serial].reduce((sum, digit, place) => sum + Number(digit) * (7 - place), 0) % 10}`
