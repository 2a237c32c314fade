const weights = [7, 3, 1]

/** Computes the check digit of a machine-readable field with the weights 7, 3, 1. `A` to `Z` count 10 to 35, `<` counts 0 (ICAO Doc 9303-3, 4.9). */
export function mrzCheckDigit(field: string): string {
  let sum = 0
  for (let at = 0; at < field.length; at += 1) {
    const code = field.charCodeAt(at)
    const value = code >= 48 && code <= 57 ? code - 48 : code >= 65 && code <= 90 ? code - 55 : 0
    sum += value * (weights[at % 3] ?? 0)
  }
  return String(sum % 10)
}

const confusions: Readonly<Record<string, string>> = {
  O: '0',
  '0': 'O',
  I: '1',
  '1': 'I',
  S: '5',
  '5': 'S',
  B: '8',
  '8': 'B',
  Z: '2',
  '2': 'Z',
  G: '6',
  '6': 'G',
}

/**
 * Corrects a field that fails its check digit by replacing one look-alike character (O and 0, I and 1, ...). Returns the field itself where it
 * passes; null where no replacement passes, or more than one.
 */
export function correctByCheckDigit(field: string, digit: string): string | null {
  if (mrzCheckDigit(field) === digit) return field
  const passing: string[] = []
  for (let at = 0; at < field.length; at += 1) {
    const other = confusions[field[at] ?? '']
    if (other === undefined) continue
    const tried = field.slice(0, at) + other + field.slice(at + 1)
    if (mrzCheckDigit(tried) === digit) passing.push(tried)
  }
  return passing.length === 1 ? (passing[0] ?? null) : null
}

/**
 * Checks an IMO ship number, with or without `IMO` before it: seven digits; the last is the last digit of the sum of the first six, times 7, 6, 5,
 * 4, 3, 2 (IMO resolution A.1117(30)).
 */
export function isImoNumber(number: string): boolean {
  const digits = number.replace(/^IMO\s*/i, '')
  if (!/^\d{7}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 6; at += 1) sum += Number(digits[at]) * (7 - at)
  return String(sum % 10) === digits[6]
}
