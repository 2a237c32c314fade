import type { RegimeWork, RetentionOverview } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { evidenceShown } from './evidence.ts'
import { readRecordHolds } from './record-holds.ts'

/** Work within this time is counted. */
const soonMs = 7 * 86_400_000
/** An epoch key lives for seven days after its successor was made. */
const horizonDays = 14

interface Counted {
  regime: string
  late: number
  soon: number
  next: Date | null
}

/** Reads what the node masks and deletes next, by regime, the last sweep, and what keeps records longer. Reads no personal data. */
export async function readOverview(tx: Tx, gateways: Gateways): Promise<RetentionOverview> {
  const roots = [...new Set(gateways.all.flatMap(({ unmasking }) => unmasking?.root ?? []))]
  const soon = new Date(tx.now.getTime() + soonMs)
  const work = new Map<string, RegimeWork>()
  for (const root of roots) {
    // Only rows whose time is near are counted, by the indexes of the sweep.
    const due = async (at: 'mask_at' | 'delete_at') => {
      const condition =
        at === 'mask_at'
          ? sql`(masked_at is null or masked_at < mask_at) and mask_at <= ${soon}`
          : sql`delete_at <= ${soon}`
      const { rows } = await sql<Counted>`
        select regime, count(*) filter (where ${sql.ref(at)} <= ${tx.now})::int as late,
          count(*) filter (where ${sql.ref(at)} > ${tx.now})::int as soon, min(${sql.ref(at)}) filter (where ${sql.ref(at)} > ${tx.now}) as next
        from ${sql.table(root)} where ${condition} group by regime`.execute(tx.db)
      for (const row of rows) {
        const known = work.get(row.regime) ?? { id: row.regime, mask: none, delete: none }
        const part = at === 'mask_at' ? 'mask' : 'delete'
        work.set(row.regime, { ...known, [part]: joined(known[part], row) })
      }
    }
    await due('mask_at')
    await due('delete_at')
  }
  const swept = await tx.db.selectFrom('retention_swept').selectAll().executeTakeFirst()
  const keys = await sql<{ days: number; retiring: number; waits: boolean }>`
    select count(*)::int as days, count(*) filter (where state = 'retiring')::int as retiring,
      is_clock_doubtful(${tx.now}::timestamptz) as waits from day_key`.execute(tx.db)
  return {
    at: tx.now.toISOString(),
    sweep: swept
      ? {
          ...{ beganAt: swept.began_at.toISOString(), endedAt: swept.ended_at.toISOString() },
          ...{ masked: swept.masked, deleted: swept.deleted },
        }
      : null,
    work: [...work.values()].toSorted((one, other) => one.id.localeCompare(other.id)),
    evidence: await evidenceShown(tx),
    holds: await readRecordHolds(tx),
    keys: { ...(keys.rows[0] ?? { days: 0, retiring: 0, waits: false }), horizonDays },
  }
}

const none: RegimeWork['mask'] = { late: 0, soon: 0, next: null }

function joined(known: RegimeWork['mask'], { late, soon, next }: Counted): RegimeWork['mask'] {
  const at = next?.toISOString() ?? null
  return {
    ...{ late: known.late + late, soon: known.soon + soon },
    next: known.next === null || (at !== null && at < known.next) ? at : known.next,
  }
}
