import type { Purpose } from '@entente/contracts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemDoor } from '../../safeguards/access/system.ts'
import { outcomesOf } from '../case-outcome.ts'
import type { PipelineGateway } from '../gateway.ts'

export interface AnswerDeps extends Pick<CoreDeps, 'store' | 'member'> {
  gateway: PipelineGateway
}

/**
 * Task `answer-subject`: tells the subject's gateway what stands now. The gateway compares it with what the sender was told last and stores a new
 * answer only where that changed, so running this twice sends nothing twice.
 */
export async function answerSubject(deps: AnswerDeps, { subjectId }: { subjectId: string }): Promise<void> {
  const purpose = await purposeOf(deps, subjectId)
  if (purpose === null) return
  const act = { action: 'record.write', type: 'record.read' } as const
  await systemDoor(deps, purpose).act(act, async (tx) => {
    const standing = (await outcomesOf(tx, deps.gateway.kind, [subjectId], 'share')).get(subjectId)
    if (standing === undefined) return
    const sent = await deps.gateway.outcomeChanged(tx, subjectId, standing)
    if (!sent) tx.leavesNoEntry()
  })
}

async function purposeOf(deps: AnswerDeps, subjectId: string): Promise<Purpose | null> {
  const act = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  return systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    const subject = (await deps.gateway.regimesOf(tx, [subjectId]))[0]
    return subject === undefined ? null : purposeFor(subject)
  })
}
