import type { Purpose } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { outcomesOf, type StandingOutcome } from '../cases/case-outcome.ts'
import { isPlanted } from '../cases/is-planted.ts'
import type { Gateway, Gateways } from '../gateway/gateway.ts'

export interface AnswerDeps extends Pick<CoreDeps, 'store' | 'member'> {
  gateways: Gateways
}

export interface AnswerSubjects {
  gateway: string
  subjectId?: string | undefined
  subjectIds?: string[] | undefined
}

/**
 * Job `answer-subject`: gives the gateway the current outcome of these subjects. The gateway compares it with the last answer to the sender
 * and stores a new one only if it changed, so running the job twice sends nothing twice. For most subjects no sender ever
 * asked for an answer; such a subject costs one query.
 */
export async function answerSubject(deps: AnswerDeps, request: AnswerSubjects): Promise<void> {
  const { subjectId, subjectIds = [] } = request
  const gateway = deps.gateways.of(request.gateway)
  const asked = subjectId === undefined ? subjectIds : [subjectId, ...subjectIds]
  const intent = { action: 'record.write', type: 'record.read' } as const
  for (const { id, purpose } of await concerned(deps, gateway, [...new Set(asked)])) {
    await systemAccess(deps, purpose).transaction(intent, async (tx) => {
      const standing = (await outcomesOf(tx, gateway.vocabulary, [id], 'share')).get(id)
      if (standing === undefined) return tx.leavesNoEntry()
      if (await isPlanted(tx, id)) return pretend(tx, gateway, id, standing)
      const sent = await gateway.answers.outcomeChanged(tx, id, standing)
      if (!sent) tx.leavesNoEntry()
    })
  }
}

/**
 * Notes the answer that would be sent about a planted case, which the page of the case shows. It is neither stored nor sent, so its entry
 * counts none. A decision has one such entry.
 */
async function pretend(tx: Tx, gateway: Gateway, id: string, { outcome }: StandingOutcome): Promise<void> {
  tx.leavesNoEntry()
  const answer = outcome.basis === 'decision' ? ((await gateway.answers.wouldSend?.(tx, id)) ?? null) : null
  if (answer === null || outcome.caseId === null) return
  const ref = `case:${outcome.caseId}`
  const { rows } =
    await sql`select from audit.entry where ref = ${ref} and type = 'answer.sent' and at >= ${answer.at}::timestamptz limit 1`.execute(
      tx.db,
    )
  if (rows.length > 0) return
  await tx.log({ type: 'answer.sent', ref, count: 0, details: { outcome: answer.outcome, planted: true } })
}

async function concerned(
  deps: AnswerDeps,
  gateway: Gateway,
  ids: readonly string[],
): Promise<{ id: string; purpose: Purpose }[]> {
  const intent = { action: 'signal.match', type: 'signal.match', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    const answerable = await gateway.answers.mayNeedAnswer(tx, ids)
    if (answerable.length === 0) return []
    return (await gateway.subjects.regimesOf(tx, answerable)).flatMap((subject) => {
      const purpose = purposeFor(subject)
      return purpose === null ? [] : [{ id: subject.id, purpose }]
    })
  })
}
