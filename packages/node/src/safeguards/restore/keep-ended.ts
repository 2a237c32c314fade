import type { Logger } from 'pino'
import type { Database } from '../access/access-store.ts'
import type { App } from '../access/http.ts'
import type { AfterBackup, DeliveryHeadLine, EndedLine } from '../log/after-backup.ts'

/** Puts ended credentials, withdrawn signals and the heads of exchanged logs into the file that a restore reads. */
interface EndedCredentials {
  /**
   * Writes all committed endings into the file and syncs it. It never throws: on a full disk the endings count in the database,
   * and wait there for the next call.
   */
  keep(): Promise<void>
  start(): void
  stop(): Promise<void>
}

/** Commands and jobs end credentials too. Their endings are in the file after this time. */
const pauseMs = 5000
/** Endings that are written at once. */
const mostAtOnce = 1000

/**
 * The database has the endings in a table that triggers fill, so a kill between commit and file loses none. The table is empty most of
 * the time.
 */
export function createEndedCredentials(deps: { db: Database; after: AfterBackup; log: Logger }): EndedCredentials {
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()

  async function move(): Promise<void> {
    for (;;) {
      const rows = await deps.db.selectFrom('ended_credential').selectAll().orderBy('n').limit(mostAtOnce).execute()
      if (rows.length === 0) return
      await deps.after.append(...newestHeads(rows).map(lineOf))
      const written = rows.map(({ n }) => n)
      await deps.db.deleteFrom('ended_credential').where('n', 'in', written).execute()
      if (rows.length < mostAtOnce) return
    }
  }
  const keep = (): Promise<void> => {
    last = last.then(move).catch((error: unknown) => {
      deps.log.warn({ event: 'restore.ended-late', error: String(error) })
    })
    return last
  }
  return {
    keep,
    start() {
      timer = setInterval(() => void keep(), pauseMs).unref()
    },
    async stop() {
      clearInterval(timer)
      await keep()
    },
  }
}

/** Returns the line of the file for a row that waits. */
export const lineOf = ({ kind, id, state }: WaitingRow): EndedLine | DeliveryHeadLine =>
  kind === 'delivery'
    ? { v: 1, kind: 'delivery.head', epoch: id, seq: Number(state) }
    : { v: 1, kind: 'ended', of: kind, id, state }
interface WaitingRow {
  kind: string
  id: string
  state: string
}

/** Leaves out all heads of a log but the newest: a log moves on with each entry. */
const newestHeads = <R extends WaitingRow>(rows: readonly R[]): R[] => {
  const newest = new Map(rows.filter(({ kind }) => kind === 'delivery').map((row) => [row.id, row]))
  return rows.filter((row) => row.kind !== 'delivery' || newest.get(row.id) === row)
}

/**
 * Writes the endings of a request of a person into the file before its answer, and the head of a log before a member reads it. Senders
 * end nothing.
 */
export function keepBeforeAnswers(app: App, ended: Pick<EndedCredentials, 'keep'>): void {
  app.addHook('onSend', async (request) => {
    const url = request.routeOptions.url ?? ''
    if (url === '/peer/v1/feed') return ended.keep()
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.sender !== null) return
    if (endsSomething.test(url)) await ended.keep()
  })
}
/** The routes by which people end credentials of people, senders and clients, and withdraw signals. */
const endsSomething = /^\/v1\/(session|enrol|me|people|accounts|keys|senders|taxii|signals|lists)(\/|$)/
