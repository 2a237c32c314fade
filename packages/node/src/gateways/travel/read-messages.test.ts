import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TravellerState } from './crossing/traveller-state.ts'
import { paxlst, pnrgov } from './edifact.fixture.ts'
import { openTravelStage, type TravelStage } from './travel.fixture.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const people = [
  {
    surname: 'AUNE',
    given: 'MARTE',
    birth: '19840312',
    document: 'K4471906B',
    issuer: 'NLD',
    locator: 'QX7LP2',
    sex: 'F',
  },
  { surname: 'BENHAMDAN', given: 'YOUSSEF', birth: '19900101', document: 'TN0012345', issuer: 'TUN' },
]

async function travellers(flightKey: string) {
  const rows = await stage.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .selectAll('t')
    .where('f.key', '=', flightKey)
    .where('merged_into', 'is', null)
    .execute()
  return stage.act(async (tx) => rows.map((row) => ({ ...row, value: tx.open<TravellerState>(row).value })))
}

test('a passenger list gives one indexed traveller per person, and matching jobs', async () => {
  const { people: found, changed } = await stage.take(paxlst(people, { declared: 2 }))
  expect(found).toHaveLength(2)
  expect(changed).toHaveLength(2)
  const rows = await travellers('7N-482-2026-11-24-TUN-OSL')
  expect(rows.map((row) => row.value.label).sort()).toEqual(['AUNE, MARTE', 'BENHAMDAN, YOUSSEF'])
  const [aune] = rows.filter((row) => row.value.person.surname === 'AUNE')
  expect(aune).toMatchObject({
    state: 'present',
    version: 1,
    regime: 'icao',
    value: { documents: [{ number: 'K4471906B', issuer: 'NLD' }] },
  })
  const index = await stage.db
    .selectFrom('selector_index')
    .select('kind')
    .where('owner_id', '=', aune!.id)
    .orderBy('kind')
    .execute()
  expect(index.map((row) => row.kind)).toEqual(['document', 'locator', 'name-word', 'name-word'])
  const message = await stage.db.selectFrom('message').selectAll().executeTakeFirstOrThrow()
  expect(message).toMatchObject({ status: 'read', read_version: 1, context_key: '7N-482-2026-11-24-TUN-OSL' })
  expect(message.counts).toMatchObject({ messages: 1, people: 2 })
})

test("a reservation joins the traveller of the list and keeps the list's fields", async () => {
  await stage.take(
    pnrgov([
      {
        locator: 'QX7LP2',
        people: [{ surname: 'AUNE', given: 'MARTEMRS', document: 'K4471906B', birth: '12MAR84', seat: '12C' }],
        extra: 'IFT+4:28::7N+CTCM 4790000001',
      },
    ]),
  )
  const rows = await travellers('7N-482-2026-11-24-TUN-OSL')
  expect(rows).toHaveLength(2)
  const aune = rows.find((row) => row.value.person.surname === 'AUNE')
  expect(aune?.value).toMatchObject({
    reservations: [{ locator: 'QX7LP2' }],
    contacts: [{ medium: 'phone', value: '4790000001' }],
    seat: '12C',
  })
  expect(aune?.value.sources.surname?.at).toBe('/messages/0/people/0/surname')
  expect(aune?.version).toBe(2)
})
