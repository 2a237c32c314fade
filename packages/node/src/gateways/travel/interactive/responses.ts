import { randomUUID } from 'node:crypto'
import type { SenderRow } from '../../../pipeline/gateway/pipeline-steps.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor, readAttributes, systemAccess } from '../../../safeguards/access/system.ts'
import { type AnswerContent, answerCodesOf, type PersonOutcome, type RequestFacts } from '../answers/answer-content.ts'
import { lockPeople } from '../answers/lock-people.ts'
import { answered, judgePeople } from '../answers/re-answer.ts'
import { type MessageRow, openAnswer, storeAnswer } from '../answers/store-answer.ts'
import { writeAnswer } from '../answers/write-answer.ts'
import { finishInteractiveJob } from '../store/jobs.ts'
import type { Answered, InteractiveDeps } from './answer-request.ts'
import type { Asked } from './asked-people.ts'
import type { InteractiveSettings } from './settings.ts'
import { answersTo } from './stopped-answers.ts'

interface Timing {
  timedOut: boolean
  /** Time of the first byte of the request, from `performance.now()`. */
  started: number
  /** The id of an answer that was sent already. If an answer with this id is stored, nothing changes. */
  id?: string
}
const elapsed = ({ started }: Pick<Timing, 'started'>): number => performance.now() - started

const onMessage = (message: MessageRow, type: 'answer.sent' | 'record.read') =>
  ({ action: 'record.write', type, ref: `message:${message.id}` }) as const

/**
 * Judges all people of a request and stores the answer in the same transaction; after a timeout it takes the policy's
 * outcome.
 */
export async function storeJudged(
  deps: InteractiveDeps,
  message: MessageRow,
  sender: SenderRow,
  asked: Asked,
  timing: Timing,
): Promise<Answered> {
  return systemAccess(deps, purposeFor(message)).transaction(onMessage(message, 'answer.sent'), async (tx) => {
    if (timing.id !== undefined) {
      const before = await tx.db.selectFrom('carrier_answer').selectAll().where('id', '=', timing.id).executeTakeFirst()
      const content = before === undefined ? undefined : openAnswer(tx, before)
      if (before !== undefined && content !== undefined)
        return { content, answer: jsonAnswer(before.id, content, true, before.answered_in_ms ?? 0) }
    }
    const { timedOut } = timing
    tx.note({ timedOut })
    tx.counted(asked.people.length)
    if (!timedOut)
      await lockPeople(
        tx,
        asked.people.flatMap((person) => person.travellerIds),
      )
    const outcomes = timedOut
      ? asked.people.map(() => byPolicy(deps.interactive))
      : await answersTo(tx, asked.people, await judgePeople(tx, sender.id, asked.people))
    const flightId = await flightOf(tx, asked)
    const stored = storeOutcomes(tx, message, sender, asked, { ...timing, outcomes, flightId })
    if (timedOut) await raiseTimeout(tx, message, stored.answer.id, deps.interactive)
    return stored
  })
}

/** Stores the answer with these outcomes, one for each person of the request, in the caller's transaction. */
export function storeOutcomes(
  tx: Tx,
  message: MessageRow,
  sender: SenderRow,
  asked: Asked,
  { outcomes, flightId, ...timing }: Timing & { outcomes: readonly PersonOutcome[]; flightId: string | null },
): Answered {
  const { timedOut } = timing
  const content = contentOf(asked, outcomes, sender, tx.now)
  const answeredInMs = elapsed(timing)
  const id = storeAnswer(tx, message, {
    ...(timing.id === undefined ? {} : { id: timing.id }),
    ...{ kind: 'response', content, outcomes, flightId, timedOut, answeredInMs, giveUpAt: null },
  })
  return { content, answer: jsonAnswer(id, content, timedOut, answeredInMs) }
}

/** Stores the answer "unable to process" in the same way as every other answer. */
export async function storeUnreadable(
  deps: InteractiveDeps,
  message: MessageRow,
  request: RequestFacts,
  started: number,
): Promise<Answered> {
  return systemAccess(deps, purposeFor(message)).transaction(onMessage(message, 'answer.sent'), async (tx) =>
    addUnreadable(tx, message, request, started),
  )
}

/** Stores the answer "unable to process" in the caller's transaction. */
export function addUnreadable(tx: Tx, message: MessageRow, request: RequestFacts, started: number): Answered {
  const content: AnswerContent = { ...writeAnswer('response', request, [], tx.now), request, people: [] }
  const answeredInMs = elapsed({ started })
  const id = storeAnswer(tx, message, {
    ...{ kind: 'response', content, outcomes: [], flightId: null, timedOut: false, answeredInMs, giveUpAt: null },
  })
  return { content, answer: jsonAnswer(id, content, false, answeredInMs) }
}

export async function messageOf(deps: Pick<CoreDeps, 'store' | 'member'>, id: string): Promise<MessageRow> {
  return readAttributes(deps, (db) =>
    db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
}

/** Reads the stored answer to the same request; null if there is none, or if a changed answer was sent since. */
export async function sameAnswer(deps: InteractiveDeps, message: MessageRow): Promise<Answered | null> {
  return systemAccess(deps, purposeFor(message)).transaction(onMessage(message, 'record.read'), async (tx) => {
    const last = await tx.db
      .selectFrom('carrier_answer')
      .selectAll()
      .where('message_id', '=', message.id)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const content = last === undefined || last.kind !== 'response' ? undefined : openAnswer(tx, last)
    if (last === undefined || content === undefined) {
      tx.leavesNoEntry()
      return null
    }
    return { content, answer: jsonAnswer(last.id, content, last.timed_out, last.answered_in_ms ?? 0) }
  })
}

/** Builds the answer by policy if none could be stored in time. */
export function policyAnswer(
  deps: InteractiveDeps,
  sender: SenderRow,
  asked: Asked,
  { id, started }: { id: string; started: number },
): Answered {
  const outcomes = asked.people.map(() => byPolicy(deps.interactive))
  const content = contentOf(asked, outcomes, sender, deps.clock())
  return { content, answer: jsonAnswer(id, content, true, elapsed({ started })) }
}

const byPolicy = ({ timeoutOutcome }: InteractiveSettings): PersonOutcome => ({
  caseId: null,
  outcome: timeoutOutcome,
  basis: 'policy-timeout',
  decision: null,
})

function contentOf(asked: Asked, outcomes: readonly PersonOutcome[], sender: SenderRow, at: Date): AnswerContent {
  const codes = answerCodesOf(sender)
  const people = asked.people.map((person, place) => answered(person, outcomes[place] as PersonOutcome, codes))
  return { ...writeAnswer('response', asked.request, people, at), request: asked.request, people }
}

async function raiseTimeout(
  tx: Tx,
  message: MessageRow,
  answerId: string,
  settings: InteractiveSettings,
): Promise<void> {
  const id = randomUUID()
  const detail = JSON.stringify({ answer: answerId, deadlineMs: settings.deadlineMs })
  await tx.db
    .insertInto('alarm')
    .values({ id, code: 'interactive-timeout', at: tx.now, ref: `message:${message.id}`, detail })
    .execute()
  await tx.announce('alarm.raised', id, 1)
  const runAt = new Date(tx.now.getTime() + settings.deadlineMs)
  await tx.enqueue(finishInteractiveJob, { answerId }, { jobKey: `settle:${answerId}`, runAt })
}

async function flightOf(tx: Tx, asked: Asked): Promise<string | null> {
  const travellerId = asked.people.flatMap((person) => person.travellerIds)[0]
  if (travellerId === undefined) return null
  const row = await tx.db.selectFrom('traveller').select('flight_id').where('id', '=', travellerId).executeTakeFirst()
  return row?.flight_id ?? null
}

function jsonAnswer(id: string, content: AnswerContent, timedOut: boolean, answeredInMs: number): Answered['answer'] {
  const { list } = content.request
  return {
    id,
    requestReference: list?.transactionReference ?? list?.reference ?? null,
    answeredInMs: Math.round(answeredInMs * 10) / 10,
    timedOut,
    people: content.people.map((person) => ({
      uniqueReference: person.uniqueReference,
      recordLocator: person.recordLocator,
      surname: person.surname,
      given: person.given,
      outcome: person.outcome,
      code: person.code,
      text: person.text,
      basis: person.basis,
      caseId: person.caseId,
    })),
  }
}
