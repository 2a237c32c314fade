import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/door.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/sql.ts'

/** What became of one signal for one recipient. */
export interface Visible {
  id: string
  /** As it is now; null where it may not be given any more. */
  version: number | null
  digest: Buffer | null
  /** What was given last, and in which run; null where nothing is given now. */
  given: { version: number; run: number } | null
  lastRun: number
  /** Its own clock has run out: both sides know that by themselves. */
  passed: boolean
}

/**
 * Where what a recipient may be given and what it was given differ, among own signals that `concerned` selects. The access decision for `release`, for any
 * purpose that a signal of this node may have, is what tells (exchange.md 3.4). The heads of the logs must be held: nothing else changes visibility meanwhile.
 */
export async function visibilityChanges(tx: Tx, recipient: string, concerned: Expression<SqlBool>): Promise<Visible[]> {
  const own = tx.actor.member
  const { rows } = await sql<{
    id: string
    version: number | null
    digest: Buffer | null
    given_version: number | null
    run: number | null
    last_run: number
    passed: boolean
  }>`
    with own as (select * from signal where owner = ${own} and status <> 'withdrawn' and ${concerned}),
    may as (select signal.id, signal.version, signal.digest from own as signal where ${mayBeGiven(tx, own, recipient)}),
    given as (select signal_id, version, run from visibility where recipient = ${recipient} and ended_at is null and signal_id in (select id from own))
    select coalesce(may.id, given.signal_id) as id, may.version, may.digest, given.version as given_version, given.run,
      coalesce((select max(v.run) from visibility v where v.recipient = ${recipient} and v.signal_id = coalesce(may.id, given.signal_id)), 0) as last_run,
      (select own.valid_until <= ${tx.now} or own.delete_at <= ${tx.now} from own where own.id = coalesce(may.id, given.signal_id)) as passed
    from may full join given on given.signal_id = may.id
    where may.id is null or given.signal_id is null or may.version <> given.version
    order by id`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    digest: row.digest,
    given: row.run === null ? null : { version: row.given_version as number, run: row.run },
    lastRun: row.last_run,
    passed: row.passed,
  }))
}

/** Whether a recipient may be given a signal of one's own now, for one purpose at least that both the signal and an agreement name. */
export const mayBeGiven = (tx: Tx, own: string, recipient: string): Expression<SqlBool> =>
  signalAccessSql({
    member: own,
    role: 'system',
    action: 'release',
    purpose: 'any',
    now: tx.now,
    destination: recipient,
  })
