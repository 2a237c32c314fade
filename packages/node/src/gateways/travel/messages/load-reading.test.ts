import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { loadReading } from './load-reading.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const mebi = 1024 * 1024

test.each([
  ['of a few bytes', 2, 10, 20],
  ['that just fits into one slice', 3, 2 * mebi, 2 * mebi],
  ['whose parts end on a slice and one byte behind it', 4, 8 * mebi, 4 * mebi + 1],
  ['without what is masked', 5, null, 9 * mebi + 3],
] as const)('a reading %s is loaded as it was stored', async (_, version, sizeOfA, sizeOfB) => {
  const { message } = await stage.take(paxlst([{ surname: 'AUNE' }], { flight: `7N${version}` }))
  const sealed = { a: sizeOfA === null ? null : randomBytes(sizeOfA), b: randomBytes(sizeOfB) }
  const kept = { engine: 'test', outcome: 'read', findings: '[]', sensitive_removed: 0, at: stage.clock.now }
  await stage.db
    .insertInto('reading')
    .values({ message_id: message.id, version, ...kept, ...sealed })
    .execute()
  const loaded = await stage.act((tx) => loadReading(tx, message.id, version))
  expect(loaded?.a === null ? null : loaded?.a?.equals(sealed.a as Buffer)).toBe(sizeOfA === null ? null : true)
  expect(loaded?.b?.equals(sealed.b)).toBe(true)
})

test('a reading that does not exist is undefined', async () => {
  const { message } = await stage.take(paxlst([{ surname: 'AUNE' }], { flight: '7N9' }))
  expect(await stage.act((tx) => loadReading(tx, message.id, 2))).toBeUndefined()
})
