const weights = [7, 3, 1] as const

/**
 * Returns the value of a character (ICAO 9303-3, 4.9). A digit has its own value, A to Z have 10 to 35, `<` has 0. Returns
 * null for any other character.
 */
function characterValue(character: string): number | null {
  const code = character.charCodeAt(0)
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 90) return code - 55
  return character === '<' ? 0 : null
}

/**
 * Returns the check digit of `text`: the sum with the weights 7, 3, 1, modulo 10 (ICAO 9303-3, 4.9). Returns null if the
 * text contains a character that a machine readable zone cannot have.
 */
export function checkDigit(text: string): number | null {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const value = characterValue(text[i] as string)
    if (value === null) return null
    sum += value * (weights[i % 3] as number)
  }
  return sum % 10
}

/** Tests whether `digit` is the check digit of `text`. For an empty field `<` counts as 0. */
export function checkDigitPasses(text: string, digit: string): boolean {
  if (digit === '<') return /^<*$/.test(text)
  return /^[0-9]$/.test(digit) && checkDigit(text) === Number(digit)
}
