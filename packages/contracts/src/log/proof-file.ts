import { fromBase64, hashBytes, LogFault, toBase64, toCount, utf8 } from './bytes.ts'

const header = 'c2sp.org/tlog-proof@v1'
/** A path in a tree of 2^53 leaves has at most this many hashes. */
const mostProofLines = 63

/** The proof that one entry is in the log (C2SP tlog-proof). `checkpoint` is the signed note, byte by byte. */
export interface ProofFile {
  index: number
  hashes: Uint8Array[]
  checkpoint: Uint8Array
}

export const formatProofFile = ({ index, hashes, checkpoint }: ProofFile): string =>
  `${header}\nindex ${index}\n${hashes.map((hash) => `${toBase64(hash)}\n`).join('')}\n${new TextDecoder().decode(checkpoint)}`

/** Reads a proof. A line `extra <base64>` is skipped. Throws `proof-header`, `proof-index`, `proof-shape` and codes of base64. */
export function parseProofFile(bytes: Uint8Array, where: string): ProofFile {
  const { lines, rest } = headOf(bytes, where, 'proof-shape')
  if (lines.shift() !== header) throw new LogFault('proof-header', where, `The first line is ${header}.`)
  if (lines[0]?.startsWith('extra ')) lines.shift()
  const index = toCount(/^index (\d+)$/.exec(lines.shift() ?? '')?.[1] ?? '')
  if (index === null) throw new LogFault('proof-index', where, 'A line is: index <number>.')
  return { index, hashes: proofLines(lines, where, 'proof-shape'), checkpoint: rest }
}

/** A request of `add-checkpoint` (C2SP tlog-witness): the proof that the log at `old` is the beginning of the checkpoint. */
export interface ConsistencyFile {
  old: number
  hashes: Uint8Array[]
  checkpoint: Uint8Array
}

export const formatConsistencyFile = ({ old, hashes, checkpoint }: ConsistencyFile): string =>
  `old ${old}\n${hashes.map((hash) => `${toBase64(hash)}\n`).join('')}\n${new TextDecoder().decode(checkpoint)}`

/** Reads such a request. Throws `consistency-shape` and the codes of base64. */
export function parseConsistencyFile(bytes: Uint8Array, where: string): ConsistencyFile {
  const { lines, rest } = headOf(bytes, where, 'consistency-shape')
  const old = toCount(/^old (\d+)$/.exec(lines.shift() ?? '')?.[1] ?? '')
  if (old === null) throw new LogFault('consistency-shape', where, 'The first line is: old <size>.')
  return { old, hashes: proofLines(lines, where, 'consistency-shape'), checkpoint: rest }
}

/** Splits bytes at the first empty line. */
function headOf(bytes: Uint8Array, where: string, code: string): { lines: string[]; rest: Uint8Array } {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, 1_000_000))
  } catch {
    throw new LogFault(code, where, 'The file is UTF-8.')
  }
  const end = text.indexOf('\n\n')
  if (end < 0) throw new LogFault(code, where, 'An empty line comes before the checkpoint.')
  return { lines: text.slice(0, end).split('\n'), rest: bytes.subarray(utf8(text.slice(0, end + 2)).length) }
}

function proofLines(lines: readonly string[], where: string, code: string): Uint8Array[] {
  if (lines.length > mostProofLines) throw new LogFault(code, where, `A proof has at most ${mostProofLines} hashes.`)
  return lines.map((line) => fromBase64(line, where, hashBytes))
}
