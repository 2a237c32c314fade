import { sql } from 'kysely'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { HitBody } from '../cases/case-record.ts'
import { reason } from '../cases/reasons.ts'
import { hitClasses } from '../cases/record-classes.ts'

/** Counts for one erased signal: hits whose quotes were erased, and decided cases that were reopened. */
export interface Forgotten {
  signalId: string
  hits: number
  casesReopened: number
}

/**
 * Erases the quotes in hits of signals that may no longer be kept: sentences, both sides, the name that matched. The hit itself, its score and
 * people's decisions stay. Returns null while cases are still being compared with these signals, because a hit is erased only after it was
 * withdrawn.
 */
export async function forgetSignals(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  signalIds: readonly string[],
): Promise<Forgotten[] | null> {
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
  const ids = sql`${[...signalIds]}::uuid[]`
  return systemAccess(deps, null).transaction(
    { ...intent, details: { what: 'hits of signals that are gone' } },
    async (tx) => {
      const waiting = await tx.db
        .selectFrom('rematch')
        .select('id')
        .where('finished_at', 'is', null)
        .where(sql<boolean>`signal_ids && ${ids}`)
        .executeTakeFirst()
      if (waiting !== undefined) {
        tx.leavesNoEntry()
        return null
      }
      // Skips signals that are active again: their hits still need the text.
      const hits = await tx.db
        .selectFrom('hit as h')
        .innerJoin('signal as s', 's.id', 'h.signal_id')
        .innerJoin('case_file as c', 'c.id', 'h.case_id')
        .select(['h.id', 'h.signal_id', 'c.regime', 'c.mask_at', 'c.delete_at'])
        .where(sql<boolean>`h.signal_id = any(${ids})`)
        .where('s.status', '<>', 'active')
        .execute()
      for (const { id, ...clocks } of hits) {
        await tx.db
          .updateTable('hit')
          .set(tx.seal(id, forgotten, hitClasses, clocks))
          .where('id', '=', id)
          .execute()
      }
      const { rows } = await sql<{ signal_id: string; reopened: number }>`
      select h.signal_id, count(distinct d.case_id)::int as reopened from hit h join decision d on d.case_id = h.case_id
      where h.signal_id = any(${ids}) and h.withdrawn_at is not null and d.reopened_at >= h.withdrawn_at - interval '1 minute'
      group by h.signal_id`.execute(tx.db)
      if (hits.length === 0) tx.leavesNoEntry()
      tx.counted(hits.length)
      return signalIds.map((signalId) => ({
        signalId,
        hits: hits.filter((hit) => hit.signal_id === signalId).length,
        casesReopened: rows.find((row) => row.signal_id === signalId)?.reopened ?? 0,
      }))
    },
  )
}

const erased = reason('reasons.signal-erased')
const forgotten: HitBody = {
  explanation: erased.text,
  reasons: [erased],
  evidence: [],
  comparison: [],
  matchedName: null,
  compared: null,
}
