import { createHash } from 'node:crypto'
import { sendFeedbackJob } from '../../exchange/jobs.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'

/**
 * Task `record-feedback`: stores the feedback of a decision on each hit, for the signal's owner. A repeated job stores nothing again.
 * If the owner is another member, the job `send-feedback` sends codes and counts, but neither the case nor the decider.
 */
export async function recordFeedback(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { decisionId }: { decisionId: string },
): Promise<void> {
  const intent = { action: 'record.write', type: 'feedback.record', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const decision = await tx.db
      .selectFrom('decision as d')
      .innerJoin('proposal as p', 'p.id', 'd.proposal_id')
      .select(['d.case_id', 'd.proposed_by', 'p.feedback'])
      .where('d.id', '=', decisionId)
      .executeTakeFirst()
    const given = (decision?.feedback ?? []).filter((line) => line.outcome !== null)
    if (decision === undefined || given.length === 0) return
    const hits = await tx.db
      .selectFrom('hit')
      .select(['id', 'signal_id', 'signal_version', 'at'])
      .where('case_id', '=', decision.case_id)
      .execute()
    const rows = given.flatMap(({ hitId, outcome }) => {
      const hit = hits.find((row) => row.id === hitId)
      // Feedback on the hit of a rule stays with the rule, which has no owner elsewhere.
      if (hit === undefined || outcome === null || hit.signal_id === null || hit.signal_version === null) return []
      return [
        {
          id: feedbackId(decisionId, hitId),
          signal_id: hit.signal_id,
          signal_version: hit.signal_version,
          case_id: decision.case_id,
          hit_id: hitId,
          outcome,
          first_seen: hit.at,
          last_seen: hit.at,
          at: tx.now,
          person_id: decision.proposed_by,
        },
      ]
    })
    if (rows.length === 0) return
    const added = await tx.db
      .insertInto('feedback')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (added.length === 0) return
    await tx.enqueue(sendFeedbackJob, { feedbackIds: added.map(({ id }) => id) })
    await tx.log({ type: 'feedback.record', ref: `case:${decision.case_id}`, count: added.length })
  })
}

/** Derives one id from decision and hit, shaped as a random UUID, so that a repeated job adds nothing. */
function feedbackId(decisionId: string, hitId: string): string {
  const bytes = createHash('sha256').update(decisionId).update(hitId).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
