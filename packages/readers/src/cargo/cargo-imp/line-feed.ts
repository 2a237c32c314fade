import type { CargoPosition } from '@entente/contracts'
import { charsetNamed, isUtf8 } from '../../edifact/charset.ts'
import { decodeText } from '../../edifact/decode-text.ts'
import type { Sent } from '../model/sent.ts'

/** A line of Cargo-IMP has at most 69 characters. One that is far longer is not read. */
const LONGEST_LINE = 4_096
const LINE_FEED = 0x0a
const RETURN = 0x0d

/** A line without its end, with its place in the input. */
export interface ImpLine {
  text: string
  /** The offset of the line, and of the byte behind its text. */
  byte: number
  to: number
  /** Counts from 1. */
  line: number
  fault: 'CHARSET_VIOLATION' | 'SEGMENT_UNREADABLE' | null
}

/** A part of a line. */
export class SentPart implements Sent {
  readonly text: string
  private readonly line: ImpLine
  private readonly offset: number

  constructor(text: string, line: ImpLine, offset: number) {
    this.text = text
    this.line = line
    this.offset = offset
  }

  /** Returns a piece of this part. `from` is its place in the part. */
  piece(text: string, from: number): SentPart {
    return new SentPart(text, this.line, this.offset + from)
  }

  position(): CargoPosition {
    const { byte, line, text } = this.line
    const tag = /^[A-Z]{3}(?=\/|$)/.exec(text)?.[0] ?? null
    const [segment, element, component, path] = [null, null, null, null]
    return { byte: byte + this.offset, line, column: this.offset + 1, segment, element, component, path, tag }
  }
}

/** Cuts an input that comes in chunks into lines. Keeps only the start of the line that is not whole yet. */
export class LineFeed {
  private readonly take: (line: ImpLine) => void
  private rest: Uint8Array[] = []
  private restBytes = 0
  private lines = 0
  private from = 0
  private afterReturn = false

  /** `take` gets each line in turn. */
  constructor(take: (line: ImpLine) => void) {
    this.take = take
  }

  write(chunk: Uint8Array): void {
    let start = 0
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]
      if (byte === LINE_FEED && this.afterReturn) {
        // The second half of a line end.
        this.afterReturn = false
        this.from++
        start = i + 1
        continue
      }
      this.afterReturn = byte === RETURN
      if (byte !== LINE_FEED && byte !== RETURN) continue
      this.keep(chunk.subarray(start, i))
      this.release(1)
      start = i + 1
    }
    // The caller may use the chunk again.
    this.keep(Buffer.from(chunk.subarray(start)))
  }

  end(): void {
    if (this.restBytes > 0) this.release(0)
  }

  private keep(part: Uint8Array): void {
    if (part.length === 0) return
    this.restBytes += part.length
    // Of a line that is too long, only its length matters.
    if (this.restBytes <= LONGEST_LINE) this.rest.push(part)
    else this.rest = []
  }

  private release(endBytes: number): void {
    const { restBytes, from } = this
    const [to, line] = [from + restBytes, ++this.lines]
    const bytes = this.rest.length === 1 ? (this.rest[0] as Uint8Array) : Buffer.concat(this.rest)
    this.rest = []
    this.restBytes = 0
    this.from = to + endBytes
    const mark = line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    const place = { byte: from + mark, to, line }
    if (restBytes > LONGEST_LINE) this.take({ ...place, text: '', fault: 'SEGMENT_UNREADABLE' })
    else this.take({ ...place, ...decodeLine(mark === 0 ? bytes : bytes.subarray(mark)) })
  }
}

/** Cargo-IMP is plain ASCII. Other bytes are read as UTF-8 if they are, else as Windows-1252. */
function decodeLine(bytes: Uint8Array): Pick<ImpLine, 'text' | 'fault'> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!/[^ -~]/.test(text)) return { text, fault: null }
  if (!/[\x80-\xff]/.test(text)) return { text: text.replace(/[^ -~]/g, ''), fault: null }
  const charset = charsetNamed(isUtf8(bytes) ? 'UTF-8' : 'Windows-1252')
  return { text: decodeText(bytes, 0, bytes.length, 0, charset), fault: 'CHARSET_VIOLATION' }
}
