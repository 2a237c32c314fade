import type { InteractiveAnswer, TravelReading } from '@entente/contracts'
import { readTravel } from '@entente/readers'
import type { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { PipelineSteps } from '../../../pipeline/gateway.ts'
import type { SenderRow } from '../../../pipeline/receive/receive-message.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../../safeguards/access/system.ts'
import type { AnswerContent } from '../answers/answer-content.ts'
import type { MessageRow } from '../answers/store-answer.ts'
import { type Asked, askedIn, unreadableRequest } from './asked-people.ts'
import { policyAnswer, sameAnswer, storeJudged, storeUnreadable } from './responses.ts'
import { type InteractiveSettings, reserveMs } from './settings.ts'
import { withTravellers } from './travellers-of.ts'

export interface InteractiveDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  /** The pipeline's steps, called in a row here. */
  steps: PipelineSteps
  interactive: InteractiveSettings
}
export interface Answered {
  content: AnswerContent
  answer: z.infer<typeof InteractiveAnswer>
  /** Set where the request was no passenger list that could be read. */
  unreadable?: TravelReading['findings']
}

/**
 * Answers one interactive request within its deadline: durable first, then read and matched, then judged person by person, stored and
 * sent. Without a result in time the policy's answer is given, which is never adverse, with an alarm; what the result is then is told unsolicited. The
 * same request again gets the same answer unless something changed. A request that cannot be read is answered as such. Errors: those of receiving.
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
  // The database does not answer in time: the carrier is told the policy's answer all the same.
  void rememberPolicy(deps, message, sender, { request: asked.request, people: people ?? asked.people }, timing, stored)
  return policyAnswer(deps, sender, asked, started)
}

/**
 * What was stored too late was never said. The policy's answer, which was, is stored after it as the last word, so that the carrier is told what was found
 * as soon as it is another.
 */
async function rememberPolicy(
  deps: InteractiveDeps,
  message: MessageRow,
  sender: SenderRow,
  asked: Asked,
  timing: { timedOut: boolean; started: number },
  late: Promise<Answered>,
): Promise<void> {
  const said = await late.then(
    () => timing.timedOut,
    () => false,
  )
  if (said) return
  await storeJudged(deps, message, sender, asked, { ...timing, timedOut: true }).catch((error) =>
    deps.log.error({ event: 'interactive.not-stored', message: message.id, error: codeOf(error) }),
  )
}

/** Reads and matches, and says who the people asked about are. Those known before are matched too: their job may still wait. */
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

/** The result, or null once the time is over. A failure of the work is no result either: the carrier is answered all the same. */
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
