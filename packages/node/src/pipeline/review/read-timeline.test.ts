import { type Actor, CaseTimeline } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirm } from '../decide/confirm.ts'
import { propose } from '../decide/propose.ts'
import { reviewSettings } from '../decide/settings.ts'
import { readTimeline } from './read-timeline.ts'
import { adverse, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { assignCase, writeNote } from './work-on-cases.ts'

let stage: ReviewStage
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
})
afterAll(() => stage?.world.close().then(() => database.drop()))

const timelineOf = async (id: string, actor: Actor = stage.analyst) =>
  CaseTimeline.parse(await readTimeline(stage.world.access(actor), stage.deps, id))
const deciding = () => ({ review: reviewSettings, gateways: stage.world.gateways })

test('the history has what the node and people did, each in its lane, oldest first', async () => {
  const { id, hits } = await stage.newCase()
  await assignCase(stage.world.access(stage.analyst), id, stage.analyst.person)
  await stage.view(stage.analyst, id)
  await writeNote(stage.world.access(stage.analyst), id, 'Looked at.')
  await propose(stage.world.access(stage.analyst), deciding(), id, adverse(hits))
  const { marks, lanes, complete } = await timelineOf(id)
  expect(lanes).toEqual(['messages', 'known', 'matching', 'people', 'answers'])
  expect(complete).toBe(true)
  expect(marks.map(({ lane, key, mine }) => [lane, key, mine])).toEqual([
    ['matching', 'history.opened', false],
    ['people', 'history.taken', true],
    ['people', 'history.viewed', true],
    ['people', 'history.note', true],
    ['people', 'history.proposed', true],
  ])
  expect(marks.map(({ at }) => at)).toEqual(marks.map(({ at }) => at).toSorted())
  expect((await timelineOf(id, stage.supervisor)).marks.some(({ mine }) => mine)).toBe(false)
})

test('a second person sees no byte of the proposer before they answered', async () => {
  const { id, hits } = await stage.newCase('Bertrand')
  await stage.view(stage.analyst, id)
  await propose(stage.world.access(stage.analyst), deciding(), id, adverse(hits))
  const { person, account } = stage.analyst
  const proposer = new RegExp(`Analyst|${person}|${account}`)
  const asked = await timelineOf(id, stage.supervisor)
  expect(asked.marks.some(({ key }) => key === 'history.proposed')).toBe(true)
  expect(JSON.stringify(asked)).not.toMatch(proposer)
  await stage.view(stage.supervisor, id)
  const answer = { agree: true, reasons: ['same-person-evidence'], text: 'The evidence agrees on all points.' }
  await confirm(stage.world.access(stage.supervisor), deciding(), id, answer)
  expect(JSON.stringify(await timelineOf(id, stage.supervisor))).toMatch(proposer)
})

test('the history has no duration of anybody’s reading', async () => {
  const { id } = await stage.newCase('Celestine')
  await stage.view(stage.colleague, id, 40)
  const { marks } = await timelineOf(id, stage.supervisor)
  expect(marks.filter(({ key }) => key === 'history.viewed')).toHaveLength(1)
  const values = marks.flatMap((mark) => Object.keys(mark.values))
  expect(new Set(values)).toEqual(new Set(['hits', 'by', 'name']))
})
