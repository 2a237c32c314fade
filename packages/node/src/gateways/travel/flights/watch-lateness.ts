import { sql } from 'kysely'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { dueHours } from './draw-flight.ts'
import { updateBoards } from './update-boards.ts'

const flightsAtOnce = 500

/**
 * Task `flight-lateness`, each minute: updates the flights that became late and announces them to open desks. It reads
 * no personal data.
 */
export function flightLatenessTask(deps: Pick<CoreDeps, 'store' | 'member'>): () => Promise<void> {
  return async () => {
    const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
    await systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      const reservationsDue = new Date(tx.now.getTime() + dueHours.reservations * 3_600_000)
      const oldest = new Date(tx.now.getTime() - 3 * 86_400_000)
      // Only flights that the clock alone changes: departed without a list, or without reservations when they are due.
      const rows = await tx.db
        .selectFrom('flight')
        .select('id')
        .where('departs_at', '<=', reservationsDue)
        .where('departs_at', '>', oldest)
        .where('state', 'in', ['expected', 'incomplete', 'complete', 'late'])
        .where(
          sql<boolean>`(coalesce((progress->>'pushes')::int, 0) = 0 and missing is distinct from null and missing not like '%No reservations%'
            or coalesce((progress->>'pushes')::int, 0) = 0 and missing is null
            or state in ('expected', 'late', 'incomplete') and departs_at <= ${tx.now} and coalesce((progress->>'lists')::int, 0) = 0
              and coalesce(missing, '') not like '%No passenger list%')`,
        )
        .orderBy('departs_at')
        .limit(flightsAtOnce)
        .execute()
      await updateBoards(
        tx,
        rows.map((row) => row.id),
      )
    })
  }
}
