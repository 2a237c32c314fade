// Loaded into a measured node by `--import`. Notes when its main thread began to read each numbered request, and when it had written the answer, so that
// the delays of the generator do not count as those of the node. Also notes the longest pause for garbage.
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { PerformanceObserver } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'
import { machineMs, numberHeader } from './request-number.ts'

/** When the head of a request was there, when its answer was written, and the pauses for garbage since the request before. Milliseconds. */
export interface NodeTimes {
  number: string
  readAt: number
  writtenAt: number
  longestPause: number
}

/** The file is complete so long after the last answer. */
export const writtenEachMs = 200

const file = process.env.ENTENTE_BENCH_REQUESTS
if (file !== undefined && isMainThread && process.argv.includes('serve')) watchRequests(file)

function watchRequests(file: string): void {
  const started = new WeakMap<object, number>()
  let lines: string[] = []
  let longestPause = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestPause = Math.max(longestPause, duration)
  }).observe({ entryTypes: ['gc'] })
  const requestOf = (message: unknown) => (message as { request: IncomingMessage }).request
  subscribe('http.server.request.start', (message) => started.set(requestOf(message), machineMs()))
  subscribe('http.server.response.finish', (message) => {
    const request = requestOf(message)
    const number = request.headers[numberHeader]
    const readAt = started.get(request)
    if (typeof number !== 'string' || readAt === undefined) return
    const times: NodeTimes = { number, readAt, writtenAt: machineMs(), longestPause }
    longestPause = 0
    lines.push(`${JSON.stringify(times)}\n`)
  })
  setInterval(() => {
    if (lines.length === 0) return
    appendFileSync(file, lines.join(''))
    lines = []
  }, writtenEachMs).unref()
}
