import { expect, test, vi } from 'vitest'
import { takeTurns } from './take-turns.ts'

test('in each turn of the event loop one of several long works goes on', async () => {
  let clock = 0
  // Each look at the clock comes six milliseconds after the one before, so that every piece of work is a long one.
  const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 6))
  try {
    let pieces = 0
    const work = async () => {
      const next = takeTurns()
      for (let piece = 0; piece < 5; piece += 1) {
        await next()
        pieces += 1
      }
    }
    const works = Promise.all([work(), work(), work()])
    const inTurns: number[] = []
    while (pieces < 15) {
      const before = pieces
      await new Promise((resolve) => setImmediate(resolve))
      inTurns.push(pieces - before)
    }
    await works
    expect(Math.max(...inTurns)).toBe(1)
  } finally {
    now.mockRestore()
  }
})
