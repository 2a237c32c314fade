import { fromBase64, hashBytes, type LogCrypto, LogFault, sameBytes, toBase64, toCount } from './bytes.ts'
import { keyKinds, type Note, parseNote, type VerifierKey, verifySignature } from './note.ts'
import type { LogPolicy } from './policy.ts'

/** The state of a log that its key signs (C2SP tlog-checkpoint). */
export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

/** Returns the text that the log signs. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`

/**
 * Reads the text of a checkpoint. It has exactly three lines. Throws `checkpoint-lines`, `checkpoint-size`, `base64`,
 * `base64-not-canonical` and `length`.
 */
export function parseCheckpoint(text: string, where: string): Checkpoint {
  const [origin, sizeText, rootText, end, ...more] = text.split('\n')
  if (!origin || sizeText === undefined || rootText === undefined || end !== '' || more.length > 0)
    throw new LogFault('checkpoint-lines', where, 'A checkpoint has the lines origin, size and root.')
  const size = toCount(sizeText)
  if (size === null) throw new LogFault('checkpoint-size', where, 'The size is a decimal without leading zeros.')
  return { origin, size, root: fromBase64(rootText, where, hashBytes) }
}

/** A checkpoint whose signatures were verified with a policy. */
export interface OpenedCheckpoint extends Checkpoint {
  note: Note
  /** The names of the policy's witnesses that cosigned, each with the time in Unix seconds. */
  witnesses: { name: string; seconds: number }[]
}

/** A cosignature may be this many seconds ahead of the verifier's clock. */
const mostAheadSeconds = 300

/**
 * Reads a checkpoint and verifies its signatures. Signatures of keys that the policy does not name are ignored. Throws
 * what `parseNote` and `parseCheckpoint` throw, `origin-unknown`, `log-signature-missing`, `log-signature`,
 * `cosignature`, `cosignature-future` and, where `quorum` is asked for, `quorum`.
 */
export async function openCheckpoint(
  crypto: LogCrypto,
  bytes: Uint8Array,
  policy: LogPolicy,
  options: { where: string; now: number; quorum: boolean },
): Promise<OpenedCheckpoint> {
  const { where } = options
  const note = parseNote(bytes, where)
  const checkpoint = parseCheckpoint(note.text, where)
  if (checkpoint.size === 0 && !sameBytes(checkpoint.root, await crypto.sha256(new Uint8Array())))
    throw new LogFault('empty-root', where, 'The root of no entries is the hash of nothing.')
  // The origin of a log is the name of its key, so a key signs for its own log only.
  const logs = policy.logs.filter(({ name }) => name === checkpoint.origin)
  if (logs.length === 0) throw new LogFault('origin-unknown', where, `The policy names no log ${checkpoint.origin}.`)
  if (!(await verifyKnown(crypto, note, logs, where)).length)
    throw new LogFault('log-signature-missing', where, 'The log did not sign this checkpoint.')
  const witnesses = await verifyKnown(crypto, note, policy.witnesses, where)
  for (const { name, seconds } of witnesses) {
    if (seconds > options.now + mostAheadSeconds)
      throw new LogFault('cosignature-future', where, `The cosignature of ${name} is in the future.`)
  }
  if (options.quorum && !policy.isMet(new Set(witnesses.map(({ name }) => name))))
    throw new LogFault('quorum', where, 'Too few witnesses of the policy cosigned this checkpoint.')
  return { ...checkpoint, note, witnesses }
}

/** Returns the keys whose signature a note has. A signature of a known key that does not verify makes the note invalid. */
async function verifyKnown(
  crypto: LogCrypto,
  note: Note,
  keys: readonly (VerifierKey & { label?: string })[],
  where: string,
): Promise<{ name: string; seconds: number }[]> {
  const verified: { name: string; seconds: number }[] = []
  for (const key of keys) {
    const own = note.signatures.filter(({ name, id }) => name === key.name && id === key.id)
    for (const signature of own) {
      const seconds = await verifySignature(crypto, note, signature, key)
      if (seconds === null) {
        const code = key.kind === keyKinds.log ? 'log-signature' : 'cosignature'
        throw new LogFault(code, where, `The signature of ${key.name} does not verify.`)
      }
      if (!verified.some(({ name }) => name === (key.label ?? key.name)))
        verified.push({ name: key.label ?? key.name, seconds })
    }
  }
  return verified
}
