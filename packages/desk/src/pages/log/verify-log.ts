import {
  type AuditVerifyResult,
  LogFault,
  type LogPolicy,
  type LogSource,
  parsePolicy,
  tilePath,
  verifyLog,
} from '@entente/contracts'
import { api } from '../../app/api.ts'
import { webLogCrypto } from '../../app/web-log-crypto.ts'
import { ProblemError } from '../../parts/problem-error.ts'

interface Asked {
  /** The keys to verify with. Empty: those that the node names. */
  policy: string
  /** Checkpoints that the person kept. */
  kept: readonly File[]
  onProgress: (done: number, total: number) => void
}

/** The result of a verification. `remembered`: the log contains what this browser verified before. */
export type Verified = AuditVerifyResult & {
  remembered: boolean
  /** Remembers the log after a restore that lost what this browser verified before; null in any other case. */
  remember: (() => void) | null
}

const failed = (fault: LogFault): Verified => ({
  ...{ ok: false, checked: {}, remembered: false, remember: null },
  failures: [{ code: fault.code, where: fault.where, what: fault.message }],
})

/**
 * Reads the whole log of the node and verifies it here. The browser remembers the last verified checkpoint, so that a
 * log that was rewritten since is found also without a kept file.
 */
export async function verifyNodeLog({ policy: given, kept, onProgress }: Asked): Promise<Verified> {
  let policy: LogPolicy
  try {
    policy = await parsePolicy(webLogCrypto, given.trim() === '' ? await api.text('/v1/audit/policy') : given)
  } catch (error) {
    if (error instanceof LogFault) return failed(error)
    throw error
  }
  const bytes = await bytesAt('/audit/checkpoint')
  const source: LogSource = {
    checkpoint: async () => bytes,
    tile: (level, n, width) => bytesAt(`/audit/${tilePath(level, n, width)}`),
  }
  const place = `entente.log.${location.host}`
  const before = localStorage.getItem(place)
  const files = await Promise.all(
    kept.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const result = await verifyLog(webLogCrypto, source, {
    ...{ policy, now: Math.floor(Date.now() / 1000), onProgress },
    old: [...files, ...(before === null ? [] : [{ name: 'browser', bytes: new TextEncoder().encode(before) }])],
  })
  const remember = () => localStorage.setItem(place, new TextDecoder().decode(bytes ?? new Uint8Array()))
  if (result.ok) remember()
  return { ...result, remembered: result.ok && before !== null, remember: onlyRestored(result) ? remember : null }
}

/**
 * Returns whether all that is wrong is a restore, which the log itself states, and which lost entries that this browser
 * verified before. A rewritten log never counts as one.
 */
export const onlyRestored = ({ failures, continues }: AuditVerifyResult): boolean =>
  continues !== undefined &&
  failures.length > 0 &&
  failures.every(({ code, where }) => code === 'rolled-back' && where === 'browser')

async function bytesAt(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await (await api.blob(path)).arrayBuffer())
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return null
    throw error
  }
}

/** The groups of codes that have one sentence each. */
export type FaultGroup = 'changed' | 'rewritten' | 'signature' | 'incomplete' | 'form'
const groups: Record<Exclude<FaultGroup, 'form'>, RegExp> = {
  changed: /^(entry-hash|tile-hash|root|inclusion|opening|consistency)$/,
  rewritten: /^(split-view|rolled-back|origin-differs)$/,
  signature: /^(log-signature.*|cosignature.*|quorum|origin-unknown|vkey.*|policy-.*)$/,
  incomplete: /^(unreadable|tile-missing|tile-length|bundle-.*|pruned)$/,
}

/** Returns the group of a failure code. */
export function groupOf(code: string): FaultGroup {
  for (const [group, codes] of Object.entries(groups)) if (codes.test(code)) return group as FaultGroup
  return 'form'
}
