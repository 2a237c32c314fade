/** How a file is written. The mapper of its format is chosen by the root element, the message type or line 1. */
export type CargoSyntax = 'xml' | 'edifact' | 'cargo-imp'

/** No byte order mark and white space before a message is longer. */
const LONGEST_START = 4_096

/**
 * Recognises the syntax by the first characters after a byte order mark and white space: `<`, `UNA` or `UNB`, or a line 1
 * of `FWB/n`, `FHL/n` or `FFM/n` (Cargo-IMP). Returns null if it is none, and `more` if further bytes can decide.
 */
export function recogniseSyntax(start: Uint8Array, isWhole: boolean): CargoSyntax | 'more' | null {
  const text = asciiOf(start.subarray(0, LONGEST_START)).replace(/^\s+/, '')
  if (text.startsWith('<')) return 'xml'
  if (/^UN[AB][^A-Za-z0-9]/.test(text)) return 'edifact'
  if (/^(FWB|FHL|FFM)\/\d{1,2}[ \t]*(\r|\n)/.test(text)) return 'cargo-imp'
  if (isWhole) return /^(FWB|FHL|FFM)\/\d{1,2}[ \t]*$/.test(text) ? 'cargo-imp' : null
  return text.length < 16 && start.length < LONGEST_START ? 'more' : null
}

/** Returns the characters, with a byte order mark and the zero bytes of UTF-16 left out. */
function asciiOf(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const from = isUtf16 ? 2 : bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from).toString('latin1')
  return isUtf16 || text.includes('<\0') || text.startsWith('\0<') ? text.replaceAll('\0', '') : text
}
