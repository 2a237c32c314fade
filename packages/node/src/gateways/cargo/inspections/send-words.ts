import { sql } from 'kysely'
import { z } from 'zod'
import { storeFeedback } from '../../../pipeline/cases/record-feedback.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { defineJob } from '../../../store/define-job.ts'

export const inspectionWordsJob = defineJob('inspection-words', z.object({}))
/** The most words that one run sends, so that it ends soon. The next run sends the rest. */
const mostAtOnce = 500

/**
 * Job `inspection-words`: gives the words of results that are due to those whose signals and rules hit, as feedback. A
 * result that a correction replaced gives none. Where an officer gave feedback on the hit after the result, theirs
 * stands. A repeated job gives nothing twice.
 */
export async function sendWords(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'feedback.record', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<Due>`
      select w.result_id, w.hit_id, w.outcome, h.case_id, coalesce(w.changed_by, r.person_id) as person_id,
        i.result_id is not distinct from w.result_id
          and not exists (select from feedback f where f.hit_id = w.hit_id and f.at > r.at)
          and not exists (select from rule_feedback f where f.hit_id = w.hit_id and f.at > r.at) as stands
      from cargo_inspection_word w
        join hit h on h.id = w.hit_id
        join cargo_inspection_result r on r.id = w.result_id
        join cargo_inspection i on i.id = r.inspection_id
      where w.sent_at is null and w.sends_at <= ${tx.now}
      order by w.sends_at limit ${mostAtOnce} for update of w skip locked`.execute(tx.db)
    const groups = new Map<string, Due[]>()
    for (const row of rows) {
      const key = `${row.result_id} ${row.case_id} ${row.person_id}`
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    for (const words of groups.values()) await give(tx, words)
  })
}

interface Due {
  result_id: string
  hit_id: string
  outcome: string | null
  case_id: string
  person_id: string
  stands: boolean
}

/** Gives the words of one result about the hits of one case. */
async function give(tx: Tx, words: readonly Due[]): Promise<void> {
  const [{ result_id: source, case_id: caseId, person_id: person }] = words as [Due]
  const given = words.flatMap(({ hit_id: hitId, outcome, stands }) =>
    stands && outcome !== null ? [{ hitId, outcome }] : [],
  )
  const added = await storeFeedback(tx, { source, caseId, person, given })
  if (added.length > 0) await tx.log({ type: 'feedback.record', ref: `case:${caseId}`, count: added.length })
  await tx.db
    .updateTable('cargo_inspection_word')
    .set({ sent_at: tx.now })
    .where('result_id', '=', source)
    .where(
      'hit_id',
      'in',
      words.map(({ hit_id }) => hit_id),
    )
    .execute()
}
