import type { Purpose } from '@entente/contracts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Tx } from '../../safeguards/access/door.ts'
import { purposeFor, systemDoor } from '../../safeguards/access/system.ts'
import { takeTurns } from '../../store/take-turns.ts'
import type { PipelineGateway, SubjectInContext } from '../gateway.ts'
import type { MatchIndex, Subset } from './match-index.ts'
import { type ScreenedSubject, screenSubject } from './screen-subject.ts'
import { type Settled, settleCases } from './settle-cases.ts'
import { thresholdInForce } from './threshold/threshold-in-force.ts'

export interface MatchDeps extends Pick<CoreDeps, 'store' | 'member' | 'log'> {
  index: MatchIndex
  gateway: PipelineGateway
}
export interface MatchSubjects {
  messageId?: string
  /** Subjects of the gateway: travellers. */
  travellerIds: string[]
  /** The messages that said something of them and of how many each, where there are more than the one: each has its own log entry. */
  messages?: { messageId: string; subjects: number }[]
  /** What was told about them is compared even where no case of theirs changed: who they are did. */
  answerAll?: boolean
}

/**
 * Compares subjects with the signals and settles their cases: each subject once, however often it is asked for. One log entry a message
 * (`signal.match`, count = subjects). Senders that were told something else before are answered anew by a job of the same transaction.
 */
export async function matchSubjects(deps: MatchDeps, request: MatchSubjects): Promise<Settled[]> {
  const ids = [...new Set(request.travellerIds)]
  if (ids.length === 0) return []
  const ref = request.messageId === undefined ? null : `message:${request.messageId}`
  const { answerAll = false, messages = [] } = request
  return forEachPurpose(deps, ids, { cause: 'message', ref, only: undefined, answerAll, messages, redoable: true })
}

interface How {
  cause: string
  ref: string | null
  only: Subset | undefined
  answerAll?: boolean
  messages?: MatchSubjects['messages']
  /** A job does it, and does it again unless it reached the disk. */
  redoable?: boolean
  /** Goes into the same transaction as what was settled. */
  also?: (tx: Tx, settled: readonly Settled[]) => void
}

/** One transaction per purpose. Nearly always there is one, and it is the first. */
export async function forEachPurpose(deps: MatchDeps, ids: readonly string[], how: How): Promise<Settled[]> {
  const act = {
    action: 'signal.match',
    type: 'signal.match',
    ref: how.ref,
    details: { cause: how.cause },
  } as const
  const others = new Map<Purpose, string[]>()
  const settled = await systemDoor(deps, usual).act(act, async (tx) => {
    if (how.redoable === true) tx.redoable()
    const found = await deps.gateway.loadSubjects(tx, ids)
    const mine = found.filter(({ row }) => purposeFor(row) === usual)
    const known = new Set(mine.map(({ subject }) => subject.id))
    const rest = ids.filter((id) => !known.has(id))
    for (const subject of rest.length === 0 ? [] : await deps.gateway.regimesOf(tx, rest)) {
      const purpose = purposeFor(subject)
      if (purpose === null || purpose === usual) continue
      others.set(purpose, [...(others.get(purpose) ?? []), subject.id])
    }
    if (mine.length > 0) return settleSubjects(deps, tx, mine, how)
    tx.leavesNoEntry()
    return []
  })
  for (const [purpose, part] of others) {
    const more = await systemDoor(deps, purpose).act(act, async (tx) => {
      if (how.redoable === true) tx.redoable()
      return settleSubjects(deps, tx, await deps.gateway.loadSubjects(tx, part), how)
    })
    settled.push(...more)
  }
  return settled
}
const usual: Purpose = 'terrorism-prevention'

async function settleSubjects(
  deps: MatchDeps,
  tx: Tx,
  contexts: readonly SubjectInContext[],
  how: How,
): Promise<Settled[]> {
  const { index, member } = deps
  const threshold = await thresholdInForce(tx)
  const screened: ScreenedSubject[] = []
  const next = takeTurns()
  for (const context of contexts) {
    screened.push(screenSubject(index, context, { now: tx.now, threshold, only: how.only }))
    await next()
  }
  const sourceName = (source: string) => (source === member.id ? member.name : source)
  const settled = await settleCases(tx, { index, sourceName, only: how.only, cause: how.cause, threshold }, screened)
  how.also?.(tx, settled)
  tx.note({ cases: settled.length })
  const [own, ...others] = how.messages ?? []
  if (own !== undefined) tx.counted(own.subjects - contexts.length)
  for (const { messageId, subjects } of others) {
    await tx.log({ type: 'signal.match', ref: `message:${messageId}`, count: subjects, details: { cause: how.cause } })
  }
  const told = how.answerAll === true ? contexts.map(({ subject }) => subject.id) : settled.map((one) => one.subjectId)
  const [first] = told
  if (told.length === 1) await tx.enqueue('answer-subject', { subjectId: first }, { jobKey: `answer:${first}` })
  else if (told.length > 1) await tx.enqueue('answer-subject', { subjectIds: told })
  return settled
}
