import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFeedback } from '../review/give-feedback.ts'
import { trackOf } from '../review/read-tracks.ts'
import { openReviewStage, type ReviewStage } from '../review/review-stage.fixture.ts'
import { relateStoredHits } from './relate-stored-hits.ts'

let database: TestDatabase
let stage: ReviewStage
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

const rank = ['band', 'strength', 'compared_fields', 'hollow', 'cells'] as const
const caseRank = (id: string) =>
  stage.world.db.selectFrom('case_file').select(rank).where('id', '=', id).executeTakeFirstOrThrow()
const hitRank = (id: string) =>
  stage.world.db.selectFrom('hit').select(rank).where('case_id', '=', id).executeTakeFirstOrThrow()

/** Makes a case as an older release stored it: the band of the score, no cells. */
async function olderCase(given: string) {
  const { id, hits } = await stage.newCase(given)
  const now = { row: await caseRank(id), hit: await hitRank(id) }
  const older = { band: 'slight', compared_fields: 0, hollow: null, cells: null }
  await stage.world.db.updateTable('hit').set(older).where('case_id', '=', id).execute()
  await stage.world.db.updateTable('case_file').set(older).where('id', '=', id).execute()
  return { id, hitId: hits[0] ?? '', now }
}

test('hits of an older release get the cells and the strength that a comparison gives now', async () => {
  const { id, now } = await olderCase('Adelheid')
  await relateStoredHits(stage.world)
  expect(await hitRank(id)).toEqual(now.hit)
  expect(await caseRank(id)).toEqual(now.row)
  expect(now.row).toMatchObject({ band: 'very-close', compared_fields: 2 })
  expect(now.row.cells?.map(({ relation }) => relation)).toEqual(['same', 'same', 'not-said', 'not-said'])
})

test('feedback follows its hit into the new band, so that track records compare like with like', async () => {
  const { world, analyst } = stage
  const { id, hitId } = await olderCase('Bertrand')
  await world.db.updateTable('case_file').set({ state: 'decided' }).where('id', '=', id).execute()
  await giveFeedback(world.access(analyst), world.member.id, id, { hitId, outcome: 'mistaken' })
  await relateStoredHits(world)
  const hit = await world.db.selectFrom('hit').selectAll().where('id', '=', hitId).executeTakeFirstOrThrow()
  const track = await world
    .access(analyst)
    .transaction({ action: 'case.read', type: 'record.read', impersonal: true }, (tx) => trackOf(tx, [hit]))
  expect(track).toMatchObject([{ band: 'very-close', reviewed: 1, mistaken: 1 }])
})

test('masked cases keep their band and get no cells, damaged hits get empty ones', async () => {
  const { world } = stage
  const masked = await olderCase('Celestine')
  await world.db.updateTable('case_file').set({ mask_at: world.clock() }).where('id', '=', masked.id).execute()
  const damaged = await olderCase('Celestine')
  await world.db
    .updateTable('hit')
    .set({ a: Buffer.from('damaged') })
    .where('case_id', '=', damaged.id)
    .execute()
  await relateStoredHits(world)
  expect(await caseRank(masked.id)).toMatchObject({ band: 'slight', cells: null })
  expect(await hitRank(damaged.id)).toMatchObject({ band: 'slight', cells: [] })
})
