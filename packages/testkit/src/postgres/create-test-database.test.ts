import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { withClient } from '@entente/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from './create-test-database.ts'
import { startTestServer, type TestServer, testServerVariable } from './start-test-server.ts'

let server: TestServer
const outer = process.env[testServerVariable]

beforeAll(async () => {
  server = await startTestServer({
    prepareTemplate: (connection) =>
      withClient(connection, (client) =>
        client.query('create table sample (n int); insert into sample values (1); grant all on sample to entente_app'),
      ),
  })
  process.env[testServerVariable] = JSON.stringify(server.facts)
})
afterAll(async () => {
  if (outer === undefined) delete process.env[testServerVariable]
  else process.env[testServerVariable] = outer
  await server?.stop()
  expect(existsSync(dirname(dirname(server.facts.socketDirectory)))).toBe(false)
})

test('a test database is a copy of the template, and its changes stay inside it', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const read = (database: typeof one): Promise<unknown[]> =>
    withClient(
      database.connection('entente_owner'),
      async (client) => (await client.query('select n from sample order by n')).rows,
    )
  await withClient(one.connection('entente_owner'), (client) => client.query('insert into sample values (2)'))
  expect(await read(one)).toEqual([{ n: 1 }, { n: 2 }])
  expect(await read(two)).toEqual([{ n: 1 }])
  await Promise.all([one.drop(), two.drop()])
})

test("the roles may connect to a test database with the template's rights only", async () => {
  const database = await createTestDatabase()
  await withClient(database.connection('entente_app'), async (client) => {
    // PUBLIC has no rights in the template's schema, so a migration must grant usage to the app.
    await expect(client.query('select n from public.sample')).rejects.toMatchObject({ code: '42501' })
    await expect(client.query('create temp table t ()')).rejects.toMatchObject({ code: '42501' })
  })
  await database.drop()
})

test('a test database is dropped even while connections are open', async () => {
  const database = await createTestDatabase()
  await withClient(database.connection('entente_owner'), async () => {
    await database.drop()
  })
  await expect(withClient(database.connection('entente_owner'), async () => {})).rejects.toMatchObject({
    code: '3D000',
  })
})
