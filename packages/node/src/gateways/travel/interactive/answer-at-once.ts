import type { TravelReading } from '@entente/contracts'
import type { ReadResult, SenderRow } from '../../../pipeline/gateway/pipeline-steps.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { tryLockPeople } from '../answers/lock-people.ts'
import { judgePeople } from '../answers/re-answer.ts'
import type { Answered, InteractiveDeps } from './answer-request.ts'
import { askedIn, unreadableRequest } from './asked-people.ts'
import { addUnreadable, storeOutcomes } from './responses.ts'
import { answersTo } from './stopped-answers.ts'
import { withSubjects } from './travellers-of.ts'

interface Timing {
  /** Time of the first byte of the request, from `performance.now()`. */
  started: number
  /** Whether the request is being answered by policy, so that no other answer may be stored as sent. */
  isLate(): boolean
}

/**
 * Receives, reads, matches and answers a request in one transaction with one commit. Returns null if the rest must be
 * done step by step: the request was received before, the outcome of its people is being compared with an earlier answer,
 * or it is too large. Rejects if nothing was stored.
 */
export async function answerAtOnce(
  deps: InteractiveDeps,
  sender: SenderRow,
  bytes: Uint8Array,
  timing: Timing,
): Promise<Answered | null> {
  const incoming = { sender, channel: 'interactive', bytes, format: 'PAXLST' } as const
  const done = await deps.steps.receiveAndRead(incoming, (tx, result) =>
    answerWithin(tx, sender, bytes, result, timing),
  )
  return done?.value ?? null
}

async function answerWithin(
  tx: Tx,
  sender: SenderRow,
  bytes: Uint8Array,
  { message, read, subjects, matched }: ReadResult,
  { started, isLate }: Timing,
): Promise<Answered | null> {
  if (isLate()) return null
  const reading = read.reading as TravelReading
  const asked = askedIn(reading, bytes)
  const log = (count: number, details: Record<string, unknown>) =>
    tx.log({ type: 'answer.sent', ref: `message:${message.id}`, count, details })
  if (asked === null) {
    await log(0, {})
    const answer = addUnreadable(tx, message, unreadableRequest(reading, bytes), started)
    return { ...answer, unreadable: reading.findings }
  }
  if (!matched) return null
  const people = withSubjects(asked.people, subjects)
  const merged = await tryLockPeople(
    tx,
    people.flatMap(({ travellerIds }) => travellerIds),
  )
  if (merged === null) return null
  const outcomes = await answersTo(tx, people, await judgePeople(tx, sender.id, people, merged))
  if (isLate()) return null
  await log(outcomes.length, { timedOut: false })
  const flightId = subjects.find(({ subjectId }) => subjectId === people[0]?.travellerIds[0])?.contextId ?? null
  return storeOutcomes(tx, message, sender, { ...asked, people }, { started, timedOut: false, outcomes, flightId })
}
