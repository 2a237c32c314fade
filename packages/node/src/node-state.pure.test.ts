import { expect, test } from 'vitest'
import { joinQueues, type QueueSource } from './node-state.ts'

test('work that moves to a later queue while the queues are counted is counted', async () => {
  const works = { messages: 1, jobs: 0 }
  const counted =
    (of: keyof typeof works): QueueSource =>
    async () => {
      const waiting = works[of]
      await new Promise((resolve) => setImmediate(resolve))
      // The message is read meanwhile and leaves a job.
      if (of === 'messages') Object.assign(works, { messages: 0, jobs: 1 })
      return { waiting, failed: 0, failedLately: 0, oldestSeconds: 0 }
    }
  const state = joinQueues([counted('messages'), counted('jobs')])
  expect((await state()).waiting).toBe(2)
  expect((await state()).waiting).toBe(1)
})
