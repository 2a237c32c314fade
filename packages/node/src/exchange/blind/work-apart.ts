import { type ErrorCode, type FailureFields, fail } from '../../errors.ts'
import { startThread } from '../../start-thread.ts'
import { type HeavyWork, heavyWork } from './heavy-work.ts'

/** Up to this many items are processed on the main thread, because they take only some tens of milliseconds. */
const fewAtOnce = 16

type Reply<T> = { made: T } | { failed: { code: ErrorCode; fields: FailureFields } }

/**
 * Runs work on many items in a worker thread, so that the node can answer requests meanwhile. The thread ends with the
 * work. A few items are processed on the main thread instead. Rejects with the error of the work.
 */
export async function workApart<N extends keyof HeavyWork>(
  name: N,
  items: number,
  args: Parameters<HeavyWork[N]>,
): Promise<ReturnType<HeavyWork[N]>> {
  type Made = ReturnType<HeavyWork[N]>
  if (items <= fewAtOnce) return (heavyWork[name] as unknown as (...args: Parameters<HeavyWork[N]>) => Made)(...args)
  const worker = startThread(import.meta.url, 'blind-thread')
  try {
    const reply = await new Promise<Reply<Made>>((resolve, reject) => {
      worker.on('message', resolve)
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the thread of blind checks ended')))
      worker.postMessage({ name, args })
    })
    if ('failed' in reply) throw fail(reply.failed.code, reply.failed.fields)
    return reply.made
  } finally {
    await worker.terminate()
  }
}
