import { testServerVariable } from './create-test-database.ts'
import type { PrepareTemplate } from './make-template.ts'
import { startTestServer } from './start-test-server.ts'

/**
 * Returns a vitest `globalSetup` that starts one server for the run, passes its address to the test files through the
 * environment, and stops it at the end. `prepareTemplate` migrates the template.
 */
export const globalSetup = (prepareTemplate?: PrepareTemplate) => async (): Promise<() => Promise<void>> => {
  const server = await startTestServer({ prepareTemplate })
  process.env[testServerVariable] = JSON.stringify(server.facts)
  return async () => {
    delete process.env[testServerVariable]
    await server.stop()
  }
}

export default globalSetup()
