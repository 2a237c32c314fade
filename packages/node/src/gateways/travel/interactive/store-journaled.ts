import { setTimeout as sleep } from 'node:timers/promises'
import { readTravel } from '@entente/readers'
import { Failure, fail } from '../../../errors.ts'
import { readAttributes } from '../../../safeguards/access/system.ts'
import { isRetryable } from '../../../store/postgres/index.ts'
import type { JournalEntry } from './answer-journal.ts'
import type { InteractiveDeps } from './answer-request.ts'
import { askedIn } from './asked-people.ts'
import { messageOf, storeJudged } from './responses.ts'

const againMs = 5000

export interface JournalWorker {
  /** Stores what the journal has, now and every five seconds until it is empty. */
  start(): void
  /** Waits for the answer that is being stored. */
  stop(): Promise<void>
}

/** Creates the worker that stores the answers of the journal: those of a process that ended, and those that failed. */
export function createJournalWorker(depsOf: () => InteractiveDeps): JournalWorker {
  const ending = new AbortController()
  let wanted = false
  let running: Promise<void> | null = null
  async function run(): Promise<void> {
    while (wanted && !ending.signal.aborted) {
      wanted = false
      if (await storeJournaled(depsOf(), ending.signal)) continue
      wanted = true
      await sleep(againMs, undefined, { signal: ending.signal, ref: false }).catch(() => {})
    }
    running = null
  }
  return {
    start() {
      wanted = true
      running ??= run()
    },
    async stop() {
      ending.abort()
      await running
    },
  }
}

/**
 * Stores each answer of the journal once, however often this runs. Returns whether none is left. It ends while the
 * database is unavailable, because the next entry would fail in the same way.
 */
export async function storeJournaled(deps: InteractiveDeps, ending: AbortSignal): Promise<boolean> {
  try {
    for (const id of await deps.journal.list()) {
      if (ending.aborted) return false
      const entry = await deps.journal.read(id)
      if (entry !== null && !(await storeEntry(deps, entry))) return false
    }
    return true
  } catch (error) {
    deps.log.error({ event: 'interactive.journal-failed', error: codeOf(error) })
    return false
  }
}

/**
 * Receives the request of an entry, stores its answer and removes the entry. Sets an entry aside that can never be
 * stored, for example because a restored backup lacks its sender. Returns false if the database is unavailable.
 */
export async function storeEntry(deps: InteractiveDeps, { id, senderId, request }: JournalEntry): Promise<boolean> {
  try {
    const sender = await senderOf(deps, senderId)
    const asked = askedIn(readTravel(request, { receivedAt: deps.clock().toISOString() }), request)
    if (sender === undefined || asked === null) throw fail('not-found')
    const receipt = await deps.steps.receive({ sender, channel: 'interactive', bytes: request, format: 'PAXLST' })
    const timing = { timedOut: true, started: performance.now(), id }
    await storeJudged(deps, await messageOf(deps, receipt.id), sender, asked, timing)
    await deps.journal.remove(id)
    return true
  } catch (error) {
    const isLater = isRetryable(error) || (error instanceof Failure && error.code === 'not-durable')
    const event = isLater ? 'interactive.not-stored' : 'interactive.answer-lost'
    deps.log.error({ event, answer: id, sender: senderId, error: codeOf(error) })
    if (!isLater) await deps.journal.setAside(id)
    return !isLater
  }
}

function senderOf(deps: InteractiveDeps, id: string) {
  return readAttributes(deps, (db) => db.selectFrom('sender').selectAll().where('id', '=', id).executeTakeFirst())
}

const codeOf = (error: unknown): string => String((error as { code?: string }).code ?? 'unknown')
