/** A number as written with the message's decimal mark (comma and point are both understood); null where it is none. */
export function readNumber(text: string | null, decimalMark = '.'): number | null {
  if (text === null) return null
  const plain = text.replace(decimalMark, '.').replace(',', '.')
  return /^[+-]?\d+(\.\d*)?$/.test(plain) ? Number(plain) : null
}

/** A whole number without sign; null where it is none. */
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
