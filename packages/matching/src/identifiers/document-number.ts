const folds: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', B: '8', Z: '2', G: '6' }
const usual = /^(?!NO)[A-Z]{0,3}\d{5,30}$/
const isRepeated = (number: string): boolean => /^(.)\1*$/.test(number)

/**
 * Extracts the document number from a written value: upper case, letters and digits only, without leading prose (`passport no.`, a country's
 * name) and trailing notes (`(expired 2009)`). Returns null where no usable number remains: fewer than five characters, more than 40, no digit, or
 * one character repeated.
 */
export function normaliseDocumentNumber(written: string): string | null {
  // Most numbers are a few letters, then digits.
  if (usual.test(written) && !isRepeated(written)) return written
  const text = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(\d[^([]*)[([].*$/, '$1')
    .replace(/[([][^)\]]*[)\]]/g, ' ')
    .replace(/(\d[^,;]*)[,;].*$/, '$1')
    .replace(/\b(?:ISSUED|EXPIRE[DS]?|EXPIRY|DATE OF|VALID|ON \d|CANCELLED|LOST|STOLEN)\b.*$/, '')
  // Prose ends before the first word with a digit. A short word directly before that word is a series (AA 38291).
  const words = text.split(/\s+/).filter((word) => word !== '')
  const firstDigit = words.findIndex((word) => /\d/.test(word))
  if (firstDigit < 0) return null
  const before = words[firstDigit - 1] ?? ''
  const series =
    /^[A-Z][A-Z/-]{0,3}$/.test(before) &&
    before.length <= (/[/-]/.test(before) ? 4 : 3) &&
    !/^(?:NO|NR|NUM|ID|CAR|UK|DE|OF|DU|IS)$/.test(before)
  const number = words
    .slice(series ? firstDigit - 1 : firstDigit)
    .join('')
    .replace(/^(?:[A-Z]*(?:PASSPORT|NUMBER|NATIONAL|IDENTI)[A-Z]*?)(?:NUMBER|NO|CARD)?(?=[A-Z]{0,3}\d)/, '')
    .replace(/^(?:N[°º]|NO[.:]?(?=\d)|NO[.:])/, '')
    .replace(/[^A-Z0-9]/g, '')
  if (number.length < 5 || number.length > 40 || !/\d/.test(number) || isRepeated(number)) return null
  return number
}

/**
 * Replaces the letters of a normalised number that are mistaken for digits: O by 0, I and L by 1, S by 5, B by 8, Z by 2, G by 6. Serves as a lookup
 * key.
 */
export function foldDocumentNumber(normalised: string): string {
  return normalised.replace(/[OILSBZG]/g, (letter) => folds[letter] ?? letter)
}

/** Returns whether two numbers differ only by letters that look like the digits of the other number. Two different letters at one place differ. */
export function equalWhenFolded(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at += 1) {
    const left = a[at] ?? ''
    const right = b[at] ?? ''
    if (left !== right && folds[left] !== right && folds[right] !== left) return false
  }
  return true
}
