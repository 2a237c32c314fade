import { constants, fstatSync, openSync, writeSync } from 'node:fs'
import pino, { type Logger } from 'pino'

/** The output of the node's log. It never blocks and never throws. */
export interface LogOutput {
  /** Writes one line, or keeps it for later, or drops it. */
  write(line: string): void
  /** Returns the number of lines that were dropped since the start. */
  dropped(): number
  /** When a line was last dropped, in milliseconds since 1970. */
  droppedAt(): number | null
  /** Whether the last attempt to write failed. */
  failing(): boolean
}

/** Lines that could not be written yet are kept up to this size; further lines are dropped. */
const keptBytes = 1024 * 1024
/** The pause until the next attempt, after one that wrote nothing and after one that wrote a part. */
const retryMs = { stuck: 250, slow: 10 }

/**
 * Opens the output of the node's log on a file descriptor (standard output by default), which may be a file, a pipe, a
 * socket or a terminal. A full disk, a closed pipe or a reader that stopped must not stop the node: such lines wait in
 * memory (1 MiB at most), and further lines are dropped and counted. When the output works again, the waiting lines
 * follow, and then the entry `log.lines-dropped` with the number of dropped lines.
 */
export function openLogOutput(given = 1): LogOutput {
  const descriptor = withoutBlocking(given)
  const waiting: Buffer[] = []
  let waitingBytes = 0
  let dropped = 0
  let droppedAt: number | null = null
  let reported = 0
  let scheduled = false

  /** Returns the rest that could not be written; null if everything was written. */
  function attempt(bytes: Buffer): Buffer | null {
    let done = 0
    try {
      while (done < bytes.length) done += writeSync(descriptor, bytes, done)
      return null
    } catch {
      return bytes.subarray(done)
    }
  }
  function keep(bytes: Buffer): void {
    waiting.push(bytes)
    waitingBytes += bytes.length
    schedule(retryMs.stuck)
  }
  function schedule(milliseconds: number): void {
    if (!scheduled) setTimeout(retry, milliseconds).unref()
    scheduled = true
  }
  function retry(): void {
    scheduled = false
    const before = waitingBytes
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      const rest = attempt(first)
      waitingBytes -= first.length
      if (rest === null) continue
      // Keep the rest of a half-written line in front, so that no line is torn.
      waiting.unshift(rest)
      waitingBytes += rest.length
      schedule(waitingBytes < before ? retryMs.slow : retryMs.stuck)
      return
    }
    if (dropped === reported) return
    const lines = dropped - reported
    reported = dropped
    write(`${JSON.stringify({ level: 40, time: new Date().toISOString(), event: 'log.lines-dropped', lines })}\n`)
  }
  function write(line: string): void {
    const bytes = Buffer.from(line)
    if (waiting.length === 0) {
      const rest = attempt(bytes)
      if (rest !== null) keep(rest)
    } else if (waitingBytes + bytes.length <= keptBytes) keep(bytes)
    else {
      dropped += 1
      droppedAt = Date.now()
    }
  }
  return { write, dropped: () => dropped, droppedAt: () => droppedAt, failing: () => waiting.length > 0 }
}

/**
 * Returns a descriptor whose writes do not wait for a reader. A pipe or a terminal is opened again, so that other
 * processes that share it stay as they are. A file is used as it is: two descriptors of it would overwrite each other.
 */
function withoutBlocking(descriptor: number): number {
  if (fstatSync(descriptor).isFile()) return descriptor
  try {
    return openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    // A socket, or a pipe of another user, cannot be opened again. Node sets it to non-blocking when it makes a stream.
    if (descriptor === 1) process.stdout.on('error', () => {})
    return descriptor
  }
}

let standard: LogOutput | null = null

/** Returns the output on standard output, which all nodes of this process share. */
export function standardLogOutput(): LogOutput {
  standard ??= openLogOutput()
  return standard
}

/** Opens a log in JSON lines on standard output, without host name and process id. */
export function openLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, standardLogOutput())
}
