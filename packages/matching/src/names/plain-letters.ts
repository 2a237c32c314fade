/** Whether a word is of small Latin letters without marks and nothing else. Most words are, and their form follows from them alone. */
export function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x61 || code > 0x7a) return false
  }
  return text.length > 0
}

/** The same, whether its letters are small or capital. */
export function isPlainInCapitals(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) | 0x20
    if (code < 0x61 || code > 0x7a) return false
  }
  return text.length > 0
}
