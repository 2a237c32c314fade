import { type LogCrypto, LogFault, sameBytes } from './bytes.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { type Note, parseNote, type VerifierKey, verifySignature } from './note.ts'
import { parseConsistencyFile } from './proof-file.ts'
import { verifyConsistency } from './tree.ts'

/** The state that a witness cosigned last. */
export interface Witnessed {
  size: number
  root: Uint8Array
}

/** What a witness answers: a checkpoint to cosign, or a refusal with its HTTP status (C2SP tlog-witness). */
export type WitnessVerdict =
  | { status: 200; checkpoint: Checkpoint; note: Note }
  | { status: 400 | 403 | 404 | 409 | 422; what: string }

/**
 * Decides about a request `add-checkpoint`. `keysOf` returns the keys of a log that the witness knows, and `lastOf` the state
 * that it cosigned last. The caller stores the checkpoint before it answers, under the lock with which it read that
 * state: 400 malformed or an old size that is too large, 404 unknown log, 403 no good signature of the log, 409 another
 * old state than the last one, 422 a proof that does not verify.
 */
export async function judgeCheckpoint(
  crypto: LogCrypto,
  request: Uint8Array,
  keysOf: (origin: string) => readonly VerifierKey[],
  lastOf: (origin: string) => Promise<Witnessed | null>,
): Promise<WitnessVerdict> {
  let parsed: ReturnType<typeof parseConsistencyFile>
  let note: Note
  let checkpoint: Checkpoint
  try {
    parsed = parseConsistencyFile(request, 'request')
    note = parseNote(parsed.checkpoint, 'checkpoint')
    checkpoint = parseCheckpoint(note.text, 'checkpoint')
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return { status: 400, what: `${error.code}: ${error.message}` }
  }
  const keys = keysOf(checkpoint.origin)
  if (keys.length === 0) return { status: 404, what: 'This log is not known.' }
  if (!(await isSigned(crypto, note, keys))) return { status: 403, what: 'The log did not sign this checkpoint.' }
  const { old, hashes } = parsed
  if (old > checkpoint.size) return { status: 400, what: 'The old size is larger than the checkpoint.' }
  const last = await lastOf(checkpoint.origin)
  if (old !== (last?.size ?? 0)) return { status: 409, what: 'Another size was cosigned last.' }
  if (last === null || last.size === 0) {
    if (hashes.length > 0) return { status: 422, what: 'There is nothing before the first checkpoint.' }
    return { status: 200, checkpoint, note }
  }
  if (old === checkpoint.size && !sameBytes(last.root, checkpoint.root))
    return { status: 409, what: 'Another root of this size was cosigned.' }
  if (!(await verifyConsistency(crypto, last, checkpoint, hashes)))
    return { status: 422, what: 'The log that was cosigned last is not the beginning of this one.' }
  return { status: 200, checkpoint, note }
}

/** Returns whether one of the log's keys signed a note, and no other signature in its name is wrong. */
export async function isSigned(crypto: LogCrypto, note: Note, keys: readonly VerifierKey[]): Promise<boolean> {
  let signed = false
  for (const key of keys) {
    for (const signature of note.signatures) {
      if (signature.name !== key.name || signature.id !== key.id) continue
      if ((await verifySignature(crypto, note, signature, key)) === null) return false
      signed = true
    }
  }
  return signed
}
