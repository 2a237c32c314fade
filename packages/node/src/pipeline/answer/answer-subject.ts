import type { GatewayKind, Purpose } from '@entente/contracts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemDoor } from '../../safeguards/access/system.ts'
import { outcomesOf } from '../case-outcome.ts'
import type { PipelineGateway } from '../gateway.ts'

export interface AnswerDeps extends Pick<CoreDeps, 'store' | 'member'> {
  /** The gateway of what is asked for. */
  gateway: PipelineGateway
}

export interface AnswerSubjects {
  subjectId?: string
  subjectIds?: string[]
  /** Whose subjects they are: travellers unless told. */
  gateway?: GatewayKind
}

/**
 * Task `answer-subject`: tells the gateway of these subjects what stands now. The gateway compares it with what the sender was told last and stores a new
 * answer only where that changed, so running this twice sends nothing twice. Most subjects nobody ever asked about: they are told apart at once.
 */
export async function answerSubject(deps: AnswerDeps, { subjectId, subjectIds = [] }: AnswerSubjects): Promise<void> {
  const asked = subjectId === undefined ? subjectIds : [subjectId, ...subjectIds]
  const act = { action: 'record.write', type: 'record.read' } as const
  for (const { id, purpose } of await concerned(deps, [...new Set(asked)])) {
    await systemDoor(deps, purpose).act(act, async (tx) => {
      const standing = (await outcomesOf(tx, deps.gateway.kind, [id], 'share')).get(id)
      if (standing === undefined) return
      const sent = await deps.gateway.outcomeChanged(tx, id, standing)
      if (!sent) tx.leavesNoEntry()
    })
  }
}

async function concerned(deps: AnswerDeps, ids: readonly string[]): Promise<{ id: string; purpose: Purpose }[]> {
  const act = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  return systemDoor(deps, null).act(act, async (tx) => {
    tx.leavesNoEntry()
    const told = await deps.gateway.mayBeTold(tx, ids)
    if (told.length === 0) return []
    return (await deps.gateway.regimesOf(tx, told)).flatMap((subject) => {
      const purpose = purposeFor(subject)
      return purpose === null ? [] : [{ id: subject.id, purpose }]
    })
  })
}
