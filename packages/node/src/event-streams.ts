import type { FastifyRequest } from 'fastify'
import { actorOf } from './safeguards/access/http.ts'
import { hashKey } from './safeguards/access/keys.ts'
import {
  type SignedInDeps,
  type SignInProof,
  stillSignedIn,
  usedSince,
} from './safeguards/access/sessions/still-signed-in.ts'
import { Budget, type BudgetState } from './safeguards/governor/budget.ts'

/** Streams of live events that one person may have open, in all tabs and sessions. */
const mostOfPerson = 20
/** How often the sessions behind the open streams are checked. */
const checkMs = 4000
/** A person who used the desk this recently is at the desk. */
const atDeskMs = 5 * 60_000

export interface EventStreams {
  /**
   * Counts a stream and calls `end` once the session or key of its request has ended. Returns a function that stops
   * counting. Errors: `too-many-requests`, `overloaded`.
   */
  open(request: FastifyRequest, end: () => void): () => void
  /** Checks all streams now, because a session ended. */
  check(): Promise<void>
  /** Returns which of these people have a stream open now: at the desk if they used it in the last minutes, else away. */
  presentAmong(persons: readonly string[]): Promise<Map<string, 'at-desk' | 'away'>>
  state(): BudgetState
  stop(): void
}

/**
 * Limits the open streams of live events by person and in sum. A stream lives no longer than its session: it ends at
 * sign-out at once, and within four seconds after the session expired, the key was revoked or the account was disabled.
 */
export function createEventStreams(deps: SignedInDeps, most: number): EventStreams {
  const budget = new Budget({
    name: 'event-streams',
    total: most,
    each: Math.min(most, mostOfPerson),
    retryAfterMs: 5000,
  })
  const open = new Map<symbol, { person: string; proof: SignInProof; end: () => void }>()
  let running = Promise.resolve()
  let next: Promise<void> | null = null

  async function checkAll(): Promise<void> {
    const now = [...open]
    if (now.length === 0) return
    const valid = await stillSignedIn(
      deps,
      now.map(([, { proof }]) => proof),
    )
    for (const [place, [id, { end }]] of now.entries()) if (valid[place] === false && open.has(id)) end()
  }
  // A running check may have read the sessions already, so the next one follows it. All who ask until that begins share it.
  const check = (): Promise<void> => {
    next ??= running.then(() => {
      next = null
      // A database that does not answer ends no stream: the next check decides.
      running = checkAll().catch(() => {})
      return running
    })
    return next
  }
  const timer = setInterval(() => void check(), checkMs)
  timer.unref()

  return {
    open(request, end) {
      const lease = budget.take({ caller: actorOf(request).person, known: true })
      const id = Symbol('stream')
      open.set(id, { person: actorOf(request).person, proof: proofOf(request), end })
      return () => {
        open.delete(id)
        lease.release()
      }
    },
    check,
    async presentAmong(persons) {
      const wanted = new Set(persons)
      const streams = [...open.values()].filter(({ person }) => wanted.has(person))
      const used = await usedSince(
        deps,
        streams.map(({ proof }) => proof),
        new Date(deps.clock().getTime() - atDeskMs),
      )
      const present = new Map<string, 'at-desk' | 'away'>()
      for (const [place, { person }] of streams.entries())
        if (present.get(person) !== 'at-desk') present.set(person, used[place] === true ? 'at-desk' : 'away')
      return present
    },
    state: () => budget.state(),
    stop: () => clearInterval(timer),
  }
}

function proofOf(request: FastifyRequest): SignInProof {
  if (request.sessionHash !== null) return { kind: 'session', hash: request.sessionHash }
  const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return { kind: 'key', hash: hashKey(key) }
}
