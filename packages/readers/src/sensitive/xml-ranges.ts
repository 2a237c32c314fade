import { sensitiveService } from './categorise.ts'
import type { SensitiveRange } from './sensitive-ranges.ts'

const NAME = 'ssr_code'

/**
 * Sensitive services of an XML push: the whole element that carries the `SSR_Code`, so that stars in its place leave
 * well-formed text. Works on bytes, in one pass; a document cut short is searched as far as it goes.
 */
export function sensitiveXmlRanges(bytes: Uint8Array): SensitiveRange[] {
  const ranges: SensitiveRange[] = []
  let open = -1
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === 0x3c) open = i
    else if (open >= 0 && (byte | 0x20) === 0x73 && isName(bytes, i)) {
      const code = quotedValue(bytes, i + NAME.length)
      const category = code === null ? null : sensitiveService(code)
      if (category === null) continue
      const to = endOfElement(bytes, open)
      ranges.push({ from: open, to, category })
      i = to - 1
      open = -1
    }
  }
  return ranges
}

function isName(bytes: Uint8Array, at: number): boolean {
  if (bytes[at - 1]! > 0x20 && bytes[at - 1] !== 0x3a) return false
  for (let i = 0; i < NAME.length; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return false
    const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    if (lower !== NAME.charCodeAt(i)) return false
  }
  return true
}

/** The value after `=`, at most 20 characters. */
function quotedValue(bytes: Uint8Array, from: number): string | null {
  let i = from
  while (bytes[i] === 0x20 || bytes[i] === 0x09 || bytes[i] === 0x0a || bytes[i] === 0x0d) i++
  if (bytes[i] !== 0x3d) return null
  i++
  while (bytes[i] === 0x20 || bytes[i] === 0x09 || bytes[i] === 0x0a || bytes[i] === 0x0d) i++
  const quote = bytes[i]
  if (quote !== 0x22 && quote !== 0x27) return null
  let value = ''
  for (i++; i < bytes.length && bytes[i] !== quote && value.length < 20; i++) value += String.fromCharCode(bytes[i]!)
  return value.trim()
}

/** End (exclusive) of the element whose start tag begins here. */
function endOfElement(bytes: Uint8Array, open: number): number {
  let nameEnd = open + 1
  while (nameEnd < bytes.length && bytes[nameEnd]! > 0x20 && bytes[nameEnd] !== 0x2f && bytes[nameEnd] !== 0x3e)
    nameEnd++
  const startTagEnd = endOfTag(bytes, nameEnd)
  if (startTagEnd >= bytes.length || bytes[startTagEnd - 2] === 0x2f) return startTagEnd
  const length = nameEnd - open - 1
  // Services do not nest: the first end tag of this name is its own.
  for (let i = bytes.indexOf(0x3c, startTagEnd); i >= 0; i = bytes.indexOf(0x3c, i + 1)) {
    if (bytes[i + 1] !== 0x2f) continue
    let same = true
    for (let k = 0; k < length && same; k++) same = bytes[i + 2 + k] === bytes[open + 1 + k]
    if (same) return Math.min(bytes.length, endOfTag(bytes, i + 2 + length))
  }
  return bytes.length
}

/** Just after the `>` that closes a tag; quoted `>` do not. */
function endOfTag(bytes: Uint8Array, from: number): number {
  let quote = 0
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === 0x22 || byte === 0x27) quote = byte
    else if (byte === 0x3e) return i + 1
  }
  return bytes.length
}
