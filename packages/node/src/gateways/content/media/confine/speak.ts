/** How a confined process speaks: by its standard input and output, waiting for either as long as it takes. */
import { readSync, writeSync } from 'node:fs'

/** So many bytes of standard input; null where it ends before. */
export function readInput(length: number): Buffer | null {
  const bytes = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const got = patiently(() => readSync(0, bytes, at, length - at, null))
    if (got === 0) return null
    at += got
  }
  return bytes
}

/** One value as a line of JSON on standard output. Throws where nobody listens any more. */
export function writeLine(value: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(value)}\n`)
  for (let at = 0; at < bytes.length; ) at += patiently(() => writeSync(1, bytes, at))
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/** A pipe that is empty or full may say so instead of waiting, depending on who had it before. */
function patiently(act: () => number): number {
  for (;;) {
    try {
      return act()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 1)
    }
  }
}
