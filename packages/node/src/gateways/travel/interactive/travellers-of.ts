import type { ReadResult } from '../../../pipeline/gateway/pipeline-steps.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { readAttributes } from '../../../safeguards/access/system.ts'
import type { AskedPerson } from '../answers/answer-content.ts'
import type { MessageRow } from '../answers/store-answer.ts'

/**
 * Adds the travellers to the people of a request. If the message was read before, its statements name them; a traveller
 * who was merged into another one since is replaced by that one.
 */
export async function withTravellers(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  message: Pick<MessageRow, 'id'>,
  people: readonly AskedPerson[],
  known: ReadResult['subjects'] | null,
): Promise<AskedPerson[]> {
  return withSubjects(people, known ?? (await statedTravellers(deps, message.id)))
}

/** Adds the travellers whom a reading found. */
export function withSubjects(
  people: readonly AskedPerson[],
  found: readonly { pointer: string; subjectId: string }[],
): AskedPerson[] {
  return people.map((person) => {
    const ids = found.filter((one) => one.pointer === person.pointer).map((one) => one.subjectId)
    return { ...person, travellerIds: [...new Set(ids)] }
  })
}

async function statedTravellers(deps: Pick<CoreDeps, 'store' | 'member'>, messageId: string) {
  return readAttributes(deps, async (db) => {
    const rows = await db
      .selectFrom('statement as s')
      .innerJoin('traveller as t', 't.id', 's.traveller_id')
      .select((eb) => ['s.pointer', eb.fn.coalesce('t.merged_into', 't.id').as('subjectId')])
      .where('s.message_id', '=', messageId)
      .where('s.current', '=', true)
      .execute()
    return rows.map(({ pointer, subjectId }) => ({ pointer, subjectId: subjectId as string }))
  })
}
