import type { ListReport } from './list-report.ts'
import { readLines } from './read-lines.ts'

/** Returns the encoding of a file. A byte order mark decides first, then the XML declaration; without either, the encoding is UTF-8. */
export function declaredEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8'
}

/** Decodes bytes as text in pieces of 64 KiB. Damaged places become U+FFFD; one finding at the end counts them. */
export function* decodePieces(bytes: Uint8Array, report: Pick<ListReport, 'find'>): Generator<string> {
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(declaredEncoding(bytes))
  } catch {
    report.find(
      'ENCODING_UNKNOWN',
      'warning',
      'The declared encoding is not known; the file is read as UTF-8.',
      1,
      declaredEncoding(bytes),
    )
    decoder = new TextDecoder()
  }
  const size = 65_536
  let damaged = 0
  for (let at = 0; at < bytes.length; at += size) {
    const text = decoder.decode(bytes.subarray(at, at + size), { stream: at + size < bytes.length })
    for (let place = text.indexOf('\ufffd'); place >= 0; place = text.indexOf('\ufffd', place + 1)) damaged += 1
    yield text
  }
  if (damaged > 0)
    report.find(
      'ENCODING_DAMAGE',
      'warning',
      `${damaged} characters cannot be read: they were damaged before, or the file is not in the encoding it declares.`,
      null,
      String(damaged),
    )
}

/** Yields the lines of a text file with their numbers from 1, without blank lines. `text` is null for a line of more than 64 million characters. */
export const textLines = (bytes: Uint8Array): Generator<{ line: number; text: string | null }> =>
  readLines(decodePieces(bytes, { find: () => {} }))
