import { codeOf, PostgresError } from './errors.ts'
import type { RunningServer, StartPlan } from './launch.ts'
import { startServer } from './start-server.ts'
import type { Log, PostgresState } from './types.ts'

const firstPause = 100
const longestPause = 5_000
/** If a server lived for this many milliseconds, the delay before the next restart is short again. */
const livedWell = 30_000

export interface Supervised {
  state(): PostgresState
  pid(): number | null
  stop(): Promise<void>
}

/**
 * Starts the server and keeps it running. If it dies while the node lives, it is restarted, first after 0.1 s and then
 * after growing delays up to 5 s.
 */
export async function supervise(
  plan: StartPlan,
  hooks: { log: Log; onDown?: (() => void) | undefined; onUp?: (() => void) | undefined },
): Promise<Supervised> {
  let running: RunningServer | null = null
  let state: PostgresState = 'starting'
  let stopping = false
  let wake = (): void => {}
  let restarting: Promise<void> = Promise.resolve()
  let pause = firstPause

  const watch = (server: RunningServer): void => {
    running = server
    state = 'ready'
    const since = Date.now()
    void server.ended.then((words) => {
      running = null
      if (stopping) return
      state = 'down'
      if (Date.now() - since > livedWell) pause = firstPause
      hooks.log('postgres.down', { pid: server.pid, reason: words })
      hooks.onDown?.()
      restarting = restart()
    })
  }

  const restart = async (): Promise<void> => {
    while (!stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (stopping) return
      pause = Math.min(pause * 2, longestPause)
      state = 'starting'
      try {
        const server = await startServer(plan, hooks.log)
        watch(server)
        if (stopping) return stopServer(server)
        hooks.onUp?.()
        return
      } catch (error) {
        state = 'down'
        const reason = error instanceof PostgresError ? error.message : (codeOf(error) ?? String(error))
        hooks.log('postgres.restart-failed', { reason, nextTryMilliseconds: pause })
      }
    }
  }

  watch(await startServer(plan, hooks.log))
  return {
    state: () => state,
    pid: () => running?.pid ?? null,
    stop: async () => {
      stopping = true
      wake()
      await restarting
      if (running) await stopServer(running)
      state = 'down'
    },
  }
}

const fastWithin = 8_000
const immediateWithin = 2_000

/**
 * Ends the server with SIGINT (fast shutdown), after 8 s with SIGQUIT (which needs no checkpoint; the next start
 * recovers), and after 2 s more with SIGKILL. It does not use SIGTERM, because one open transaction could delay that
 * shutdown for ever.
 */
async function stopServer(server: RunningServer): Promise<void> {
  const { child, ended } = server
  child.kill('SIGINT')
  const timers = [
    setTimeout(() => child.kill('SIGQUIT'), fastWithin),
    setTimeout(() => child.kill('SIGKILL'), fastWithin + immediateWithin),
  ]
  await ended
  for (const timer of timers) clearTimeout(timer)
}
