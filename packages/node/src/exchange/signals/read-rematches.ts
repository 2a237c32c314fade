import type { Rematch } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'

const shown = 100
const columns = [
  'id',
  'cause',
  'list_id',
  'threshold_version',
  'asked_at',
  'started_at',
  'finished_at',
  'people',
  'compared',
  'hits_reevaluated',
  'cases_opened',
  'cases_closed',
  'decisions_reopened',
] as const

/**
 * Selects rematch rows without their signal ids and payload. For a large list these have megabytes, and progress is
 * read often.
 */
const rowsOf = (tx: Tx) =>
  tx.db.selectFrom('rematch').select(columns).select(sql<number>`cardinality(signal_ids)`.as('signals'))
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/** Lists unfinished comparisons and those of the last day, newest first. */
export async function listRematches(tx: Tx): Promise<Rematch[]> {
  tx.leavesNoEntry()
  const since = new Date(tx.now.getTime() - 86_400_000)
  const rows = await rowsOf(tx)
    .where((e) => e.or([e('finished_at', 'is', null), e('asked_at', '>', since)]))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()
  return rows.map(rematchOf)
}

/** Reads the progress of a comparison. Error: `not-found`. */
export async function readRematch(tx: Tx, id: string): Promise<Rematch> {
  tx.leavesNoEntry()
  const row = await rowsOf(tx).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return rematchOf(row)
}

/**
 * Waits until a comparison has finished, for at most `mostMs` milliseconds, or until `signal` is aborted. The
 * comparison itself continues in each case.
 */
export async function waitForRematch(
  access: AccessStore,
  id: string,
  mostMs: number,
  signal: AbortSignal,
): Promise<Rematch> {
  const until = performance.now() + mostMs
  for (;;) {
    const now = await access.transaction(
      { action: 'list.read', type: 'signal.read', decision: 'allow', impersonal: true },
      (tx) => readRematch(tx, id),
    )
    if (now.finishedAt !== null || signal.aborted || performance.now() > until) return now
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function rematchOf(row: Row): Rematch {
  return {
    id: row.id,
    cause: row.cause,
    list: row.list_id,
    thresholdVersion: row.threshold_version,
    signals: row.signals,
    askedAt: row.asked_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    people: row.people,
    compared: row.compared,
    hitsReevaluated: row.hits_reevaluated,
    casesOpened: row.cases_opened,
    casesClosed: row.cases_closed,
    decisionsReopened: row.decisions_reopened,
  }
}
