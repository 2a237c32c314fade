import { startThread } from '../../../start-thread.ts'
import { drawView, type MessageView } from './draw-view.ts'

/** Bytes up to which a view is drawn at once, in a few milliseconds: a thread would take longer to start. */
const largestHere = 256 * 1024

export interface ViewDrawer {
  /** Returns the view as JSON. Its bytes must not be used afterwards: a thread may have taken them over. */
  draw(view: MessageView): Promise<Uint8Array>
}

/**
 * Draws views of messages without blocking other requests. Large views are drawn in a thread, one after another, so
 * that concurrent requests use one core and the memory of one parsed message. Queued views keep their bytes in memory.
 */
export function createViewDrawer(options: { largestHere?: number } = {}): ViewDrawer {
  let queue: Promise<unknown> = Promise.resolve()
  return {
    async draw(view) {
      const parts = partsOf(view)
      const size = parts.reduce((sum, { length }) => sum + length, 0)
      if (size <= (options.largestHere ?? largestHere)) return drawView(view)
      const drawn = queue.then(() => drawInThread(view, parts))
      queue = drawn.catch(() => {})
      return drawn
    },
  }
}

function drawInThread(view: MessageView, parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const transferList = [...new Set(parts.filter(isWhole).map(({ buffer }) => buffer as ArrayBuffer))]
  const worker = startThread(import.meta.url, 'view-worker', { workerData: view, transferList })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that draws a message ended with ${code}`)))
  })
}

/** Returns whether the bytes are a whole buffer, which can be transferred; parts of a larger buffer are copied. */
const isWhole = ({ buffer, byteLength }: Uint8Array): boolean =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength

function partsOf(view: MessageView): Uint8Array[] {
  const readings = view.what === 'diff' ? [view.before.of, view.after.of] : view.reading === null ? [] : [view.reading]
  const texts = readings.flatMap((of) => ('bytes' in of ? [of.bytes] : [of.a, of.b]))
  return [...(view.what === 'segments' ? [view.bytes] : []), ...texts].filter((part) => part !== undefined)
}
