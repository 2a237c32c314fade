import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/sql.ts'

/** A change of one signal for one recipient. */
export interface Visible {
  id: string
  /** Current version; null if access must be withdrawn. */
  version: number | null
  digest: Buffer | null
  /** Last version given and its run; null if nothing is given now. */
  given: { version: number; run: number } | null
  lastRun: number
  /** The signal has expired; both sides compute that. */
  passed: boolean
}

/** Conditions for signals that may be given or were given. */
interface Asked {
  may: Expression<SqlBool>
  /** Whether a signal that was given may stay. */
  keeps: Expression<SqlBool>
  from: RawBuilder<unknown>
}

/**
 * Finds own signals, among those that `concerned` selects, for which access and delivery differ for a recipient. The
 * access decision for `release` determines what may be given, for any purpose. What was given stays unchanged during
 * the first days of a suspended agreement. The heads of the logs must be locked, so that visibility does not change
 * meanwhile.
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
 * Finds the same for signals of other members that a person passed on: the access decision for `onward`, while nobody
 * stopped it.
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
  // One lookup per signal: the plan of a join would depend on statistics, which a table that just filled lacks.
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
 * Builds a condition: a recipient may be given an own signal now, for at least one purpose of both the signal and an
 * agreement.
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
 * Builds a condition: another member's signal may be passed on to a recipient now, for at least one purpose of both
 * the signal and an agreement.
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
