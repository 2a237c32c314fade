import type { Charset } from './charset.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Decodes one component: removes line ends with the blanks that touch them, removes release characters, drops control
 * characters and trims both ends. A component of plain characters does not need this function.
 */
export function decodeText(bytes: Uint8Array, from: number, to: number, release: number, charset: Charset): string {
  let text = ''
  let blanks = 0
  let afterLineEnd = false
  let i = from
  while (i < to) {
    let byte = bytes[i]!
    if (byte === 0x0a || byte === 0x0d) {
      blanks = 0
      afterLineEnd = true
      i++
      continue
    }
    if (byte === 0x20 || byte === 0x09) {
      if (!afterLineEnd) blanks++
      i++
      continue
    }
    if (byte === release && release !== 0) {
      i++
      while (i < to && (bytes[i] === 0x0a || bytes[i] === 0x0d)) i++
      if (i >= to) break
      byte = bytes[i]!
    }
    if (byte < 0x20 || byte === 0x7f) {
      i++
      continue
    }
    if (blanks > 0) {
      if (text !== '') text += ' '.repeat(blanks)
      blanks = 0
    }
    afterLineEnd = false
    if (byte < 0x80) {
      text += String.fromCharCode(byte)
      i++
    } else if (charset.upper) {
      text += charset.upper[byte - 128]
      i++
    } else {
      const start = i
      while (i < to && bytes[i]! >= 0x80) i++
      text += utf8.decode(bytes.subarray(start, i))
    }
  }
  return text
}

const SLOTS = 8192
const keys = new Int32Array(SLOTS)
const strings: string[] = new Array<string>(SLOTS).fill('')

/**
 * Returns one shared string for repeated texts of two to four ASCII bytes, such as carriers, airports and codes. The
 * cache has a fixed number of slots, each with the latest text, so it never grows.
 */
export function shortString(bytes: Uint8Array, from: number, length: number): string {
  let key = (bytes[from]! << 8) | bytes[from + 1]!
  if (length > 2) key = (key << 8) | bytes[from + 2]!
  if (length > 3) key = (key << 8) | bytes[from + 3]!
  const slot = (Math.imul(key, 0x9e3779b1) >>> 19) & (SLOTS - 1)
  if (keys[slot] === key) return strings[slot]!
  const text =
    length === 2
      ? String.fromCharCode(bytes[from]!, bytes[from + 1]!)
      : length === 3
        ? String.fromCharCode(bytes[from]!, bytes[from + 1]!, bytes[from + 2]!)
        : String.fromCharCode(bytes[from]!, bytes[from + 1]!, bytes[from + 2]!, bytes[from + 3]!)
  keys[slot] = key
  strings[slot] = text
  return text
}
