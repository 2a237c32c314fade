import { createHash } from 'node:crypto'
import { sendFeedbackJob } from '../../exchange/jobs.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { isPlanted } from './is-planted.ts'
import { noteGroupsDue } from './note-groups-due.ts'

/**
 * Task `record-feedback`: stores the feedback of a decision on each hit, for the signal's owner or with the rule. A repeated job stores nothing again.
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
      .innerJoin('case_file as c', 'c.id', 'd.case_id')
      .select(['d.case_id', 'd.proposed_by', 'p.feedback', 'c.gateway', 'c.subject_id'])
      .where('d.id', '=', decisionId)
      .executeTakeFirst()
    if (decision !== undefined) noteGroupsDue(tx, decision.gateway, [decision.subject_id])
    const given = (decision?.feedback ?? []).filter((line) => line.outcome !== null)
    if (decision === undefined || given.length === 0) return
    const added = await storeFeedback(tx, {
      ...{ source: decisionId, caseId: decision.case_id, person: decision.proposed_by },
      given: given.map(({ hitId, outcome }) => ({ hitId, outcome: outcome as string })),
    })
    if (added.length > 0)
      await tx.log({ type: 'feedback.record', ref: `case:${decision.case_id}`, count: added.length })
  })
}

/** The feedback of a person on the hits of a case. `source` is the id of the decision or the result. */
interface GivenFeedback {
  source: string
  caseId: string
  person: string
  given: readonly { hitId: string; outcome: string }[]
}

/**
 * Stores feedback about hits of one case. That on a signal goes to its owner; that on a rule stays on this node. Feedback
 * that is stored already is not stored again. Returns the ids of what was added.
 */
export async function storeFeedback(tx: Tx, { source, caseId, person, given }: GivenFeedback): Promise<string[]> {
  const hits = await tx.db
    .selectFrom('hit as h')
    .innerJoin('case_file as c', 'c.id', 'h.case_id')
    .select(['h.id', 'h.signal_id', 'h.signal_version', 'h.rule_id', 'h.rule_version', 'h.at', 'c.gateway'])
    .where('h.case_id', '=', caseId)
    .execute()
  const about = given.flatMap(({ hitId, outcome }) => {
    const hit = hits.find(({ id }) => id === hitId)
    const facts = { id: feedbackId(source, hitId), case_id: caseId, hit_id: hitId, outcome, at: tx.now }
    return hit === undefined ? [] : [{ hit, facts: { ...facts, person_id: person } }]
  })
  const ofSignals = about.flatMap(({ hit: { signal_id, signal_version, at }, facts }) =>
    signal_id === null || signal_version === null
      ? []
      : [{ ...facts, signal_id, signal_version, first_seen: at, last_seen: at }],
  )
  const ofRules = about.flatMap(({ hit: { rule_id, rule_version, gateway }, facts }) =>
    rule_id === null || rule_version === null ? [] : [{ ...facts, rule_id, rule_version, gateway }],
  )
  const added =
    ofSignals.length === 0
      ? []
      : await tx.db
          .insertInto('feedback')
          .values(ofSignals)
          .onConflict((c) => c.doNothing())
          .returning('id')
          .execute()
  const kept =
    ofRules.length === 0
      ? []
      : await tx.db
          .insertInto('rule_feedback')
          .values(ofRules)
          .onConflict((c) => c.doNothing())
          .returning('id')
          .execute()
  // Feedback on a planted case is shown on its page, and goes nowhere.
  if (added.length > 0 && !(await isPlanted(tx, caseId)))
    await tx.enqueue(sendFeedbackJob, { feedbackIds: added.map(({ id }) => id) })
  return [...added, ...kept].map(({ id }) => id)
}

/** Derives one id from the source and the hit, shaped as a random UUID, so that a repeated job adds nothing. */
function feedbackId(source: string, hitId: string): string {
  const bytes = createHash('sha256').update(source).update(hitId).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
