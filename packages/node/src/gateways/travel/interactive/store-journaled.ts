import { readTravel } from '@entente/readers'
import { readAttributes } from '../../../safeguards/access/system.ts'
import type { JournalEntry } from './answer-journal.ts'
import type { InteractiveDeps } from './answer-request.ts'
import { askedIn } from './asked-people.ts'
import { messageOf, storeJudged } from './responses.ts'

const againMs = 5000

/**
 * Stores the answers of the journal: those of a process that ended, and those whose storing failed. Tries again every
 * five seconds until none is left or `stopped` says so. An answer is stored once, however often this runs.
 */
export async function storeJournaled(deps: InteractiveDeps, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    let left = 0
    for (const entry of await deps.journal.list()) if (!(await storeEntry(deps, entry))) left += 1
    if (left === 0) return
    await new Promise((resolve) => setTimeout(resolve, againMs).unref())
  }
}

/** Receives the request of an entry, stores its answer and removes the entry. Returns whether that is done. */
export async function storeEntry(deps: InteractiveDeps, { id, senderId, request }: JournalEntry): Promise<boolean> {
  try {
    const sender = await senderOf(deps, senderId)
    const asked = askedIn(readTravel(request, { receivedAt: deps.clock().toISOString() }), request)
    // A sender is never deleted, and only answers to readable requests are in the journal.
    if (sender !== undefined && asked !== null) {
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
      error: String((error as { code?: string }).code ?? 'unknown'),
    })
    return false
  }
}

function senderOf(deps: InteractiveDeps, id: string) {
  return readAttributes(deps, (db) => db.selectFrom('sender').selectAll().where('id', '=', id).executeTakeFirst())
}
