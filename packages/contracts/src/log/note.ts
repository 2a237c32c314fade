import { concat, fromBase64, hexOf, type LogCrypto, LogFault, toBase64, utf8 } from './bytes.ts'

/** The kinds of keys: Ed25519 over the text, and cosignatures with a time (C2SP signed-note, tlog-cosignature). */
export const keyKinds = { log: 0x01, witness: 0x04 } as const
const mostNoteBytes = 1_000_000
const mostSignatures = 64

export interface VerifierKey {
  name: string
  /** The first 4 bytes of SHA-256(name, LF, kind, public key), in hex. */
  id: string
  kind: number
  /** 32 raw bytes of an Ed25519 key. */
  publicKey: Uint8Array
}

export interface NoteSignature {
  name: string
  /** The key id in hex. */
  id: string
  /** The bytes after the key id. */
  value: Uint8Array
}

/** A signed note: a text that ends with a line feed, and signature lines below an empty line. */
export interface Note {
  text: string
  signatures: NoteSignature[]
}

/** Returns the key with its id. */
export async function verifierKey(
  crypto: Pick<LogCrypto, 'sha256'>,
  name: string,
  kind: number,
  publicKey: Uint8Array,
): Promise<VerifierKey> {
  const digest = await crypto.sha256(concat(utf8(`${name}\n`), Uint8Array.of(kind), publicKey))
  return { name, id: hexOf(digest.subarray(0, 4)), kind, publicKey }
}

/** Returns the text of a key: `<name>+<id>+<base64 of kind and public key>`. */
export const formatVerifierKey = ({ name, id, kind, publicKey }: VerifierKey): string =>
  `${name}+${id}+${toBase64(concat(Uint8Array.of(kind), publicKey))}`

/** Reads the text of a key. Throws `vkey`, `vkey-type` and `vkey-id`. */
export async function parseVerifierKey(
  crypto: Pick<LogCrypto, 'sha256'>,
  text: string,
  where: string,
): Promise<VerifierKey> {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  if (name === undefined || id === undefined || encoded === undefined)
    throw new LogFault('vkey', where, 'A key has the form name+id+base64.')
  let bytes: Uint8Array
  try {
    bytes = fromBase64(encoded, where)
  } catch {
    throw new LogFault('vkey', where, 'The last part of a key is standard base64.')
  }
  const kind = bytes[0] ?? 0
  if ((kind !== keyKinds.log && kind !== keyKinds.witness) || bytes.length !== 33)
    throw new LogFault('vkey-type', where, 'Keys of kind 1 (Ed25519) and 4 (cosignature) with 32 bytes are known.')
  const key = await verifierKey(crypto, name, kind, bytes.subarray(1))
  if (key.id !== id) throw new LogFault('vkey-id', where, `The id of this key is ${key.id}.`)
  return key
}

/**
 * Reads a signed note. Throws `note-size`, `note-utf8`, `note-control`, `note-shape`, `note-unsigned` and
 * `signature-line`.
 */
export function parseNote(bytes: Uint8Array, where: string): Note {
  if (bytes.length > mostNoteBytes) throw new LogFault('note-size', where, `A note has at most ${mostNoteBytes} bytes.`)
  let all: string
  try {
    all = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new LogFault('note-utf8', where, 'A note is UTF-8.')
  }
  for (const letter of all) {
    const code = letter.charCodeAt(0)
    if ((code < 32 && letter !== '\n') || code === 127)
      throw new LogFault('note-control', where, 'A note has no control character but the line feed.')
  }
  const end = all.lastIndexOf('\n\n')
  if (end <= 0 || !all.endsWith('\n'))
    throw new LogFault('note-shape', where, 'A note is a text, an empty line and signature lines.')
  const lines = all
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0) throw new LogFault('note-unsigned', where, 'A note has a signature.')
  if (lines.length > mostSignatures)
    throw new LogFault('note-size', where, `A note has at most ${mostSignatures} signatures.`)
  return { text: all.slice(0, end + 1), signatures: lines.map((line) => parseSignatureLine(line, where)) }
}

function parseSignatureLine(line: string, where: string): NoteSignature {
  const [, name, encoded] = /^— ([^+\s]+) (\S+)$/u.exec(line) ?? []
  if (name === undefined || encoded === undefined)
    throw new LogFault('signature-line', where, 'A signature line is a dash, a name and base64.')
  let bytes: Uint8Array
  try {
    bytes = fromBase64(encoded, where)
  } catch {
    throw new LogFault('signature-line', where, 'A signature is standard base64.')
  }
  if (bytes.length < 5) throw new LogFault('signature-line', where, 'A signature is longer than its key id.')
  return { name, id: hexOf(bytes.subarray(0, 4)), value: bytes.slice(4) }
}

/** Returns one signature line with its line feed. */
export function formatSignature({ name, id, value }: NoteSignature): string {
  const idBytes = Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return `— ${name} ${toBase64(concat(idBytes, value))}\n`
}

export const formatNote = ({ text, signatures }: Note): string => `${text}\n${signatures.map(formatSignature).join('')}`

/** Returns the bytes that a witness signs at a time in Unix seconds (C2SP tlog-cosignature, cosignature/v1). */
export const cosignedBytes = (text: string, seconds: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

/** Returns the value of a cosignature: the time as 8 bytes, big-endian, and the Ed25519 signature. */
export function cosignatureValue(seconds: number, signature: Uint8Array): Uint8Array {
  const time = new DataView(new ArrayBuffer(8))
  time.setBigUint64(0, BigInt(seconds))
  return concat(new Uint8Array(time.buffer), signature)
}

/**
 * Verifies a signature of a key. Returns the time of a cosignature in Unix seconds, 0 for a signature of a log, and null
 * if it does not verify.
 */
export async function verifySignature(
  crypto: Pick<LogCrypto, 'verifyEd25519'>,
  note: Pick<Note, 'text'>,
  { value }: NoteSignature,
  key: VerifierKey,
): Promise<number | null> {
  if (key.kind === keyKinds.log) return (await crypto.verifyEd25519(key.publicKey, utf8(note.text), value)) ? 0 : null
  if (value.length !== 72) return null
  const seconds = Number(new DataView(value.buffer, value.byteOffset, 8).getBigUint64(0))
  if (!Number.isSafeInteger(seconds)) return null
  const signed = cosignedBytes(note.text, seconds)
  return (await crypto.verifyEd25519(key.publicKey, signed, value.subarray(8))) ? seconds : null
}
