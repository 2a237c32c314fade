import type { Logger } from 'pino'
import { fail } from '../../errors.ts'
import type { Database } from '../access/access-store.ts'
import type { App } from '../access/http.ts'
import type { AfterBackup, DeliveryHeadLine, EndedLine } from '../log/after-backup.ts'

/** Puts ended credentials, withdrawn signals and the heads of exchanged logs into the file that a restore reads. */
interface EndedCredentials {
  /**
   * Writes all committed endings into the file and syncs it. Calls that wait at the same time share one write. Returns whether all that was
   * committed before the call is in the file. It never throws: on a full disk the endings count in the database, and wait there for the next
   * call.
   */
  keep(): Promise<boolean>
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
  let last: Promise<boolean> = Promise.resolve(true)
  /** A move that did not begin to read yet, so it reads what every caller committed. */
  let waiting: Promise<boolean> | undefined

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
  async function tryMove(): Promise<boolean> {
    waiting = undefined
    try {
      await move()
      return true
    } catch (error) {
      deps.log.warn({ event: 'restore.ended-late', error: String(error) })
      return false
    }
  }
  const keep = (): Promise<boolean> => {
    if (waiting === undefined) {
      waiting = last.then(tryMove)
      last = waiting
    }
    return waiting
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
 * Writes the endings of a request of a person into the file before its answer, and the head of a log before a member reads it: a member reads
 * no number that a restored node could give again, so without room for the head the feed answers `unavailable`. Senders end nothing. What a
 * refused request ended is in the file a few seconds later.
 */
export function keepBeforeAnswers(app: App, ended: Pick<EndedCredentials, 'keep'>): void {
  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400) return
    const url = request.routeOptions.url ?? ''
    if (url === '/peer/v1/feed') {
      if (!(await ended.keep())) throw fail('unavailable', noRoom)
      return
    }
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.sender !== null) return
    if (endsSomething.test(url)) await ended.keep()
  })
}
const noRoom = { detail: 'The node cannot write down how far this log has come.', retryAfterMs: 10_000 }
/** The routes by which people end credentials of people, senders and clients, and withdraw signals. */
const endsSomething = /^\/v1\/(session|enrol|me|people|accounts|keys|senders|taxii|signals|lists|kill|oversight)(\/|$)/
