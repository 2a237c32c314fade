import { continuationType, toBase64 } from '@entente/contracts'
import type { Logger } from 'pino'
import type { CoreDeps } from '../access/core-deps.ts'
import { systemAccess } from '../access/system.ts'
import { raiseAlarm } from '../oversight/raise-alarm.ts'
import { type BeginDeps, beginLog } from './begin-log.ts'
import { LogDamaged, type LogHead, LogMoved, sequenceBatch } from './sequence.ts'

export interface LogDeps extends Omit<BeginDeps, 'member'>, Pick<CoreDeps, 'store' | 'member'> {
  log: Logger
  /** Whether entries get their places by themselves. Tests that move the clock call `sequence`. */
  scheduled: boolean
  /** Tells other processes of a state that is in the file now. */
  tell?(head: LogHead): Promise<void>
}

/** A running log. */
export interface RunningLog {
  /** Returns the state that was published last, or null before the start. */
  head(): LogHead | null
  /** Gives all waiting entries their places, signs and publishes. Throws LogDamaged. */
  sequence(): Promise<LogHead>
  /**
   * Goes on under another origin if somebody has a checkpoint that this log signed and does not contain: the node was
   * restored without knowing it. `note` is that checkpoint.
   */
  goOnAfter(known: { origin: string; size: number; root: Uint8Array }, note: string): Promise<void>
  /** Calls back after each new state. */
  follow(listener: (head: LogHead) => void): void
  start(): Promise<void>
  stop(): Promise<void>
}

/** The pause between two runs in milliseconds: the age of an entry without a place. */
const pauseMs = 1000

/**
 * Runs the sequencer of the log: it gives committed entries their places in the tree and signs the state. If the stored
 * tree is not the one that was signed, it signs nothing more and raises an alarm; the node itself goes on.
 */
export function runLog(deps: LogDeps): RunningLog {
  let head: LogHead | null = null
  /** Null until the log has begun. */
  let generation: number | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()
  const listeners: ((head: LogHead) => void)[] = []

  /**
   * A published state must be known after a restore, so it is in the file before it is the head. Nobody gets a state that is
   * not the head, although it is committed already.
   */
  async function publish(next: LogHead): Promise<LogHead> {
    const isNew = next.size !== head?.size || next.origin !== head.origin
    if (isNew) {
      const { origin, size, root } = next
      await deps.after.append({ v: 1, kind: 'log.head', origin, size, root: root.toString('base64') })
      await deps.tell?.(next)
      head = next
      for (const listener of listeners) listener(next)
    }
    return next
  }

  async function begin(): Promise<number> {
    const { head: first, cause, lost } = await beginLog({ ...deps, member: deps.member.id })
    // The alarm comes first: if the state cannot be published now, the next try finds a log that has begun.
    if (cause !== null) {
      deps.log.warn({ event: 'log.goes-on', cause, lost, origin: first.origin, size: first.size })
      await alarm('log-goes-on', { value: lost, cause }, first.generation)
    }
    await publish(first)
    generation = first.generation
    return generation
  }

  async function all(): Promise<LogHead> {
    for (;;) {
      const begun = performance.now()
      const current = generation ?? (await begin())
      const batch = await sequenceBatch(deps, current).catch((error: unknown) => {
        // Another process of this node goes on under a newer origin: follow it at the next run.
        if (error instanceof LogMoved) generation = null
        throw error
      })
      const { head: next, more, lateMs } = batch
      await publish(next)
      if (lateMs > 0) {
        deps.log.warn({ event: 'log.time-order', lateMs })
        await alarm('log-time', { value: Math.round(lateMs / 1000) })
      }
      if (!more || stopped) return next
      // Entries of an upgraded node are many. Leave half of the time to the work of people.
      if (deps.scheduled) await new Promise((resolve) => setTimeout(resolve, performance.now() - begun))
    }
  }

  /** Runs follow each other. */
  function sequence(): Promise<LogHead> {
    const mine = running.catch(() => {}).then(all)
    running = mine
    return mine
  }

  function again(afterMs: number): void {
    if (stopped) return
    timer = setTimeout(async () => {
      try {
        await sequence()
        again(pauseMs)
      } catch (error) {
        later(error)
      }
    }, afterMs)
  }

  /** A damaged log needs people. Anything else, such as a full disk, may pass. */
  function later(error: unknown): void {
    if (stopped) return
    if (error instanceof LogDamaged) {
      refuse(error)
      return
    }
    deps.log.warn({ event: 'log.late', error: String(error) })
    if (deps.scheduled) again(pauseMs * 10)
  }

  function refuse(error: LogDamaged): void {
    deps.log.error({ event: 'log.damaged', error: error.message })
    void alarm('log-damaged', {}).catch((cause) => deps.log.error({ event: 'log.alarm', error: String(cause) }))
  }

  function alarm(code: string, detail: { value?: number; [key: string]: unknown }, of = generation): Promise<void> {
    const intent = { action: 'record.write', type: continuationType, impersonal: true } as const
    return systemAccess(deps, null).transaction(intent, async (tx) => {
      tx.leavesNoEntry()
      await raiseAlarm(tx, code, `log:${of ?? 'begin'}`, detail)
    })
  }

  return {
    head: () => head,
    sequence,
    follow: (listener) => void listeners.push(listener),
    goOnAfter({ origin, size, root }) {
      const mine = running
        .catch(() => {})
        .then(async () => {
          await deps.after.append({ v: 1, kind: 'log.head', origin, size, root: toBase64(root) })
          await begin()
        })
        .catch((error: unknown) => {
          if (error instanceof LogDamaged) refuse(error)
          throw error
        })
      running = mine
      return mine
    },
    async start() {
      try {
        await begin()
        if (deps.scheduled) again(0)
      } catch (error) {
        // The node itself serves on: entries wait for their places.
        later(error)
      }
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running.catch(() => {})
    },
  }
}
