import type { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { BuiltScreener } from './pipeline/gateway/pipeline-steps.ts'
import type { Readers } from './pipeline/read/run-readers.ts'
import { delayMessages } from './pipeline/read/run-readers.ts'
import type { FromReaderThread, ReaderThreadData, ToReaderThread } from './reader-thread.ts'
import type { Database } from './safeguards/access/access-store.ts'
import { startThread } from './start-thread.ts'

export interface ReaderThreadDeps {
  db: Database
  log: Logger
  clock: () => Date
  data: ReaderThreadData
  /** Starts a thread; tests pass one that they can end. */
  start?: typeof startThread
  /** Times in milliseconds; tests pass short ones. */
  watch?: { pingMs: number; silentMs: number }
}

const restartMs = 500
/** A thread that answers no ping for so long hangs, for example in an endless loop. */
const usualWatch = { pingMs: 10_000, silentMs: 60_000 }
/**
 * Room for new objects. Reading makes many that live briefly: with half of it, the collector copied twice as many of them and
 * took twice the time.
 */
const youngMegabytes = 64

/**
 * Starts the thread that reads messages, so that reading never keeps requests waiting. Resolves when it reads. If the
 * thread ends, it is started again; the messages that it was reading then wait like those that failed.
 */
export async function readInThread(deps: ReaderThreadDeps): Promise<Readers> {
  const { log } = deps
  const { pingMs, silentMs } = deps.watch ?? usualWatch
  const waiting = new Map<number, { resolve: (built?: BuiltScreener) => void; reject: (error: Error) => void }>()
  const inHand = new Map<number, string[]>()
  let calls = 0
  let stopped = false
  let thread: Worker | null = null
  let ended: Promise<void> = Promise.resolve()
  const send = (message: ToReaderThread) => thread?.postMessage(message)

  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = (deps.start ?? startThread)(import.meta.url, 'reader-thread', {
        workerData: deps.data,
        resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
      })
      thread = worker
      let heardAt = performance.now()
      let isReady = false
      const pinging = setInterval(() => {
        if (isReady && performance.now() - heardAt > silentMs) {
          log.error({ event: 'readers.silent' })
          void worker.terminate()
        } else worker.postMessage({ type: 'ping' } satisfies ToReaderThread)
      }, pingMs)
      worker.on('message', (message: FromReaderThread) => {
        heardAt = performance.now()
        isReady ||= message.type === 'ready'
        if (message.type === 'ready') resolve()
        else handle(message)
      })
      worker.on('error', (error) => {
        log.error({ event: 'readers.failed', error: error.name, code: (error as { code?: string }).code })
        reject(error)
      })
      ended = new Promise((gone) => {
        worker.on('exit', (code) => {
          clearInterval(pinging)
          thread = null
          for (const { reject: fail } of waiting.values()) fail(new Error('the reader thread ended'))
          waiting.clear()
          reject(new Error(`the reader thread ended with ${code}`))
          gone()
        })
      })
    })
  }
  function handle(message: FromReaderThread): void {
    if (message.type === 'log') relay(log, message.line)
    else if (message.type === 'reading') {
      if (message.ids.length === 0) inHand.delete(message.reader)
      else inHand.set(message.reader, message.ids)
    } else if (message.type === 'applied') {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.fault === null) call?.resolve(message.built)
      else call?.reject(new Error(message.fault))
    }
  }
  /** Starts the thread again whenever it has ended. The messages in its hands then wait like those that failed. */
  async function supervise(): Promise<void> {
    for (;;) {
      await ended
      if (stopped) return
      log.error({ event: 'readers.restarted' })
      for (let isUp = false; !isUp && !stopped; ) {
        await new Promise((resolve) => setTimeout(resolve, restartMs))
        isUp = await startAgain().then(
          () => true,
          (error: unknown) => {
            log.warn({ event: 'readers.waiting', error: String((error as { code?: string }).code ?? 'unknown') })
            return false
          },
        )
      }
    }
  }
  async function startAgain(): Promise<void> {
    const ids = [...inHand.values()].flat()
    if (ids.length > 0) await delayMessages(deps, ids)
    inHand.clear()
    if (!stopped) await start()
  }

  await start()
  const supervised = supervise()
  return {
    wake: () => send({ type: 'wake' }),
    apply: (signalIds) =>
      new Promise((resolve, reject) => {
        if (thread === null) {
          reject(new Error('the reader thread is not running'))
          return
        }
        calls += 1
        waiting.set(calls, { resolve, reject })
        send({ type: 'apply', id: calls, signalIds: [...signalIds] })
      }),
    async stop() {
      stopped = true
      send({ type: 'stop' })
      await ended
      await supervised
    },
  }
}

/** Writes a line of the thread's log to the log of the node. */
export function relay(log: Logger, line: string): void {
  const { level, ...fields } = JSON.parse(line) as { level: number } & Record<string, unknown>
  if (level >= 50) log.error(fields)
  else if (level >= 40) log.warn(fields)
  else log.info(fields)
}
