import type { Purpose } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { purposeFor, systemAccess } from '../../safeguards/access/system.ts'
import { takeTurns } from '../../store/take-turns.ts'
import { noteGroupsDue } from '../cases/note-groups-due.ts'
import type { ComparedSubject } from '../gateway/compared-subject.ts'
import type { Gateway, Gateways, MatchNow, SubjectInContext } from '../gateway/gateway.ts'
import type { AppliedHits, ChangedByMessage, MatchSubjects } from '../gateway/pipeline-steps.ts'
import { answerSubjectJob, matchSubjectsJob } from '../jobs/jobs.ts'
import { applyHits } from './apply-hits.ts'
import { compareParties, type KnownParties, type ScreenTerms } from './compare-parties.ts'
import { leaveOutCleared } from './leave-out-cleared.ts'
import type { MatchIndex, Subset } from './match-index.ts'
import { keepFound } from './move-clocks.ts'
import { leaveOutStopped, leaveUnchecked } from './stopped.ts'
import { thresholdInForce } from './threshold-in-force.ts'

export interface MatchDeps extends Pick<CoreDeps, 'store' | 'member' | 'log'> {
  index: MatchIndex
  gateways: Gateways
}

/**
 * Compares subjects of one gateway with the signals and applies the hits to their cases: each subject once, however often it is listed.
 * Writes one log entry for each message (`signal.match`, count = subjects). Where a case changed, a job enqueued in the same transaction
 * answers the sender.
 */
export async function matchSubjects(deps: MatchDeps, request: MatchSubjects): Promise<AppliedHits[]> {
  const ids = [...new Set(request.subjectIds)]
  if (ids.length === 0) return []
  const ref = request.messageId === undefined ? null : `message:${request.messageId}`
  const { answerAll = false, messages = [] } = request
  const how = { cause: 'message', ref, only: undefined, answerAll, messages, redoable: true }
  return forEachPurpose(deps, deps.gateways.of(request.gateway), ids, how)
}

/** Matches subjects in the transaction that stored them. It runs inside `whileScreening` of the index. */
export function matchWithin(deps: MatchDeps): MatchNow {
  return { around: deps.index.whileScreening, match }

  async function match(tx: Tx, gateway: Gateway, changed: ChangedByMessage): Promise<void> {
    const ids = [...new Set(changed.flatMap(({ subjectIds }) => subjectIds))]
    const contexts = await gateway.subjects.load(tx, ids)
    // Subjects of another purpose, after a sender's law changed, are matched by a job under that purpose.
    const loaded = new Set(contexts.map(({ subject }) => subject.id))
    const others = ids.filter((id) => !loaded.has(id))
    if (others.length > 0) await tx.enqueue(matchSubjectsJob, { gateway: gateway.vocabulary.kind, subjectIds: others })
    // The log entry of the reading counts its own subjects only.
    tx.counted(-contexts.length)
    const cause = 'message'
    const applied = await matchContexts(deps, tx, gateway, contexts, { cause, only: undefined })
    for (const [place, { messageId, subjectIds }] of changed.entries()) {
      const details = place === 0 ? { cause, cases: applied.length } : { cause }
      const count = subjectIds.filter((id) => loaded.has(id)).length
      await tx.log({ type: 'signal.match', ref: `message:${messageId}`, count, details })
    }
    await enqueueAnswers(tx, gateway, subjectsToAnswer(gateway, applied))
  }
}

export interface HowToMatch {
  cause: string
  ref: string | null
  only: Subset | undefined
  answerAll?: boolean
  messages?: MatchSubjects['messages']
  /** The work runs in a job that repeats it if the commit did not reach the disk. */
  redoable?: boolean
  /** Runs in the transaction that applies the hits. */
  also?: (tx: Tx, applied: readonly AppliedHits[]) => void
}

/** Matches subjects in one transaction per purpose. Nearly always there is one purpose, the gateway's usual one. */
export async function forEachPurpose(
  deps: MatchDeps,
  gateway: Gateway,
  ids: readonly string[],
  how: HowToMatch,
): Promise<AppliedHits[]> {
  const intent = {
    action: 'signal.match',
    type: 'signal.match',
    ref: how.ref,
    details: { cause: how.cause },
  } as const
  const usual = gateway.usualPurpose
  const others = new Map<Purpose, string[]>()
  const applied = await systemAccess(deps, usual).transaction(intent, async (tx) => {
    if (how.redoable === true) tx.redoable()
    others.clear()
    const found = await gateway.subjects.load(tx, ids)
    const mine = found.filter(({ row }) => purposeFor(row) === usual)
    const known = new Set(mine.map(({ subject }) => subject.id))
    const rest = ids.filter((id) => !known.has(id))
    for (const subject of rest.length === 0 ? [] : await gateway.subjects.regimesOf(tx, rest)) {
      const purpose = purposeFor(subject)
      if (purpose === null || purpose === usual) continue
      others.set(purpose, [...(others.get(purpose) ?? []), subject.id])
    }
    if (mine.length > 0) return matchLoaded(deps, tx, gateway, mine, how)
    tx.leavesNoEntry()
    return []
  })
  for (const [purpose, part] of others) {
    const more = await systemAccess(deps, purpose).transaction(intent, async (tx) => {
      if (how.redoable === true) tx.redoable()
      return matchLoaded(deps, tx, gateway, await gateway.subjects.load(tx, part), how)
    })
    applied.push(...more)
  }
  return applied
}

/** Matches loaded subjects in the caller's transaction: compares them, applies the hits, runs the gateway's follow-up, enqueues the answers. */
async function matchLoaded(
  deps: Pick<MatchDeps, 'index' | 'member'>,
  tx: Tx,
  gateway: Gateway,
  contexts: readonly SubjectInContext[],
  how: HowToMatch,
): Promise<AppliedHits[]> {
  const { cause } = how
  const applied = await matchContexts(deps, tx, gateway, contexts, how)
  how.also?.(tx, applied)
  tx.note({ cases: applied.length })
  const [own, ...others] = how.messages ?? []
  if (own !== undefined) tx.counted(own.subjects - contexts.length)
  for (const { messageId, subjects } of others) {
    await tx.log({ type: 'signal.match', ref: `message:${messageId}`, count: subjects, details: { cause } })
  }
  const toAnswer =
    how.answerAll === true ? contexts.map(({ subject }) => subject.id) : subjectsToAnswer(gateway, applied)
  await enqueueAnswers(tx, gateway, toAnswer)
  return applied
}

/** Compares loaded subjects and applies the hits. */
async function matchContexts(
  deps: Pick<MatchDeps, 'index' | 'member'>,
  tx: Tx,
  gateway: Gateway,
  contexts: readonly SubjectInContext[],
  { cause, only: subset }: Pick<HowToMatch, 'cause' | 'only'>,
): Promise<AppliedHits[]> {
  const only = subset?.ids
  // Also those that a stop leaves unchecked: they are people of this month. Of those compared again, the hits matter.
  if (gateway.groups !== undefined && cause === 'message')
    noteGroupsDue(
      tx,
      gateway.vocabulary.kind,
      contexts.map(({ subject }) => subject.id),
    )
  if (await leaveUnchecked(tx, gateway, contexts, cause)) return []
  const compared =
    gateway.compare === undefined
      ? await comparePartiesOf(deps.index, tx, gateway, contexts, { subset, cause })
      : await gateway.compare(tx, contexts, { only, cause })
  return applyCompared(deps.member, tx, gateway, compared, { only, cause })
}

/** Applies the hits of compared subjects, and runs the gateway's follow-up in the same transaction. */
export async function applyCompared(
  member: CoreDeps['member'],
  tx: Tx,
  gateway: Gateway,
  compared: readonly ComparedSubject[],
  terms: { only: ReadonlySet<string> | undefined; cause: string },
): Promise<AppliedHits[]> {
  if (
    await leaveUnchecked(
      tx,
      gateway,
      compared.map(({ context }) => context),
      terms.cause,
    )
  )
    return []
  const sourceName = (source: string) => (source === member.id ? member.name : source)
  const { keepsHits } = gateway.vocabulary
  const { stopped, remaining: unstopped } = await leaveOutStopped(tx, gateway, compared)
  const remaining = await leaveOutCleared(tx, unstopped)
  const applied = await applyHits(tx, { sourceName, keepsHits, stopped, ...terms }, remaining)
  await keepFound(tx, gateway, applied)
  await gateway.afterCases?.(tx, remaining, applied, terms.cause)
  if (gateway.groups !== undefined && terms.cause !== 'message')
    noteGroupsDue(
      tx,
      gateway.vocabulary.kind,
      applied.map(({ subjectId }) => subjectId),
    )
  return applied
}

/** Enqueues the job that answers senders about these subjects. */
export async function enqueueAnswers(tx: Tx, gateway: Gateway, subjectIds: readonly string[]): Promise<void> {
  const { kind } = gateway.vocabulary
  const [first] = subjectIds
  if (first === undefined) return
  if (subjectIds.length > 1) await tx.enqueue(answerSubjectJob, { gateway: kind, subjectIds: [...subjectIds] })
  else await tx.enqueue(answerSubjectJob, { gateway: kind, subjectId: first }, { jobKey: `answer:${first}` })
}

/** Returns the subjects whose senders may have another answer now. */
export const subjectsToAnswer = ({ answers }: Gateway, applied: readonly AppliedHits[]): string[] =>
  applied.filter(({ change }) => answers.atOpening || change !== 'opened').map(({ subjectId }) => subjectId)

async function comparePartiesOf(
  index: MatchIndex,
  tx: Tx,
  gateway: Gateway,
  contexts: readonly SubjectInContext[],
  { subset, cause }: { subset: Subset | undefined; cause: string },
): Promise<ComparedSubject[]> {
  const threshold = await thresholdInForce(tx)
  const compared = await compareEach(index, tx, contexts, { threshold, only: subset })
  if (gateway.addHits === undefined) return compared
  return gateway.addHits(tx, compared, { only: subset?.ids, cause, signals: index.kept, threshold })
}

async function compareEach(
  index: MatchIndex,
  tx: Tx,
  contexts: readonly SubjectInContext[],
  terms: Pick<ScreenTerms, 'threshold' | 'only'>,
): Promise<ComparedSubject[]> {
  const compared: ComparedSubject[] = []
  const next = takeTurns()
  const known: KnownParties = new Map()
  for (const context of contexts) {
    compared.push(compareParties(index, context, { now: tx.now, ...terms, known }))
    await next()
  }
  return compared
}
