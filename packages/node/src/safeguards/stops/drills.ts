import { randomUUID } from 'node:crypto'
import type { StopDrill } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { systemAccess } from '../access/system.ts'
import { raiseAlarm } from '../oversight/raise-alarm.ts'

/** A drill is due every 90 days. */
const drillDays = 90
const day = 86_400_000
const mostDrills = 20

/**
 * Begins a drill: every thread confirms it as it confirms a stop, and nothing is stopped. It stores how long the newest finished rollback of a
 * list took, from its request to the end of its comparison, and how many hits it reviewed. Returns its id.
 */
export async function beginDrill(tx: Tx): Promise<string> {
  const id = randomUUID()
  const { rows } = await sql<{ ms: number; hits: number }>`
    select ceil(extract(epoch from r.finished_at - t.asked_at) * 1000)::int as ms, r.hits_reevaluated as hits
    from list_task t join rematch r on r.id = t.rematch_id
    where t.kind = 'rollback' and t.state = 'done' and r.finished_at >= t.asked_at order by r.finished_at desc limit 1`.execute(
    tx.db,
  )
  const [rollback] = rows
  await tx.db
    .insertInto('stop_drill')
    .values({
      ...{ id, person_id: tx.actor.person, at: tx.now, workers: null, effective_ms: null },
      ...{ rollback_ms: rollback?.ms ?? null, rollback_hits: rollback?.hits ?? null },
    })
    .execute()
  tx.about(`drill:${id}`)
  await tx.announce('stop.changed', id, 0)
  return id
}

/** Lists the newest drills. */
export async function readDrills(tx: Pick<Tx, 'db'>): Promise<StopDrill[]> {
  const rows = await tx.db
    .selectFrom('stop_drill as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .select(['d.id', 'd.at', 'p.name', 'd.workers', 'd.effective_ms', 'd.rollback_ms', 'd.rollback_hits'])
    .orderBy('d.at', 'desc')
    .limit(mostDrills)
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, at: row.at.toISOString(), by: row.name, workers: row.workers, effectiveMs: row.effective_ms },
    ...{ rollbackMs: row.rollback_ms, rollbackHits: row.rollback_hits },
  }))
}

/** Returns when the next drill is due: 90 days after the last one, or after this database could have one. */
export async function drillDueAt(tx: Pick<Tx, 'db' | 'now'>): Promise<Date> {
  const { rows } = await sql<{
    at: Date | null
  }>`select coalesce((select max(at) from stop_drill where effective_ms is not null),
    (select at from migration where name = '0103-stops')) as at`.execute(tx.db)
  return new Date((rows[0]?.at ?? tx.now).getTime() + drillDays * day)
}

/** Job: raises an alarm while a drill is overdue. */
export async function watchDrills(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const dueAt = await drillDueAt(tx)
    if (dueAt > tx.now) return
    const days = Math.floor((tx.now.getTime() - dueAt.getTime()) / day) + drillDays
    await raiseAlarm(tx, 'drill-overdue', 'node:drill', { value: days, limit: drillDays })
  })
}
