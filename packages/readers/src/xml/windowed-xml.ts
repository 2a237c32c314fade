import { type DecodedXml, declaredIn, hasControls, isSingleByte } from './decode-xml.ts'

/** The number of bytes that are decoded at once. Larger windows leave more garbage than smaller ones. */
const chunkBytes = 16_384

/**
 * A UTF-8 document that is decoded window by window, so that it never is in memory as a whole. `text` is the current
 * window, and every index refers to it. A document that cannot be read in this way (another character set, invalid bytes,
 * control characters) ends with `isDecoded` false.
 */
export class WindowedXml implements DecodedXml {
  text = ''
  /** The index in the document of the first character of the window. */
  base = 0
  readonly declaredCharset: string | null
  readonly usedCharset = 'UTF-8'
  readonly violations: DecodedXml['violations'] = []
  readonly controls: DecodedXml['controls'] = []
  isDecoded: boolean
  private readonly bytes: Uint8Array
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  private position: number
  /** The byte offset of the window, and its length in bytes. */
  private byteBase: number
  private byteLength = 0
  /** An index in the window with its distance from `byteBase`, from which later ones are counted. */
  private known = { index: 0, bytes: 0 }

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    const skip = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
    this.position = skip
    this.byteBase = skip
    this.declaredCharset = declaredIn(String.fromCharCode(...bytes.subarray(skip, skip + 200)))
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    this.isDecoded = !isUtf16 && !isSingleByte(this.declaredCharset)
  }

  /**
   * Moves the window: drops the text before `neededFrom` (an index in the document) and decodes the next bytes. Returns
   * the decoded text; null at the end of the document, or if the bytes cannot be decoded.
   */
  next(neededFrom: number): string | null {
    if (!this.isDecoded || this.position >= this.bytes.length) return null
    const kept = this.text.slice(neededFrom - this.base)
    // A window that has to grow doubles, so that no element makes reading slow.
    const end = Math.min(this.bytes.length, this.position + Math.max(chunkBytes, kept.length))
    let chunk: string
    try {
      chunk = this.decoder.decode(this.bytes.subarray(this.position, end), { stream: end < this.bytes.length })
    } catch {
      this.isDecoded = false
      return null
    }
    if (hasControls(chunk)) {
      this.isDecoded = false
      return null
    }
    const dropped = this.text.length - kept.length
    const droppedBytes = utf8Length(this.text, 0, dropped)
    this.text = kept + chunk
    this.base += dropped
    this.byteBase += droppedBytes
    this.byteLength += utf8Length(chunk, 0, chunk.length) - droppedBytes
    this.known = { index: 0, bytes: 0 }
    this.position = end
    return chunk
  }

  byteAt(index: number): number {
    if (this.byteLength === this.text.length) return this.byteBase + Math.min(index, this.text.length)
    const { known } = this
    if (index < known.index) this.known = { index: 0, bytes: 0 }
    const { index: from, bytes } = this.known
    this.known = { index, bytes: bytes + utf8Length(this.text, from, Math.min(index, this.text.length)) }
    return this.byteBase + this.known.bytes
  }
}

/** Returns the length in UTF-8 of a part of a text. A surrogate counts for half of its pair. */
function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3
  }
  return bytes
}
