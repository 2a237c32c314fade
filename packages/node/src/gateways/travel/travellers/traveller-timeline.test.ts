import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { travellerTimeline } from './traveller-timeline.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage({ now: '2026-11-23T14:00:00.000Z' })
})
afterAll(() => stage.close())

const roe = { surname: 'ROE', given: 'ANN' }

test('the time line has each message, what was missing, and since when each field was known', async () => {
  const push = await stage.take(pnrgov([{ locator: 'QX7LP2', people: [roe] }], { flight: '7N+482', at: '261123:1330' }))
  stage.clock.now = new Date('2026-11-24T12:00:00.000Z')
  await stage.take(
    paxlst([{ ...roe, locator: 'QX7LP2', birth: '810517', document: 'P0001', issuer: 'NLD' }], {
      at: '261124:1155',
    }),
  )
  const marks = await stage.act((tx) => travellerTimeline(tx, push.people[0]?.travellerId as string))
  const shown = marks.map(({ at, lane, form, key, values }) => [at.slice(8, 16), lane, form, key, values.hours ?? null])
  expect(shown).toEqual([
    ['24T12:00', 'messages', 'mark', 'travel.timeline.list', null],
    ['23T14:00', 'messages', 'mark', 'travel.timeline.push', 24],
    ['22T13:35', 'messages', 'missing', 'travel.timeline.missing', 48],
    ['24T01:35', 'messages', 'missing', 'travel.timeline.missing', 12],
    ['23T14:00', 'known', 'since', 'travel.timeline.known.name', null],
    ['24T12:00', 'known', 'since', 'travel.timeline.known.birth-date', null],
    ['24T12:00', 'known', 'since', 'travel.timeline.known.document', null],
    ['23T14:00', 'known', 'since', 'travel.timeline.known.booking', null],
  ])
  expect(marks[0]?.ref).toMatch(/^\/messages\/[0-9a-f-]{36}\?segment=\d+$/)
})
