import { z } from 'zod'
import { fromBase64, hexOf, type LogCrypto, LogFault, utf8 } from '../log/bytes.ts'
import { canonicalJson } from '../terms/canonical.ts'
import { Instant } from '../terms/ids.ts'
import { RegimeId, Signature } from '../terms/terms.ts'

/** Where copies were, and how they ended: their rows were deleted or emptied, or their file was removed. */
const ErasedCopies = z.strictObject({
  store: z.enum(['record', 'raw', 'index', 'derived', 'cache', 'export', 'peer']),
  count: z.int().min(1),
  method: z.enum(['row', 'key', 'file', 'receipt']),
})

export const deletionProofLabel = 'entente/deletion-proof/v1'

/**
 * A node's signed statement that it masked or deleted the records of one transaction and one regime, and found nothing of them afterwards. It
 * names no person and no record.
 */
export const DeletionProof = z.strictObject({
  schema: z.literal(deletionProofLabel),
  id: z.uuid(),
  member: z.string().max(200),
  node: z.string().max(200),
  kind: z.enum(['mask', 'delete']),
  /** The kind of record whose clock ended, such as `message`. */
  of: z.string().max(80),
  regime: RegimeId,
  /** When the first of the records was due. */
  dueAt: Instant,
  doneAt: Instant,
  records: z.int().min(1),
  /** Commits to the records: `commitToRecords` of their digests. */
  recordsSha256: z.string().regex(/^[0-9a-f]{64}$/),
  copies: z.array(ErasedCopies).max(40),
  /** Keys under which copies were sealed, and which are deleted already. */
  keysErased: z.int().min(0),
  /** Keys under which copies were sealed, and which end with their day. `backupsReadableUntil` counts them. */
  keysToEnd: z.int().min(0),
  /**
   * Until then, a backup from before can be read, or tested for a known identifier, by a person who has it together with the folder of epoch keys
   * or a `FILE.vault`. Later by nobody. The year 9999: a key of these copies has no end, such as that of some search tokens.
   */
  backupsReadableUntil: Instant,
  /**
   * Of `records`, those whose masked values stay sealed until their deletion, because the regime lets somebody approve an unmasking. Without
   * an approval nobody reads them.
   */
  keptSealed: z.int().min(0),
  verification: z.strictObject({
    at: Instant,
    probes: z.int().min(1),
    found: z.literal(0),
    /** How many were looked for in every indexed column that can name a record, or in all masked columns: all, or 100 drawn at random. By id, all are. */
    searched: z.int().min(0),
  }),
  /** The entry of the log. */
  auditRef: z
    .string()
    .regex(/^retention:[0-9a-f-]{36}$/)
    .meta({ example: 'retention:5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa' }),
  signature: Signature,
})
export type DeletionProof = z.infer<typeof DeletionProof>

/** A public key (Ed25519, 32 bytes in base64) of the node that signed. Compare it with one that you did not get from the node. */
export const ProofKey = z.strictObject({ keyId: z.string().max(64), publicKey: z.string().max(64) })
export type ProofKey = z.infer<typeof ProofKey>

/** Why a proof does not verify. */
export interface ProofFault {
  code: 'shape' | 'times' | 'key-unknown' | 'signature' | 'records' | 'record-not-in-proof'
  what: string
}

/**
 * Verifies a proof of deletion without a node: its form, the order of its times, and the signature. With `among`, also that a record with this id is one
 * of those that it is about; `digests` are those that the node gives with the proof. Returns null or the first fault, and never throws.
 */
export async function verifyDeletionProof(
  given: unknown,
  keys: readonly ProofKey[],
  crypto: LogCrypto,
  among?: { record: string; digests: readonly string[] },
): Promise<ProofFault | null> {
  const parsed = DeletionProof.safeParse(given)
  if (!parsed.success) return { code: 'shape', what: z.prettifyError(parsed.error).slice(0, 500) }
  const { signature, ...rest } = parsed.data
  const times = [rest.dueAt, rest.doneAt, rest.verification.at, rest.backupsReadableUntil].map((time) =>
    Date.parse(time),
  )
  if (times.some((time, place) => place > 0 && time < (times[place - 1] ?? time)))
    return { code: 'times', what: 'A record is due, then erased, then looked for; backups end last.' }
  const key = keys.find(({ keyId }) => keyId === signature.keyId)
  if (key === undefined) return { code: 'key-unknown', what: `No key ${signature.keyId} was given.` }
  const message = utf8(`${deletionProofLabel}\n${canonicalJson(rest)}`)
  if (!(await isSigned(key, message, signature.value, crypto)))
    return { code: 'signature', what: 'The signature is not one of this key over this proof.' }
  if (among === undefined) return null
  if ((await commitToRecords(among.digests, crypto)) !== rest.recordsSha256)
    return { code: 'records', what: 'The digests are not those of the proof.' }
  if (!among.digests.includes(await digestOfRecord(among.record, crypto)))
    return { code: 'record-not-in-proof', what: 'The record is none of those of the proof.' }
  return null
}

async function isSigned(key: ProofKey, message: Uint8Array, value: string, crypto: LogCrypto): Promise<boolean> {
  try {
    const publicKey = fromBase64(key.publicKey, 'publicKey', 32)
    return await crypto.verifyEd25519(publicKey, message, fromBase64(value, 'signature', 64))
  } catch (error) {
    if (error instanceof LogFault) return false
    throw error
  }
}

/** Returns the digest of a record's id: the first 16 bytes of its SHA-256 with a label, as 32 hex digits. */
export async function digestOfRecord(id: string, crypto: Pick<LogCrypto, 'sha256'>): Promise<string> {
  const hash = await crypto.sha256(utf8(`entente/erased-record/v1\n${id.toLowerCase()}`))
  return hexOf(hash.subarray(0, 16))
}

/** Returns the SHA-256 (hex) of the digests, sorted and joined by line feeds. */
export const commitToRecords = async (digests: readonly string[], crypto: Pick<LogCrypto, 'sha256'>): Promise<string> =>
  hexOf(await crypto.sha256(utf8([...digests].sort().join('\n'))))
