import { charsetNamed } from '../../edifact/charset.ts'
import { declaredIn, isSingleByte } from '../../xml/decode-xml.ts'
import { sequenceLength } from '../../xml/utf8-offsets.ts'

/** The longest XML declaration that is waited for. */
const LONGEST_DECLARATION = 256

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const nothing = new Uint8Array(0)

type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

/** A piece of a document as text, which knows the byte of each character. */
export class DecodedPiece {
  readonly text: string
  private readonly bytes: Uint8Array
  /** The offset in the file of the first byte. */
  private readonly from: number
  /** Bytes per character; null if they differ. */
  private readonly width: 1 | 2 | null
  private known = { index: 0, byte: 0 }

  constructor(text: string, bytes: Uint8Array, from: number, width: 1 | 2 | null) {
    this.text = withoutControls(text)
    this.bytes = bytes
    this.from = from
    this.width = width
  }

  /** Returns the offset in the file of the character with this index. Asked in order, it passes over the bytes once. */
  byteAt(index: number): number {
    if (this.width !== null) return this.from + Math.min(index, this.text.length) * this.width
    let { index: at, byte } = index < this.known.index ? { index: 0, byte: 0 } : this.known
    while (at < index && byte < this.bytes.length) {
      const length = sequenceLength(this.bytes, byte)
      at += length === 4 ? 2 : 1
      byte += length || 1
    }
    this.known = { index: at, byte }
    return this.from + byte
  }
}

/**
 * Decodes an XML document piece by piece: by its byte order mark, else by its declared encoding (UTF-8, ISO-8859-1,
 * Windows-1252, UTF-16), else as UTF-8. A byte that is no valid UTF-8 is decoded as Windows-1252 and goes to `violation`
 * with its offset. A sequence that is cut by the end of a piece waits for the next piece, so that the cuts change nothing.
 * Control characters that XML forbids become blanks.
 */
export class XmlDecoder {
  private readonly violation: (byte: number, value: number) => void
  private encoding: Encoding | null = null
  /** The bytes that were decoded or skipped so far. */
  private position = 0
  /** Bytes that wait for the next piece. */
  private kept: Uint8Array = nothing

  constructor(violation: (byte: number, value: number) => void) {
    this.violation = violation
  }

  /** Decodes the next bytes. Returns null if they have to wait. */
  next(chunk: Uint8Array, isLast: boolean): DecodedPiece | null {
    let bytes: Uint8Array = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk])
    if (this.encoding === null) {
      if (!isLast && bytes.length < LONGEST_DECLARATION && !bytes.includes(0x3e)) {
        this.kept = new Uint8Array(bytes)
        return null
      }
      const { encoding, mark } = encodingOf(bytes)
      this.encoding = encoding
      this.position = mark
      bytes = bytes.subarray(mark)
    }
    const from = this.position
    const end = isLast ? bytes.length : wholeCharacters(bytes, this.encoding)
    const whole = bytes.subarray(0, end)
    this.kept = end === bytes.length ? nothing : new Uint8Array(bytes.subarray(end))
    this.position += end
    return this.decode(whole, from, this.encoding)
  }

  private decode(bytes: Uint8Array, from: number, encoding: Encoding): DecodedPiece {
    if (encoding === 'windows-1252') return new DecodedPiece(new TextDecoder(encoding).decode(bytes), bytes, from, 1)
    if (encoding !== 'utf-8') {
      return new DecodedPiece(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), bytes, from, 2)
    }
    const text = utf8.decode(bytes)
    // An invalid byte became U+FFFD. A U+FFFD that was sent takes the same way and stays.
    if (text.includes('\ufffd')) return new DecodedPiece(this.repair(bytes, from), bytes, from, null)
    return new DecodedPiece(text, bytes, from, text.length === bytes.length ? 1 : null)
  }

  private repair(bytes: Uint8Array, from: number): string {
    const upper = charsetNamed('Windows-1252').upper ?? []
    let text = ''
    let start = 0
    for (let i = 0; i < bytes.length; ) {
      const length = sequenceLength(bytes, i)
      if (length === 0) {
        text += utf8.decode(bytes.subarray(start, i)) + (upper[(bytes[i] as number) - 128] || ' ')
        this.violation(from + i, bytes[i] as number)
        start = i + 1
      }
      i += length || 1
    }
    return text + utf8.decode(bytes.subarray(start))
  }
}

/** Returns the encoding by the byte order mark (of `mark` bytes), the zero bytes of UTF-16, or the declaration. */
function encodingOf(bytes: Uint8Array): { encoding: Encoding; mark: number } {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (first === 0x3c && second === 0) return { encoding: 'utf-16le', mark: 0 }
  if (first === 0 && second === 0x3c) return { encoding: 'utf-16be', mark: 0 }
  const mark = first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0
  const start = Buffer.from(bytes.subarray(mark, mark + LONGEST_DECLARATION)).toString('latin1')
  return { encoding: isSingleByte(declaredIn(start)) ? 'windows-1252' : 'utf-8', mark }
}

/** Returns the end of the last character that is whole. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  const { length } = bytes
  if (encoding === 'windows-1252') return length
  if (encoding === 'utf-8') {
    for (let i = length - 1; i >= 0 && i > length - 4; i--) {
      const byte = bytes[i] as number
      if (byte < 0x80) return length
      if (byte >= 0xc0) return length - i < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? i : length
    }
    return length
  }
  const end = length - (length % 2)
  const high = bytes[encoding === 'utf-16le' ? end - 1 : end - 2] ?? 0
  return end >= 2 && high >= 0xd8 && high < 0xdc ? end - 2 : end
}

const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

function withoutControls(text: string): string {
  return controls.test(text) ? text.replace(new RegExp(controls, 'g'), ' ') : text
}
