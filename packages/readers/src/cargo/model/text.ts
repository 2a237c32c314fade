/** Returns a text without outer white space and with one blank for each inner run of it; null if nothing is left. */
export function tidyText(text: string): string | null {
  const last = text.length - 1
  if (last < 0) return null
  let wasBlank = true
  // Nearly every value is tidy already, so the common case copies nothing.
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i)
    const isPlain = (code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x1680)
    if (!isPlain && (code !== 0x20 || wasBlank || i === last)) return text.trim().replace(/\s+/g, ' ') || null
    wasBlank = !isPlain
  }
  return text
}
