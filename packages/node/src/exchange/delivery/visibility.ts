import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/sql.ts'

/** A difference between what one recipient may have of a signal and what its log contains. */
export interface Visible {
  id: string
  /** The version that the recipient may have now; null if its access has ended. */
  version: number | null
  digest: Buffer | null
  /**
   * The version given last and the number of its run, which counts how often the signal was given anew; null if the
   * recipient has no version now.
   */
  given: { version: number; run: number } | null
  lastRun: number
  /** Whether the signal has expired. Both sides compute this, so it is not announced. */
  passed: boolean
}

/** Conditions that select the signals to compare. */
interface Asked {
  may: Expression<SqlBool>
  /** Whether a recipient that already has the signal may keep it. */
  keeps: Expression<SqlBool>
  from: RawBuilder<unknown>
}

/**
 * Finds the own signals, among those that `concerned` selects, for which a recipient's access differs from its log. The
 * access decision for `release` determines access, for any purpose. During the first days of a suspended agreement,
 * recipients keep what they have. The caller must have locked the heads of the logs, so that no other transaction
 * changes them meanwhile.
 */
export function visibilityChanges(tx: Tx, recipient: string, concerned: Expression<SqlBool>): Promise<Visible[]> {
  const own = tx.actor.member
  return changesAmong(tx, recipient, {
    may: mayBeGiven(tx, own, recipient),
    keeps: mayBeGiven(tx, own, recipient, true),
    from: sql`signal where signal.owner = ${own} and signal.status <> 'withdrawn' and ${concerned}`,
  })
}

/**
 * Finds the same differences for signals of other members that a person passed on. The access decision for `onward`
 * determines access until a person stops passing the signal on.
 */
export function onwardChanges(tx: Tx, recipient: string, concerned: Expression<SqlBool>): Promise<Visible[]> {
  const may = (givenAlready: boolean) =>
    sql<SqlBool>`(pass.ended_at is null and signal.status = 'active' and ${mayBePassedOn(tx, recipient, givenAlready)})`
  return changesAmong(tx, recipient, {
    may: may(false),
    keeps: may(true),
    from: sql`onward_pass pass join signal on signal.id = pass.signal_id and signal.received
      where pass.destination = ${recipient} and signal.status <> 'withdrawn' and ${concerned}`,
  })
}

async function changesAmong(tx: Tx, recipient: string, { may, keeps, from }: Asked): Promise<Visible[]> {
  // Look up each signal separately: the planner would choose a plan for a join from statistics, and a freshly filled
  // table has none.
  const { rows } = await sql<{
    id: string
    version: number | null
    digest: Buffer | null
    given_version: number | null
    run: number | null
    last_run: number
    passed: boolean
  }>`
    select own.id, case when own.may then own.version end as version, case when own.may then own.digest end as digest,
      case when last.ended_at is null then last.version end as given_version, case when last.ended_at is null then last.run end as run,
      coalesce(last.run, 0) as last_run, own.passed
    from (select signal.id, signal.version, signal.digest, signal.valid_until <= ${tx.now} or signal.delete_at <= ${tx.now} as passed,
        ${may} as may, ${keeps} as keeps
      from ${from} offset 0) as own
      left join lateral (select v.run, v.version, v.ended_at from visibility v where v.recipient = ${recipient} and v.signal_id = own.id
        order by v.run desc limit 1) as last on true
    where case when last.run is null or last.ended_at is not null then own.may else not own.keeps or (own.may and own.version <> last.version) end
    order by own.id`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    digest: row.digest,
    given: row.run === null ? null : { version: row.given_version as number, run: row.run },
    lastRun: row.last_run,
    passed: row.passed,
  }))
}

/**
 * Builds an SQL condition: the recipient may be given an own signal now, for at least one purpose that both the signal
 * and an agreement name.
 */
export const mayBeGiven = (tx: Tx, own: string, recipient: string, givenAlready = false): Expression<SqlBool> =>
  signalAccessSql({
    member: own,
    role: 'system',
    action: 'release',
    purpose: 'any',
    now: tx.now,
    destination: recipient,
    givenAlready,
  })

/**
 * Builds an SQL condition: a signal of another member may be passed on to the recipient now, for at least one purpose
 * that both the signal and an agreement name.
 */
const mayBePassedOn = (tx: Tx, recipient: string, givenAlready: boolean): Expression<SqlBool> =>
  signalAccessSql({
    member: tx.actor.member,
    role: 'system',
    action: 'onward',
    purpose: 'any',
    now: tx.now,
    destination: recipient,
    givenAlready,
  })
