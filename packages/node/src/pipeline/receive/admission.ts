import { fail } from '../../errors.ts'
import type { Database } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { isPartedIn, type PartedSizes } from '../gateway/parted-sizes.ts'

/** The class of a piece of work: an answer that a sender waits for is refused later than a receipt. */
export type AdmittedWork = 'receipt' | 'answer'
/** Throws `overloaded` if the node cannot keep up with this class of work. Takes no time, so that a refusal comes at once. */
export type Admit = (work: AdmittedWork) => void

export interface Admission {
  admit: Admit
  /**
   * Counts a piece of admitted work as in hand, until the returned function is called. Resolves when the work may begin:
   * answers begin in the order of their arrival, a few at a time.
   */
  begin(work: AdmittedWork): Promise<() => void>
}
export interface AdmissionDeps extends Pick<CoreDeps, 'clock' | 'log'> {
  db: Database
  /** The number of requests that wait for a connection to the database. */
  poolWaiting: () => number
  /** Messages of these sizes are read one after the other, in parts. Their wait says nothing about the others, so it does not count. */
  partedSizes?: () => PartedSizes
  limits?: AdmissionLimits
  /** Milliseconds that pass evenly; tests pass their own. */
  now?: () => number
}
interface AdmissionLimits {
  /** The age of the oldest message that waits to be read. */
  backlogMs: number
  /** Requests that wait for a connection, by class. */
  waiting: Record<AdmittedWork, number>
  /** Requests in hand, by class. */
  inHand: Record<AdmittedWork, number>
  /** A class is slow if several of its requests have been in hand for so long. */
  slowMs: Record<AdmittedWork, number>
  /** From this time in hand on, several answers make messages give way. */
  giveWayMs: number
  /** Messages in hand while they give way: few, but never none, because slow answers may have another cause. */
  givingWay: number
  /**
   * Answers that are worked on at the same time. More would take turns at one thread and at the same records, so that each
   * would end later.
   */
  answering: number
  /** An answer begins after this time in any case, so that its deadline holds while others wait for the database. */
  turnMs: number
}
export const admissionLimits: AdmissionLimits = {
  backlogMs: 600_000,
  waiting: { receipt: 60, answer: 240 },
  inHand: { receipt: 256, answer: 256 },
  slowMs: { receipt: 2000, answer: 1000 },
  giveWayMs: 150,
  givingWay: 4,
  answering: 8,
  turnMs: 500,
}

const sampleMs = 1000
const soonMs = 2000
const laterMs = 30_000
/** Fewer slow requests have a reason of their own, such as a record that another transaction has locked. */
const several = 4

/**
 * Creates the admission of work that arrives from outside. A node that cannot keep up says so before it reads anything,
 * instead of answering late. It drops nothing that it acknowledged. The age of the backlog is read at most once a second.
 */
export function createAdmission(deps: AdmissionDeps): Admission {
  const limits = deps.limits ?? admissionLimits
  const now = deps.now ?? (() => performance.now())
  const inHand: Record<AdmittedWork, Set<{ since: number }>> = { receipt: new Set(), answer: new Set() }
  const line: (() => void)[] = []
  let answering = 0
  let ageMs = 0
  let sampledAt = Number.NEGATIVE_INFINITY
  function sample(): void {
    if (now() - sampledAt < sampleMs) return
    sampledAt = now()
    oldestWaiting(deps.db, deps.partedSizes?.() ?? []).then(
      (since) => {
        ageMs = since === null ? 0 : deps.clock().getTime() - since.getTime()
      },
      () => {},
    )
  }
  /** Returns whether several requests of a class have been in hand for so long. A set keeps the order of insertion. */
  function isSlow(work: AdmittedWork, ms: number): boolean {
    let count = 0
    for (const { since } of inHand[work]) {
      if (now() - since < ms) return false
      count += 1
      if (count === several) return true
    }
    return false
  }
  const refuse = (detail: string, retryAfterMs = soonMs) => fail('overloaded', { retryAfterMs, detail })

  function admit(work: AdmittedWork): void {
    sample()
    if (deps.poolWaiting() > limits.waiting[work]) throw refuse('Too many requests wait for the database.')
    if (inHand[work].size >= limits.inHand[work] || isSlow(work, limits.slowMs[work]))
      throw refuse('Earlier requests of this kind take too long.')
    if (work === 'answer') return
    if (inHand.receipt.size >= limits.givingWay && isSlow('answer', limits.giveWayMs))
      throw refuse('Answers go first, and they are slow now.')
    if (ageMs > limits.backlogMs) {
      const minutes = Math.floor(ageMs / 60_000)
      const detail = `The oldest message has waited ${minutes} minutes to be read. Nothing was stored; send it again later.`
      throw refuse(detail, laterMs)
    }
  }
  /** Waits until fewer answers are in work, but not for long. */
  function turn(): Promise<void> {
    if (answering < limits.answering) {
      answering += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const start = () => {
        answering += 1
        clearTimeout(timer)
        const place = line.indexOf(start)
        if (place >= 0) line.splice(place, 1)
        resolve()
      }
      const timer = setTimeout(start, limits.turnMs)
      line.push(start)
    })
  }
  return {
    admit,
    async begin(work) {
      const one = { since: now() }
      inHand[work].add(one)
      if (work === 'receipt') return () => void inHand.receipt.delete(one)
      await turn()
      return () => {
        inHand.answer.delete(one)
        answering -= 1
        if (answering < limits.answering) line[0]?.()
      }
    },
  }
}

/** Returns the time since which the oldest message waits. A message that failed before waits by intent and does not count. */
async function oldestWaiting(db: Database, parted: PartedSizes): Promise<Date | null> {
  const row = await db
    .selectFrom('message')
    .select('read_at')
    .where('read_at', 'is not', null)
    .where('attempts', '=', 0)
    .where((e) => e.not(isPartedIn('message', parted)))
    .orderBy('read_at')
    .limit(1)
    .executeTakeFirst()
  return row?.read_at ?? null
}
