import { constants } from 'node:os'

/** The time within which a process that got a signal ends, whatever hangs. */
const stopLimitMs = 30_000
/** The exit status if that time was exceeded. Work that did not end is repeated by the next start. */
const lateStatus = 3
/** Signals within this time after the first are the same request: a terminal and npm both send Ctrl-C. */
const sameRequestMs = 1000

/**
 * Calls `stop` at the first SIGINT, SIGTERM or SIGHUP, and then ends the process: with status 0 if it stopped, 1 if
 * stopping failed, 3 after 30 s. Another signal ends the process at once, with 128 and the number of the signal.
 */
export function onStopSignal(stop: () => Promise<void>): void {
  let firstAt: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstAt !== null) {
        if (performance.now() - firstAt > sameRequestMs) process.exit(128 + constants.signals[signal])
        return
      }
      firstAt = performance.now()
      setTimeout(() => {
        say(`stop-late: not everything ended within ${stopLimitMs / 1000} s`)
        process.exit(lateStatus)
      }, stopLimitMs)
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          say(`stop-failed: ${error instanceof Error ? error.message : String(error)}`)
          process.exit(1)
        },
      )
    })
  }
}

/** Writes a line on standard error. If nobody reads it, the process goes on. */
export function say(line: string): void {
  if (process.stderr.listenerCount('error', ignore) === 0) process.stderr.on('error', ignore)
  try {
    process.stderr.write(`${line}\n`)
  } catch {
    // The disk under standard error is full.
  }
}
function ignore(): void {}
