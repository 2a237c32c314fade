import { fail } from '../../errors.ts'
import type { Database } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'

/** The class of a piece of work: an answer that a sender waits for is refused later than a receipt. */
export type AdmittedWork = 'receipt' | 'answer'
/** Throws `overloaded` if the node cannot keep up with this class of work. Takes no time, so that a refusal comes at once. */
export type Admit = (work: AdmittedWork) => void

export interface AdmissionDeps extends Pick<CoreDeps, 'clock' | 'log'> {
  db: Database
  /** The number of requests that wait for a connection to the database. */
  poolWaiting: () => number
  limits?: AdmissionLimits
}
interface AdmissionLimits {
  /** The age of the oldest message that waits to be read. */
  backlogMs: number
  /** Requests that wait for a connection, by class. */
  waiting: Record<AdmittedWork, number>
}
export const admissionLimits: AdmissionLimits = { backlogMs: 600_000, waiting: { receipt: 60, answer: 240 } }

const sampleMs = 1000
const soonMs = 2000
const laterMs = 30_000

/**
 * Creates the admission of work that arrives from outside. A node that cannot keep up says so before it reads anything,
 * instead of answering late. It drops nothing that it acknowledged. The age of the backlog is read at most once a second.
 */
export function createAdmission(deps: AdmissionDeps): Admit {
  const { backlogMs, waiting } = deps.limits ?? admissionLimits
  let ageMs = 0
  let sampledAt = Number.NEGATIVE_INFINITY
  function sample(): void {
    const now = performance.now()
    if (now - sampledAt < sampleMs) return
    sampledAt = now
    oldestWaiting(deps.db).then(
      (since) => {
        ageMs = since === null ? 0 : deps.clock().getTime() - since.getTime()
      },
      () => {},
    )
  }
  return (work) => {
    sample()
    if (deps.poolWaiting() > waiting[work])
      throw fail('overloaded', { retryAfterMs: soonMs, detail: 'Too many requests wait for the database.' })
    if (work === 'receipt' && ageMs > backlogMs) {
      const minutes = Math.floor(ageMs / 60_000)
      throw fail('overloaded', {
        retryAfterMs: laterMs,
        detail: `The oldest message has waited ${minutes} minutes to be read. Nothing was stored; send it again later.`,
      })
    }
  }
}

/** Returns the time since which the oldest message waits. A message that failed before waits by intent and does not count. */
async function oldestWaiting(db: Database): Promise<Date | null> {
  const row = await db
    .selectFrom('message')
    .select('read_at')
    .where('read_at', 'is not', null)
    .where('attempts', '=', 0)
    .orderBy('read_at')
    .limit(1)
    .executeTakeFirst()
  return row?.read_at ?? null
}
