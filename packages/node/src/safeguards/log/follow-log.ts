import type { Logger } from 'pino'
import type { Database } from '../access/access-store.ts'
import type { RunningLog } from './run-log.ts'
import type { LogHead } from './sequence.ts'

/** The pause between two looks at the published state, in milliseconds. */
const pauseMs = 1000

/**
 * Follows a log that the database service gives its places and signs: this process has neither the key of the log nor the right
 * to write its tree. It shows the state that the service published.
 */
export function followLog({ db, log, scheduled }: { db: Database; log: Logger; scheduled: boolean }): RunningLog {
  let head: LogHead | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const listeners: ((head: LogHead) => void)[] = []

  async function look(): Promise<LogHead | null> {
    const row = await db
      .selectFrom('audit.published')
      .select(['generation', 'origin', 'size', 'root', 'note'])
      .executeTakeFirst()
    if (row === undefined || row.note === head?.note) return head
    head = { ...row, size: Number(row.size) }
    for (const listener of listeners) listener(head)
    return head
  }
  function again(): void {
    if (stopped || !scheduled) return
    timer = setTimeout(async () => {
      await look().catch((error: unknown) => log.warn({ event: 'log.late', error: String(error) }))
      again()
    }, pauseMs)
  }

  return {
    head: () => head,
    follow: (listener) => void listeners.push(listener),
    async sequence() {
      const seen = await look()
      if (seen === null) throw new Error('the database service has not published a state of the log yet')
      return seen
    },
    async goOnAfter(_, note) {
      await db
        .insertInto('audit.ahead')
        .values({ note })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async start() {
      await look().catch((error: unknown) => log.warn({ event: 'log.late', error: String(error) }))
      again()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
