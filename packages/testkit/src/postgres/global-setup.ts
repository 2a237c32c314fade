import { testServerVariable } from './create-test-database.ts'
import type { PrepareTemplate } from './make-template.ts'
import { startTestServer } from './start-test-server.ts'

/**
 * Returns a vitest `globalSetup`: it starts one server for the run, names it to the test files in the environment, and stops it after the run.
 * Several projects may have it: the first starts the server, the others use it. `prepareTemplate` brings the template to the schema the tests want.
 */
export const globalSetup = (prepareTemplate?: PrepareTemplate) => async (): Promise<() => Promise<void>> => {
  if (process.env[testServerVariable] !== undefined) return async () => {}
  const server = await startTestServer({ prepareTemplate })
  process.env[testServerVariable] = JSON.stringify(server.facts)
  return async () => {
    delete process.env[testServerVariable]
    await server.stop()
  }
}

export default globalSetup()
