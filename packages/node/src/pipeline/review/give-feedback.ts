import { randomUUID } from 'node:crypto'
import type { Feedback, FeedbackOutcome, RuleFeedback } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { AccessStore } from '../../safeguards/access/access-store.ts'
import { lockCase } from '../cases/case-record.ts'
import { noteGroupsDue } from '../cases/note-groups-due.ts'
import { onCase } from '../cases/on-case.ts'
import { storeFeedback } from '../cases/record-feedback.ts'

/**
 * Adds feedback on one hit after the decision, in addition to the feedback sent with it. Feedback on a signal goes to its
 * owner; that on a rule stays on this node. Throws `case-not-decided`.
 */
export async function giveFeedback(
  access: AccessStore,
  member: string,
  caseId: string,
  { hitId, outcome }: { hitId: string; outcome: FeedbackOutcome },
): Promise<Feedback | RuleFeedback> {
  return access.transaction(
    onCase(caseId, 'case.work', 'feedback.record', { details: { by: 'person' } }),
    async (tx) => {
      const row = await lockCase(tx, caseId)
      if (row.state !== 'decided') throw fail('case-not-decided')
      const hit = await tx.db
        .selectFrom('hit')
        .select(['signal_id', 'signal_version', 'rule_id', 'rule_version', 'at'])
        .where('id', '=', hitId)
        .where('case_id', '=', caseId)
        .executeTakeFirst()
      if (hit === undefined) throw fail('not-found', { at: '/hitId' })
      const source = randomUUID()
      const [id] = await storeFeedback(tx, { source, caseId, person: tx.actor.person, given: [{ hitId, outcome }] })
      noteGroupsDue(tx, row.gateway, [row.subject_id])
      tx.counted(1)
      await tx.announce('case.changed', caseId, row.version)
      const said = { id: id as string, outcome, at: tx.now.toISOString() }
      const seen = hit.at.toISOString()
      const { signal_id: signalId, signal_version: signalVersion, rule_id: ruleId, rule_version: ruleVersion } = hit
      if (ruleId !== null && ruleVersion !== null) return { ...said, ruleId, ruleVersion }
      return {
        ...{ ...said, schema: 'entente/feedback/v1', signalId: signalId as string, from: member, count: 1 },
        ...{ signalVersion: signalVersion as number, firstSeen: seen, lastSeen: seen, signature: null },
      }
    },
  )
}
