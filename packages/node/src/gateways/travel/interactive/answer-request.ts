import { randomUUID } from 'node:crypto'
import type { InteractiveAnswer, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import type { z } from 'zod'
import { Failure, fail } from '../../../errors.ts'
import type { PipelineSteps, SenderRow } from '../../../pipeline/gateway/pipeline-steps.ts'
import { lawOf } from '../../../pipeline/receive/receive-message.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor } from '../../../safeguards/access/system.ts'
import type { AnswerContent } from '../answers/answer-content.ts'
import type { MessageRow } from '../answers/store-answer.ts'
import { answerAtOnce } from './answer-at-once.ts'
import type { AnswerJournal } from './answer-journal.ts'
import { type Asked, askedIn, unreadableRequest } from './asked-people.ts'
import { messageOf, policyAnswer, sameAnswer, storeJudged, storeUnreadable } from './responses.ts'
import { type InteractiveSettings, reserveMs } from './settings.ts'
import { storeEntry } from './store-journaled.ts'
import { withTravellers } from './travellers-of.ts'

export interface InteractiveDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  /** Steps of the pipeline, called directly by a request. */
  steps: Omit<PipelineSteps, 'receiveArriving'>
  interactive: InteractiveSettings
  journal: AnswerJournal
  /** Stores the answers of the journal in the background, until none is left. */
  storeLater(): void
}
export interface Answered {
  content: AnswerContent
  answer: z.infer<typeof InteractiveAnswer>
  /** Set if the request was not a readable passenger list. */
  unreadable?: TravelReading['findings']
}

/**
 * Answers one interactive request within its deadline, which runs from the first byte of the request: receives, reads,
 * matches and answers it in one transaction, or step by step if that is not possible. Without a result in time it sends
 * the policy's answer, which is never adverse, raises an alarm, and sends the result later, unsolicited. An answer that
 * could not be stored in time is in the journal before it is sent. A repeated request gets the same answer unless
 * something changed. An unreadable request is answered as such. `waitedMs` is the time since the first byte. Errors:
 * those of receiving; `not-durable` if neither the database nor the journal can be written.
 */
export async function answerRequest(
  deps: InteractiveDeps,
  sender: SenderRow,
  bytes: Uint8Array,
  waitedMs = 0,
): Promise<Answered> {
  const started = performance.now() - waitedMs
  const { deadlineMs } = deps.interactive
  const inTime = () => deadlineMs - (performance.now() - started) - reserveMs(deadlineMs)
  const isLate = () => inTime() <= 0
  const answering = answerAtOnce(deps, sender, bytes, { started, isLate })
  const answered = await within(inTime(), answering, (error) => {
    deps.log.warn({ event: 'interactive.not-at-once', error: codeOf(error) })
  })
  if (answered !== null) return answered
  if (!isLate()) return answerInSteps(deps, sender, bytes, started)
  // Nothing may be stored yet. The transaction ends later; it stores no answer then.
  const asked = askedIn(readTravel(bytes, { receivedAt: deps.clock().toISOString() }), bytes)
  if (asked === null) throw fail('not-durable')
  return answerFromJournal(deps, sender, bytes, asked, { started, before: answering })
}

/**
 * Answers a request in several transactions: one that was received before, or whose answer in one transaction failed.
 */
async function answerInSteps(
  deps: InteractiveDeps,
  sender: SenderRow,
  bytes: Uint8Array,
  started: number,
): Promise<Answered> {
  const { deadlineMs } = deps.interactive
  const left = () => deadlineMs - (performance.now() - started)
  const now = deps.clock()
  const readAt = new Date(now.getTime() + deadlineMs * 2)
  const request = { sender, channel: 'interactive', bytes, format: 'PAXLST', readAt } as const
  const received = deps.steps.receive(request)
  const reading = readTravel(bytes, { receivedAt: now.toISOString() })
  const asked = askedIn(reading, bytes)
  const inTime = () => left() - reserveMs(deadlineMs)
  const receipt = await within(inTime(), received, (error) => {
    if (!isNotDurable(error)) throw error
  })
  if (receipt === null) {
    if (asked === null) throw fail('not-durable')
    return answerFromJournal(deps, sender, bytes, asked, { started, before: received })
  }
  if (receipt.duplicate || asked === null) {
    const message = await messageOf(deps, receipt.id)
    const before = receipt.duplicate ? await sameAnswer(deps, message) : null
    if (before !== null) return asked === null ? { ...before, unreadable: reading.findings } : before
    if (asked === null) {
      const answer = await storeUnreadable(deps, message, unreadableRequest(reading, bytes), started)
      return { ...answer, unreadable: reading.findings }
    }
  }

  const failed = (event: string) => (error: unknown) =>
    deps.log.error({ event, message: receipt.id, error: codeOf(error) })
  const result = await within(inTime(), matched(deps, receipt.id, sender, asked), failed('interactive.failed'))
  const judged = { request: asked.request, people: result?.people ?? asked.people }
  const stored = (async () => {
    const message = result?.message ?? (await messageOf(deps, receipt.id))
    return storeJudged(deps, message, sender, judged, { timedOut: result === null, started })
  })()
  const done = await within(left(), stored, failed('interactive.not-stored'))
  if (done !== null) return done
  // The database did not answer in time: the carrier still gets the policy's answer.
  return answerFromJournal(deps, sender, bytes, judged, { started, before: stored })
}

/**
 * Writes the policy's answer to the journal and returns it. It is stored once `before` has ended, so that it is the last
 * answer stored: a different result is then sent to the carrier.
 */
async function answerFromJournal(
  deps: InteractiveDeps,
  sender: SenderRow,
  bytes: Uint8Array,
  asked: Asked,
  { started, before }: { started: number; before: Promise<unknown> },
): Promise<Answered> {
  const entry = { id: randomUUID(), senderId: sender.id, request: Buffer.from(bytes) }
  try {
    await deps.journal.add(entry)
  } catch (error) {
    deps.log.error({ event: 'interactive.journal-failed', error: codeOf(error) })
    throw fail('not-durable')
  }
  void before
    .catch(() => {})
    .then(() => storeEntry(deps, entry))
    .then((isStored) => {
      deps.journal.release(entry.id)
      if (!isStored) deps.storeLater()
    })
  return policyAnswer(deps, sender, asked, { id: entry.id, started })
}

/**
 * Reads and matches the message, and finds the travellers of its people. Travellers that reading did not match are
 * matched too: their own job may still be queued.
 */
async function matched(
  deps: InteractiveDeps,
  messageId: string,
  sender: SenderRow,
  asked: Asked,
): Promise<{ people: Asked['people']; message: MessageRow }> {
  const law = lawOf(sender, 'PAXLST')
  const purpose = purposeFor(law)
  if (purpose === null) throw fail('refused')
  const result = await deps.steps.read({ messageId, purpose })
  const message = result?.message ?? (await messageOf(deps, messageId))
  const people = await withTravellers(deps, message, asked.people, result?.subjects ?? null)
  const isMatched = new Set(result?.matched ? result.changed : [])
  const subjectIds = people.flatMap(({ travellerIds }) => travellerIds).filter((id) => !isMatched.has(id))
  await deps.steps.match({ gateway: message.gateway, messageId, subjectIds })
  return { people, message }
}

const isNotDurable = (error: unknown): boolean => error instanceof Failure && error.code === 'not-durable'

/** Returns the result, or null after the time limit or a failure: the carrier is answered in both cases. */
async function within<T>(ms: number, work: Promise<T>, onFailure: (error: unknown) => void): Promise<T | null> {
  const result = work.catch((error) => {
    onFailure(error)
    return null
  })
  if (ms <= 0) {
    result.catch(() => {})
    return null
  }
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([result, over])
  } finally {
    clearTimeout(timer)
  }
}

const codeOf = (error: unknown): string => String((error as { code?: string }).code ?? 'unknown')
