import { travelVocabulary } from '@entente/contracts'
import { outcomeFor, outcomesOf, type StandingOutcome } from '../../../pipeline/cases/case-outcome.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { deliverAnswerJob } from '../store/jobs.ts'
import {
  type AnswerCodes,
  type AnsweredPerson,
  type AskedPerson,
  answerCodesOf,
  type PersonOutcome,
} from './answer-content.ts'
import { judgePerson } from './judge-person.ts'
import type { MergedTraveller } from './lock-people.ts'
import { type AnswerRow, openAnswer, storeAnswer } from './store-answer.ts'
import { writeAnswer } from './write-answer.ts'

/** Time for deliveries if the flight's departure is not known. */
const withoutDepartureMs = 24 * 3_600_000

/**
 * Judges people by the current outcomes of their travellers; the cases stay locked until the transaction ends. An
 * adverse decision about a traveller who was merged into another traveller applies to that traveller. `merged` lists those
 * who were merged into these travellers, if it is known. The outcomes are for one sender, see `outcomeFor`.
 */
export async function judgePeople(
  tx: Tx,
  senderId: string,
  people: readonly AskedPerson[],
  merged?: readonly MergedTraveller[],
): Promise<PersonOutcome[]> {
  const ids = [...new Set(people.flatMap((person) => person.travellerIds))]
  const before = merged ?? (await mergedInto(tx, ids))
  const standing = await outcomesOf(tx, travelVocabulary, [...ids, ...before.map((row) => row.id)], 'share')
  for (const [id, one] of standing) standing.set(id, await outcomeFor(tx, travelVocabulary, senderId, one))
  const known = (id: string) => standing.get(id)
  return people.map((person) => {
    const own = person.travellerIds.map(known)
    const earlier = before
      .filter((row) => person.travellerIds.includes(row.merged_into ?? ''))
      .map((row) => known(row.id))
    const all = [...own, ...earlier.filter((one) => one?.outcome.adverse)]
    return judgePerson(
      person,
      all.filter((one): one is StandingOutcome => one !== undefined),
    )
  })
}

async function mergedInto(tx: Tx, ids: readonly string[]): Promise<MergedTraveller[]> {
  if (ids.length === 0) return []
  return tx.db
    .selectFrom('traveller')
    .select(['id', 'merged_into'])
    .where('merged_into', 'in', [...ids])
    .execute()
}

/** The longest text of a status in a CUSRES. */
const mostText = 70

export function answered(person: AskedPerson, outcome: PersonOutcome, codes: AnswerCodes): AnsweredPerson {
  const { code, text: usual } = codes[outcome.outcome]
  const text = outcome.basis === 'unchecked' ? `${usual} - checked later`.slice(0, mostText) : usual
  return { ...person, outcome: outcome.outcome, code, text, basis: outcome.basis, caseId: outcome.caseId }
}

/**
 * Sends an answer again where its outcome changed (re-vetting): stores an unsolicited CUSRES for each person with a new
 * outcome, and the job that delivers it. Returns false if nothing changed or the flight has left. `people` may have
 * travellers that were not known when the answer was sent.
 */
export async function reAnswer(tx: Tx, last: AnswerRow, people: readonly AskedPerson[]): Promise<boolean> {
  const content = openAnswer(tx, last)
  if (content === undefined || last.message_id === null) return false
  const departsAt = await departureOf(tx, last.flight_id)
  if (departsAt !== null && departsAt <= tx.now) return false
  const sentBefore = new Map(content.people.map((person) => [person.pointer, person.outcome]))
  const outcomes = await judgePeople(tx, last.sender_id, people)
  const changed = people.flatMap((person, place) => {
    const outcome = outcomes[place] as PersonOutcome
    return sentBefore.get(person.pointer) === outcome.outcome ? [] : [{ person, outcome }]
  })
  if (changed.length === 0) return false
  const message = await tx.db
    .selectFrom('message')
    .selectAll()
    .where('id', '=', last.message_id)
    .executeTakeFirstOrThrow()
  const sender = await tx.db.selectFrom('sender').selectAll().where('id', '=', last.sender_id).executeTakeFirstOrThrow()
  const codes = answerCodesOf(sender)
  // One answer per person, so that each can be replaced alone.
  for (const [place, { person, outcome }] of changed.entries()) {
    // The time of an answer follows that of the one before it, which must be written.
    if (place > 0) await tx.flush()
    const now = [answered(person, outcome, codes)]
    const id = storeAnswer(tx, message, {
      kind: 'unsolicited',
      content: { ...writeAnswer('unsolicited', content.request, now, tx.now), request: content.request, people: now },
      outcomes: [outcome],
      flightId: last.flight_id,
      timedOut: false,
      answeredInMs: null,
      giveUpAt: departsAt ?? new Date(tx.now.getTime() + withoutDepartureMs),
    })
    await tx.enqueue(deliverAnswerJob, { answerId: id }, { jobKey: `deliver:${id}` })
  }
  return true
}

async function departureOf(tx: Tx, flightId: string | null): Promise<Date | null> {
  if (flightId === null) return null
  const flight = await tx.db.selectFrom('flight').select('departs_at').where('id', '=', flightId).executeTakeFirst()
  return flight?.departs_at ?? null
}
