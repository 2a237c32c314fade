/**
 * Reads a decimal number written with the message's decimal mark; comma and point are both accepted. Returns null if
 * the text is not a number.
 */
export function readNumber(text: string | null, decimalMark = '.'): number | null {
  if (text === null) return null
  const plain = text.replace(decimalMark, '.').replace(',', '.')
  return /^[+-]?\d+(\.\d*)?$/.test(plain) ? Number(plain) : null
}

/** Reads an unsigned whole number of at most 15 digits. Returns null if the text is not one. */
export function readCount(text: string | null): number | null {
  if (text === null || text.length === 0 || text.length > 15) return null
  let value = 0
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return null
    value = value * 10 + digit
  }
  return value
}
