export { createTestDatabase, type TestDatabase, testServerFacts } from './create-test-database.ts'
export { makeTemplate, type PrepareTemplate } from './make-template.ts'
export { startTestServer, type TestServer, type TestServerFacts } from './start-test-server.ts'
