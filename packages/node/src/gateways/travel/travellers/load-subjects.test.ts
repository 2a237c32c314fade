import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonalRow, Tx } from '../../../safeguards/access/access-store.ts'
import { paxlst } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { loadSubjects } from './load-subjects.ts'

let stage: TravelStage
const ids: string[] = []
beforeAll(async () => {
  stage = await openTravelStage()
  const people = ['OKWUOSA', 'TREDGOLD', 'VANTONGEREN'].map((surname, place) => ({
    ...{ surname, given: 'ALEX' },
    document: `QX555014${place}`,
  }))
  for (const { travellerId } of (await stage.take(paxlst(people))).people) ids.push(travellerId)
})
afterAll(() => stage?.close())

test('requests are answered between two travellers that are loaded', async () => {
  let turns = 0
  let isLoaded = false
  const turn = (): void => {
    turns += 1
    if (!isLoaded) setImmediate(turn)
  }
  const seen: number[] = []
  const loaded = await stage.act(async (tx) => {
    const openIfAllowed = (row: PersonalRow) => {
      // Longer than work may run without a turn.
      for (const until = performance.now() + 10; performance.now() < until; ) seen.at(0)
      seen.push(turns)
      return tx.openIfAllowed(row)
    }
    turn()
    return loadSubjects({ db: tx.db, now: tx.now, openIfAllowed } as unknown as Tx, ids)
  })
  isLoaded = true
  expect(loaded.map(({ subject }) => subject.id).sort()).toEqual([...ids].sort())
  expect(new Set(seen).size).toBe(3)
})
