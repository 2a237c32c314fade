/** The first characters of a line that are shown. */
const longestText = 2000
const newline = 10

/** One line of a message, or one segment of EDIFACT. `from` and `to` are its bytes, end exclusive. */
interface SentLine {
  number: number
  from: number
  to: number
  text: string
  isCut: boolean
}

/**
 * Reads `limit` lines or segments from the index `from` on, from a message that comes in chunks. Of a long line only the
 * beginning is kept, so the memory does not grow with the message. `next` is the index of the next line; null at the end.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  kind: 'lines' | 'segments',
  { from, limit }: { from: number; limit: number },
): Promise<{ lines: SentLine[]; next: number | null }> {
  const lines: SentLine[] = []
  const ends = kind === 'lines' ? endOfLine : new SegmentEnds()
  let index = 0
  let start = 0
  let offset = 0
  let kept: Uint8Array[] = []
  let keptBytes = 0
  const keep = (bytes: Uint8Array): void => {
    const room = longestText * 4 - keptBytes
    if (index < from || room <= 0) return
    // The chunk may share its bytes with the next one.
    const part = Uint8Array.from(bytes.subarray(0, room))
    kept.push(part)
    keptBytes += part.length
  }
  const close = (to: number): void => {
    if (index >= from) lines.push(lineOf(index, start, to, Buffer.concat(kept)))
    ;[index, start, kept, keptBytes] = [index + 1, to, [], 0]
  }
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      // The line after the window shows that there are more.
      if (index >= from + limit) return { lines, next: index }
      const end = ends.next(chunk, at)
      const to = end === -1 ? chunk.length : end + 1
      keep(chunk.subarray(at, to))
      if (end !== -1) close(offset + to)
      at = to
    }
    offset += chunk.length
  }
  if (offset > start) close(offset)
  return { lines, next: null }
}

/** Returns the index of the line or segment that has a byte; that of the last one if the message is shorter. */
export async function lineAt(
  chunks: AsyncIterable<Uint8Array>,
  kind: 'lines' | 'segments',
  byte: number,
): Promise<number> {
  const ends = kind === 'lines' ? endOfLine : new SegmentEnds()
  let [index, start, offset] = [0, 0, 0]
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const end = ends.next(chunk, at)
      if (end === -1) break
      if (offset + end >= byte) return index
      at = end + 1
      ;[index, start] = [index + 1, offset + at]
    }
    offset += chunk.length
  }
  return offset > start ? index : Math.max(0, index - 1)
}

/** How much of a message is shown before and after a byte. */
const excerptBytes = 160

/** Returns the text just before a byte and from it on, however long its line is. */
export async function readAround(
  chunks: AsyncIterable<Uint8Array>,
  byte: number,
): Promise<{ before: string; after: string }> {
  const from = Math.max(0, byte - excerptBytes)
  const to = byte + excerptBytes
  const kept: Uint8Array[] = []
  let offset = 0
  for await (const chunk of chunks) {
    kept.push(Uint8Array.from(chunk.subarray(Math.max(0, from - offset), Math.max(0, to - offset))))
    offset += chunk.length
    if (offset >= to) break
  }
  const bytes = Buffer.concat(kept)
  const shown = (part: Uint8Array) => decoded(part, true).replaceAll('\0', '').toWellFormed()
  // The first bytes may be the end of a character.
  let start = 0
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return { before: shown(bytes.subarray(start, byte - from)), after: shown(bytes.subarray(byte - from)) }
}

const endOfLine = { next: (chunk: Uint8Array, at: number): number => chunk.indexOf(newline, at) }

/** Finds the terminators of segments. UNA at the beginning may name others (ISO 9735). */
class SegmentEnds {
  #terminator = 0x27
  #release = 0x3f
  #isReleased = false
  #isFirst = true

  next(chunk: Uint8Array, at: number): number {
    if (this.#isFirst) this.#readAdvice(chunk)
    for (let place = at; place < chunk.length; place++) {
      const byte = chunk[place]
      if (this.#isReleased) this.#isReleased = false
      else if (byte === this.#release) this.#isReleased = true
      else if (byte === this.#terminator) return place
    }
    return -1
  }

  #readAdvice(chunk: Uint8Array): void {
    this.#isFirst = false
    if (Buffer.from(chunk.subarray(0, 3)).toString('latin1') !== 'UNA') return
    const [release, terminator] = [chunk[6], chunk[8]]
    // A space means that nothing is released.
    this.#release = release === undefined || release === 0x20 ? -1 : release
    if (terminator !== undefined) this.#terminator = terminator
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('windows-1252')

function lineOf(index: number, from: number, to: number, bytes: Uint8Array): SentLine {
  const whole = decoded(bytes, to - from > bytes.length)
    .replaceAll('\0', '')
    .trim()
  const text = whole.slice(0, longestText).toWellFormed()
  return { number: index + 1, from, to, text, isCut: text.length < whole.length || to - from > bytes.length }
}

/** Bytes that are no UTF-8 are read as Windows-1252, as by the reader. A cut may divide the last character. */
function decoded(bytes: Uint8Array, isCut: boolean): string {
  for (let less = 0; less <= (isCut ? 3 : 0); less++)
    try {
      return strict.decode(bytes.subarray(0, bytes.length - less))
    } catch {}
  return lenient.decode(bytes)
}
