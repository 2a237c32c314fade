import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from './edifact.fixture.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const person = { surname: 'ROE', given: 'JANE', birth: '19800101', document: 'X1234567' }

test.each([
  ['a part number beyond all numbers', { part: '99999999999:F' }],
  ['a count beyond all counts', { declared: 99_999_999_999 }],
  ['a flight number of six thousand digits', { flight: `7N${'9081726354'.repeat(600)}` }],
  ['a qualifier of ten thousand letters', { bgm: `745+${'CP'.repeat(5000)}` }],
  ['no date that is one', { at: '000000:0000', departs: '0000000000' }],
])('%s does not prevent reading the message and its people', async (_what, options) => {
  const { read, people } = await stage.take(paxlst([person], options))
  expect(read.outcome).toBe('read')
  expect(people).toHaveLength(1)
})

test('a name in the field of an airport appears only in the reading', async () => {
  await stage.take(paxlst([person], { from: 'SMITH/JOHN', to: 'JOHNNY' }))
  const flights = await stage.db.selectFrom('flight').selectAll().execute()
  const events = await stage.db.selectFrom('event').selectAll().execute()
  const messages = await stage.db.selectFrom('message').select('context_key').execute()
  expect(JSON.stringify([flights, events, messages])).not.toMatch(/JOHN/)
})
