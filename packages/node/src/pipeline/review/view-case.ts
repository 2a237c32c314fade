import type { ViewAnswer } from '@entente/contracts'
import type { z } from 'zod'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { noteFirstRead } from '../cases/case-parts.ts'
import { onCase } from '../cases/on-case.ts'
import { oneAtATime } from './case-acts.ts'

/** The desk sends a beat every 5 s while the page is visible and focused. A longer gap was not all viewing. */
const longestBeatMs = 6000

/**
 * Records that a person is viewing a case (a beat). Active time counts at most the time since their last beat on any case, so thirty open tabs
 * count once; a pause counts as one beat at most. Only the first view is logged.
 */
export async function viewCase(access: AccessStore, caseId: string): Promise<z.infer<typeof ViewAnswer>> {
  return access.transaction(onCase(caseId, 'case.work', 'case.view'), async (tx) => {
    const { person } = tx.actor
    await oneAtATime(tx, person)
    const latest = await tx.db
      .selectFrom('case_view')
      .select('last_beat_at')
      .where('person_id', '=', person)
      .orderBy('last_beat_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const own = await tx.db
      .selectFrom('case_view')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('person_id', '=', person)
      .executeTakeFirst()
    const viewedAt = tx.now.toISOString()
    if (own === undefined) {
      await tx.db
        .insertInto('case_view')
        .values({ case_id: caseId, person_id: person, first_viewed_at: tx.now, last_beat_at: tx.now, active_ms: 0 })
        .execute()
      await tx.db
        .updateTable('case_file')
        .set({ state: 'in-review' })
        .where('id', '=', caseId)
        .where('state', '=', 'open')
        .execute()
      await noteFirstRead(tx, caseId)
      tx.counted(1)
      return { viewedAt, activeSeconds: 0 }
    }
    const sinceAny = tx.now.getTime() - Math.max(latest?.last_beat_at.getTime() ?? 0, own.last_beat_at.getTime())
    const viewed = Math.max(0, Math.min(sinceAny, longestBeatMs))
    const active = own.active_ms + viewed
    await tx.db
      .updateTable('case_view')
      .set({ last_beat_at: tx.now, active_ms: active })
      .where('case_id', '=', caseId)
      .where('person_id', '=', person)
      .execute()
    tx.leavesNoEntry()
    return { viewedAt, activeSeconds: active / 1000 }
  })
}
