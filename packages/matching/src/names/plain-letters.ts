/** Checks whether a word has only the letters a to z. Most words do; their form needs no further folding. */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x61 || code > 0x7a) return false
  }
  return text.length > 0
}

/** Checks whether a word has only the letters a to z and A to Z. */
export function isPlainInCapitals(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) | 0x20
    if (code < 0x61 || code > 0x7a) return false
  }
  return text.length > 0
}
