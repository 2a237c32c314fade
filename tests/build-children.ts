import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const script = fileURLToPath(new URL('../scripts/transpile.mjs', import.meta.url))
const build = (): void => {
  execFileSync(process.execPath, [script], { stdio: ['ignore', 'inherit', 'inherit'] })
}

/**
 * Updates the built JavaScript before a test run. Tests import the sources. The threads and processes that tests start run the build instead,
 * because it starts in half the time; the condition `entente-built` in `vitest.config.ts` selects it.
 */
export default function buildChildren(project: TestProject): void {
  build()
  project.onTestsRerun(build)
}
