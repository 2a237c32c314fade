import { readAhead } from './read-ahead.ts'
import { type LogDeps, type RunningLog, runLog } from './run-log.ts'

/** The pause between two looks for checkpoints that witnesses have, in milliseconds. */
const pauseMs = 5000

/**
 * Runs the sequencer of the log for another process that serves. Each state that is in the file after-backup.jsonl is published in
 * the database, and checkpoints that a witness showed to the other process are checked here: it could have invented them.
 */
export function serveLog(deps: LogDeps): RunningLog {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const running = runLog({
    ...deps,
    async tell({ generation, origin, size, root, note }) {
      const state = { generation, origin, size, root, note }
      await deps.db
        .insertInto('audit.published')
        .values(state)
        .onConflict((conflict) => conflict.column('only_row').doUpdateSet(state))
        .execute()
    },
  })

  function again(): void {
    if (stopped || !deps.scheduled) return
    timer = setTimeout(async () => {
      await takeAhead(deps, running).catch((error: unknown) =>
        deps.log.warn({ event: 'log.ahead-failed', error: String(error) }),
      )
      again()
    }, pauseMs)
  }
  return {
    ...running,
    async sequence() {
      await takeAhead(deps, running)
      return running.sequence()
    },
    async start() {
      await running.start()
      again()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running.stop()
    },
  }
}

/** Goes on after each noted checkpoint that the key of this log signed and that the log does not contain. */
async function takeAhead({ db, log }: LogDeps, running: RunningLog): Promise<void> {
  for (const { note } of await db.selectFrom('audit.ahead').select('note').limit(10).execute()) {
    const own = await db.selectFrom('audit.log').selectAll().orderBy('generation', 'desc').limit(1).executeTakeFirst()
    if (own === undefined) return
    const seen = await readAhead(db, own, note).catch((error: unknown) => {
      log.warn({ event: 'log.ahead-refused', error: String(error) })
      return null
    })
    if (seen !== null) await running.goOnAfter(seen, note)
    await db.deleteFrom('audit.ahead').where('note', '=', note).execute()
  }
}
