import { afterAll } from 'vitest'
import { treeCpuSeconds } from './cpu-seconds.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** CPU seconds of a test file: those of its worker, and of child processes that ended while it ran. */
    cpu?: number
  }
}

// This file runs before each test file is imported. Vitest runs `afterAll` hooks in reverse order, so this hook runs last.
const before = treeCpuSeconds()
// biome-ignore lint/correctness/noEmptyPattern: vitest accepts only a destructured first argument.
afterAll(({}, suite) => {
  suite.meta.cpu = treeCpuSeconds() - before
})
