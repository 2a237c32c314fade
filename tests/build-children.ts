import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const script = fileURLToPath(new URL('../scripts/transpile.mjs', import.meta.url))
const build = (): void => {
  execFileSync(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] })
}

/**
 * Brings the built JavaScript up to date before a run. Tests import the sources; the threads and processes that they start run the build, which
 * starts in half the time. The condition `entente-built` in `vitest.config.ts` tells them so.
 */
export default function buildChildren(project: TestProject): void {
  build()
  project.onTestsRerun(build)
}
