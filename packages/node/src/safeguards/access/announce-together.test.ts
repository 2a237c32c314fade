import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { openAccessDatabase } from './access-database.fixture.ts'
import { announceTogether } from './announce-together.ts'

let access: Awaited<ReturnType<typeof openAccessDatabase>>
beforeAll(async () => {
  access = await openAccessDatabase()
})
afterAll(() => access?.close())

const announced = (prefix: string) =>
  access.db
    .selectFrom('event')
    .select(['type', 'ref', 'version'])
    .where('ref', 'like', `${prefix}%`)
    .orderBy('ref')
    .execute()
const notice = (ref: string, version: number) => ({ type: 'flight.changed', ref, version })

test('announcements are gathered, and only the latest version of each is made', async () => {
  const announce = announceTogether(access.db)
  announce([notice('one-a', 2)])
  announce([notice('one-a', 3), notice('one-b', 1)])
  announce([notice('one-a', 1)])
  expect(await announced('one-')).toEqual([])
  await expect.poll(() => announced('one-')).toEqual([notice('one-a', 3), notice('one-b', 1)])
})

test('announcements wait while the database is unavailable', async () => {
  const other = openPool(access.connection, { max: 1, log: () => {} })
  const announce = announceTogether(createDatabase(other))
  const connect = other.connect.bind(other)
  let refused = 0
  other.connect = (() => {
    refused += 1
    return Promise.reject(new Error('unavailable'))
  }) as never
  announce([notice('two-a', 1)])
  await expect.poll(() => refused).toBeGreaterThan(0)
  other.connect = connect as never
  announce([notice('two-a', 2), notice('two-b', 1)])
  await expect.poll(() => announced('two-'), { timeout: 10_000 }).toEqual([notice('two-a', 2), notice('two-b', 1)])
  await other.end()
})
