/** Returns a text without outer white space and with one blank for each inner run of it; null if nothing is left. */
export function tidyText(text: string): string | null {
  // Nearly every value is tidy already, so the common case copies nothing.
  if (!/^\s|\s$|\s\s|[^\S ]/.test(text)) return text === '' ? null : text
  return text.trim().replace(/\s+/g, ' ') || null
}
