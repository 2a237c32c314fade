import { testServerVariable } from './create-test-database.ts'
import type { PrepareTemplate } from './make-template.ts'
import { startTestServer } from './start-test-server.ts'

/**
 * A vitest `globalSetup`: one server for the run, made known to the test files through the environment, and ended with the run.
 * `prepareTemplate` brings the template to the schema the tests want.
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
