import type { Rematch } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Door, Tx } from '../../safeguards/access/door.ts'
import type { RematchTable } from '../../store/schema.ts'

const shown = 100

/** Comparisons that are not finished, and those of the last day; newest first. */
export async function listRematches(tx: Tx): Promise<Rematch[]> {
  tx.leavesNoEntry()
  const since = new Date(tx.now.getTime() - 86_400_000)
  const rows = await tx.db
    .selectFrom('rematch')
    .selectAll()
    .where((e) => e.or([e('finished_at', 'is', null), e('asked_at', '>', since)]))
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(shown)
    .execute()
  return rows.map(rematchOf)
}

/** How far a comparison is. Error: `not-found`. */
export async function readRematch(tx: Tx, id: string): Promise<Rematch> {
  tx.leavesNoEntry()
  const row = await tx.db.selectFrom('rematch').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return rematchOf(row)
}

/** Waits for the end of a comparison, at most so many milliseconds. It goes on whether or not somebody waits. */
export async function waitForRematch(door: Door, id: string, mostMs: number): Promise<Rematch> {
  const until = performance.now() + mostMs
  for (;;) {
    const now = await door.act(
      { action: 'list.read', type: 'signal.read', decision: 'allow', impersonal: true },
      (tx) => readRematch(tx, id),
    )
    if (now.finishedAt !== null || performance.now() > until) return now
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function rematchOf(row: Selectable<RematchTable>): Rematch {
  return {
    id: row.id,
    cause: row.cause,
    list: row.list_id,
    signals: row.signal_ids.length,
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
