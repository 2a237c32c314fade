import { purposeFor, readAttributes, systemAccess } from '../../../safeguards/access/system.ts'
import { lockPeople } from '../answers/lock-people.ts'
import { reAnswer } from '../answers/re-answer.ts'
import { openAnswer } from '../answers/store-answer.ts'
import type { InteractiveDeps } from './answer-request.ts'
import { withTravellers } from './travellers-of.ts'

/**
 * Task `settle-interactive`: finishes the work after an answer by policy. It reads and matches the message, and sends
 * an unsolicited answer if the outcome differs from the one sent. The job is retried until it succeeds.
 */
export async function finishInteractive(deps: InteractiveDeps, { answerId }: { answerId: string }): Promise<void> {
  const message = await messageOfAnswer(deps, answerId)
  const purpose = message === undefined ? null : purposeFor(message)
  if (message === undefined || purpose === null) return
  const result = await deps.steps.read({ messageId: message.id, purpose })
  const intent = { action: 'record.write', type: 'record.read', ref: `message:${message.id}` } as const
  const access = systemAccess(deps, purpose)
  const asked = await access.transaction(intent, async (tx) => {
    const row = await tx.db
      .selectFrom('carrier_answer')
      .selectAll()
      .where('id', '=', answerId)
      .executeTakeFirstOrThrow()
    return openAnswer(tx, row)?.people ?? []
  })
  const people = await withTravellers(deps, message, asked, result?.subjects ?? null)
  const travellerIds = people.flatMap((person) => person.travellerIds)
  await deps.steps.match({ gateway: message.gateway, messageId: message.id, subjectIds: travellerIds })
  await access.transaction(intent, async (tx) => {
    await lockPeople(tx, travellerIds)
    // Only the last answer is compared: a newer one already has the current outcome.
    const last = await tx.db
      .selectFrom('carrier_answer')
      .selectAll()
      .where('message_id', '=', message.id)
      .where('kind', 'in', ['response', 'unsolicited'])
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    if (last.id === answerId) await reAnswer(tx, last, people)
  })
}

async function messageOfAnswer(deps: InteractiveDeps, answerId: string) {
  return readAttributes(deps, (db) =>
    db
      .selectFrom('carrier_answer as a')
      .innerJoin('message as m', 'm.id', 'a.message_id')
      .select(['m.id', 'm.gateway', 'm.regime', 'm.purposes'])
      .where('a.id', '=', answerId)
      .executeTakeFirst(),
  )
}
