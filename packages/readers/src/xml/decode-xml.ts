import { charsetNamed, tableForNames } from '../edifact/charset.ts'
import { sequenceLength, utf8Offsets } from './utf8-offsets.ts'

/** The text of an XML file, with a mapping from characters to bytes. */
export interface DecodedXml {
  text: string
  declaredCharset: string | null
  usedCharset: string
  /** Returns the byte offset of a character index (in UTF-16 units) of `text`. */
  byteAt(index: number): number
  /** The bytes that are no valid UTF-8; `usedCharset` is the table that decoded them. */
  violations: { byte: number; value: number }[]
  /** Character indices of control characters that XML forbids. `text` has `controlMark` there. */
  controls: number[]
}

/**
 * The private-use character that replaces a forbidden control character. Dropping the control character would shift every
 * offset; keeping it would make the document unreadable. It is removed when a value is read.
 */
export const controlMark = '\uE0FF'

const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Tests whether a text contains a character that XML forbids. */
export const hasControls = (text: string): boolean => text.search(controlCharacters) >= 0

/** Tests whether a declared character set has one byte for each character. */
export const isSingleByte = (declared: string | null): boolean =>
  declared !== null && /^(iso-8859-1|latin-?1|windows-1252|cp1252|us-ascii)$/i.test(declared)

/** Decodes an XML file by its byte order mark; without one, by the declared `encoding`; without either, as UTF-8. */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, 'utf-16be')
  const skip = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const body = bytes.subarray(skip)
  const declared = declaredIn(String.fromCharCode(...body.subarray(0, 200)))
  if (isSingleByte(declared)) {
    const text = new TextDecoder('windows-1252').decode(body)
    return finish({
      text,
      declaredCharset: declared,
      usedCharset: 'Windows-1252',
      byteAt: (i) => skip + Math.min(i, text.length),
    })
  }
  const valid = decodeUtf8(body)
  if (valid === null) return repair(body, declared, skip)
  const map = valid.length === body.length ? (i: number) => Math.min(i, body.length) : utf8Offsets(body)
  return finish({ text: valid, declaredCharset: declared, usedCharset: 'UTF-8', byteAt: (i) => skip + map(i) })
}

function utf16(bytes: Uint8Array, charset: 'utf-16le' | 'utf-16be'): DecodedXml {
  const text = new TextDecoder(charset, { ignoreBOM: true }).decode(bytes.subarray(2))
  const byteAt = (index: number) => Math.min(bytes.length, 2 + index * 2)
  return finish({ text, declaredCharset: declaredIn(text), usedCharset: charset.toUpperCase(), byteAt })
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Keeps valid UTF-8, and decodes each other byte with the first table that has letters for all of them. */
function repair(body: Uint8Array, declaredCharset: string | null, skip: number): DecodedXml {
  const bad: number[] = []
  for (let i = 0; i < body.length; ) {
    const length = sequenceLength(body, i)
    if (length === 0) bad.push(i)
    i += length || 1
  }
  const table = tableForNames(new Set(bad.map((i) => body[i] as number)))
  const upper = charsetNamed(table).upper ?? []
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let from = 0
  for (const i of bad) {
    if (from < i) text += utf8.decode(body.subarray(from, i))
    text += upper[(body[i] as number) - 128] || controlMark
    from = i + 1
  }
  text += utf8.decode(body.subarray(from))
  const map = utf8Offsets(body)
  const violations = bad.map((i) => ({ byte: skip + i, value: body[i] as number }))
  return { ...finish({ text, declaredCharset, usedCharset: table, byteAt: (i) => skip + map(i) }), violations }
}

export function declaredIn(start: string): string | null {
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start.slice(0, 200))?.[1] ?? null
}

function finish(decoded: Omit<DecodedXml, 'violations' | 'controls'>): DecodedXml {
  const controls: number[] = []
  const text = decoded.text.replace(controlCharacters, (_, index: number) => {
    controls.push(index)
    return controlMark
  })
  return { ...decoded, text, violations: [], controls }
}
