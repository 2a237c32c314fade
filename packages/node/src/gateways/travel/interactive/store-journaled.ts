import { setTimeout as sleep } from 'node:timers/promises'
import { readTravel } from '@entente/readers'
import { readAttributes } from '../../../safeguards/access/system.ts'
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

/** Stores each answer of the journal once, however often this runs. Returns whether none is left. */
export async function storeJournaled(deps: InteractiveDeps, ending: AbortSignal): Promise<boolean> {
  let left = 0
  for (const id of await deps.journal.list()) if (ending.aborted || !(await storeAgain(deps, id))) left += 1
  return left === 0
}

/** Returns whether the journal no longer has this entry. */
async function storeAgain(deps: InteractiveDeps, id: string): Promise<boolean> {
  try {
    const entry = await deps.journal.read(id)
    return entry === null || (await storeEntry(deps, entry))
  } catch (error) {
    deps.log.error({ event: 'interactive.journal-failed', answer: id, error: codeOf(error) })
    return false
  }
}

/** Receives the request of an entry, stores its answer and removes the entry. Returns whether that is done. */
export async function storeEntry(deps: InteractiveDeps, { id, senderId, request }: JournalEntry): Promise<boolean> {
  try {
    const sender = await senderOf(deps, senderId)
    const asked = askedIn(readTravel(request, { receivedAt: deps.clock().toISOString() }), request)
    // Only answers to readable requests are in the journal. A restored backup may lack the sender.
    if (sender === undefined || asked === null)
      deps.log.error({ event: 'interactive.answer-lost', answer: id, sender: senderId })
    else {
      const receipt = await deps.steps.receive({ sender, channel: 'interactive', bytes: request, format: 'PAXLST' })
      const timing = { timedOut: true, started: performance.now(), id }
      await storeJudged(deps, await messageOf(deps, receipt.id), sender, asked, timing)
    }
    await deps.journal.remove(id)
    return true
  } catch (error) {
    deps.log.error({
      event: 'interactive.not-stored',
      answer: id,
      error: codeOf(error),
    })
    return false
  }
}

function senderOf(deps: InteractiveDeps, id: string) {
  return readAttributes(deps, (db) => db.selectFrom('sender').selectAll().where('id', '=', id).executeTakeFirst())
}

const codeOf = (error: unknown): string => String((error as { code?: string }).code ?? 'unknown')
