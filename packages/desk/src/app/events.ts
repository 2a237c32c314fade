import type { LiveEvent, ReleaseNotice } from '@entente/contracts'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { ProblemError } from '../parts/problem-error.ts'
import { api } from './api.ts'
import { tryPartsNow } from './load-part.ts'
import { markStale, queryClient } from './query.ts'
import { takeRelease } from './release.ts'

interface Connection {
  state: 'connecting' | 'live' | 'lost'
  /** Time of the last data from the node, in ms since 1970. */
  beatAt: number
  retryAt: number | null
}
/** The lists that become out of date with each type of event. */
type StaleLists = Partial<Record<LiveEvent['type'], readonly string[]>>
/** An object that is open on screen is not listed, so that it never changes while a person reads it. */
const stale: StaleLists = {
  'case.opened': ['/v1/cases', '/v1/badges'],
  'case.changed': ['/v1/cases', '/v1/badges'],
  'second.reminded': ['/v1/badges'],
  'signal.changed': ['/v1/signals'],
  'rematch.changed': ['/v1/rematches'],
  'list-task.changed': ['/v1/lists/tasks'],
  'threshold.changed': ['/v1/matching/threshold'],
  'trial.changed': ['/v1/matching/trials', '/v1/matching/rates'],
  // This event is frequent, so it does not reload the counts of all signals.
  'feed.appended': ['/v1/peers'],
  'peer.changed': ['/v1/peers', '/v1/peers/', '/v1/exchange', '/v1/withdrawals'],
  'agreement.changed': ['/v1/agreements'],
  'alarm.raised': ['/v1/alarms', '/v1/badges'],
  'sample.changed': ['/v1/oversight/sample', '/v1/sample/questions', '/v1/badges'],
  'stop.changed': ['/v1/kill'],
  'necessity.changed': ['/v1/necessity'],
  'people.changed': ['/v1/people/changes', '/v1/accounts'],
}
const silentMs = 10_000
/** The waits before the connection is tried again. The last one repeats. */
const retriesMs = [500, 2_000, 5_000]
const rereadMs = 2_000

let connection: Connection = { state: 'connecting', beatAt: Date.now(), retryAt: null }
const watchers = new Set<() => void>()
const listeners = new Set<(event: LiveEvent) => void>()
const due = new Set<string>()
let timer: ReturnType<typeof setTimeout> | null = null
let retryNow: (() => void) | null = null

function become(next: Partial<Connection>): void {
  connection = { ...connection, ...next }
  for (const watcher of watchers) watcher()
}
/** Collects the lists that became out of date, and reloads them at most every two seconds. */
function rereadSoon(paths: readonly string[]): void {
  for (const path of paths) due.add(path)
  if (timer !== null) return
  timer = setTimeout(() => {
    timer = null
    const paths = [...due]
    due.clear()
    markStale(...paths)
  }, rereadMs)
}
function take(data: string, type: string, lists: readonly StaleLists[]): void {
  // The node no longer has the events since the last one that this page received, so everything is reloaded.
  if (type === 'reread') return void queryClient.invalidateQueries()
  let event: LiveEvent
  try {
    if (type === 'release') {
      takeRelease(JSON.parse(data) as ReleaseNotice)
      return
    }
    event = JSON.parse(data) as LiveEvent
  } catch {
    return
  }
  const paths = lists.flatMap((each) => each[event.type] ?? [])
  if (paths.length === 0) return
  rereadSoon(paths)
  for (const listener of listeners) listener(event)
}

/**
 * Follows `GET /v1/events` until `signal` is aborted, and reconnects after an error. If events were missed, all open queries are reloaded. `further`
 * names the lists of the gateways that become out of date, in addition to those of the desk.
 */
export async function followEvents(signal: AbortSignal, further: readonly StaleLists[]): Promise<void> {
  const lists = [stale, ...further]
  let last: string | null = null as string | null
  let gap = false
  let tries = 0
  while (!signal.aborted) {
    const attempt = new AbortController()
    const stop = (): void => attempt.abort()
    signal.addEventListener('abort', stop)
    // A network that is gone ends no open stream.
    window.addEventListener('offline', stop)
    const silence = setInterval(() => {
      if (Date.now() - connection.beatAt > silentMs) attempt.abort()
    }, 1_000)
    const begunAt = Date.now()
    try {
      become({ beatAt: begunAt })
      const response = await api.stream('/v1/events', {
        signal: attempt.signal,
        headers: { accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': last }) },
      })
      become({ state: 'live', beatAt: Date.now(), retryAt: null })
      if (gap) {
        void queryClient.invalidateQueries()
        tryPartsNow()
      }
      gap = false
      await readEvents(
        response.body as ReadableStream<Uint8Array>,
        (event) => {
          last = event.id ?? last
          take(event.data, event.type, lists)
        },
        () => become({ beatAt: Date.now() }),
      )
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) break
    } finally {
      clearInterval(silence)
      signal.removeEventListener('abort', stop)
      window.removeEventListener('offline', stop)
    }
    if (signal.aborted) break
    gap = true
    // A connection that ends as soon as it begins is not tried more often.
    if (Date.now() - begunAt > rereadMs) tries = 0
    const retryMs = retriesMs[Math.min(tries++, retriesMs.length - 1)] ?? 0
    become({ state: 'lost', retryAt: Date.now() + retryMs })
    await new Promise<void>((resolve) => {
      const wait = setTimeout(resolve, retryMs)
      retryNow = () => {
        clearTimeout(wait)
        resolve()
      }
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}
/** Tries to connect at once instead of waiting. */
export const connectNow = (): void => retryNow?.()
if (typeof window !== 'undefined') window.addEventListener('online', connectNow)

/** The state of the connection to the node. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => connection,
  )
}
/** Calls `onEvent` for each live event while the component is on screen. */
export function useLive(onEvent: (event: LiveEvent) => void): void {
  const latest = useRef(onEvent)
  latest.current = onEvent
  useEffect(() => {
    const listener = (event: LiveEvent): void => latest.current(event)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [])
}

/** The fields of a server-sent event that the desk uses. */
interface ServerEvent {
  id: string | null
  type: string
  data: string
}

/**
 * Reads a `text/event-stream` (WHATWG HTML, 9.2.6). `onBeat` is called for every chunk, including comments, so that a quiet connection is
 * distinguished from a broken one. EventSource does not offer this. Returns when the stream ends; throws when it breaks.
 */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => void,
  onBeat: () => void,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let event: ServerEvent = { id: null, type: 'message', data: '' }
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    onBeat()
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (event.data !== '') onEvent({ ...event, data: event.data.slice(0, -1) })
        event = { id: event.id, type: 'message', data: '' }
        continue
      }
      const [, field, text = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
      if (field === 'data') event.data += `${text}\n`
      else if (field === 'event') event.type = text
      else if (field === 'id') event.id = text
    }
  }
}
