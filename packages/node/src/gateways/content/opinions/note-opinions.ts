import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { changeItem } from '../items/change-item.ts'
import { giveOpinion } from '../items/give-opinion.ts'

/**
 * Stores a decision's feedback on signals of banks as this member's opinion on their items. The same decision changes
 * nothing again.
 */
export async function noteOpinions(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { decisionId }: { decisionId: string },
): Promise<void> {
  const intent = { action: 'content.match', type: 'feedback.record', ref: `decision:${decisionId}` } as const
  await systemAccess(deps, 'content-safety').transaction(intent, async (tx) => {
    const proposal = await tx.db
      .selectFrom('decision as d')
      .innerJoin('proposal as p', 'p.id', 'd.proposal_id')
      .select('p.feedback')
      .where('d.id', '=', decisionId)
      .executeTakeFirst()
    const outcomes = new Map((proposal?.feedback ?? []).map(({ hitId, outcome }) => [hitId, outcome]))
    const hits =
      outcomes.size === 0
        ? []
        : await tx.db
            .selectFrom('hit as h')
            .innerJoin('item_signal as s', 's.signal_id', 'h.signal_id')
            .select(['h.id', 's.item_id', 'h.subject_id'])
            .where('h.id', 'in', [...outcomes.keys()])
            .orderBy('s.item_id')
            .execute()
    tx.leavesNoEntry()
    for (const { id, item_id: itemId, subject_id: subjectId } of hits) {
      const outcome = outcomes.get(id)
      if (outcome !== 'confirmed' && outcome !== 'mistaken' && outcome !== 'not-useful') continue
      const isAboutItem = subjectId === itemId
      const uploadId = isAboutItem ? null : subjectId
      await giveOpinion(tx, {
        itemId,
        source: deps.member.id,
        outcome,
        reason: null,
        uploadId,
        decisionId,
        hadHit: true,
      })
      // If a person confirmed a flooding signal, it matches again. After any other outcome it stays quarantined.
      if (isAboutItem && outcome === 'confirmed') await changeItem(tx, itemId, { state: 'active' }, deps.member.id)
    }
  })
}
