import { fromBase64, type LogCrypto, LogFault, toBase64, utf8 } from './bytes.ts'
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { LogCopy, type LogFailure, type LogSource } from './log-copy.ts'
import type { Continuation } from './origins.ts'
import type { LogPolicy } from './policy.ts'
import { parseConsistencyFile, parseProofFile } from './proof-file.ts'
import { verifyConsistency, verifyInclusion } from './tree.ts'

/** A file that is checked against the log, with its name. */
export interface NamedFile {
  name: string
  bytes: Uint8Array
}

export interface VerifyOptions {
  policy: LogPolicy
  /** The time in Unix seconds. */
  now: number
  /** Checkpoints that were kept earlier, by anyone. */
  old?: readonly NamedFile[]
  /** Requests that a witness got, each with a consistency proof from an old checkpoint. */
  consistency?: readonly NamedFile[]
  /** Proofs that single entries are in the log. */
  proofs?: readonly NamedFile[]
  /** Lines `{ index, salt, details }`; `details` is the canonical JSON, as text. */
  openings?: readonly Opening[]
  /** Texts that no entry may contain. */
  canaries?: readonly string[]
  onProgress?: (done: number, total: number) => void
}

export interface Opening {
  where: string
  index: number
  salt: string
  /** Canonical JSON (RFC 8785). */
  details: string
}

export interface AuditVerifyResult {
  ok: boolean
  origin?: string
  size?: number
  root?: string
  /** The names of the policy's witnesses that cosigned the checkpoint. */
  witnesses?: string[]
  /** The log before a restore, if the first entry names it. */
  continues?: Continuation
  failures: LogFailure[]
  checked:
    | { entries: number; pruned: number; old: number; consistency: number; proofs: number; openings: number }
    | Record<string, never>
}

/**
 * Verifies a whole copy of a log: the signatures of its checkpoint, every entry, every tile and the root, and that it
 * contains what was signed or proven earlier. It trusts nothing but the policy. Never throws for a fault in the copy:
 * each is a failure with a code.
 */
export async function verifyLog(
  crypto: LogCrypto,
  source: LogSource,
  options: VerifyOptions,
): Promise<AuditVerifyResult> {
  const failures: LogFailure[] = []
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof LogFault)) throw error
      failures.push({ code: error.code, where: error.where, what: error.message })
    }
  }
  let opened: OpenedCheckpoint | null = null
  await attempt(async () => {
    const bytes = await source.checkpoint()
    if (bytes === null) throw new LogFault('unreadable', 'checkpoint', 'There is no checkpoint.')
    opened = await openCheckpoint(crypto, bytes, options.policy, { ...options, where: 'checkpoint', quorum: true })
  })
  if (opened === null) return { ok: false, failures, checked: {} }
  const head: OpenedCheckpoint = opened
  const copy = new LogCopy(crypto, source, head, options)
  await attempt(() => copy.read(failures))
  const checked = { entries: head.size, pruned: 0, old: 0, consistency: 0, proofs: 0, openings: 0 }
  const old: OpenedCheckpoint[] = []
  for (const file of options.old ?? []) {
    await attempt(async () => {
      const before = await openCheckpoint(crypto, file.bytes, options.policy, {
        ...{ where: file.name, now: options.now, quorum: false },
      })
      await copy.checkOld(before, file.name)
      old.push(before)
      checked.old++
    })
  }
  for (const file of options.consistency ?? []) {
    await attempt(async () => {
      await checkConsistency(crypto, file, old, options)
      checked.consistency++
    })
  }
  for (const file of options.proofs ?? []) {
    await attempt(async () => {
      const { opened: proven } = await verifyProofFile(crypto, file, options.policy, options.now, (index) =>
        copy.leafAt(index),
      )
      await copy.checkOld(proven, file.name)
      checked.proofs++
    })
  }
  for (const opening of options.openings ?? []) {
    await attempt(async () => {
      await checkOpening(crypto, opening, await copy.commitAt(opening.index, opening.where))
      checked.openings++
    })
  }
  return {
    ok: failures.length === 0,
    ...{ origin: head.origin, size: head.size, root: toBase64(head.root) },
    witnesses: head.witnesses.map(({ name }) => name),
    ...(copy.continues === null ? {} : { continues: copy.continues }),
    ...{ failures, checked },
  }
}

/** Checks that details and salt fit the commitment of an entry. Throws `opening` and `opening-shape`. */
export async function checkOpening(
  crypto: LogCrypto,
  { where, salt, details }: Opening,
  commit: string,
): Promise<void> {
  let key: Uint8Array
  try {
    key = fromBase64(salt, where, 32)
  } catch {
    throw new LogFault('opening-shape', where, 'A salt is base64 of 32 bytes.')
  }
  const computed = await crypto.hmacSha256(key, utf8(`entente/audit-details/v1\n${details}`))
  if (toBase64(computed) !== commit) throw new LogFault('opening', where, 'The details are not those of the entry.')
}

/**
 * Verifies a proof that an entry is in the log of its checkpoint. `leafAt` returns the hash of the entry with an index, from
 * a copy of the log or from the entry at hand. Throws `inclusion` and what the readers of proof and checkpoint throw.
 */
async function verifyProofFile(
  crypto: LogCrypto,
  file: NamedFile,
  policy: LogPolicy,
  now: number,
  leafAt: (index: number) => Promise<Uint8Array>,
): Promise<{ index: number; opened: OpenedCheckpoint }> {
  const { index, hashes, checkpoint } = parseProofFile(file.bytes, file.name)
  const opened = await openCheckpoint(crypto, checkpoint, policy, { where: file.name, now, quorum: true })
  if (!(await verifyInclusion(crypto, await leafAt(index), index, opened, hashes)))
    throw new LogFault('inclusion', file.name, `The proof does not lead from entry ${index} to the root.`)
  return { index, opened }
}

async function checkConsistency(
  crypto: LogCrypto,
  file: NamedFile,
  known: readonly OpenedCheckpoint[],
  options: VerifyOptions,
): Promise<void> {
  const { old, hashes, checkpoint } = parseConsistencyFile(file.bytes, file.name)
  const where = { where: file.name, now: options.now, quorum: false }
  const opened = await openCheckpoint(crypto, checkpoint, options.policy, where)
  const before = known.find(({ origin, size }) => origin === opened.origin && size === old)
  if (before === undefined && old > 0)
    throw new LogFault('consistency-old-unknown', file.name, `No old checkpoint of size ${old} was given.`)
  const tree = before ?? { size: 0, root: new Uint8Array() }
  if (!(await verifyConsistency(crypto, tree, opened, hashes)))
    throw new LogFault('consistency', file.name, `The log of ${old} entries is not the beginning of this one.`)
}
