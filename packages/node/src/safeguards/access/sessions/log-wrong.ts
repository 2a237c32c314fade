import type { Actor } from '@entente/contracts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { announceOnce } from '../announce-to-oversight.ts'

/** Every kind of secret that the node checks. The log states it. */
export type CredentialKind = 'password' | 'passkey' | 'oidc' | 'code' | 'taxii' | 'key' | 'redress'

interface LogDeps {
  db: Database
  audit: AuditLog
  clock: () => Date
  member: { id: string }
}
type Wrong = { kind: CredentialKind; left?: number }

/** In each minute this many wrong credentials of a kind have a log entry of their own. */
const singleEntries = 5
const minuteMs = 60_000

/** Logs wrong credentials that strangers or machines can send without an end. */
export interface WrongLog {
  /** Logs a wrong credential. `actor`: the client of TAXII whose name was given; null for nobody. */
  log(actor: Actor | null, wrong: Wrong): Promise<void>
}

/**
 * Gathers wrong credentials: the log is kept for ever, so strangers must not fill it. In each minute the first five of a kind have an entry
 * each, and all others together have one with their count, which is written with the next one or after the minute. A stop of the node loses
 * the count of its last minute. Wrong credentials of a person's account are not gathered: their number has a limit (`countTry`).
 */
export function createWrongLog(deps: LogDeps): WrongLog {
  type Minute = { ends: number; logged: number; gathered: number }
  const minutes = new Map<string, Minute>()
  async function logGathered(actor: Actor | null, kind: CredentialKind, minute: Minute): Promise<void> {
    const { gathered } = minute
    minute.gathered = 0
    if (gathered > 0) await logWrong(deps, actor, { kind }, { count: gathered })
  }
  return {
    async log(actor, wrong) {
      const { kind } = wrong
      const key = `${kind}:${actor?.account ?? ''}`
      const now = deps.clock().getTime()
      let minute = minutes.get(key)
      if (minute === undefined || now >= minute.ends) {
        const over = minute
        const begun = { ends: now + minuteMs, logged: 0, gathered: 0 }
        minute = begun
        minutes.set(key, begun)
        // An entry that cannot be written now is lost, like those of a stopped node.
        setTimeout(() => void logGathered(actor, kind, begun).catch(() => {}), minuteMs).unref()
        if (over !== undefined) await logGathered(actor, kind, over)
      }
      if (minute.logged >= singleEntries) {
        minute.gathered += 1
        return
      }
      minute.logged += 1
      await logWrong(deps, actor, wrong)
    },
  }
}

/** Logs a wrong credential, or `count` of them in one entry, and raises the alarms for guessing. */
export async function logWrong(
  { db, audit, clock, member }: LogDeps,
  actor: Actor | null,
  details: Wrong,
  { alarms = [], count = 0 }: { alarms?: readonly string[]; count?: number } = {},
): Promise<void> {
  const nobody: Actor = { account: 'public', person: 'public', member: member.id, role: 'public', teams: [] }
  await db.transaction().execute(async (tx) => {
    await audit.append(tx, { type: 'login.failed', decision: 'deny', count, details }, actor ?? nobody, null)
    for (const ref of new Set(alarms)) await announceOnce(tx, 'credential-guessed', ref, clock())
  })
}
