import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { giveFeedback } from './give-feedback.ts'
import { trackOf } from './read-tracks.ts'
import { openReviewStage, type ReviewStage } from './review-stage.fixture.ts'

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

async function decidedHit() {
  const { id, hits } = await stage.newCase()
  await stage.world.db.updateTable('case_file').set({ state: 'decided' }).where('id', '=', id).execute()
  const hitId = hits[0] as string
  const hit = await stage.world.db.selectFrom('hit').selectAll().where('id', '=', hitId).executeTakeFirstOrThrow()
  return { caseId: id, hitId, hit }
}
const say = (of: { caseId: string; hitId: string }, outcome: 'confirmed' | 'mistaken') =>
  giveFeedback(stage.world.access(stage.analyst), stage.world.member.id, of.caseId, { hitId: of.hitId, outcome })
const trackFor = (hit: { source: string; kind: string; band: string }) =>
  stage.world
    .access(stage.analyst)
    .transaction({ action: 'case.read', type: 'record.read', impersonal: true }, (tx) => trackOf(tx, [hit, hit]))

test('the track counts the last feedback on each hit', async () => {
  const one = await decidedHit()
  const other = await decidedHit()
  await say(one, 'mistaken')
  stage.world.pass(60)
  await say(one, 'confirmed')
  stage.world.pass(60)
  await say(other, 'mistaken')
  expect(await trackFor(one.hit)).toMatchObject([{ reviewed: 2, mistaken: 1, months: 12 }])
})

test('simultaneous feedback counts once, and none counts after twelve months', async () => {
  const met = await decidedHit()
  const rows = ['confirmed', 'mistaken', 'mistaken', 'confirmed'].map((outcome) => ({
    id: randomUUID(),
    signal_id: met.hit.signal_id as string,
    signal_version: 1,
    case_id: met.caseId,
    hit_id: met.hitId,
    outcome,
    first_seen: null,
    last_seen: null,
    at: stage.world.clock(),
    person_id: null,
  }))
  await Promise.all(rows.map((row) => stage.world.db.insertInto('feedback').values(row).execute()))
  expect(await trackFor(met.hit)).toMatchObject([{ reviewed: 3 }])
  // A year later the feedback no longer counts.
  stage.world.pass(366 * 86_400)
  expect(await trackFor(met.hit)).toMatchObject([{ reviewed: 0, mistaken: 0 }])
})
