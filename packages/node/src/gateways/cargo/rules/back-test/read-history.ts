import { type HistoryEntry, HistoryFault, readHistoryLine } from './history-line.ts'

/** The limits of a history. A consignment of 10,000 items has some 5 MB. */
export const historyLimits = { lineBytes: 16_000_000, lines: 20_000_000 } as const

const newLine = 0x0a
const isBlank = /^\s*$/

/**
 * Reads a history, one JSON object a line (NDJSON), piece by piece, so that its size does not count. Blank lines and a byte
 * order mark are skipped. Throws HistoryFault at the first line that is not such an object, is longer than 16 MB, is not
 * UTF-8, or is beyond 20 million lines.
 */
export async function* readHistory(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ line: number; entry: HistoryEntry }> {
  let line = 0
  let kept: Uint8Array[] = []
  let keptBytes = 0
  for await (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf(newLine); end >= 0; end = piece.indexOf(newLine, from)) {
      line += 1
      const entry = readBytes([...kept, piece.subarray(from, end)], line)
      kept = []
      keptBytes = 0
      from = end + 1
      if (entry !== null) yield { line, entry }
    }
    const rest = piece.subarray(from)
    keptBytes += rest.length
    if (keptBytes > historyLimits.lineBytes) throw new HistoryFault(line + 1, 'it is longer than 16 MB')
    // A stream may use its buffer again.
    if (rest.length > 0) kept.push(rest.slice())
  }
  const last = kept.length === 0 ? null : readBytes(kept, line + 1)
  if (last !== null) yield { line: line + 1, entry: last }
}

/** Reads the bytes of a line. Returns null for a blank one. */
function readBytes(parts: readonly Uint8Array[], line: number): HistoryEntry | null {
  if (line > historyLimits.lines) throw new HistoryFault(line, 'a history has at most 20 million lines')
  const bytes = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts)
  if (bytes.length > historyLimits.lineBytes) throw new HistoryFault(line, 'it is longer than 16 MB')
  let text: string
  try {
    // The decoder drops a byte order mark.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new HistoryFault(line, 'it is not UTF-8')
  }
  return isBlank.test(text) ? null : readHistoryLine(text, line)
}
