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
