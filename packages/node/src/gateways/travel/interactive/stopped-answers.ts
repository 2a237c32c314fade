import { boardingSurface, travelVocabulary } from '@entente/contracts'
import { noteUnchecked } from '../../../pipeline/cases/unchecked.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AskedPerson, PersonOutcome } from '../answers/answer-content.ts'
import { withoutMatching } from '../answers/judge-person.ts'

/**
 * Returns the outcomes that a boarding question may give. While its surface is stopped they have no results of matching; its people are then
 * answered again once the stop is lifted.
 */
export async function answersTo(
  tx: Tx,
  people: readonly AskedPerson[],
  outcomes: PersonOutcome[],
): Promise<PersonOutcome[]> {
  const { kind } = travelVocabulary
  if (tx.stops.stopsGateway(kind) || !tx.stops.stopsSurface(boardingSurface, kind)) return outcomes
  await noteUnchecked(
    tx,
    kind,
    people.flatMap(({ travellerIds }) => travellerIds),
  )
  return outcomes.map(withoutMatching)
}
