/** Input and output of a confined process: blocking reads and writes on its standard streams. */
import { readSync, writeSync } from 'node:fs'

/** Reads a number of bytes of standard input; null if it ends before. */
export function readInput(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const got = retryOnEagain(() => readSync(0, bytes, at, length - at, null))
    if (got === 0) return null
    at += got
  }
  return bytes
}

/** Writes one value as a line of JSON on standard output. Throws if the reader has closed the stream. */
export function writeLine(value: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
  for (let at = 0; at < bytes.length; ) at += retryOnEagain(() => writeSync(1, bytes, at))
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/**
 * Repeats a call on EAGAIN: an inherited pipe may be non-blocking, and then an empty or full pipe fails instead of
 * waiting.
 */
function retryOnEagain(call: () => number): number {
  for (;;) {
    try {
      return call()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 1)
    }
  }
}
