import { charsetNamed, declaredCharset, isUtf8, tableForNames } from './charset.ts'
import type { InterchangeContext } from './message-context.ts'
import { SegmentCursor } from './segment-cursor.ts'
import { knownTags, packTag, UNB } from './tags.ts'

const NAD = packTag('NAD')
const PDT = packTag('PDT')
const TIF = packTag('TIF')

/**
 * Sets the character set of the interchange that begins at the current UNB. Usually it is the declared one. If the
 * interchange declares ASCII but has bytes from 0x80, it is UTF-8 if the whole file is valid UTF-8. Otherwise it is the
 * first table in which every such byte within a name is a letter.
 */
export function chooseCharset(context: InterchangeContext, wholeFileIsUtf8: () => boolean): void {
  const { cursor } = context
  const syntax = cursor.text(1, 1)
  context.declaredCharset = syntax ?? 'UNOA'
  const declared = declaredCharset(syntax)
  context.upperBytesViolate = declared === null
  if (declared !== null && declared !== 'UTF-8') {
    cursor.charset = charsetNamed(declared)
    return
  }
  const end = endOfInterchange(context)
  if (!hasUpperBytes(cursor.bytes, cursor.start, end)) {
    cursor.charset = charsetNamed(declared ?? 'ASCII')
    return
  }
  if (wholeFileIsUtf8()) {
    cursor.charset = charsetNamed('UTF-8')
    return
  }
  context.upperBytesViolate = true
  cursor.charset = charsetNamed(tableForNames(upperBytesInNames(context, end)))
}

/** Stops at the next UNB, because every interchange declares its own character set. */
function endOfInterchange(context: InterchangeContext): number {
  const { bytes, position, limit } = context.cursor
  for (let i = bytes.indexOf(0x55, position); i >= 0; i = bytes.indexOf(0x55, i + 1)) {
    if (bytes[i + 1] === 0x4e && bytes[i + 2] === 0x42 && bytes[i + 3] === context.cursor.separators.element) return i
  }
  return limit
}

function hasUpperBytes(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! >= 0x80) return true
  return false
}

function upperBytesInNames(context: InterchangeContext, end: number): Set<number> {
  const main = context.cursor
  const cursor = new SegmentCursor(main.bytes, main.start, main.separators, end)
  cursor.known = knownTags.envelope
  const inNames = new Set<number>()
  const anywhere = new Set<number>()
  while (cursor.next()) {
    if (!cursor.unusual || cursor.tooLong || cursor.tag === UNB) continue
    const { tag } = cursor
    cursor.eachUnusual((element, _component, from, to) => {
      const isName = (tag === NAD && element === 4) || (tag === PDT && element === 2) || (tag === TIF && element <= 2)
      for (let i = from; i < to; i++) {
        const byte = cursor.bytes[i]!
        if (byte < 0x80) continue
        anywhere.add(byte)
        if (isName) inNames.add(byte)
      }
    })
  }
  main.reread()
  return inNames.size > 0 ? inNames : anywhere
}

/**
 * Sets the character set of the current segment, which has bytes outside plain ASCII. A stream shows no later bytes, so
 * each segment is judged by itself: valid UTF-8 is UTF-8 unless another set was declared, and bytes that the declared set
 * does not have are Windows-1252. Returns the offset of the first byte that breaks the declaration, or -1.
 */
export function chooseSegmentCharset(cursor: SegmentCursor, syntaxId: string | null): number {
  const declared = declaredCharset(syntaxId)
  const { bytes, start, end } = cursor
  const upper = firstByte(bytes, start, end, 0x80, 0xff)
  const control = firstControl(bytes, start, end)
  if (upper < 0) return control
  if (declared === null || declared === 'UTF-8') {
    const valid = isUtf8(bytes.subarray(start, end))
    cursor.charset = charsetNamed(valid ? 'UTF-8' : 'Windows-1252')
    return valid && declared === 'UTF-8' ? control : upper
  }
  const outside = firstByte(bytes, start, end, 0x80, 0x9f)
  cursor.charset = charsetNamed(outside >= 0 && declared === 'ISO-8859-1' ? 'Windows-1252' : declared)
  return outside >= 0 ? outside : control
}

function firstByte(bytes: Uint8Array, from: number, to: number, least: number, most: number): number {
  for (let i = from; i < to; i++) if (bytes[i]! >= least && bytes[i]! <= most) return i
  return -1
}

function firstControl(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!
    if ((byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) || byte === 0x7f) return i
  }
  return -1
}
