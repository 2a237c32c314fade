import pg from 'pg'
import { codeOf } from './errors.ts'
import { keptAlive } from './pool.ts'
import type { Log, PostgresState } from './types.ts'

const firstPause = 100
const longestPause = 5_000
const goodbyeMs = 1_000

/**
 * Keeps one idle connection open, so that the node notices at once if an external database is lost. It reconnects after
 * 0.1 s, then after growing delays up to 5 s. Rejects if the first connection fails.
 */
export async function watchConnection(
  config: pg.ClientConfig,
  hooks: { log: Log; onDown?: (() => void) | undefined; onUp?: (() => void) | undefined },
): Promise<{ state(): PostgresState; stop(): Promise<void> }> {
  let state: PostgresState = 'starting'
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ ...config, ...keptAlive })
    let lost = false
    const lose = (error?: unknown): void => {
      if (lost || stopped || client !== fresh) return
      lost = true
      client = null
      state = 'down'
      hooks.log('postgres.down', { reason: codeOf(error) ?? 'connection ended' })
      hooks.onDown?.()
      retry(firstPause)
    }
    fresh.on('error', lose)
    fresh.on('end', () => lose())
    await fresh.connect()
    client = fresh
    state = 'ready'
  }

  const retry = (pause: number): void => {
    timer = setTimeout(() => {
      state = 'starting'
      connect().then(
        () => {
          if (stopped) return client?.end()
          hooks.log('postgres.ready', {})
          hooks.onUp?.()
        },
        () => {
          state = 'down'
          if (!stopped) retry(Math.min(pause * 2, longestPause))
        },
      )
    }, pause)
  }

  await connect()
  return {
    state: () => state,
    stop: async () => {
      stopped = true
      state = 'down'
      clearTimeout(timer)
      // A server that hangs does not answer the goodbye.
      await Promise.race([client?.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, goodbyeMs))])
    },
  }
}
