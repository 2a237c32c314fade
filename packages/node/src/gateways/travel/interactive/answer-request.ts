import type { InteractiveAnswer, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { PipelineSteps, SenderRow } from '../../../pipeline/gateway/pipeline-steps.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../../safeguards/access/system.ts'
import type { AnswerContent } from '../answers/answer-content.ts'
import type { MessageRow } from '../answers/store-answer.ts'
import { type Asked, askedIn, unreadableRequest } from './asked-people.ts'
import { policyAnswer, sameAnswer, storeJudged, storeUnreadable } from './responses.ts'
import { type InteractiveSettings, reserveMs } from './settings.ts'
import { withTravellers } from './travellers-of.ts'

export interface InteractiveDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  /** Steps of the pipeline, called directly by a request. */
  steps: PipelineSteps
  interactive: InteractiveSettings
}
export interface Answered {
  content: AnswerContent
  answer: z.infer<typeof InteractiveAnswer>
  /** Set if the request was not a readable passenger list. */
  unreadable?: TravelReading['findings']
}

/**
 * Answers one interactive request within its deadline: stores the message, reads and matches it, judges each person,
 * stores and sends the answer. Without a result in time it sends the policy's answer, which is never adverse, raises an
 * alarm, and sends the result later, unsolicited. A repeated request gets the same answer unless something changed. An
 * unreadable request is answered as such. Errors: those of receiving.
 */
export async function answerRequest(deps: InteractiveDeps, sender: SenderRow, bytes: Uint8Array): Promise<Answered> {
  const started = performance.now()
  const { deadlineMs } = deps.interactive
  const now = deps.clock()
  const later = new Date(now.getTime() + deadlineMs * 2)
  const receipt = await deps.steps.receive({ sender, channel: 'interactive', bytes, format: 'PAXLST', readAt: later })
  const reading = readTravel(bytes, { receivedAt: now.toISOString() })
  const asked = askedIn(reading, bytes)
  const message = await messageOf(deps, receipt.id)
  if (receipt.duplicate) {
    const before = await sameAnswer(deps, message)
    if (before !== null) return asked === null ? { ...before, unreadable: reading.findings } : before
  }
  if (asked === null) {
    const answer = await storeUnreadable(deps, message, unreadableRequest(reading, bytes), started)
    return { ...answer, unreadable: reading.findings }
  }

  const left = () => deadlineMs - (performance.now() - started)
  const people = await within(left() - reserveMs(deadlineMs), matched(deps, message, asked, later), (error) =>
    deps.log.error({ event: 'interactive.failed', message: message.id, error: codeOf(error) }),
  )
  const timing = { timedOut: people === null, started }
  const stored = storeJudged(deps, message, sender, { request: asked.request, people: people ?? asked.people }, timing)
  const done = await within(left(), stored, (error) =>
    deps.log.error({ event: 'interactive.not-stored', message: message.id, error: codeOf(error) }),
  )
  if (done !== null) return done
  // The database did not answer in time: the carrier still gets the policy's answer.
  void rememberPolicy(deps, message, sender, { request: asked.request, people: people ?? asked.people }, timing, stored)
  return policyAnswer(deps, sender, asked, started)
}

/**
 * Stores the policy's answer after one that was stored too late to be sent. The policy's answer was sent, so it must be
 * the last one stored: a different result is then sent to the carrier.
 */
async function rememberPolicy(
  deps: InteractiveDeps,
  message: MessageRow,
  sender: SenderRow,
  asked: Asked,
  timing: { timedOut: boolean; started: number },
  late: Promise<Answered>,
): Promise<void> {
  const sent = await late.then(
    () => timing.timedOut,
    () => false,
  )
  if (sent) return
  await storeJudged(deps, message, sender, asked, { ...timing, timedOut: true }).catch((error) =>
    deps.log.error({ event: 'interactive.not-stored', message: message.id, error: codeOf(error) }),
  )
}

/**
 * Reads and matches the message, and finds the travellers of its people. Known travellers are matched too: their own
 * job may still be queued.
 */
async function matched(
  deps: InteractiveDeps,
  message: MessageRow,
  asked: Asked,
  later: Date,
): Promise<Asked['people']> {
  const purpose = purposeFor(message)
  if (purpose === null) throw fail('refused')
  const result = await deps.steps.read({ messageId: message.id, purpose, matchAt: later })
  const people = await withTravellers(deps, message, asked.people, result?.subjects ?? null)
  const subjectIds = people.flatMap((person) => person.travellerIds)
  await deps.steps.match({ gateway: message.gateway, messageId: message.id, subjectIds })
  return people
}

async function messageOf(deps: InteractiveDeps, id: string): Promise<MessageRow> {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  })
}

/** Returns the result, or null after the time limit or a failure: the carrier is answered in both cases. */
async function within<T>(ms: number, work: Promise<T>, onFailure: (error: unknown) => void): Promise<T | null> {
  const result = work.catch((error) => {
    onFailure(error)
    return null
  })
  if (ms <= 0) return null
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
