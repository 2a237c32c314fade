import type { Kysely } from 'kysely'
import { fail } from '../../errors.ts'
import type { Schema } from '../../store/schema.ts'
import type { LogHead, LogRow } from './sequence.ts'

/**
 * Returns the log as it goes on now, with the state that was published last: a newer one in the database may not be in the
 * file after-backup.jsonl yet. `published` is null until the log has begun. Throws `not-found` before its first start.
 */
export async function readLog(db: Kysely<Schema>, published: LogHead | null): Promise<LogRow> {
  const log = await db.selectFrom('audit.log').selectAll().orderBy('generation', 'desc').limit(1).executeTakeFirst()
  if (log === undefined) throw fail('not-found')
  if (published?.generation !== log.generation) return log
  return { ...log, size: String(published.size), root: published.root, note: published.note }
}

/** A cosigned checkpoint is served this long in place of a newer one that no witness cosigned yet. */
const preferCosignedMs = 10 * 60_000

/** Returns the checkpoint for verifiers: the newest that a witness cosigned, unless the witnesses are late. */
export function servedCheckpoint(log: LogRow, now: Date): string {
  if (log.cosigned_note === null || log.cosigned_at === null) return log.note
  const isLate = log.cosigned_size !== log.size && now.getTime() - log.cosigned_at.getTime() > preferCosignedMs
  return isLate ? log.note : log.cosigned_note
}

/**
 * Returns the policy with which the log can be verified: the keys of the log, and the lines of the operator's file or the
 * members that cosigned, one of which must. A verifier should get it from somebody else than this node.
 */
export async function readPolicy(db: Kysely<Schema>, witnessLines: string | null): Promise<string> {
  const logs = await db.selectFrom('audit.log').select('vkey').orderBy('generation').execute()
  const own = logs.map(({ vkey }) => `log ${vkey}\n`).join('')
  if (witnessLines !== null) return `${own}${witnessLines.trim()}\n`
  const witnesses = await db.selectFrom('audit.witness').selectAll().orderBy('first_at').orderBy('vkey').execute()
  if (witnesses.length === 0) return `${own}quorum none\n`
  // A member that renewed its key has several.
  const names = witnesses.map(({ label }, at) => {
    const before = witnesses.slice(0, at).filter((one) => one.label === label).length
    return before === 0 ? label : `${label}-${before + 1}`
  })
  const lines = witnesses.map(({ vkey }, at) => `witness ${names[at]} ${vkey}\n`).join('')
  return `${own}${lines}group witnesses any ${names.join(' ')}\nquorum witnesses\n`
}
