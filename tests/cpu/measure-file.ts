import { afterAll } from 'vitest'
import { treeCpuSeconds } from './cpu-seconds.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** CPU seconds of a test file: its worker's, and of child processes that ended meanwhile. */
    cpu?: number
  }
}

// Runs before each test file is imported. Hooks of the file come later, so this one runs last.
const before = treeCpuSeconds()
// biome-ignore lint/correctness/noEmptyPattern: vitest accepts only a destructured first argument.
afterAll(({}, suite) => {
  suite.meta.cpu = treeCpuSeconds() - before
})
